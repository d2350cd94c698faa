//! The goals of sustainable development that objectives name.

/// A goal of sustainable development of the United Nations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sdg {
    /// 1 to 17.
    pub number: i32,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// Name in English.
    pub name_en: String,
    /// Where the names come from.
    pub source: String,
    /// How official the names are.
    pub status: String,
}

//! The lines of an income statement and of an investment statement, as one canonical tree.

/// An account. The tree is additive: an account is the sum of its children, signs included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// `operating_expenses`.
    pub code: String,
    /// Code of the account it is added into; none for a root.
    pub parent_code: Option<String>,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// Name in English.
    pub name_en: String,
    /// Place in the statement, from 0: a child comes before the sum it belongs to.
    pub position: i32,
    /// The sign its amounts bear by convention: 1 revenue, -1 expense, 0 either (margins, nets).
    pub sign: i8,
}

//! What public money is for: the classification of the functions of government (COFOG).

use crate::domain::codes;

/// The level of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunctionLevel {
    /// Two digits, `01`.
    Division,
    /// Three digits, `01.3`.
    Group,
    /// Four digits, `01.3.1`.
    Class,
}

codes!(FunctionLevel { Division => "division", Group => "group", Class => "class" });

/// How well a function fits a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The unit does what the function names, and little else.
    Exact,
    /// The function names most of what the unit does; the rest lies near it.
    Broad,
    /// The unit does things of several functions.
    Mixed,
}

codes!(Fit { Exact => "exact", Broad => "broad", Mixed => "mixed" });

/// A function of government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// `01.3.1`; the code of a function begins with that of the one it belongs to.
    pub code: String,
    /// Level.
    pub level: FunctionLevel,
    /// Code of the function it belongs to; none for a division.
    pub parent_code: Option<String>,
    /// Name in Finnish, where there is one.
    pub name_fi: Option<String>,
    /// Name in Swedish, where there is one.
    pub name_sv: Option<String>,
    /// Name in English.
    pub name_en: String,
    /// Where the names come from.
    pub source: String,
    /// How official the names are.
    pub status: String,
}

/// Whether a function is another or lies below it.
#[must_use]
pub fn lies_within(function: &str, other: &str) -> bool {
    function.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

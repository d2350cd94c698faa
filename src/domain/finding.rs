//! What reading a document found to be wrong or doubtful.

use crate::domain::{Cents, codes};

/// How much a finding matters to who uses the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Says how something was read.
    Info,
    /// A value is doubtful.
    Warning,
    /// A value is wrong or could not be read.
    Error,
}

codes!(Severity { Info => "info", Warning => "warning", Error => "error" });

/// How certain the implied value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Two or more independent relations agree on the implied value.
    Proven,
    /// One relation gives the implied value.
    SingleRelation,
    /// The relations do not say which cell is wrong, or the finding is not about a value.
    Undecided,
}

codes!(Verdict {
    Proven => "proven",
    SingleRelation => "single_relation",
    Undecided => "undecided",
});

/// A finding, tied to the lines and cells it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `<document>.f.<rule>.<line>[.<column>]`: stable as long as the finding stands.
    pub id: String,
    /// Code of the rule, `accounts_make_their_sum`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// How certain the implied value is.
    pub verdict: Verdict,
    /// One sentence in English, with the figures.
    pub message: String,
    /// The line it is about, from 1.
    pub line: usize,
    /// Ids of the cells it is about: the suspected one first, and where the figures do not say which
    /// is wrong the one that the others contradict.
    pub cell_ids: Vec<String>,
    /// The value the document prints, in euro cents.
    pub printed_value: Option<Cents>,
    /// The value the relations imply, in euro cents and with the signs of its table; where nothing is
    /// decided, what the other cells make of the first one.
    pub implied_value: Option<Cents>,
}

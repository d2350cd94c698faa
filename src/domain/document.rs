//! A published document of a municipality.

use crate::domain::{Date, codes};

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Operating plan (käyttösuunnitelma).
    OperatingPlan,
    /// Outturn of a closed year beside its plan.
    PerformanceReport,
    /// Outturn of a part of a year beside its plan (osavuosikatsaus).
    InterimReport,
}

codes!(DocumentKind {
    OperatingPlan => "operating_plan",
    PerformanceReport => "performance_report",
    InterimReport => "interim_report",
});

/// A document: what its manifest says and what its text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `kemijarvi-hallintopalvelut-2024`.
    pub id: String,
    /// Code of the municipality.
    pub municipality_code: String,
    /// Title in the language of the document.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// The fiscal year it is about.
    pub fiscal_year: i32,
    /// The last day of what it knows.
    pub as_of_date: Date,
    /// The day it was published, where it is known.
    pub published_date: Option<Date>,
    /// `fi`.
    pub language: String,
    /// Id of the unit the document is about.
    pub unit_id: String,
    /// Licence of the data, as an SPDX identifier.
    pub licence: String,
    /// The publisher's name.
    pub publisher: String,
    /// Whether its text was read from pictures of its pages, which loses and mistakes characters.
    pub read_optically: bool,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// The text, line by line, without line ends; line `n` (from 1) stands at `n - 1`.
    pub lines: Vec<String>,
}

impl Document {
    /// The day that orders what documents knew: published, or else as of.
    #[must_use]
    pub fn vintage_date(&self) -> Date {
        self.published_date.unwrap_or(self.as_of_date)
    }
}

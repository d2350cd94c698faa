//! Figures: the amount of one account of a few units, for one scenario and year, with the budget
//! lines it is made of. What comparisons, series and rankings are built from.
//!
//! A figure never adds a unit to one above it, nor a line to a repeat, another vintage, another
//! scenario or another period of the same quantity.

mod asked;
mod book;
mod round;
mod scenario;
mod subject;
mod sum;

pub(super) use asked::{DEFAULT_ACCOUNT, fiscal_years};
pub(super) use book::{Book, Entry};
pub use round::{Ratio, half_away_from_zero};
pub use scenario::ScenarioChoice;
pub(super) use subject::{Subject, Subjects};

use std::sync::Arc;

use crate::domain::{Cents, MissingReason, Period, Scenario, Unit, codes};
use crate::query::BudgetLineRecord;

/// Why there is no figure. It is never zero in silence, and never left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoFigure {
    /// No document of the municipality is read.
    MunicipalityNotCovered,
    /// No unit of the municipality serves the function.
    NoUnit,
    /// No document states the amount for the scenario and the year.
    NoLine,
    /// No document that is read states the amount of the whole municipality for the scenario and the
    /// year; those of its parts are not added up to it.
    OnlyParts,
    /// The document prints a mark or a remark instead of a number.
    NotStated,
    /// The printed text is damaged and cannot be read with certainty.
    Illegible,
    /// The text of the document lost the value.
    Dropped,
}

codes!(NoFigure {
    MunicipalityNotCovered => "municipality_not_covered",
    NoUnit => "no_unit",
    NoLine => "no_line",
    OnlyParts => "only_parts",
    NotStated => "not_stated",
    Illegible => "illegible",
    Dropped => "dropped",
});

impl From<MissingReason> for NoFigure {
    fn from(reason: MissingReason) -> Self {
        match reason {
            MissingReason::NotStated => Self::NotStated,
            MissingReason::Illegible => Self::Illegible,
            MissingReason::Dropped => Self::Dropped,
        }
    }
}

/// The amount of one account of the units of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The scenario of its lines; none where there are none.
    pub scenario: Option<Scenario>,
    /// The fiscal year.
    pub fiscal_year: Option<i32>,
    /// What it covers; none where there are no lines.
    pub period: Option<Period>,
    /// The sum of its lines, the corrected amount of each where there is one.
    pub amount: Option<Cents>,
    /// Why there is no amount; present exactly where there is none.
    pub missing_reason: Option<NoFigure>,
    /// The units whose lines were added, in order.
    pub units: Vec<Arc<Unit>>,
    /// The lines that were added, one for each unit.
    pub lines: Vec<Arc<BudgetLineRecord>>,
    /// Units of the subject without a figure, neither themselves nor below them.
    pub without: Vec<Arc<Unit>>,
    /// Units left out because another unit of the sum holds the same money.
    pub counted_elsewhere: Vec<Arc<Unit>>,
    /// Ids of lines that an earlier document stated otherwise.
    pub restated: Vec<String>,
}

impl Figure {
    /// No figure.
    pub(super) fn missing(fiscal_year: Option<i32>, reason: NoFigure) -> Self {
        Self {
            scenario: None,
            fiscal_year,
            period: None,
            amount: None,
            missing_reason: Some(reason),
            units: Vec::new(),
            lines: Vec::new(),
            without: Vec::new(),
            counted_elsewhere: Vec::new(),
            restated: Vec::new(),
        }
    }
}

/// The amount that counts: the corrected one where there is one.
pub(super) fn effective(line: &BudgetLineRecord) -> Option<Cents> {
    line.line.corrected_amount.or(line.line.amount)
}

/// Whether a unit lies below another.
pub(super) fn is_below(unit: &str, other: &str) -> bool {
    unit.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'))
}

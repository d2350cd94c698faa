//! Key figures and outputs: what is counted besides money.

use rust_decimal::Decimal;

use crate::domain::{Date, MissingReason, Period, Scenario};

/// An indicator of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// `<document>.i<line of the label>`.
    pub id: String,
    /// Id of the unit.
    pub unit_id: String,
    /// The name as printed.
    pub name: String,
    /// Id of the indicator it is a part of: "hoitopäivät, alle 75 v." of a nursing home.
    pub parent_id: Option<String>,
    /// The heading it stands under, as printed.
    pub group: Option<String>,
    /// What is counted, where the name says so: `kpl`, `%`, `€`, `€/asukas`, `m2`, `hlö`, `htv`.
    pub unit_of_measure: Option<String>,
    /// The line that prints the name, from 1.
    pub line: usize,
    /// Its values, in the order of the columns.
    pub values: Vec<IndicatorValue>,
}

/// A value of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorValue {
    /// The id of its cell.
    pub id: String,
    /// What the value is.
    pub scenario: Scenario,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// What it covers.
    pub period: Period,
    /// The text as printed.
    pub printed: String,
    /// The number, only where it is certain.
    pub value: Option<Decimal>,
    /// Why there is no number; present exactly where `value` is absent.
    pub missing_reason: Option<MissingReason>,
    /// The line that prints it, from 1.
    pub line: usize,
    /// Ordinal of the column, from 1.
    pub column: usize,
    /// Header of the column as printed.
    pub column_label: String,
    /// From when a later document states it; none where this is the last statement of it.
    pub superseded_on: Option<Date>,
}

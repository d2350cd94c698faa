//! One amount of one account of one unit, as one document states it.

use crate::domain::{Cents, Period, Scenario, codes};

/// Why a budget line has no amount. A blank cell gives no budget line at all, and zero is an
/// amount: the three are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MissingReason {
    /// The document prints a mark or a remark instead of a number (`sis. joht.`, `-`).
    NotStated,
    /// The printed text is damaged and cannot be read with certainty.
    Illegible,
    /// The text of the document lost the value.
    Dropped,
}

codes!(MissingReason {
    NotStated => "not_stated",
    Illegible => "illegible",
    Dropped => "dropped",
});

/// A budget line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine {
    /// The id of its cell; with `-<scenario>` behind it for the second scenario of a column
    /// that states two (`TA/KS`).
    pub id: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Code of the account.
    pub account: String,
    /// What the amount is.
    pub scenario: Scenario,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// What the amount covers.
    pub period: Period,
    /// The amount as printed, in euro cents (tables in thousands multiplied out).
    pub amount: Option<Cents>,
    /// Why there is no amount; present exactly where `amount` is absent.
    pub missing_reason: Option<MissingReason>,
    /// The amount that the relations of the document prove or restore, where it differs from
    /// the printed one.
    pub corrected_amount: Option<Cents>,
    /// The text as printed.
    pub printed: String,
    /// Id of the table.
    pub table_id: String,
    /// The line that prints the value, from 1.
    pub line: usize,
    /// Ordinal of the column, from 1.
    pub column: usize,
    /// Label of the row as printed.
    pub row_label: String,
    /// Header of the column as printed.
    pub column_label: String,
    /// Id of the budget line of the same document that states the same quantity first or more
    /// exactly; a repeated line is never counted again.
    pub repeat_of: Option<String>,
}

//! Questions about budget lines.

use std::collections::BTreeMap;

use crate::query::{BudgetLineRecord, Error, Page, PageRequest, Session};

/// Which budget lines, and in which order.
///
/// Without `document` and `as_of` the answer holds what was published last of every quantity;
/// with `as_of` what was known on that day; with `document` that document's own lines, whatever
/// was published since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BudgetLineFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `document`: ids.
    pub document: Vec<String>,
    /// `unit`: ids.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named.
    pub include_descendants: bool,
    /// `unitKind`: levels.
    pub unit_kind: Vec<String>,
    /// `account`: codes.
    pub account: Vec<String>,
    /// `includeChildren`: also every account below the ones named.
    pub include_children: bool,
    /// `scenario`.
    pub scenario: Vec<String>,
    /// `fiscalYear`: years or ranges of years, `2022`, `2022..2024`.
    pub fiscal_year: Vec<String>,
    /// `period`: `year` (amounts of whole years), `part` (of a part of a year), or a stretch
    /// `2025-01-01..2025-06-30` that the amounts cover exactly.
    pub period: Vec<String>,
    /// `amountMin`: euros, included; on the corrected amount where there is one. Lines without an
    /// amount are left out.
    pub amount_min: Option<String>,
    /// `amountMax`: euros, included.
    pub amount_max: Option<String>,
    /// `hasFinding`: lines whose cell a finding is about, or lines without.
    pub has_finding: Option<bool>,
    /// `asOf`: what was known on this day.
    pub as_of: Option<String>,
    /// `includeRepeats`: also lines that state again what the same document states elsewhere.
    pub include_repeats: bool,
    /// `sort`: a code of [`BudgetLineSort`]; `document` where none is given.
    pub sort: Option<String>,
}

/// The orders budget lines come in. Lines without an amount come last in both orders of amount;
/// ties are ordered by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum BudgetLineSort {
    /// By municipality, document and place in the document.
    #[default]
    Document,
    /// Smallest amount first.
    Amount,
    /// Largest amount first.
    AmountDescending,
    /// Oldest fiscal year first.
    FiscalYear,
    /// Newest fiscal year first.
    FiscalYearDescending,
    /// By unit id, account and fiscal year.
    Unit,
    /// By account in statement order, unit id and fiscal year.
    Account,
}

crate::domain::codes!(BudgetLineSort {
    Document => "document",
    Amount => "amount",
    AmountDescending => "-amount",
    FiscalYear => "fiscalYear",
    FiscalYearDescending => "-fiscalYear",
    Unit => "unit",
    Account => "account",
});

/// Budget lines.
///
/// # Errors
/// See [`Error`].
pub fn budget_lines(
    session: &mut Session,
    filter: &BudgetLineFilter,
    page: &PageRequest,
) -> Result<Page<BudgetLineRecord>, Error> {
    todo!()
}

/// A budget line by its id, whatever was published since; its excerpt is asked for by
/// [`excerpts`](crate::query::excerpts).
///
/// # Errors
/// See [`Error`].
pub fn budget_line(session: &mut Session, id: &str) -> Result<BudgetLineRecord, Error> {
    todo!()
}

/// Budget lines by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn budget_lines_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, BudgetLineRecord>, Error> {
    todo!()
}

/// A page of budget lines for each unit; with `include_descendants` also of the units below it.
///
/// # Errors
/// See [`Error`].
pub fn budget_lines_of_units(
    session: &mut Session,
    ids: &[String],
    filter: &BudgetLineFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<BudgetLineRecord>>, Error> {
    todo!()
}

/// A page of budget lines for each document.
///
/// # Errors
/// See [`Error`].
pub fn budget_lines_of_documents(
    session: &mut Session,
    ids: &[String],
    filter: &BudgetLineFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<BudgetLineRecord>>, Error> {
    todo!()
}

/// A page of budget lines for each municipality code.
///
/// # Errors
/// See [`Error`].
pub fn budget_lines_of_municipalities(
    session: &mut Session,
    codes: &[String],
    filter: &BudgetLineFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<BudgetLineRecord>>, Error> {
    todo!()
}

//! Questions about budget lines.

use std::collections::BTreeMap;

use crate::query::cursor::Paging;
use crate::query::{
    BudgetLineRecord, Error, Page, PageRequest, Session, accounts, ahead, documents, functions,
    municipalities, units, values,
};
use crate::store::read;
use crate::store::read::budget_lines::{BudgetLineSelection, Order, PeriodChoice, Vintage};
use crate::store::read::{Parent, Window};

/// Which budget lines, and in which order.
///
/// Without `document` and `as_of` the answer holds what was published last of every quantity;
/// with `as_of` what was known on that day; with `document` alone that document's own lines,
/// whatever was published since.
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
    /// `function`: codes of the units' functions; also those below them.
    pub function: Vec<String>,
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
    let (selection, order) = select(session, filter)?;
    let paging = Paging::of(format!("budget lines {order:?} {selection:?}"));
    let window = paging.window(page)?;
    let keys = |line: &BudgetLineRecord| order.keys(line);
    let find = |session: &mut Session, window: &Window| {
        Ok(read::budget_lines::page(session, &selection, order, window)?)
    };
    let found = match order {
        // An index leads to every page.
        Order::Document => find(session, &window)?,
        _ => ahead::found(session, &paging, &window, keys, find)?,
    };
    Ok(paging.page(found, &window, keys))
}

/// A budget line by its id, whatever was published since; its excerpt is asked for by
/// [`excerpts`](crate::query::excerpts).
///
/// # Errors
/// See [`Error`].
pub fn budget_line(session: &mut Session, id: &str) -> Result<BudgetLineRecord, Error> {
    let found = read::budget_lines::by_id(session, &[id.to_owned()])?;
    let missing = || Error::NotFound { noun: "budget line", id: id.to_owned() };
    found.into_iter().next().ok_or_else(missing)
}

/// Budget lines by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn budget_lines_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, BudgetLineRecord>, Error> {
    let found = read::budget_lines::by_id(session, ids)?;
    Ok(found.into_iter().map(|l| (l.line.id.clone(), l)).collect())
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
    let of = if filter.include_descendants { Parent::UnitWithDescendants } else { Parent::Unit };
    pages(session, of, ids, filter, page)
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
    pages(session, Parent::Document, ids, filter, page)
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
    pages(session, Parent::Municipality, codes, filter, page)
}

fn pages(
    session: &mut Session,
    of: Parent,
    parents: &[String],
    filter: &BudgetLineFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<BudgetLineRecord>>, Error> {
    let (mut selection, order) = select(session, filter)?;
    if of == Parent::Document && filter.as_of.is_none() {
        // As where the filter names the document.
        selection.vintage = Vintage::Any;
    }
    let paging = Paging::of(format!("budget lines of {of:?} {order:?} {selection:?}"));
    let window = paging.window_below(parents, page)?;
    let found = read::budget_lines::pages(session, of, parents, &selection, order, &window)?;
    Ok(paging.pages(found, &window, |line| order.keys(line)))
}

fn select(
    session: &mut Session,
    filter: &BudgetLineFilter,
) -> Result<(BudgetLineSelection, Order), Error> {
    Ok((selection(session, filter)?, order(filter.sort.as_deref())?))
}

/// Which lines a filter means, in whatever order.
pub(super) fn selection(
    session: &mut Session,
    filter: &BudgetLineFilter,
) -> Result<BudgetLineSelection, Error> {
    let accounts = accounts::resolve(session, "account", &filter.account, filter.include_children)?;
    let amount_min = values::amount("amountMin", filter.amount_min.as_ref())?;
    let amount_max = values::amount("amountMax", filter.amount_max.as_ref())?;
    if let (Some(min), Some(max)) = (amount_min, amount_max)
        && max < min
    {
        return Err(values::invalid("amountMax", &max.to_string(), "no less than `amountMin`"));
    }
    Ok(BudgetLineSelection {
        rows: Vec::new(),
        municipality_codes: municipalities::resolve(session, &filter.municipality)?
            .unwrap_or_default(),
        document_ids: documents::resolve(session, &filter.document)?,
        unit_ids: units::resolve(session, &filter.unit)?,
        include_descendants: filter.include_descendants,
        unit_kinds: values::codes("unitKind", &filter.unit_kind)?,
        functions: functions::resolve(session, &filter.function)?,
        accounts: accounts.unwrap_or_default(),
        scenarios: values::codes("scenario", &filter.scenario)?,
        fiscal_years: values::years("fiscalYear", &filter.fiscal_year)?,
        periods: periods(&filter.period)?,
        amount_min,
        amount_max,
        has_finding: filter.has_finding,
        vintage: vintage(filter)?,
        include_repeats: filter.include_repeats,
    })
}

fn vintage(filter: &BudgetLineFilter) -> Result<Vintage, Error> {
    Ok(match &filter.as_of {
        Some(day) => Vintage::AsOf(values::date("asOf", day)?),
        None if filter.document.is_empty() => Vintage::Latest,
        None => Vintage::Any,
    })
}

fn periods(given: &[String]) -> Result<Vec<PeriodChoice>, Error> {
    let expected = "`year`, `part` or a stretch such as 2025-01-01..2025-06-30";
    let choice = |value: String| match value.as_str() {
        "year" => Ok(PeriodChoice::Year),
        "part" => Ok(PeriodChoice::Part),
        other => match values::period(other) {
            Some(period) => Ok(PeriodChoice::Exactly(period)),
            None => Err(values::invalid("period", other, expected)),
        },
    };
    values::list("period", given)?.into_iter().map(choice).collect()
}

fn order(sort: Option<&str>) -> Result<Order, Error> {
    let Some(sort) = sort else {
        return Ok(Order::Document);
    };
    let sort = sort.parse().map_err(|unknown: crate::domain::UnknownCode| {
        values::invalid("sort", &unknown.given, &format!("one of: {}", unknown.expected))
    })?;
    Ok(match sort {
        BudgetLineSort::Document => Order::Document,
        BudgetLineSort::Amount => Order::Amount { descending: false },
        BudgetLineSort::AmountDescending => Order::Amount { descending: true },
        BudgetLineSort::FiscalYear => Order::FiscalYear { descending: false },
        BudgetLineSort::FiscalYearDescending => Order::FiscalYear { descending: true },
        BudgetLineSort::Unit => Order::Unit,
        BudgetLineSort::Account => Order::Account,
    })
}

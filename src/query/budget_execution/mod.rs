//! Budget against actual: for every unit, account and fiscal year what was decided and what came
//! of it, and by how much the two differ. Units whose parent is listed too are rows of their own;
//! nothing is added up.
//!
//! What a request means is in `filter`, the arithmetic of a row in `measures`, which rows a page has
//! in `ranking`.

mod filter;
mod measures;
mod ranking;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::domain::{Cents, MissingReason, Scenario, codes};
use crate::query::caveat::{self, Caveat};
use crate::query::cursor::Paging;
use crate::query::figures::{Book, Entry, NoFigure, ScenarioChoice, effective};
use crate::query::{BudgetLineRecord, Error, Page, PageRequest, Session, ahead};
use crate::store::read;
use crate::store::read::budget_lines::BudgetLineSelection;
use crate::store::read::{Found, Key};

pub use filter::{BudgetExecutionFilter, BudgetExecutionSort};

use filter::Question;
use measures::{Amount, Measures};
use ranking::Row;

/// What is held against the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Outturn {
    /// The outturn of the closed year.
    #[default]
    Actual,
    /// What the year was expected to give.
    Forecast,
    /// The outturn of a part of the year.
    ActualToDate,
}

codes!(Outturn { Actual => "actual", Forecast => "forecast", ActualToDate => "actual_to_date" });

impl Outturn {
    /// The scenario of its lines.
    #[must_use]
    pub const fn scenario(self) -> Scenario {
        match self {
            Self::Actual => Scenario::Actual,
            Self::Forecast => Scenario::Forecast,
            Self::ActualToDate => Scenario::ActualToDate,
        }
    }
}

/// Why there is no variance, or no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoVariance {
    /// No budget is stated, in any of its stages.
    NoBudget,
    /// What would be held against it is not stated.
    NoOutturn,
    /// The budget is zero: nothing is a percentage of it.
    BudgetIsZero,
}

codes!(NoVariance {
    NoBudget => "no_budget",
    NoOutturn => "no_outturn",
    BudgetIsZero => "budget_is_zero",
});

/// The figures of one account of one unit in one fiscal year, beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetExecution {
    /// One of its lines, for the names of municipality, unit and account.
    pub named: Arc<BudgetLineRecord>,
    /// The line of each scenario that documents state.
    pub lines: BTreeMap<Scenario, Arc<BudgetLineRecord>>,
    /// The budget in force and which stage of the budget it is; none where no stage is stated.
    pub budget_in_force: Option<(Scenario, Cents)>,
    /// What is held against it.
    pub against: Outturn,
    /// Its amount.
    pub outturn: Option<Cents>,
    /// Outturn less budget in force: below zero is unfavourable, for expenses and for revenue.
    pub variance: Result<Cents, NoVariance>,
    /// The variance as a percentage of the absolute budget.
    pub variance_percent: Result<Decimal, NoVariance>,
    /// The outturn as a percentage of the budget.
    pub execution_rate: Result<Decimal, NoVariance>,
    /// Whether the variance is above zero; none where it is zero, where there is none, and where the
    /// outturn covers a part of the year that the budget covers.
    pub favourable: Option<bool>,
    /// What is to be said of the variance.
    pub caveats: Vec<Caveat>,
    /// Scenarios that an earlier document stated otherwise.
    restated: BTreeSet<Scenario>,
}

/// The scenarios of a row.
const SCENARIOS: &[Scenario] = &[
    Scenario::Budget,
    Scenario::AmendedBudget,
    Scenario::OperatingPlan,
    Scenario::Actual,
    Scenario::ActualToDate,
    Scenario::Forecast,
    Scenario::FinancialPlan,
];

/// Budget against actual, row by row.
///
/// # Errors
/// See [`Error`].
pub fn budget_execution(
    session: &mut Session,
    filter: &BudgetExecutionFilter,
    page: &PageRequest,
) -> Result<Page<BudgetExecution>, Error> {
    let question = Question::of(session, filter)?;
    let paging = Paging::of(format!("budget execution {question:?}"));
    let window = paging.window(page)?;
    let found = ahead::found(
        session,
        &paging,
        &window,
        |(keys, _): &(Vec<Key>, Row)| keys.clone(),
        |session, window| ranking::page(session, &question, window),
    )?;
    let found = with_lines(session, &question, found)?;
    let page = paging.page(found, &window, |(keys, _)| keys.clone());
    let mut page = page.map(|(_, row)| row);
    say_caveats(session, &mut page)?;
    Ok(page)
}

/// The rows that were found, with their lines.
fn with_lines(
    session: &mut Session,
    question: &Question,
    found: Found<(Vec<Key>, Row)>,
) -> Result<Found<(Vec<Key>, BudgetExecution)>, Error> {
    let key = |row: &Row| (row.unit_id.clone(), row.account.clone(), row.fiscal_year);
    let rows: Vec<_> = found.items.iter().map(|(_, row)| key(row)).collect();
    let mut lines: BTreeMap<_, Vec<Entry>> = BTreeMap::new();
    if !rows.is_empty() {
        let (units, accounts): (BTreeSet<_>, BTreeSet<_>) =
            rows.iter().map(|(unit, account, _)| (unit.clone(), account.clone())).unzip();
        let selection = BudgetLineSelection {
            // An index leads to these; the rows themselves are chosen from what it leads to.
            unit_ids: units.into_iter().collect(),
            include_descendants: false,
            accounts: accounts.into_iter().collect(),
            rows,
            ..question.selection.clone()
        };
        for entry in Book::load(session, selection, question.as_of)?.into_entries() {
            let line = &entry.line.line;
            let row = (line.unit_id.clone(), line.account.clone(), line.fiscal_year);
            lines.entry(row).or_default().push(entry);
        }
    }
    let row = |(keys, row): (Vec<Key>, Row)| {
        let entries = lines.remove(&key(&row)).unwrap_or_default();
        Some((keys, BudgetExecution::of(entries, question.against)?))
    };
    let items = found.items.into_iter().filter_map(row).collect();
    Ok(Found { items, total: found.total, has_more: found.has_more })
}

/// Findings are read for the page alone, however long the list is.
fn say_caveats(session: &mut Session, page: &mut Page<BudgetExecution>) -> Result<(), Error> {
    let compared = page.items.iter().flat_map(|i| i.item.compared());
    let ids: BTreeSet<String> = compared.flat_map(|line| line.finding_ids.clone()).collect();
    let findings = read::findings::by_id(session, &ids.into_iter().collect::<Vec<_>>())?;
    for row in page.items.iter_mut().map(|i| &mut i.item) {
        let mut caveats = Vec::new();
        let outturn = row.lines.get(&row.against.scenario()).filter(|_| row.outturn.is_some());
        caveats.extend(outturn.and_then(|line| caveat::of_period(line.line.period)));
        let used = row.budget_in_force.map(|(scenario, _)| scenario);
        let in_force = ScenarioChoice::BudgetInForce;
        caveats.extend(used.and_then(|used| caveat::of_scenario(in_force, used)));
        let restated = row.compared().any(|line| row.restated.contains(&line.line.scenario));
        caveats.extend(caveat::of_restatement(restated));
        caveats.extend(caveat::of_lines(row.compared(), &findings));
        row.caveats = caveats;
    }
    Ok(())
}

impl BudgetExecution {
    fn of(entries: Vec<Entry>, against: Outturn) -> Option<Self> {
        let named = Arc::clone(&entries.first()?.line);
        let restated = entries.iter().filter(|e| e.restated).map(|e| e.line.line.scenario);
        let restated = restated.collect();
        let lines: BTreeMap<Scenario, Arc<BudgetLineRecord>> =
            entries.into_iter().map(|e| (e.line.line.scenario, e.line)).collect();
        let amount = |scenario| {
            let line = lines.get(&scenario)?;
            Some(Amount { cents: effective(line)?, is_of_year: line.line.period.is_year() })
        };
        let of = Measures::of(amount, against);
        Some(Self {
            named,
            budget_in_force: of.budget_in_force,
            against,
            outturn: of.outturn,
            variance: of.variance,
            variance_percent: of.variance_percent,
            execution_rate: of.execution_rate,
            favourable: of.favourable,
            caveats: Vec::new(),
            restated,
            lines,
        })
    }

    /// Fiscal year.
    #[must_use]
    pub fn fiscal_year(&self) -> i32 {
        self.named.line.fiscal_year
    }

    /// The amount of a scenario, or why there is none.
    ///
    /// # Errors
    /// Why there is no amount.
    pub fn amount(&self, scenario: Scenario) -> Result<Cents, NoFigure> {
        let line = self.lines.get(&scenario).ok_or(NoFigure::NoLine)?;
        // A line without an amount says why; the store holds no other.
        let reason = line.line.missing_reason.unwrap_or(MissingReason::NotStated);
        effective(line).ok_or_else(|| reason.into())
    }

    /// The lines that the variance is made of.
    fn compared(&self) -> impl Iterator<Item = &Arc<BudgetLineRecord>> + Clone {
        let budget = self.budget_in_force.map(|(scenario, _)| scenario);
        let outturn = self.outturn.map(|_| self.against.scenario());
        budget.into_iter().chain(outturn).filter_map(|scenario| self.lines.get(&scenario))
    }
}

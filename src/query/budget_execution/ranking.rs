//! Which rows stand on a page: found from their amounts alone, some municipalities at a time, so
//! that memory holds those and the page, however many rows there are. The lines of the rows are read
//! for the page.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Cents, Scenario};
use crate::query::budget_execution::filter::Question;
use crate::query::budget_execution::measures::{Amount, Measures};
use crate::query::{Error, Session};
use crate::store::read::budget_lines::{BudgetLineSelection, Vintage};
use crate::store::read::executed::{self, Executed};
use crate::store::read::{Found, Key, Window};

/// Units whose amounts of one account are read at once, unless one municipality has more: with all
/// their scenarios and years a few thousand amounts.
const UNITS_AT_ONCE: i64 = 200;

/// A row as far as it is chosen and ordered by.
#[derive(Debug)]
pub(super) struct Row {
    municipality_code: String,
    pub(super) unit_id: String,
    pub(super) account: String,
    pub(super) account_position: i32,
    pub(super) fiscal_year: i32,
    pub(super) measures: Measures,
}

/// The rows of a page, in their order, each with the keys of its place.
pub(super) fn page(
    session: &mut Session,
    question: &Question,
    window: &Window,
) -> Result<Found<(Vec<Key>, Row)>, Error> {
    let vintage = question.as_of.map_or(Vintage::Latest, Vintage::AsOf);
    let selection = BudgetLineSelection { vintage, ..question.selection.clone() };
    let mut best = Best::of(window);
    for places in parts(executed::places(session, &selection)?, &selection) {
        let rows = if question.latest {
            latest(session, question, &selection, places)?
        } else {
            rows(executed::amounts(session, &selection, &places)?, question)
        };
        for row in rows.into_iter().filter(|row| question.wants(&row.measures)) {
            best.add(question.sort.keys(&row), row);
        }
    }
    Ok(best.found())
}

/// The rows of each municipality in the last year in which a budget has an outturn beside it. Year
/// by year, the last one first: mostly that is the only one to be read.
fn latest(
    session: &mut Session,
    question: &Question,
    selection: &BudgetLineSelection,
    mut places: Vec<String>,
) -> Result<Vec<Row>, Error> {
    let years = executed::years(session)?;
    let mut latest = Vec::new();
    for year in years.get(&question.against.scenario()).into_iter().flatten().rev() {
        if places.is_empty() {
            break;
        }
        let of_year =
            BudgetLineSelection { fiscal_years: vec![(*year, *year)], ..selection.clone() };
        let rows = rows(executed::amounts(session, &of_year, &places)?, question);
        let stated = rows.iter().filter(|row| row.measures.variance.is_ok());
        let found: BTreeSet<String> = stated.map(|row| row.municipality_code.clone()).collect();
        places.retain(|code| !found.contains(code));
        latest.extend(rows.into_iter().filter(|row| found.contains(&row.municipality_code)));
    }
    Ok(latest)
}

/// Municipalities, so many at a time as are read at once.
fn parts(places: Vec<(String, i64)>, selection: &BudgetLineSelection) -> Vec<Vec<String>> {
    let accounts = i64::try_from(selection.accounts.len()).unwrap_or(i64::MAX).max(1);
    let mut parts: Vec<Vec<String>> = Vec::new();
    let mut room = 0;
    for (code, units) in places {
        let units = units.saturating_mul(accounts);
        if let Some(part) = parts.last_mut().filter(|_| units <= room) {
            part.push(code);
        } else {
            parts.push(vec![code]);
            room = UNITS_AT_ONCE;
        }
        room -= units;
    }
    parts
}

/// By unit, account and fiscal year. Of several periods within one year the longest with an amount
/// stands; they are never added.
fn rows(amounts: Vec<Executed>, question: &Question) -> Vec<Row> {
    let mut of: BTreeMap<(String, i32, i32), (Row, Stated)> = BTreeMap::new();
    for of_one in amounts {
        let key = (of_one.unit_id.clone(), of_one.account_position, of_one.fiscal_year);
        let (_, stated) = of.entry(key).or_insert_with(|| (Row::of(&of_one), Stated::new()));
        let one =
            Stands { amount: of_one.amount, end: of_one.period_end, is_of_year: of_one.is_of_year };
        let rank = |stands: &Stands| (stands.amount.is_some(), stands.end.clone());
        if stated.get(&of_one.scenario).is_none_or(|stands| rank(&one) > rank(stands)) {
            stated.insert(of_one.scenario, one);
        }
    }
    let measured = |(row, stated): (Row, Stated)| {
        let amount = |scenario| {
            let stands = stated.get(&scenario)?;
            Some(Amount { cents: stands.amount?, is_of_year: stands.is_of_year })
        };
        Row { measures: Measures::of(amount, question.against), ..row }
    };
    of.into_values().map(measured).collect()
}

/// What stands of each scenario.
type Stated = BTreeMap<Scenario, Stands>;

/// An amount, or that there is none, and what it covers.
struct Stands {
    amount: Option<Cents>,
    /// The last day.
    end: String,
    is_of_year: bool,
}

impl Row {
    /// A row of which nothing is stated yet.
    fn of(one: &Executed) -> Self {
        Self {
            municipality_code: one.municipality_code.clone(),
            unit_id: one.unit_id.clone(),
            account: one.account.clone(),
            account_position: one.account_position,
            fiscal_year: one.fiscal_year,
            measures: Measures::default(),
        }
    }
}

/// The first rows behind a place, of many that come in any order.
struct Best<'a> {
    window: &'a Window,
    /// One more than the page has, to know whether rows follow.
    room: usize,
    rows: BTreeMap<Vec<Key>, Row>,
    total: i64,
}

impl<'a> Best<'a> {
    fn of(window: &'a Window) -> Self {
        let room = usize::try_from(window.limit).unwrap_or(usize::MAX).saturating_add(1);
        Self { window, room, rows: BTreeMap::new(), total: 0 }
    }

    fn add(&mut self, keys: Vec<Key>, row: Row) {
        self.total += 1;
        if self.window.after.as_ref().is_none_or(|after| keys > *after) {
            self.rows.insert(keys, row);
            if self.rows.len() > self.room {
                self.rows.pop_last();
            }
        }
    }

    fn found(mut self) -> Found<(Vec<Key>, Row)> {
        let has_more = self.rows.len() >= self.room && self.rows.pop_last().is_some();
        Found { items: self.rows.into_iter().collect(), total: self.total, has_more }
    }
}

//! The budget lines that figures are made of, each quantity in the vintage asked for, and whether
//! an earlier document stated it otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Date, Scenario};
use crate::query::figures::effective;
use crate::query::{BudgetLineRecord, Error, Session};
use crate::store::read;
use crate::store::read::budget_lines::{BudgetLineSelection, Vintage};

/// A quantity: unit, account, scenario, fiscal year.
type Quantity<'a> = (&'a str, &'a str, Scenario, i32);

/// Lines in the order of their quantities, one of each.
pub(in crate::query) struct Book {
    lines: Vec<Entry>,
}

pub(in crate::query) struct Entry {
    pub(in crate::query) line: Arc<BudgetLineRecord>,
    pub(in crate::query) restated: bool,
}

impl Book {
    /// No lines.
    pub(in crate::query) fn empty() -> Self {
        Self { lines: Vec::new() }
    }

    /// Reads the lines of a selection as they were known on a day, or as published last.
    pub(in crate::query) fn load(
        session: &mut Session,
        selection: BudgetLineSelection,
        as_of: Option<Date>,
    ) -> Result<Self, Error> {
        let vintages = BudgetLineSelection { vintage: Vintage::Any, ..selection };
        let all = read::budget_lines::all(session, &vintages)?;
        let (known, later): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|l| as_of.is_none_or(|day| l.known_from <= day));
        drop(later);
        let stands = |l: &BudgetLineRecord| match (l.superseded_on, as_of) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(superseded), Some(day)) => superseded > day,
        };
        let (current, earlier): (Vec<_>, Vec<_>) = known.into_iter().partition(stands);
        Ok(Self::of(current, &earlier))
    }

    /// Of several periods within one year the longest with an amount stands; they are never added.
    fn of(mut current: Vec<BudgetLineRecord>, earlier: &[BudgetLineRecord]) -> Self {
        let mut before: BTreeMap<Quantity, Vec<&BudgetLineRecord>> = BTreeMap::new();
        for line in earlier {
            before.entry(quantity(line)).or_default().push(line);
        }
        current.sort_by(|one, other| quantity(one).cmp(&quantity(other)));
        let rank = |l: &BudgetLineRecord| (effective(l).is_some(), l.line.period.end);
        let mut lines: Vec<Entry> = Vec::with_capacity(current.len());
        for line in current {
            let same = lines.pop_if(|stands| quantity(&stands.line) == quantity(&line));
            if let Some(stands) = same.filter(|stands| rank(&stands.line) >= rank(&line)) {
                lines.push(stands);
                continue;
            }
            let before = before.get(&quantity(&line)).into_iter().flatten();
            let restated = before.copied().any(|before| differs(before, &line));
            lines.push(Entry { line: Arc::new(line), restated });
        }
        Self { lines }
    }

    /// The same with the lines of other units.
    pub(in crate::query) fn with(mut self, other: Self) -> Self {
        if !other.lines.is_empty() {
            self.lines.extend(other.lines);
            self.lines.sort_by(|one, other| quantity(&one.line).cmp(&quantity(&other.line)));
        }
        self
    }

    /// The line of a quantity.
    pub(in crate::query) fn get(&self, of: Quantity<'_>) -> Option<&Entry> {
        let place = self.lines.binary_search_by(|entry| quantity(&entry.line).cmp(&of));
        self.lines.get(place.ok()?)
    }

    /// The years of which any of the units has an amount, for any of the scenarios.
    pub(in crate::query) fn years(
        &self,
        units: &BTreeSet<&str>,
        account: &str,
        scenarios: &[Scenario],
    ) -> BTreeSet<i32> {
        let of = |entry: &&Entry| {
            let (unit, of_account, scenario, _) = quantity(&entry.line);
            units.contains(unit) && of_account == account && scenarios.contains(&scenario)
        };
        let stated = self.lines.iter().filter(|entry| effective(&entry.line).is_some());
        stated.filter(of).map(|entry| entry.line.line.fiscal_year).collect()
    }

    /// Every line, in the order of unit, account, scenario and year.
    pub(in crate::query) fn into_entries(self) -> impl Iterator<Item = Entry> {
        self.lines.into_iter()
    }
}

fn quantity(line: &BudgetLineRecord) -> Quantity<'_> {
    (&line.line.unit_id, &line.line.account, line.line.scenario, line.line.fiscal_year)
}

/// Whether two lines state different amounts of one quantity.
fn differs(one: &BudgetLineRecord, other: &BudgetLineRecord) -> bool {
    let same = quantity(one) == quantity(other) && one.line.period == other.line.period;
    same && match (effective(one), effective(other)) {
        (Some(a), Some(b)) => a.0.abs_diff(b.0) > rounding(one).saturating_add(rounding(other)),
        _ => false,
    }
}

/// Half of what the table counts in, in cents: what rounding explains is no difference. Changes are
/// found by the same rule.
pub(in crate::query) fn rounding(line: &BudgetLineRecord) -> u64 {
    line.table_scale.unsigned_abs().saturating_mul(50)
}

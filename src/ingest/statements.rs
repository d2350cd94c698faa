//! Cells to budget lines.

use std::collections::BTreeMap;

use crate::domain::{
    BudgetLine, CellKind, Cents, ColumnRole, MissingReason, Period, Scenario, Table,
};
use crate::ingest::reconcile::Web;
use crate::ingest::relations::{Relation, Status};
use crate::ingest::selection::Content;
use crate::ingest::sheet::{Sheet, Slot};

/// What makes two budget lines of a document speak of the same thing.
type Key = (String, String, Scenario, i32, Period);

/// The budget lines of a document, in the order of its tables.
pub(super) fn budget_lines(sheet: &Sheet, relations: &[Relation]) -> Vec<BudgetLine> {
    let mut lines: Vec<(Slot, BudgetLine)> = Vec::new();
    for slot in sheet.slots() {
        lines.extend(of_slot(sheet, slot).into_iter().map(|l| (slot, l)));
    }
    let mut prints: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (i, (_, line)) in lines.iter().enumerate() {
        prints.entry(key(line)).or_default().push(i);
    }
    let web = Web::new(relations);
    for places in prints.into_values() {
        let stands = stands(sheet, &web, &lines, &places);
        let id = stands.and_then(|place| lines.get(place)).map(|(_, line)| line.id.clone());
        for place in places.into_iter().filter(|place| Some(*place) != stands) {
            if let Some((_, line)) = lines.get_mut(place) {
                line.repeat_of.clone_from(&id);
            }
        }
    }
    lines.into_iter().map(|(_, l)| l).collect()
}

/// A print of a quantity.
struct Print {
    /// Its place among the lines.
    place: usize,
    slot: Slot,
    /// The corrected amount where there is one.
    amount: Option<Cents>,
    /// In whole euros before thousands, an amount before none.
    rank: (i64, bool),
}

/// Which of the prints of one quantity is its line, the others being repeats of it: of those of the
/// first rank the first in the text, and where they differ, that one which most sums of accounts and
/// units bear out.
fn stands(
    sheet: &Sheet,
    web: &Web,
    lines: &[(Slot, BudgetLine)],
    places: &[usize],
) -> Option<usize> {
    let print = |place: &usize| {
        let (slot, line) = lines.get(*place)?;
        let amount = line.corrected_amount.or(line.amount);
        let rank = (sheet.scale(*slot), line.amount.is_none());
        Some(Print { place: *place, slot: *slot, amount, rank })
    };
    let prints: Vec<Print> = places.iter().filter_map(print).collect();
    let rank = prints.iter().map(|print| print.rank).min()?;
    let alike = || prints.iter().filter(|print| print.rank == rank);
    let first = alike().next()?;
    if !alike().any(|print| differ(sheet, first, print)) {
        return Some(first.place);
    }
    let best = alike().rev().max_by_key(|print| sums_behind(sheet, web, print.slot))?;
    alike().find(|print| print.amount == best.amount).map(|print| print.place)
}

/// Whether two prints differ by more than rounding.
fn differ(sheet: &Sheet, one: &Print, other: &Print) -> bool {
    let unit = sheet.scale(one.slot).unsigned_abs() * 100;
    let amounts = one.amount.zip(other.amount);
    amounts.is_some_and(|(one, other)| one.0.abs_diff(other.0) > unit)
}

/// How many sums of accounts and units hold with the amount of a slot.
fn sums_behind(sheet: &Sheet, web: &Web, slot: Slot) -> usize {
    let sums = ["accounts_make_their_sum", "units_make_their_parent"];
    let of_slot = web.of(slot).filter(|relation| sums.contains(&relation.rule));
    of_slot.filter(|relation| relation.status(sheet) == Status::Holds).count()
}

fn key(line: &BudgetLine) -> Key {
    (line.unit_id.clone(), line.account.clone(), line.scenario, line.fiscal_year, line.period)
}

/// The budget lines of a cell: one for each scenario its column states.
fn of_slot(sheet: &Sheet, slot: Slot) -> Vec<BudgetLine> {
    let (t, r, c) = slot;
    let Some(content) = sheet.content(slot) else {
        return Vec::new();
    };
    let Some(table) = sheet.tables.get(t) else {
        return Vec::new();
    };
    let Some(row) = table.rows.get(r) else {
        return Vec::new();
    };
    let Some(column) = table.columns.get(c) else {
        return Vec::new();
    };
    let year = sheet.document.manifest.fiscal_year;
    let (account, scenarios, fiscal_year, period) = match &column.role {
        ColumnRole::Amount { scenarios, fiscal_year, period } => {
            (row.account.clone(), scenarios.clone(), *fiscal_year, Some(*period))
        }
        ColumnRole::Account { account } => {
            (Some(account.clone()), vec![Scenario::ProposedAmendment], year, Period::year(year))
        }
        _ => return Vec::new(),
    };
    let (Some(account), Some(period), Some(unit_id)) = (account, period, row.unit_id.clone())
    else {
        return Vec::new();
    };
    let (amount, corrected_amount) = amounts(content, table, sheet.is_turned(slot));
    let cell_id = sheet.cell_id(slot);
    let line = |(i, scenario): (usize, Scenario)| BudgetLine {
        id: if i == 0 { cell_id.clone() } else { format!("{cell_id}-{scenario}") },
        unit_id: unit_id.clone(),
        account: account.clone(),
        scenario,
        fiscal_year,
        period,
        amount,
        missing_reason: amount.is_none().then(|| missing(content.kind)),
        corrected_amount,
        printed: content.printed.to_string(),
        table_id: table.id.clone(),
        line: content.line,
        column: c + 1,
        row_label: row.label.clone(),
        column_label: column.label.clone(),
        repeat_of: None,
    };
    scenarios.into_iter().enumerate().map(line).collect()
}

/// The amount as printed and, where it differs, as the relations prove it or the convention of
/// signs wants it.
fn amounts(content: &Content, table: &Table, is_turned: bool) -> (Option<Cents>, Option<Cents>) {
    let cents = |v: Option<Cents>| v.and_then(|v| v.0.checked_mul(table.scale)).map(Cents);
    let amount = cents(content.value);
    let right = cents(content.implied.or(content.value));
    let right = if is_turned { right.map(|v| -v) } else { right };
    (amount, right.filter(|r| Some(*r) != amount))
}

fn missing(kind: CellKind) -> MissingReason {
    match kind {
        CellKind::Dropped => MissingReason::Dropped,
        CellKind::Text => MissingReason::NotStated,
        _ => MissingReason::Illegible,
    }
}

//! Cells to budget lines.

use std::collections::BTreeMap;

use crate::domain::{
    BudgetLine, CellKind, Cents, ColumnRole, MissingReason, Period, Scenario, Table,
};
use crate::ingest::relations::Orientation;
use crate::ingest::selection::Content;
use crate::ingest::sheet::{Sheet, Slot};

/// What makes two budget lines of a document speak of the same thing.
type Key = (String, String, Scenario, i32, Period);

/// The budget lines of a document, in the order of its tables.
pub(super) fn budget_lines(sheet: &Sheet, orientations: &[Orientation]) -> Vec<BudgetLine> {
    let mut lines: Vec<(Slot, BudgetLine)> = Vec::new();
    for slot in sheet.slots() {
        lines.extend(of_slot(sheet, slot, orientations).into_iter().map(|l| (slot, l)));
    }
    let mut primary: BTreeMap<Key, (i64, bool, usize)> = BTreeMap::new();
    for (i, (slot, line)) in lines.iter().enumerate() {
        let rank = (sheet.scale(*slot), line.amount.is_none(), i);
        let best = primary.entry(key(line)).or_insert(rank);
        *best = rank.min(*best);
    }
    let ids: Vec<String> = lines.iter().map(|(_, l)| l.id.clone()).collect();
    for (i, (_, line)) in lines.iter_mut().enumerate() {
        let first = primary.get(&key(line)).map(|(_, _, first)| *first);
        line.repeat_of = first.filter(|f| *f != i).and_then(|f| ids.get(f).cloned());
    }
    lines.into_iter().map(|(_, l)| l).collect()
}

fn key(line: &BudgetLine) -> Key {
    (line.unit_id.clone(), line.account.clone(), line.scenario, line.fiscal_year, line.period)
}

/// The budget lines of a cell: one for each scenario its column states.
fn of_slot(sheet: &Sheet, slot: Slot, orientations: &[Orientation]) -> Vec<BudgetLine> {
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
    let oriented = orientations.iter().find(|o| o.table == t);
    let (amount, corrected_amount) = amounts(content, table, &account, oriented);
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
fn amounts(
    content: &Content,
    table: &Table,
    account: &str,
    oriented: Option<&Orientation>,
) -> (Option<Cents>, Option<Cents>) {
    let cents = |v: Option<Cents>| v.and_then(|v| v.0.checked_mul(table.scale)).map(Cents);
    let amount = cents(content.value);
    let turned = oriented.is_some_and(|o| {
        account == "operating_expenses" && o.expenses_positive
            || account == "operating_margin" && o.net_reversed
    });
    let right = cents(content.implied.or(content.value));
    let right = if turned { right.map(|v| -v) } else { right };
    (amount, right.filter(|r| Some(*r) != amount))
}

fn missing(kind: CellKind) -> MissingReason {
    match kind {
        CellKind::Dropped => MissingReason::Dropped,
        CellKind::Text => MissingReason::NotStated,
        _ => MissingReason::Illegible,
    }
}

//! What a table does not say of itself and its amounts do: whether it prints thousands, which of its
//! columns are not rounded, which way round it takes differences, which sign it gives to growing
//! expenses.

use crate::domain::{ColumnRole, Scenario, TableKind};
use crate::ingest::relations::declare::Index;
use crate::ingest::relations::{Status, linear};
use crate::ingest::sheet::{Measure, Quantity, Sheet};

/// A table that prints its amounts in thousands: table, amounts compared, amounts that agree,
/// first line of the table it was compared with.
pub(in crate::ingest) struct Scale {
    pub(in crate::ingest) table: usize,
    pub(in crate::ingest) compared: usize,
    pub(in crate::ingest) agreeing: usize,
    pub(in crate::ingest) other_line: usize,
}

/// Finds the tables that print thousands of euros without saying so: most amounts they share
/// with another table are its thousandths.
pub(in crate::ingest) fn find_scales(sheet: &mut Sheet) -> Vec<Scale> {
    let index = Index::new(sheet);
    let mut found = Vec::new();
    for table in 0..sheet.tables.len() {
        for other in (0..sheet.tables.len()).filter(|o| *o != table) {
            let value =
                |t: usize, q: &Quantity| index.within(q, t).and_then(|s| sheet.content(s)?.value);
            let amounts = index.0.keys().filter(|q| q.measure != Measure::Variance);
            let shared: Vec<(i64, i64)> = amounts
                .filter_map(|q| Some((value(table, q)?.0, value(other, q)?.0)))
                .filter(|(a, b)| *a != 0 && *b != 0)
                .collect();
            // Hundredths of thousands against hundredths of euros: within half a thousand euros.
            let thousandth =
                |(a, b): &&(i64, i64)| (a * 1000 - b).abs() <= 50_000 && a.abs() < b.abs();
            let agreeing = shared.iter().filter(thousandth).count();
            if agreeing >= 3 && agreeing * 2 > shared.len() {
                let other_line = sheet.tables.get(other).map_or(0, |t| t.first_line);
                found.push(Scale { table, compared: shared.len(), agreeing, other_line });
                break;
            }
        }
    }
    for scale in &found {
        if let Some(table) = sheet.tables.get_mut(scale.table) {
            table.scale = 1000;
        }
    }
    found
}

/// Amounts that tell how a column is made.
const TELLING: usize = 6;

/// Finds the columns of a budget made in tens of euros: nine in ten of their amounts are whole tens,
/// so what they print is what was decided and nothing in them is rounded.
pub(in crate::ingest) fn find_exact(sheet: &mut Sheet) {
    let mut exact = std::collections::BTreeSet::new();
    for (t, table) in sheet.tables.iter().enumerate().filter(|(_, t)| t.scale == 1) {
        for c in (0..table.columns.len()).filter(|c| table.columns.get(*c).is_some_and(is_budget)) {
            let value = |r: usize| sheet.content((t, r, c)).and_then(|content| content.value);
            let amounts = (0..table.rows.len()).filter_map(value).filter(|v| v.0 != 0);
            let (tens, all) = amounts
                .fold((0, 0), |(tens, all), v| (tens + usize::from(v.0 % 1000 == 0), all + 1));
            if all >= TELLING && tens * 10 >= all * 9 {
                exact.insert((t, c));
            }
        }
    }
    sheet.exact = exact;
}

fn is_budget(column: &crate::domain::Column) -> bool {
    use Scenario::{AmendedBudget, Budget, FinancialPlan, OperatingPlan};
    let decided =
        |s: &Scenario| matches!(s, Budget | AmendedBudget | OperatingPlan | FinancialPlan);
    matches!(&column.role, ColumnRole::Amount { scenarios, .. } if scenarios.iter().all(decided))
}

/// How an amendment table prints signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct Orientation {
    pub(in crate::ingest) table: usize,
    /// Whether growing expenses are printed positive.
    pub(in crate::ingest) expenses_positive: bool,
    /// Whether the net is printed as expenses less revenue.
    pub(in crate::ingest) net_reversed: bool,
    /// Rows in which the net follows.
    pub(in crate::ingest) agreeing: usize,
}

impl Orientation {
    /// Whether an account is printed with the other sign than expenses below zero demand.
    pub(in crate::ingest) fn turns(&self, account: &str) -> bool {
        account == "operating_expenses" && self.expenses_positive
            || account == "operating_margin" && self.net_reversed
    }
}

/// Settles, by the rows that balance, which way round differences are taken: variances of two
/// columns, and the net of amendment tables.
pub(in crate::ingest) fn orient(sheet: &mut Sheet) {
    for t in 0..sheet.tables.len() {
        turn_variances(sheet, t);
    }
    let amendments = (0..sheet.tables.len())
        .filter(|t| sheet.tables.get(*t).is_some_and(|t| t.kind == TableKind::Amendments));
    sheet.orientations = amendments.filter_map(|t| orientation(sheet, t)).collect();
}

fn turn_variances(sheet: &mut Sheet, t: usize) {
    let Some(table) = sheet.tables.get(t) else {
        return;
    };
    let rows = table.rows.len();
    let mut turned = Vec::new();
    for (c, column) in table.columns.iter().enumerate() {
        let ColumnRole::Variance { minuend, subtrahend } = column.role else {
            continue;
        };
        let balanced = |a: usize, b: usize| {
            let holds = |r: &usize| {
                linear(sheet, &[((t, *r, c), -1), ((t, *r, a - 1), 1), ((t, *r, b - 1), -1)])
                    == Status::Holds
            };
            (0..rows).filter(holds).count()
        };
        if balanced(subtrahend, minuend) > balanced(minuend, subtrahend) {
            turned.push((c, ColumnRole::Variance { minuend: subtrahend, subtrahend: minuend }));
        }
    }
    for (c, role) in turned {
        if let Some(column) = sheet.tables.get_mut(t).and_then(|t| t.columns.get_mut(c)) {
            column.role = role;
        }
    }
}

/// Net, revenue and expenses columns of an amendment table, from 0.
fn net_columns(sheet: &Sheet, t: usize) -> Option<(usize, usize, usize)> {
    let table = sheet.tables.get(t)?;
    let of = |code: &str| {
        table
            .columns
            .iter()
            .position(|c| matches!(&c.role, ColumnRole::Account { account } if account == code))
    };
    Some((of("operating_margin")?, of("operating_revenue")?, of("operating_expenses")?))
}

fn orientation(sheet: &Sheet, t: usize) -> Option<Orientation> {
    let (net, revenue, expenses) = net_columns(sheet, t)?;
    let rows = sheet.tables.get(t)?.rows.len();
    let balanced = |weights: (i64, i64)| {
        let terms = |r: usize| {
            [((t, r, net), -1), ((t, r, revenue), weights.0), ((t, r, expenses), weights.1)]
        };
        (0..rows).filter(|r| linear(sheet, &terms(*r)) == Status::Holds).count()
    };
    let forms = [((1, 1), false, false), ((1, -1), true, false), ((-1, 1), true, true)];
    let mut best: Option<Orientation> = None;
    for (weights, expenses_positive, net_reversed) in forms {
        let agreeing = balanced(weights);
        if best.is_none_or(|b| agreeing > b.agreeing) {
            best = Some(Orientation { table: t, expenses_positive, net_reversed, agreeing });
        }
    }
    best
}

pub(super) fn net_weights(sheet: &Sheet, t: usize) -> Option<Vec<(usize, i64)>> {
    if sheet.tables.get(t)?.kind != TableKind::Amendments {
        return None;
    }
    let (net, revenue, expenses) = net_columns(sheet, t)?;
    let form = orientation(sheet, t)?;
    let weights = match (form.expenses_positive, form.net_reversed) {
        (false, _) => (1, 1),
        (true, false) => (1, -1),
        (true, true) => (-1, 1),
    };
    Some(vec![(net, -1), (revenue, weights.0), (expenses, weights.1)])
}

//! Rows that are not there: units that lack a row most units of their table have.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Finding, Severity, Table, TableKind};
use crate::ingest::diagnose::contradictions::{Diagnosis, Open};
use crate::ingest::diagnose::{remark, unit_name};
use crate::ingest::sheet::Sheet;

/// By how much two sums may differ that lack the same row: rounding, in cents.
const ALIKE: i64 = 500;

/// A unit that lacks rows.
struct Gap {
    table: usize,
    unit: String,
    line: usize,
    accounts: Vec<String>,
}

/// Findings for units of a table of units that lack a row most of the others have.
pub(in crate::ingest) fn gaps(sheet: &Sheet) -> Vec<Finding> {
    let finding = |gap: Gap| {
        let unit = unit_name(sheet, &gap.unit);
        let missing = gap.accounts.join(", ");
        let message = format!(
            "the statement of {unit} has no row of {missing}, which most statements of its table have"
        );
        remark(
            sheet,
            "statement_has_its_rows",
            Severity::Info,
            gap.line,
            message,
        )
    };
    lacking(sheet).into_iter().map(finding).collect()
}

fn lacking(sheet: &Sheet) -> Vec<Gap> {
    let tables = sheet.tables.iter().enumerate();
    let units = tables.filter(|(_, t)| t.kind == TableKind::Units);
    units.flat_map(|(t, table)| lacking_in(t, table)).collect()
}

fn lacking_in(t: usize, table: &Table) -> Vec<Gap> {
    let mut statements: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for row in &table.rows {
        if let (Some(unit), Some(account)) = (&row.unit_id, &row.account) {
            let statement = statements
                .entry(unit)
                .or_insert((row.line, BTreeSet::new()));
            statement.1.insert(account);
        }
    }
    let accounts: BTreeSet<&str> = statements.values().flat_map(|(_, a)| a).copied().collect();
    let with = |a: &&str| {
        statements
            .values()
            .filter(|(_, rows)| rows.contains(a))
            .count()
    };
    let usual = accounts
        .into_iter()
        .filter(|a| with(a) * 2 > statements.len());
    let usual: Vec<&str> = usual.collect();
    let gap = |(unit, (line, rows)): (&&str, &(usize, BTreeSet<&str>))| {
        let missing = usual.iter().filter(|a| !rows.contains(*a));
        let accounts: Vec<String> = missing.map(|a| (*a).to_owned()).collect();
        (!accounts.is_empty()).then(|| Gap {
            table: t,
            unit: (*unit).to_owned(),
            line: *line,
            accounts,
        })
    };
    statements.iter().filter_map(gap).collect()
}

/// Takes sums that fail and to which a missing row belongs out of the search: the missing row
/// explains them, and no printed cell is to be blamed.
pub(super) fn set_aside(sheet: &Sheet, diagnosis: &mut Diagnosis) {
    let gaps = lacking(sheet);
    if gaps.is_empty() {
        return;
    }
    let sums: Vec<Sum> = (0..diagnosis.model.bonds.len())
        .filter_map(|b| Sum::new(sheet, diagnosis, b))
        .collect();
    for sum in sums.iter().filter(|s| s.by != 0) {
        let explaining = gaps.iter().filter(|g| sum.is_explained_by(g, &sums));
        let left_out: Vec<String> = explaining
            .map(|g| unit_name(sheet, &g.unit).to_owned())
            .collect();
        if !left_out.is_empty() {
            diagnosis.model.set_aside(sum.bond);
            diagnosis.open.push(Open {
                bonds: BTreeSet::from([sum.bond]),
                candidates: BTreeSet::new(),
                left_out,
            });
        }
    }
}

/// A sum of accounts or units and by how much it fails.
struct Sum {
    bond: usize,
    of_units: bool,
    table: usize,
    column: usize,
    unit: String,
    account: String,
    by: i64,
}

impl Sum {
    fn new(sheet: &Sheet, diagnosis: &Diagnosis, bond: usize) -> Option<Self> {
        let relation = diagnosis.relation(bond)?;
        let of_units = match relation.rule {
            "accounts_make_their_sum" => false,
            "units_make_their_parent" => true,
            _ => return None,
        };
        let (table, row, column) = relation.slots().first().copied()?;
        let row = sheet.tables.get(table)?.rows.get(row)?;
        Some(Self {
            bond,
            of_units,
            table,
            column,
            unit: row.unit_id.clone()?,
            account: row.account.clone()?,
            by: diagnosis.model.error(bond, &diagnosis.values),
        })
    }

    /// Whether a missing row explains why the sum fails: the margin of its unit and the sum of
    /// the units both lack the same amount, or the missing row is the margin itself.
    fn is_explained_by(&self, gap: &Gap, sums: &[Self]) -> bool {
        let beside = |s: &&Self| s.table == gap.table && s.column == self.column;
        let of_unit = |s: &&Self| beside(s) && !s.of_units && s.unit == gap.unit;
        let of_units = |s: &&Self| beside(s) && s.of_units && gap.accounts.contains(&s.account);
        let alike = |s: &Self| s.by != 0 && (s.by - self.by).abs() <= ALIKE;
        if of_unit(&self) {
            sums.iter().filter(of_units).any(alike)
        } else {
            of_units(&self) && sums.iter().filter(of_unit).all(alike)
        }
    }
}

//! Rows that are not there: units that lack a row most units of their table have.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Finding, Severity, Table, TableKind};
use crate::ingest::diagnose::contradictions::{Diagnosis, Open};
use crate::ingest::diagnose::{remark, unit_name};
use crate::ingest::sheet::Sheet;

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
    for bond in 0..diagnosis.model.bonds.len() {
        if diagnosis.model.error(bond, &diagnosis.values) == 0 {
            continue;
        }
        let left_out = explaining(sheet, diagnosis, bond, &gaps);
        if left_out.is_empty() {
            continue;
        }
        diagnosis.model.set_aside(bond);
        diagnosis.open.push(Open {
            bonds: BTreeSet::from([bond]),
            candidates: BTreeSet::new(),
            left_out,
        });
    }
}

/// The units whose missing row belongs to a sum.
fn explaining(sheet: &Sheet, diagnosis: &Diagnosis, bond: usize, gaps: &[Gap]) -> Vec<String> {
    let Some(relation) = diagnosis.relation(bond) else {
        return Vec::new();
    };
    let Some(total) = relation.slots().first().copied() else {
        return Vec::new();
    };
    let Some(row) = sheet.tables.get(total.0).and_then(|t| t.rows.get(total.1)) else {
        return Vec::new();
    };
    let (unit, account) = (row.unit_id.as_deref(), row.account.as_deref());
    let explains = |gap: &&Gap| {
        gap.table == total.0
            && match relation.rule {
                "accounts_make_their_sum" => unit == Some(&gap.unit),
                "units_make_their_parent" => {
                    unit != Some(&gap.unit)
                        && gap.accounts.iter().any(|a| Some(a.as_str()) == account)
                }
                _ => false,
            }
    };
    let units = gaps.iter().filter(explains);
    units
        .map(|g| unit_name(sheet, &g.unit).to_owned())
        .collect()
}

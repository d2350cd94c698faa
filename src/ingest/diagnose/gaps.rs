//! Rows that are not there: units that lack a row most units of their table have.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Cents, Finding, Severity, Table, TableKind};
use crate::ingest::diagnose::contradictions::Diagnosis;
use crate::ingest::diagnose::phrases::{euros, unit_name};
use crate::ingest::diagnose::remark;
use crate::ingest::sheet::{Sheet, Slot};

const RULE: &str = "statement_has_its_rows";

/// A row that a unit lacks.
#[derive(Debug, Clone)]
pub(super) struct Gap {
    pub(super) table: usize,
    pub(super) unit: String,
    pub(super) account: String,
    /// What other units call the row.
    label: String,
    /// The first line of the unit's statement.
    line: usize,
}

/// Findings for units of a table of units that lack a row most of the others have.
pub(in crate::ingest) fn gaps(sheet: &Sheet) -> Vec<Finding> {
    let finding = |gap: Gap| {
        let unit = unit_name(sheet, &gap.unit);
        let message = format!(
            "the statement of {unit} has no row {}, which most statements of its table have",
            gap.label
        );
        remark(sheet, RULE, Severity::Info, gap.line, message)
    };
    lacking(sheet).into_iter().map(finding).collect()
}

/// Findings for missing rows that sums need, with the amounts the sums give them.
pub(super) fn needed(sheet: &Sheet, diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, gap) in diagnosis.model.gaps.iter().enumerate() {
        let decided = diagnosis.decided.iter().filter_map(|a| {
            let slot = *diagnosis.model.slots.get(a.cell)?;
            (diagnosis.model.gap_of(a.cell) == Some(i)).then_some((slot, a.value))
        });
        let amount = |(slot, value): (Slot, i64)| {
            let column = sheet.tables.get(slot.0).and_then(|t| t.columns.get(slot.2));
            let column = column.map(|c| c.label.as_str()).unwrap_or_default();
            format!("{} ({column})", euros(sheet, slot, Cents(value)))
        };
        let mut decided: Vec<(Slot, i64)> = decided.collect();
        decided.sort_unstable();
        let amounts: Vec<String> = decided.into_iter().map(amount).collect();
        if !amounts.is_empty() {
            let unit = unit_name(sheet, &gap.unit);
            let message = format!(
                "the statement of {unit} has no row {}; the sums give it {}",
                gap.label,
                amounts.join(", ")
            );
            findings.push(remark(sheet, RULE, Severity::Warning, gap.line, message));
        }
    }
    findings
}

/// Every row that a unit lacks.
pub(super) fn lacking(sheet: &Sheet) -> Vec<Gap> {
    let tables = sheet.tables.iter().enumerate();
    let units = tables.filter(|(_, t)| t.kind == TableKind::Units);
    units.flat_map(|(t, table)| lacking_in(t, table)).collect()
}

fn lacking_in(t: usize, table: &Table) -> Vec<Gap> {
    let mut statements: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for row in &table.rows {
        if let (Some(unit), Some(account)) = (&row.unit_id, &row.account) {
            let statement = statements.entry(unit).or_insert((row.line, BTreeSet::new()));
            statement.1.insert(account);
        }
    }
    let accounts: BTreeSet<&str> = statements.values().flat_map(|(_, a)| a).copied().collect();
    let with = |a: &&str| statements.values().filter(|(_, rows)| rows.contains(a)).count();
    let usual = accounts.into_iter().filter(|a| with(a) * 2 > statements.len());
    let usual: Vec<&str> = usual.collect();
    let label = |account: &str| {
        let mut rows = table.rows.iter();
        let row = rows.find(|r| r.account.as_deref() == Some(account));
        row.map(|r| r.label.clone()).unwrap_or_default()
    };
    let missing = statements.iter().flat_map(|(unit, (line, rows))| {
        let missing = usual.iter().filter(|a| !rows.contains(*a));
        missing.map(|account| Gap {
            table: t,
            unit: (*unit).to_owned(),
            account: (*account).to_owned(),
            label: label(account),
            line: *line,
        })
    });
    missing.collect()
}

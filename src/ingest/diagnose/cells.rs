//! Findings about single cells and about rows that are not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{CellKind, Finding, Severity, Table, TableKind, Verdict};
use crate::ingest::diagnose::{describe, euros, finding, remark, verdict};
use crate::ingest::sheet::{Sheet, Slot};

/// Findings about single cells: lost, damaged or irregular text.
pub(in crate::ingest) fn cells(sheet: &Sheet) -> Vec<Finding> {
    let optical = sheet.document.manifest.text.optical;
    let mut findings = Vec::new();
    for slot in sheet.slots() {
        let Some(content) = sheet.content(slot) else {
            continue;
        };
        let what = describe(sheet, slot);
        let (rule, severity, message) = match content.kind {
            CellKind::Dropped => (
                "value_is_in_the_text",
                Severity::Warning,
                format!("{what}: the text lost the value"),
            ),
            CellKind::Damaged => (
                "number_is_legible",
                Severity::Error,
                format!("{what} prints \"{}\", which is not certainly one number", content.printed),
            ),
            CellKind::Irregular if !optical => (
                "number_is_well_formed",
                Severity::Info,
                format!(
                    "{what} prints \"{}\", which breaks the grouping rules and yet can mean one number only",
                    content.printed
                ),
            ),
            _ => continue,
        };
        let restored = content.implied.filter(|_| content.value.is_none());
        let message = match restored {
            Some(value) => format!(
                "{message}; the relations of the document give {}",
                euros(sheet, slot, value)
            ),
            None => message,
        };
        let verdict =
            if restored.is_some() { restored_verdict(sheet, slot) } else { Verdict::Undecided };
        findings.push(finding(sheet, rule, severity, verdict, &[slot], message, restored));
    }
    findings
}

/// Units of a table of units that lack a row most of the others have.
pub(in crate::ingest) fn gaps(sheet: &Sheet) -> Vec<Finding> {
    let units = sheet.tables.iter().filter(|t| t.kind == TableKind::Units);
    units.flat_map(|table| gaps_in(sheet, table)).collect()
}

fn gaps_in(sheet: &Sheet, table: &Table) -> Vec<Finding> {
    let mut statements: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for row in &table.rows {
        if let (Some(unit), Some(account)) = (&row.unit_id, &row.account) {
            statements.entry(unit).or_insert((row.line, BTreeSet::new())).1.insert(account);
        }
    }
    let accounts: BTreeSet<&str> = statements.values().flat_map(|(_, a)| a).copied().collect();
    let usual = accounts.into_iter().filter(|a| {
        statements.values().filter(|(_, rows)| rows.contains(a)).count() * 2 > statements.len()
    });
    let usual: Vec<&str> = usual.collect();
    let lacking = statements.iter().filter_map(|(unit, (line, rows))| {
        let missing: Vec<&str> = usual.iter().filter(|a| !rows.contains(*a)).copied().collect();
        (!missing.is_empty()).then(|| (unit, *line, missing.join(", ")))
    });
    lacking
        .map(|(unit, line, missing)| {
            let message = format!("the statement of {unit} has no row of {missing}, which most statements of its table have");
            remark(sheet, "statement_has_its_rows", Severity::Info, line, message)
        })
        .collect()
}

/// A restored value stands on as many relations as `restore` left holding around it; the count
/// is kept by the sheet.
fn restored_verdict(sheet: &Sheet, slot: Slot) -> Verdict {
    verdict(sheet.support.get(&slot).copied().unwrap_or(1))
}

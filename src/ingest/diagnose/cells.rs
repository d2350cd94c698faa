//! Findings about single cells.

use crate::domain::{CellKind, Finding, Severity, Verdict};
use crate::ingest::diagnose::phrases::{describe, euros};
use crate::ingest::diagnose::wording::{list, name};
use crate::ingest::diagnose::{finding, verdict};
use crate::ingest::relations::{Law, Relation, Status};
use crate::ingest::sheet::{Sheet, Slot};
use crate::table::parse;

/// Findings about single cells: lost, damaged or irregular text.
pub(in crate::ingest) fn cells(sheet: &Sheet, relations: &[Relation]) -> Vec<Finding> {
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
            CellKind::Irregular if !optical && !sign_stands_apart(&content.printed) => (
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
                "{message}; {} according to {}",
                euros(sheet, slot, value),
                behind(sheet, relations, slot)
            ),
            None => message,
        };
        let verdict =
            if restored.is_some() { restored_verdict(sheet, slot) } else { Verdict::Undecided };
        findings.push(finding(sheet, rule, severity, verdict, &[slot], message, restored));
    }
    findings
}

/// The relations that hold with a restored value, the shortest first.
fn behind(sheet: &Sheet, relations: &[Relation], slot: Slot) -> String {
    let of_slot = |r: &&Relation| matches!(r.law, Law::Linear { .. }) && r.slots().contains(&slot);
    let holding = |r: &&Relation| r.status(sheet) == Status::Holds;
    let mut found: Vec<&Relation> = relations.iter().filter(of_slot).filter(holding).collect();
    found.sort_by_key(|r| r.slots().len());
    let names: Vec<String> = found.iter().map(|r| name(sheet, r, slot)).collect();
    list(&names)
}

/// Whether nothing but the space after its sign makes a number irregular.
fn sign_stands_apart(printed: &str) -> bool {
    let digits = printed.strip_prefix(['+', '-', '−']).map(str::trim_start);
    digits.and_then(parse).is_some_and(|n| !n.irregular)
}

/// A restored value stands on as many relations as `restore` left holding around it; the count
/// is kept by the sheet.
fn restored_verdict(sheet: &Sheet, slot: Slot) -> Verdict {
    verdict(sheet.support.get(&slot).copied().unwrap_or(1))
}

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
            CellKind::Irregular if optical && parse(&content.printed).is_none() => {
                findings.extend(mended(sheet, relations, slot));
                continue;
            }
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

/// A number that optical reading left in other characters than digits.
fn mended(sheet: &Sheet, relations: &[Relation], slot: Slot) -> Option<Finding> {
    let content = sheet.content(slot)?;
    let holding = holding(sheet, relations, slot);
    let is_named =
        |r: &&&Relation| r.slots().first().is_some_and(|s| *s == slot || is_printed(sheet, *s));
    let names: Vec<String> =
        holding.iter().filter(is_named).map(|r| name(sheet, r, slot)).collect();
    let borne_out =
        if names.is_empty() { String::new() } else { format!(", as {} have it", list(&names)) };
    let message = format!(
        "{} prints \"{}\", which is read as {}{borne_out}",
        describe(sheet, slot),
        content.printed,
        euros(sheet, slot, content.value?),
    );
    let verdict = verdict(holding.len());
    let (rule, severity) = ("number_is_legible", Severity::Info);
    Some(finding(sheet, rule, severity, verdict, &[slot], message, None))
}

/// The relations that hold with a restored value: those between it and what is printed, the shortest
/// first, and then those in which other restored values stand too.
fn behind(sheet: &Sheet, relations: &[Relation], slot: Slot) -> String {
    let printed = |s: &Slot| is_printed(sheet, *s);
    let beside = |r: &Relation| r.slots().into_iter().filter(|s| *s != slot).collect::<Vec<_>>();
    let (alone, together): (Vec<&Relation>, Vec<&Relation>) =
        holding(sheet, relations, slot).into_iter().partition(|r| beside(r).iter().all(printed));
    // What is named is to be found in the text.
    let is_named = |r: &&Relation| r.slots().first().is_some_and(|s| *s != slot && printed(s));
    let names = |all: Vec<&Relation>| {
        let names: Vec<String> = all.into_iter().map(|r| name(sheet, r, slot)).collect();
        (!names.is_empty()).then(|| list(&names))
    };
    let together = names(together.into_iter().filter(is_named).collect());
    let lost = "the other values that the text lost";
    match (names(alone), together) {
        (Some(alone), Some(together)) => format!("{alone} and, with {lost}, {together}"),
        (Some(alone), None) => alone,
        (None, Some(together)) => format!("{together} together with {lost}"),
        (None, None) => lost.to_owned(),
    }
}

/// Whether the text has the value of a slot, or nothing at all.
fn is_printed(sheet: &Sheet, slot: Slot) -> bool {
    sheet.content(slot).is_none_or(|c| c.value.is_some())
}

/// The linear relations that hold with the value of a slot, the shortest first.
fn holding<'r>(sheet: &Sheet, relations: &'r [Relation], slot: Slot) -> Vec<&'r Relation> {
    let of_slot = |r: &&Relation| matches!(r.law, Law::Linear { .. }) && r.slots().contains(&slot);
    let holds = |r: &&Relation| r.status(sheet) == Status::Holds;
    let mut found: Vec<&Relation> = relations.iter().filter(of_slot).filter(holds).collect();
    found.sort_by_key(|r| r.slots().len());
    found
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

//! Contradictions that the relations do not place, with the cells that could be wrong.

use std::collections::BTreeSet;

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::ingest::diagnose::bond::{Bond, Form};
use crate::ingest::diagnose::contradictions::{Diagnosis, Open};
use crate::ingest::diagnose::finding;
use crate::ingest::diagnose::phrases::{describe, euros, line, printed, short};
use crate::ingest::sheet::{Sheet, Slot};

/// Candidates that a sentence names one by one.
const NAMED: usize = 8;

/// The finding for relations that fail and do not say which cell is wrong.
pub(super) fn finding_of(sheet: &Sheet, diagnosis: &Diagnosis, open: &Open) -> Option<Finding> {
    let mut bonds: Vec<usize> = open.bonds.iter().copied().collect();
    bonds.sort_by_key(|b| {
        (!is_sum(diagnosis, *b), first_slot(diagnosis, *b).map(|s| line(sheet, s)))
    });
    let first = *bonds.first()?;
    let relation = diagnosis.relation(first)?;
    let total = first_slot(diagnosis, first)?;
    let sentences: Vec<String> =
        bonds.iter().filter_map(|b| failure(sheet, diagnosis, *b)).collect();
    let mut candidates: Vec<Slot> = open
        .candidates
        .iter()
        .filter(|c| diagnosis.model.gap_of(**c).is_none())
        .map(|c| diagnosis.model.slot(*c))
        .collect();
    if candidates.is_empty() {
        let cells: BTreeSet<usize> = bonds
            .iter()
            .filter_map(|b| diagnosis.model.bonds.get(*b))
            .flat_map(Bond::cells)
            .filter(|c| diagnosis.model.may_be_wrong(*c) && diagnosis.model.gap_of(*c).is_none())
            .collect();
        candidates = cells.into_iter().map(|c| diagnosis.model.slot(c)).collect();
    }
    candidates.sort_unstable();
    let message = format!(
        "{}; {}",
        sentences.join("; "),
        suspects(sheet, diagnosis, &bonds, open, &candidates)
    );
    let mut slots = vec![total];
    slots.extend(candidates.into_iter().filter(|s| *s != total));
    let implied = implied(diagnosis, first, total);
    Some(finding(
        sheet,
        relation.rule,
        Severity::Warning,
        Verdict::Undecided,
        &slots,
        message,
        implied,
    ))
}

/// What the parts of a failing sum give.
fn implied(diagnosis: &Diagnosis, bond: usize, total: Slot) -> Option<Cents> {
    let cell = diagnosis.model.slots.iter().position(|s| *s == total)?;
    let remedies = diagnosis.model.remedies(bond, cell, &diagnosis.values);
    remedies.first().map(|(value, _)| Cents(*value))
}

fn suspects(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    bonds: &[usize],
    open: &Open,
    candidates: &[Slot],
) -> String {
    let alike = off_alike(diagnosis, bonds);
    if open.candidates.is_empty() {
        return "which amounts are wrong the figures do not say".to_owned();
    }
    if candidates.len() <= NAMED && bonds.len() == 1 {
        let named: Vec<String> = candidates.iter().map(|s| short(sheet, *s)).collect();
        return format!("the figures do not say which of these is wrong: {}", named.join(", "));
    }
    if alike {
        return format!(
            "two amounts of one unit that are wrong alike would explain it, or a unit left out; the figures do not say which of {} amounts",
            candidates.len()
        );
    }
    if bonds.len() > 1 {
        return format!("the figures do not say which of {} amounts are wrong", candidates.len());
    }
    format!("the figures do not say which of {} amounts is wrong", candidates.len())
}

/// Whether these are two sums of units that are off by the same amount: expenses and margin, or
/// revenue and margin.
fn off_alike(diagnosis: &Diagnosis, bonds: &[usize]) -> bool {
    let of_units =
        |b: &usize| diagnosis.relation(*b).is_some_and(|r| r.rule == "units_make_their_parent");
    let by = |b: usize| diagnosis.model.error(b, &diagnosis.values);
    match bonds {
        [a, b] => bonds.iter().all(of_units) && (by(*a) - by(*b)).abs() <= 500,
        _ => false,
    }
}

/// `Hallintopalvelut, MENOT, TP 2022 (line 262) prints -7 732 955; its 32 parts add up to ...`.
fn failure(sheet: &Sheet, diagnosis: &Diagnosis, bond: usize) -> Option<String> {
    let total = first_slot(diagnosis, bond)?;
    let cell = diagnosis.model.slots.iter().position(|s| *s == total)?;
    let Form::Sum { terms, .. } = &diagnosis.model.bonds.get(bond)?.form else {
        let given = implied(diagnosis, bond, total)?;
        return Some(format!(
            "{} prints {}; its amounts give {}",
            describe(sheet, total),
            printed(sheet, total),
            euros(sheet, total, given)
        ));
    };
    let given = implied(diagnosis, bond, total)?;
    let by = Cents((given.0 - diagnosis.values.get(cell)?).abs());
    let parts = terms.len() - 1;
    let relation = diagnosis.relation(bond)?;
    let what = match (relation.rule, parts) {
        ("units_make_their_parent", n) => format!("its {n} units add up to"),
        ("accounts_make_their_sum", n) => format!("its {n} parts add up to"),
        ("variance_is_the_difference", _) => "its columns differ by".to_owned(),
        _ => "the other amounts give".to_owned(),
    };
    Some(format!(
        "{} prints {} and {what} {} ({} apart)",
        describe(sheet, total),
        printed(sheet, total),
        euros(sheet, total, given),
        euros(sheet, total, by),
    ))
}

fn first_slot(diagnosis: &Diagnosis, bond: usize) -> Option<Slot> {
    diagnosis.relation(bond)?.slots().first().copied()
}

fn is_sum(diagnosis: &Diagnosis, bond: usize) -> bool {
    matches!(diagnosis.model.bonds.get(bond).map(|b| &b.form), Some(Form::Sum { .. }))
}

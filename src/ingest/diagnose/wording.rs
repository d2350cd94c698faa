//! The sentences of the diagnosis, for a reader who has the document at hand and not the program.

use std::collections::BTreeSet;

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::ingest::diagnose::contradictions::{Diagnosis, Open};
use crate::ingest::diagnose::model::Form;
use crate::ingest::diagnose::search::Alteration;
use crate::ingest::diagnose::verdicts::Agreeing;
use crate::ingest::diagnose::versions::Versions;
use crate::ingest::diagnose::{describe, euros, finding};
use crate::ingest::relations::{Law, Relation};
use crate::ingest::sheet::{Sheet, Slot};

/// Candidates that a sentence names one by one.
const NAMED: usize = 8;

/// The finding for a cell whose value the relations contradict.
pub(super) fn located(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    alteration: &Alteration,
    verdict: Verdict,
    agreeing: &Agreeing,
) -> Finding {
    let slot = slot_of(diagnosis, alteration.cell);
    let value = Cents(alteration.value);
    let relations: Vec<&Relation> = agreeing
        .bonds
        .iter()
        .filter_map(|b| diagnosis.relation(*b))
        .collect();
    let mut reasons: Vec<String> = relations.iter().map(|r| name(sheet, r, slot)).collect();
    reasons.dedup();
    let prints = agreeing
        .prints
        .iter()
        .filter_map(|p| diagnosis.evidence.get(*p));
    reasons.extend(prints.map(|p| format!("the document {} (line {})", p.document, p.line)));
    let read = diagnosis.model.value(alteration.cell);
    let sign = if read == -alteration.value {
        "; the sign is wrong"
    } else {
        ""
    };
    let printed = sheet
        .content(slot)
        .map(|c| c.printed.to_string())
        .unwrap_or_default();
    let message = format!(
        "{} prints {printed}; it should be {} according to {}{sign}",
        describe(sheet, slot),
        euros(sheet, slot, value),
        list(&reasons),
    );
    let rule = relations
        .first()
        .map_or("signs_follow_their_account", |r| r.rule);
    let severity = if verdict == Verdict::Proven {
        Severity::Error
    } else {
        Severity::Warning
    };
    finding(
        sheet,
        rule,
        severity,
        verdict,
        &[slot],
        message,
        Some(value),
    )
}

/// The finding for relations that fail and do not say which cell is wrong.
pub(super) fn open(sheet: &Sheet, diagnosis: &Diagnosis, open: &Open) -> Option<Finding> {
    let mut bonds: Vec<usize> = open.bonds.iter().copied().collect();
    bonds.sort_by_key(|b| {
        (
            !is_sum(diagnosis, *b),
            first_slot(diagnosis, *b).map(|s| line(sheet, s)),
        )
    });
    let first = *bonds.first()?;
    let relation = diagnosis.relation(first)?;
    let total = first_slot(diagnosis, first)?;
    let sentences: Vec<String> = bonds
        .iter()
        .filter_map(|b| failure(sheet, diagnosis, *b))
        .collect();
    let mut candidates: Vec<Slot> = open
        .candidates
        .iter()
        .filter(|c| diagnosis.model.gap_of(**c).is_none())
        .map(|c| slot_of(diagnosis, *c))
        .collect();
    if candidates.is_empty() {
        let cells: BTreeSet<usize> = bonds
            .iter()
            .filter_map(|b| diagnosis.model.bonds.get(*b))
            .flat_map(crate::ingest::diagnose::model::Bond::cells)
            .filter(|c| diagnosis.model.may_be_wrong(*c) && diagnosis.model.gap_of(*c).is_none())
            .collect();
        candidates = cells.into_iter().map(|c| slot_of(diagnosis, c)).collect();
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
        return format!(
            "the figures do not say which of these is wrong: {}",
            named.join(", ")
        );
    }
    if alike {
        return format!(
            "two amounts of one unit that are wrong alike would explain it, or a unit left out; the figures do not say which of {} amounts",
            candidates.len()
        );
    }
    if bonds.len() > 1 {
        return format!(
            "the figures do not say which of {} amounts are wrong",
            candidates.len()
        );
    }
    format!(
        "the figures do not say which of {} amounts is wrong",
        candidates.len()
    )
}

/// Whether these are two sums of units that are off by the same amount: expenses and margin, or
/// revenue and margin.
fn off_alike(diagnosis: &Diagnosis, bonds: &[usize]) -> bool {
    let of_units = |b: &usize| {
        diagnosis
            .relation(*b)
            .is_some_and(|r| r.rule == "units_make_their_parent")
    };
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

/// The finding for a quantity printed in two versions.
pub(super) fn versions(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    versions: &Versions,
) -> Option<Finding> {
    let pairs: Vec<(Slot, Slot)> = versions
        .bonds
        .iter()
        .filter_map(
            |b| match diagnosis.model.bonds.get(*b)?.cells().as_slice() {
                [a, b] => Some((slot_of(diagnosis, *a), slot_of(diagnosis, *b))),
                _ => None,
            },
        )
        .collect();
    let (_, other) = *pairs.first()?;
    let rule = diagnosis.relation(*versions.bonds.first()?)?.rule;
    let sentences: Vec<String> = pairs
        .iter()
        .map(|(a, b)| {
            format!(
                "{} prints {}, line {} prints {}",
                describe(sheet, *a),
                printed(sheet, *a),
                line(sheet, *b),
                printed(sheet, *b)
            )
        })
        .collect();
    let elsewhere = elsewhere(sheet, diagnosis, versions, &pairs);
    let (verdict, end) = if versions.key_figure_is_off {
        (
            Verdict::SingleRelation,
            "the account agrees with its sum, so the key figure is off".to_owned(),
        )
    } else {
        (
            Verdict::Undecided,
            format!(
                "each agrees with the figures around it, so these are two versions; which one holds the document does not say{elsewhere}"
            ),
        )
    };
    let message = format!("{}; {end}", sentences.join("; "));
    let mut slots: Vec<Slot> = Vec::new();
    for slot in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    let cell = diagnosis.model.slots.iter().position(|s| *s == other)?;
    let implied = versions
        .key_figure_is_off
        .then(|| diagnosis.values.get(cell).copied().map(Cents))
        .flatten();
    if versions.key_figure_is_off {
        slots.truncate(1);
    }
    Some(finding(
        sheet,
        rule,
        Severity::Warning,
        verdict,
        &slots,
        message,
        implied,
    ))
}

/// Cells of the same columns in which another document differs by the same amount.
fn elsewhere(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    versions: &Versions,
    pairs: &[(Slot, Slot)],
) -> String {
    let role = |s: Slot| {
        sheet
            .tables
            .get(s.0)
            .and_then(|t| t.columns.get(s.2))
            .map(|c| &c.role)
    };
    let own: BTreeSet<Slot> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let sums: BTreeSet<Slot> = diagnosis
        .relations
        .iter()
        .filter(|r| {
            matches!(
                r.rule,
                "accounts_make_their_sum" | "units_make_their_parent"
            )
        })
        .filter_map(|r| r.slots().first().copied())
        .collect();
    let mut named = Vec::new();
    for (cell, prints) in diagnosis.model.prints.iter().enumerate() {
        let slot = slot_of(diagnosis, cell);
        let beside = own.iter().any(|o| role(*o) == role(slot));
        if own.contains(&slot) || sums.contains(&slot) || !beside {
            continue;
        }
        let value = diagnosis.model.value(cell);
        let apart = prints
            .iter()
            .find(|p| ((p.value - value).abs() - versions.by.abs()).abs() <= p.slack);
        if let Some(print) = apart.and_then(|p| diagnosis.evidence.get(p.evidence)) {
            named.push(format!(
                "{} ({} in {})",
                short(sheet, slot),
                euros(sheet, slot, Cents(print.value.0 / sheet.scale(slot).max(1))),
                print.document
            ));
        }
    }
    if named.is_empty() {
        String::new()
    } else {
        format!("; the same difference stands in {}", named.join(", "))
    }
}

/// Amounts that bear the sign their account does not have, and that the sums bear out.
pub(super) fn signs(sheet: &Sheet, diagnosis: &Diagnosis) -> Vec<Finding> {
    let decided: BTreeSet<Slot> = diagnosis
        .decided
        .iter()
        .map(|a| slot_of(diagnosis, a.cell))
        .collect();
    let mut findings = Vec::new();
    for relation in diagnosis.relations {
        let Law::Sign { slot, sign } = relation.law else {
            continue;
        };
        let value = sheet.content(slot).and_then(|c| c.value);
        if decided.contains(&slot) || value.is_none_or(|v| v.0 * sign >= 0) {
            continue;
        }
        let kind = if sign > 0 {
            "negative revenue"
        } else {
            "a positive expense"
        };
        let message = format!(
            "{} prints {kind}: {}",
            describe(sheet, slot),
            printed(sheet, slot)
        );
        findings.push(finding(
            sheet,
            relation.rule,
            Severity::Info,
            Verdict::Undecided,
            &[slot],
            message,
            None,
        ));
    }
    findings
}

/// What a relation is called in a sentence about one of its cells.
fn name(sheet: &Sheet, relation: &Relation, about: Slot) -> String {
    let slots = relation.slots();
    let first = slots.first().copied().unwrap_or(about);
    let other = slots
        .iter()
        .find(|s| **s != about)
        .copied()
        .unwrap_or(about);
    let label = |s: Slot| row_label(sheet, s);
    let column = |s: Slot| column_label(sheet, s);
    match relation.rule {
        "accounts_make_their_sum" if first == about => "its parts".to_owned(),
        "accounts_make_their_sum" => {
            format!("the sum {} (line {})", label(first), line(sheet, first))
        }
        "units_make_their_parent" if first == about => "its units".to_owned(),
        "units_make_their_parent" => format!("the sum of the units (line {})", line(sheet, first)),
        "repeated_amounts_agree" => format!("the same amount on line {}", line(sheet, other)),
        "variance_is_the_difference" if first == about => {
            "the columns it is the difference of".to_owned()
        }
        "variance_is_the_difference" => format!("{} (line {})", column(first), line(sheet, first)),
        "net_follows_revenue_and_expenses" => format!("the net (line {})", line(sheet, first)),
        "key_figures_follow_their_account" if first == about => {
            format!("the account (line {})", line(sheet, other))
        }
        "key_figures_follow_their_account" => {
            format!("the key figure (line {})", line(sheet, first))
        }
        _ if first == about => "its amounts".to_owned(),
        _ => format!(
            "{}, {} (line {})",
            label(first),
            column(first),
            line(sheet, first)
        ),
    }
}

fn column_label(sheet: &Sheet, (t, _, c): Slot) -> String {
    let column = sheet.tables.get(t).and_then(|t| t.columns.get(c));
    column.map(|c| c.label.clone()).unwrap_or_default()
}

fn list(reasons: &[String]) -> String {
    match reasons {
        [] => "the sign of its account".to_owned(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// `Henkilöstökulut (line 413)`, with the unit in tables of units.
fn short(sheet: &Sheet, slot: Slot) -> String {
    let unit = sheet
        .tables
        .get(slot.0)
        .filter(|t| t.kind == crate::domain::TableKind::Units);
    let unit = unit.and_then(|t| t.rows.get(slot.1)?.unit_id.as_ref());
    let unit = unit
        .and_then(|u| sheet.names.get(u))
        .map(|n| format!("{n}, "))
        .unwrap_or_default();
    format!(
        "{unit}{} (line {})",
        row_label(sheet, slot),
        line(sheet, slot)
    )
}

fn row_label(sheet: &Sheet, (t, r, _): Slot) -> String {
    let row = sheet.tables.get(t).and_then(|t| t.rows.get(r));
    row.map(|r| r.label.clone()).unwrap_or_default()
}

fn line(sheet: &Sheet, slot: Slot) -> usize {
    let row = sheet.tables.get(slot.0).and_then(|t| t.rows.get(slot.1));
    sheet
        .content(slot)
        .map(|c| c.line)
        .or(row.map(|r| r.line))
        .unwrap_or_default()
}

fn printed(sheet: &Sheet, slot: Slot) -> String {
    sheet
        .content(slot)
        .map(|c| c.printed.to_string())
        .unwrap_or_default()
}

fn slot_of(diagnosis: &Diagnosis, cell: usize) -> Slot {
    diagnosis.model.slots.get(cell).copied().unwrap_or_default()
}

fn first_slot(diagnosis: &Diagnosis, bond: usize) -> Option<Slot> {
    diagnosis.relation(bond)?.slots().first().copied()
}

fn is_sum(diagnosis: &Diagnosis, bond: usize) -> bool {
    matches!(
        diagnosis.model.bonds.get(bond).map(|b| &b.form),
        Some(Form::Sum { .. })
    )
}

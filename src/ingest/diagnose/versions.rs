//! One quantity printed with two amounts, each of which agrees with the figures around it: two
//! versions (a budget before and after a change, a key figure not brought up to date).

use std::collections::BTreeSet;

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::ingest::diagnose::contradictions::Diagnosis;
use crate::ingest::diagnose::finding;
use crate::ingest::diagnose::phrases::{describe, euros, line, printed, short};
use crate::ingest::sheet::{Sheet, Slot};

/// Prints of one quantity that differ, or of several quantities by the same amount.
pub(super) struct Versions {
    /// The bonds that say they should agree.
    pub(super) bonds: Vec<usize>,
    /// By how much the prints differ, in hundredths.
    pub(super) by: i64,
    /// Whether only a key figure differs from accounts that other sums bear out, and neither another
    /// document nor the change in percent below it bears out the key figure's amount.
    pub(super) key_figure_is_off: bool,
}

/// Sets the bonds between two versions aside, so that no cell is blamed for them.
pub(super) fn set_aside(diagnosis: &mut Diagnosis) {
    for bond in 0..diagnosis.model.bonds.len() {
        let by = diagnosis.model.error(bond, &diagnosis.values);
        let Some((a, b)) = pair(diagnosis, bond).filter(|_| by != 0) else {
            continue;
        };
        if !(stands(diagnosis, a) && stands(diagnosis, b)) {
            continue;
        }
        let off = rule(diagnosis, bond) == Some("key_figures_follow_their_account")
            && diagnosis.model.backing(a, diagnosis.model.value(a)) == 0
            && !is_borne_out(diagnosis, bond, a);
        let place = diagnosis.versions.iter().position(|v| {
            v.by.abs() == by.abs()
                && !v.key_figure_is_off
                && !off
                && same_column(diagnosis, &v.bonds, bond)
        });
        match place.and_then(|i| diagnosis.versions.get_mut(i)) {
            Some(versions) => versions.bonds.push(bond),
            None => {
                diagnosis.versions.push(Versions { bonds: vec![bond], by, key_figure_is_off: off });
            }
        }
        diagnosis.model.set_aside(bond);
    }
}

fn rule(diagnosis: &Diagnosis, bond: usize) -> Option<&'static str> {
    diagnosis.relation(bond).map(|r| r.rule)
}

/// The two cells of a bond between two prints of one quantity.
fn pair(diagnosis: &Diagnosis, bond: usize) -> Option<(usize, usize)> {
    let rule = rule(diagnosis, bond)?;
    if !matches!(rule, "repeated_amounts_agree" | "key_figures_follow_their_account") {
        return None;
    }
    match diagnosis.model.bonds.get(bond)?.cells().as_slice() {
        [a, b] => Some((*a, *b)),
        _ => None,
    }
}

/// Whether more relations around a cell hold than fail, those between prints left out.
fn stands(diagnosis: &Diagnosis, cell: usize) -> bool {
    let around = diagnosis.model.bonds_of(cell).iter();
    let around = around.filter(|b| pair(diagnosis, **b).is_none());
    let (mut hold, mut fail) = (0, 0);
    for bond in around {
        if diagnosis.model.error(*bond, &diagnosis.values) == 0 {
            hold += 1;
        } else {
            fail += 1;
        }
    }
    hold > fail
}

/// Whether a relation beside a bond holds with the value of a cell as it is printed and fails with
/// that which the bond asks for: the change in percent below a key figure.
fn is_borne_out(diagnosis: &Diagnosis, bond: usize, cell: usize) -> bool {
    let remedies = diagnosis.model.remedies(bond, cell, &diagnosis.values);
    let mut values = diagnosis.values.clone();
    let (Some((asked, _)), Some(value)) = (remedies.first(), values.get_mut(cell)) else {
        return false;
    };
    *value = *asked;
    let beside = diagnosis.model.bonds_of(cell).iter().filter(|b| pair(diagnosis, **b).is_none());
    let holds = |b: usize, values: &[i64]| diagnosis.model.error(b, values) == 0;
    beside.copied().any(|b| holds(b, &diagnosis.values) && !holds(b, &values))
}

/// Whether the second cells of bonds stand in the same column of one table, or their first do.
fn same_column(diagnosis: &Diagnosis, bonds: &[usize], bond: usize) -> bool {
    let columns = |b: usize| {
        let (a, b) = pair(diagnosis, b)?;
        let at = |c: usize| diagnosis.model.slots.get(c).map(|s| (s.0, s.2));
        Some((at(a)?, at(b)?))
    };
    let own = columns(bond);
    bonds
        .iter()
        .filter_map(|b| columns(*b))
        .any(|(a, b)| own.is_some_and(|(x, y)| a == x || b == y))
}

/// The finding for a quantity printed in two versions.
pub(super) fn finding_of(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    versions: &Versions,
) -> Option<Finding> {
    let slot = |cell: usize| diagnosis.model.slot(cell);
    let pairs = versions.bonds.iter().filter_map(|b| pair(diagnosis, *b));
    let pairs: Vec<(Slot, Slot)> = pairs.map(|(a, b)| (slot(a), slot(b))).collect();
    let relation = diagnosis.relation(*versions.bonds.first()?)?;
    let (shown, account) = *pairs.first()?;
    let sentence = |(a, b): &(Slot, Slot)| {
        let (what, there) = (describe(sheet, *a), line(sheet, *b));
        let (here, other) = (printed(sheet, *a), printed(sheet, *b));
        format!("{what} prints {here}, line {there} prints {other}")
    };
    let prints: Vec<String> = pairs.iter().map(sentence).collect();
    let prints = prints.join("; ");
    let of = |verdict, slots: &[Slot], message, implied| {
        let severity = Severity::Warning;
        Some(finding(sheet, relation.rule, severity, verdict, slots, message, implied))
    };
    if versions.key_figure_is_off {
        let message =
            format!("{prints}; the account agrees with its sum, so the key figure is off");
        let implied = sheet.content(account).and_then(|c| c.implied.or(c.value));
        return of(Verdict::SingleRelation, &[shown], message, implied);
    }
    let elsewhere = elsewhere(sheet, diagnosis, versions, &pairs);
    let message = format!(
        "{prints}; each agrees with the figures around it, so these are two versions; which one holds the document does not say{elsewhere}"
    );
    let mut slots: Vec<Slot> = Vec::new();
    for slot in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    of(Verdict::Undecided, &slots, message, None)
}

/// Cells of the same columns in which another document differs by the same amount.
fn elsewhere(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    versions: &Versions,
    pairs: &[(Slot, Slot)],
) -> String {
    let role = |s: Slot| sheet.tables.get(s.0).and_then(|t| t.columns.get(s.2)).map(|c| &c.role);
    let own: BTreeSet<Slot> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let sums: BTreeSet<Slot> = diagnosis
        .relations
        .iter()
        .filter(|r| matches!(r.rule, "accounts_make_their_sum" | "units_make_their_parent"))
        .filter_map(|r| r.slots().first().copied())
        .collect();
    let mut named = Vec::new();
    for (cell, prints) in diagnosis.model.prints.iter().enumerate() {
        let slot = diagnosis.model.slot(cell);
        let beside = own.iter().any(|o| role(*o) == role(slot));
        if own.contains(&slot) || sums.contains(&slot) || !beside {
            continue;
        }
        let value = diagnosis.model.value(cell);
        let apart =
            prints.iter().find(|p| ((p.value - value).abs() - versions.by.abs()).abs() <= p.slack);
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

//! How certain a decided value is: the relations that fail without it and hold with it, less
//! those that the values of other decided cells need.

use std::collections::BTreeSet;

use crate::domain::Verdict;
use crate::ingest::diagnose::contradictions::Diagnosis;
use crate::ingest::diagnose::search::Alteration;
use crate::ingest::diagnose::verdict;

/// What agrees on a value.
pub(super) struct Agreeing {
    /// Bonds that fail without the value and hold with it, the one with the least rounding first.
    pub(super) bonds: Vec<usize>,
    /// Other documents that print it, by their place among the evidence.
    pub(super) prints: Vec<usize>,
    /// Whether only the sign is turned, and to that of its account.
    pub(super) sign: bool,
}

/// The verdict on a decided value, and what agrees on it.
pub(super) fn of(diagnosis: &Diagnosis, alteration: &Alteration) -> (Verdict, Agreeing) {
    let bonds = behind(diagnosis, alteration);
    let prints: Vec<usize> = diagnosis
        .model
        .prints
        .get(alteration.cell)
        .into_iter()
        .flatten()
        .filter(|p| p.value.abs_diff(alteration.value) <= p.slack.unsigned_abs())
        .map(|p| p.evidence)
        .collect();
    let needed = needed_elsewhere(diagnosis, alteration.cell, &bonds);
    let free = bonds.len().saturating_sub(needed) + prints.len();
    // Where the sign alone is turned, the sign its account demands agrees too.
    let read = diagnosis.model.value(alteration.cell);
    let sign = read == -alteration.value && diagnosis.model.wrong_sign(alteration.cell, read);
    let free = free + usize::from(sign);
    (verdict(free), Agreeing { bonds, prints, sign })
}

/// The bonds that fail without a value and hold with it, and that no open contradiction touches.
fn behind(diagnosis: &Diagnosis, alteration: &Alteration) -> Vec<usize> {
    let model = &diagnosis.model;
    let mut without = diagnosis.values.clone();
    if let Some(value) = without.get_mut(alteration.cell) {
        *value = model.value(alteration.cell);
    }
    let agrees =
        |b: &&usize| model.error(**b, &without) != 0 && model.error(**b, &diagnosis.values) == 0;
    let mut bonds: Vec<usize> =
        model.bonds_of(alteration.cell).iter().filter(agrees).copied().collect();
    bonds.sort_by_key(|b| model.bonds.get(*b).map_or(0, |b| b.cells().len()));
    bonds.dedup();
    bonds
}

/// How many of these bonds the other decided cells need for values of their own: each needs one
/// that no other cell has, and takes it from outside where it can.
fn needed_elsewhere(diagnosis: &Diagnosis, cell: usize, bonds: &[usize]) -> usize {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut needed = 0;
    let others = diagnosis.decided.iter().filter(|a| a.cell != cell);
    let near = others.filter(|a| {
        let own = diagnosis.model.bonds_of(a.cell);
        bonds.iter().any(|b| own.contains(b))
    });
    for other in near {
        let backed = diagnosis.model.backing(other.cell, other.value) > 0;
        let own = behind(diagnosis, other);
        let outside = own.iter().find(|b| !bonds.contains(b) && !taken.contains(b));
        match outside {
            Some(bond) => {
                taken.insert(*bond);
            }
            None if backed => {}
            None => needed += 1,
        }
    }
    needed
}

/// The value within rounding that the likeliest slip explains: where several whole values satisfy
/// the relations, a lost sign goes before one wrong digit, and that before two that changed places.
pub(super) fn least_change(diagnosis: &Diagnosis, alteration: &Alteration) -> i64 {
    let model = &diagnosis.model;
    let read = model.value(alteration.cell);
    if model.backing(alteration.cell, alteration.value) > 0 {
        return alteration.value;
    }
    let bonds = model.bonds_of(alteration.cell);
    let holding = |values: &[i64]| bonds.iter().filter(|b| model.error(**b, values) == 0).count();
    let most = holding(&diagnosis.values);
    let mut values = diagnosis.values.clone();
    let steps = (alteration.slack / 100).clamp(0, 5);
    let offsets = (1..=steps).flat_map(|s| [s, -s]);
    let whole = alteration.value / 100 * 100;
    let mut best: Option<(Slip, i64)> = None;
    for value in std::iter::once(whole).chain(offsets.map(|s| whole.saturating_add(100 * s))) {
        if let Some(entry) = values.get_mut(alteration.cell) {
            *entry = value;
        }
        let slip = slip(read, value).filter(|_| holding(&values) >= most);
        if let Some(slip) = slip.filter(|s| best.is_none_or(|(least, _)| *s < least)) {
            best = Some((slip, value));
        }
    }
    best.map_or(alteration.value, |(_, value)| value)
}

/// How one number comes to be printed for another, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    LostSign,
    WrongDigit,
    ChangedPlaces,
}

/// The slip that makes one printed value of the other: a lost sign, one wrong digit, or two digits
/// side by side that changed places.
fn slip(a: i64, b: i64) -> Option<Slip> {
    if a == -b {
        return Some(Slip::LostSign);
    }
    let (own, other) = (a.abs().to_string(), b.abs().to_string());
    if a.signum() * b.signum() < 0 || own.len() != other.len() {
        return None;
    }
    let pairs = own.chars().zip(other.chars()).enumerate();
    let differing: Vec<(usize, (char, char))> = pairs.filter(|(_, (p, q))| p != q).collect();
    match differing.as_slice() {
        [_] => Some(Slip::WrongDigit),
        [(i, first), (j, second)] => {
            let changed = first.0 == second.1 && first.1 == second.0;
            (changed && i + 1 == *j).then_some(Slip::ChangedPlaces)
        }
        _ => None,
    }
}

//! One quantity printed with two amounts, each of which agrees with the figures around it: two
//! versions (a budget before and after a change, a key figure not brought up to date).

use crate::ingest::diagnose::contradictions::Diagnosis;

/// Prints of one quantity that differ, or of several quantities by the same amount.
pub(super) struct Versions {
    /// The bonds that say they should agree.
    pub(super) bonds: Vec<usize>,
    /// By how much the prints differ, in hundredths.
    pub(super) by: i64,
    /// Whether only a key figure differs from accounts that other sums bear out, and no other
    /// document prints the key figure's amount.
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
            && diagnosis.model.backing(a, diagnosis.model.value(a)) == 0;
        let place = diagnosis.versions.iter().position(|v| {
            v.by.abs() == by.abs()
                && !v.key_figure_is_off
                && !off
                && same_column(diagnosis, &v.bonds, bond)
        });
        match place.and_then(|i| diagnosis.versions.get_mut(i)) {
            Some(versions) => versions.bonds.push(bond),
            None => diagnosis.versions.push(Versions {
                bonds: vec![bond],
                by,
                key_figure_is_off: off,
            }),
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
    if !matches!(
        rule,
        "repeated_amounts_agree" | "key_figures_follow_their_account"
    ) {
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

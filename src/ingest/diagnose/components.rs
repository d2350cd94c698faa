//! Which relations fail, and which of them belong together: each component is searched by itself.

use std::collections::BTreeSet;

use crate::ingest::diagnose::bond::{Bond, Form};
use crate::ingest::diagnose::model::Model;

/// The bonds that fail for these values.
pub(super) fn failing(model: &Model, values: &[i64]) -> BTreeSet<usize> {
    (0..model.bonds.len()).filter(|b| model.error(*b, values) != 0).collect()
}

/// Failing bonds that belong together: they share a cell, or a bond speaks of cells of both.
pub(super) fn components(model: &Model, failing: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
    let cells_of = |b: usize| model.bonds.get(b).map(Bond::cells).unwrap_or_default();
    let reach = |b: usize| -> BTreeSet<usize> {
        let own = cells_of(b);
        let next = own.iter().flat_map(|c| model.bonds_of(*c)).copied();
        let next = next.filter(|n| is_narrow(model, *n)).flat_map(cells_of);
        next.chain(own.iter().copied()).collect()
    };
    let mut left: Vec<usize> = failing.iter().copied().collect();
    let mut found = Vec::new();
    while let Some(bond) = left.pop() {
        let mut component = BTreeSet::from([bond]);
        let mut reached = reach(bond);
        loop {
            let (joined, apart): (Vec<usize>, Vec<usize>) =
                left.into_iter().partition(|b| cells_of(*b).iter().any(|c| reached.contains(c)));
            left = apart;
            if joined.is_empty() {
                break;
            }
            reached.extend(joined.iter().flat_map(|b| reach(*b)));
            component.extend(joined);
        }
        found.push(component);
    }
    found.reverse();
    found
}

/// Whether a bond speaks of few cells: a margin, a variance, a repeat, a percentage.
fn is_narrow(model: &Model, bond: usize) -> bool {
    match model.bonds.get(bond).map(|b| &b.form) {
        Some(Form::Sum { terms, .. }) => terms.len() <= 4,
        Some(Form::Percent { .. }) => true,
        None => false,
    }
}

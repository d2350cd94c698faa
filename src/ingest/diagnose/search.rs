//! The smallest sets of cells that, altered, satisfy every relation around them.
//!
//! Iterative deepening over the number of altered cells: a relation that fails needs one of its
//! cells altered, to a value with which one of the cell's failing relations (or another document)
//! agrees. The relation with the fewest cells left goes first; a branch ends when more relations
//! fail, no two of them sharing a cell, than cells may still be altered. A sign its account
//! forbids, and another document that prints another amount, count like an altered cell: a larger
//! set that does away with them can be the better one. Bounded by the number of steps: a search
//! that is cut short says so.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::ingest::diagnose::bond::Bond;
use crate::ingest::diagnose::model::Model;

/// Cells that may be altered in one component.
const DEPTH: usize = 6;
/// Further cells a set may alter for the sake of forbidden signs and other documents.
const FURTHER: i64 = 2;

/// A cell and the value that puts it right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alteration {
    pub(super) cell: usize,
    pub(super) value: i64,
    /// How much rounding the value may have in it.
    pub(super) slack: i64,
}

/// What the search found.
#[derive(Debug)]
pub(super) enum Outcome {
    /// All smallest sets; at least one.
    Solved(Vec<Vec<Alteration>>),
    /// The bound was hit, or no set of the size tried satisfies the relations.
    Open,
}

struct Search<'m> {
    model: &'m Model,
    values: Vec<i64>,
    failing: BTreeSet<usize>,
    /// Bonds that fail and belong to other components; they count once a cell of theirs is
    /// altered.
    elsewhere: BTreeSet<usize>,
    altered: Vec<Alteration>,
    steps: usize,
    seen: HashSet<Vec<(usize, i64)>>,
    found: BTreeMap<Vec<usize>, (i64, i64, Vec<Alteration>)>,
    best: Option<i64>,
}

/// Searches the component of these failing bonds; `steps` is what is left of the document's
/// bound.
pub(super) fn smallest(
    model: &Model,
    values: &[i64],
    component: &BTreeSet<usize>,
    failing: &BTreeSet<usize>,
    steps: &mut usize,
) -> Outcome {
    let mut search = Search {
        model,
        values: values.to_vec(),
        failing: failing.clone(),
        elsewhere: failing.difference(component).copied().collect(),
        altered: Vec::new(),
        steps: *steps,
        seen: HashSet::new(),
        found: BTreeMap::new(),
        best: None,
    };
    let further = search.objections(component).min(FURTHER);
    let mut complete = true;
    for depth in 1..=DEPTH {
        let size = i64::try_from(depth).unwrap_or(i64::MAX);
        if search.best.is_some_and(|best| size > best + further) {
            break;
        }
        search.seen.clear();
        search.deepen(depth);
        if search.steps == 0 {
            complete = search.best.is_some_and(|best| best < size - further);
            break;
        }
    }
    *steps = search.steps;
    if search.found.is_empty() || !complete {
        return Outcome::Open;
    }
    let best = search.best;
    let best = search.found.into_values().filter(|(cost, _, _)| Some(*cost) == best);
    Outcome::Solved(best.map(|(_, _, set)| set).collect())
}

impl Search<'_> {
    /// Cells of the component to which the sign of their account or other documents object.
    fn objections(&self, component: &BTreeSet<usize>) -> i64 {
        let cells: BTreeSet<usize> = component
            .iter()
            .filter_map(|b| self.model.bonds.get(*b))
            .flat_map(Bond::cells)
            .collect();
        let objected = |c: &usize| {
            let read = self.model.value(*c);
            let printed_elsewhere = self.model.prints.get(*c).is_some_and(|p| !p.is_empty());
            self.model.wrong_sign(*c, read)
                || printed_elsewhere && self.model.backing(*c, read) == 0
        };
        i64::try_from(cells.into_iter().filter(objected).count()).unwrap_or(FURTHER)
    }

    fn deepen(&mut self, left: usize) {
        if self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let open = self.open_bonds();
        if open.is_empty() {
            self.keep();
            return;
        }
        if left == 0 || self.disjoint(&open) > left {
            return;
        }
        let mut state: Vec<(usize, i64)> = self.altered.iter().map(|a| (a.cell, a.value)).collect();
        state.sort_unstable();
        if !self.seen.insert(state) {
            return;
        }
        let narrow = open.iter().map(|b| (self.candidates(*b), *b));
        let Some((cells, bond)) = narrow.min_by_key(|(cells, _)| cells.len()) else {
            return;
        };
        for cell in cells {
            for (value, slack) in self.values_for(cell, bond) {
                let before = self.put(cell, value);
                self.altered.push(Alteration { cell, value, slack });
                self.deepen(left - 1);
                self.altered.pop();
                self.put(cell, before);
            }
        }
    }

    /// The bonds that must come to hold: those of the component, and others once touched.
    fn open_bonds(&self) -> Vec<usize> {
        let touched = |b: &usize| {
            let bonds = self.altered.iter().map(|a| self.model.bonds_of(a.cell));
            bonds.flatten().any(|t| t == b)
        };
        let open = self.failing.iter();
        open.filter(|b| !self.elsewhere.contains(b) || touched(b)).copied().collect()
    }

    /// The cells of a bond that may still be altered.
    fn candidates(&self, bond: usize) -> Vec<usize> {
        let Some(bond) = self.model.bonds.get(bond) else {
            return Vec::new();
        };
        let free =
            |c: &usize| self.model.may_be_wrong(*c) && !self.altered.iter().any(|a| a.cell == *c);
        bond.cells().into_iter().filter(free).collect()
    }

    /// How many bonds fail that share no cell, counted greedily: so many cells are wrong at least.
    fn disjoint(&self, open: &[usize]) -> usize {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut count = 0;
        for bond in open {
            let cells = self.candidates(*bond);
            if cells.is_empty() {
                return usize::MAX;
            }
            if cells.iter().all(|c| !used.contains(c)) {
                used.extend(cells);
                count += 1;
            }
        }
        count
    }

    /// The values to try for a cell: those its failing bonds and other documents give.
    fn values_for(&self, cell: usize, bond: usize) -> Vec<(i64, i64)> {
        let mut values: Vec<(i64, i64)> = Vec::new();
        let failing = self.model.bonds_of(cell).iter();
        for b in failing.filter(|b| **b == bond || self.failing.contains(b)) {
            values.extend(self.model.remedies(*b, cell, &self.values));
        }
        let between = in_common(&values);
        values.extend(between);
        let prints = self.model.prints.get(cell).map(Vec::as_slice);
        values.extend(prints.unwrap_or_default().iter().map(|p| (p.value, p.slack)));
        let held = self.values.get(cell).copied();
        values.retain(|(v, _)| Some(*v) != held);
        values.sort_by_key(|(_, slack)| *slack);
        let mut kept: Vec<(i64, i64)> = Vec::new();
        for (value, slack) in values {
            if kept.iter().all(|(v, _)| *v != value) {
                kept.push((value, slack));
            }
        }
        kept
    }

    /// Puts a value into a cell; gives the value before.
    fn put(&mut self, cell: usize, value: i64) -> i64 {
        let Some(entry) = self.values.get_mut(cell) else {
            return value;
        };
        let before = std::mem::replace(entry, value);
        for bond in self.model.bonds_of(cell) {
            if self.model.error(*bond, &self.values) == 0 {
                self.failing.remove(bond);
            } else {
                self.failing.insert(*bond);
            }
        }
        before
    }

    /// Keeps a solution; of those that alter the same cells, the one with the least rounding.
    fn keep(&mut self) {
        let (mut cost, mut slack) = (0, 0);
        for a in &self.altered {
            let read = self.model.value(a.cell);
            let signs = |v: i64| i64::from(self.model.wrong_sign(a.cell, v));
            let prints = |v: i64| self.model.backing(a.cell, v).min(1);
            cost += 1 + signs(a.value) - signs(read) + prints(read) - prints(a.value);
            slack += a.slack;
        }
        self.best = Some(self.best.map_or(cost, |best| best.min(cost)));
        let mut set = self.altered.clone();
        set.sort_by_key(|a| a.cell);
        let cells: Vec<usize> = set.iter().map(|a| a.cell).collect();
        let known = self.found.get(&cells);
        if known.is_none_or(|(c, s, _)| (cost, slack) < (*c, *s)) {
            self.found.insert(cells, (cost, slack, set));
        }
    }
}

/// Whole values that satisfy two relations at once where what either implies exactly does not
/// satisfy the other: their rounding lies opposite ways.
fn in_common(values: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut common = Vec::new();
    for (i, (a, slack_a)) in values.iter().enumerate() {
        for (b, slack_b) in values.iter().skip(i + 1) {
            let least = a.saturating_sub(*slack_a).max(b.saturating_sub(*slack_b));
            let most = a.saturating_add(*slack_a).min(b.saturating_add(*slack_b));
            let whole = i64::midpoint(least, most).saturating_add(50).div_euclid(100) * 100;
            if a != b && (least..=most).contains(&whole) {
                common.push((whole, *slack_a.min(slack_b)));
            }
        }
    }
    common
}

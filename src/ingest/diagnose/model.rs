//! The cells and relations of a document, made ready for the search: only cells with an amount,
//! only relations that can be told to hold or fail.

use std::collections::BTreeMap;

use crate::ingest::diagnose::bond::{Bond, Form};
use crate::ingest::diagnose::gaps::Gap;
use crate::ingest::evidence::Evidence;
use crate::ingest::relations::{Law, Relation, Share, Status, half_step, tolerance_of};
use crate::ingest::sheet::{Sheet, Slot};

/// The same quantity as another document prints it.
#[derive(Debug)]
pub(super) struct Print {
    /// In hundredths of the table's unit.
    pub(super) value: i64,
    /// Rounding of both prints.
    pub(super) slack: i64,
    /// Its place among the evidence of the document.
    pub(super) evidence: usize,
}

/// All cells and bonds of a document.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) slots: Vec<Slot>,
    /// The values as read, or as the relations restored them.
    pub(super) values: Vec<i64>,
    /// Whether a cell prints a value that could be wrong; a restored value cannot.
    pub(super) printed: Vec<bool>,
    pub(super) bonds: Vec<Bond>,
    /// Per cell, the bonds that speak of it.
    pub(super) of_cell: Vec<Vec<usize>>,
    /// Per cell, the sign of its account; 0 where it may bear either.
    pub(super) signs: Vec<i64>,
    /// Per cell, what other documents print.
    pub(super) prints: Vec<Vec<Print>>,
    /// The rows that are not printed.
    pub(super) gaps: Vec<Gap>,
    /// The cells of rows that are not printed, by gap and column.
    missing: BTreeMap<(usize, usize), usize>,
    numbers: BTreeMap<Slot, usize>,
}

impl Model {
    /// The model of the cells as they are read now.
    pub(super) fn new(
        sheet: &Sheet,
        relations: &[Relation],
        evidence: &[Evidence],
        gaps: Vec<Gap>,
    ) -> Self {
        let mut model = Self { gaps, ..Self::default() };
        for (i, relation) in relations.iter().enumerate() {
            if relation.status(sheet) == Status::NotApplicable {
                continue;
            }
            match &relation.law {
                Law::Linear { terms } => {
                    let mut terms: Vec<(usize, i64)> = terms
                        .iter()
                        .filter_map(|(slot, w)| Some((model.cell(sheet, *slot)?, *w)))
                        .collect();
                    terms.extend(model.missing_terms(sheet, relation));
                    let rounded = terms.iter().filter(|(c, _)| sheet.is_rounded(model.slot(*c)));
                    let slack = tolerance_of(rounded.map(|(_, w)| *w));
                    model.bond(i, Form::Sum { terms, slack });
                }
                Law::Percent { shown, new, base, change } => {
                    let share = Share { half_step: half_step(sheet, *shown), change: *change };
                    let cells = (
                        model.cell(sheet, *shown),
                        model.cell(sheet, *new),
                        model.cell(sheet, *base),
                    );
                    if let (Some(shown), Some(new), Some(base)) = cells {
                        let form = Form::Percent { shown, new, base, share };
                        model.bond(i, form);
                    }
                }
                Law::Sign { slot, sign } => {
                    if let Some(entry) =
                        model.cell(sheet, *slot).and_then(|c| model.signs.get_mut(c))
                    {
                        *entry = *sign;
                    }
                }
            }
        }
        model.add_prints(sheet, evidence);
        model
    }

    fn cell(&mut self, sheet: &Sheet, slot: Slot) -> Option<usize> {
        if let Some(cell) = self.numbers.get(&slot) {
            return Some(*cell);
        }
        let content = sheet.content(slot)?;
        let value = content.implied.or(content.value)?;
        let cell = self.push(slot, value.0, content.value.is_some());
        self.numbers.insert(slot, cell);
        Some(cell)
    }

    /// The terms a sum lacks because their rows are not printed: nothing, until something fails.
    fn missing_terms(&mut self, sheet: &Sheet, relation: &Relation) -> Vec<(usize, i64)> {
        let total = relation.slots().first().copied().unwrap_or_default();
        let row = sheet.tables.get(total.0).and_then(|t| t.rows.get(total.1));
        let (Some(unit), Some(account)) =
            (row.and_then(|r| r.unit_id.as_deref()), row.and_then(|r| r.account.as_deref()))
        else {
            return Vec::new();
        };
        let below = |gap: &Gap| {
            let below = gap.unit.strip_prefix(unit).and_then(|u| u.strip_prefix('.'));
            below.is_some_and(|u| !u.contains('.'))
        };
        let belongs = |gap: &Gap| match relation.rule {
            "accounts_make_their_sum" => gap.unit == unit && gap.account != account,
            "units_make_their_parent" => below(gap) && gap.account == account,
            _ => false,
        };
        let gaps = self.gaps.iter().enumerate();
        let gaps = gaps.filter(|(_, g)| g.table == total.0 && belongs(g));
        let gaps: Vec<usize> = gaps.map(|(i, _)| i).collect();
        let scale = sheet.scale(total);
        let term = |gap: usize| (self.missing_cell(gap, total), scale);
        gaps.into_iter().map(term).collect()
    }

    fn missing_cell(&mut self, gap: usize, (table, _, column): Slot) -> usize {
        if let Some(cell) = self.missing.get(&(gap, column)) {
            return *cell;
        }
        let cell = self.push((table, usize::MAX, column), 0, true);
        self.missing.insert((gap, column), cell);
        cell
    }

    /// The missing row a cell belongs to.
    pub(super) fn gap_of(&self, cell: usize) -> Option<usize> {
        let mut missing = self.missing.iter();
        missing.find(|(_, c)| **c == cell).map(|((gap, _), _)| *gap)
    }

    fn push(&mut self, slot: Slot, value: i64, printed: bool) -> usize {
        self.slots.push(slot);
        self.values.push(value);
        self.printed.push(printed);
        self.of_cell.push(Vec::new());
        self.signs.push(0);
        self.prints.push(Vec::new());
        self.slots.len() - 1
    }

    fn bond(&mut self, relation: usize, form: Form) {
        let bond = Bond { relation, form };
        let number = self.bonds.len();
        for cell in bond.cells() {
            if let Some(bonds) = self.of_cell.get_mut(cell) {
                bonds.push(number);
            }
        }
        self.bonds.push(bond);
    }

    fn add_prints(&mut self, sheet: &Sheet, evidence: &[Evidence]) {
        for (i, print) in evidence.iter().enumerate() {
            let Some(cell) = self.numbers.get(&print.slot).copied() else {
                continue;
            };
            let scale = sheet.scale(print.slot).max(1);
            if let Some(prints) = self.prints.get_mut(cell) {
                prints.push(Print {
                    value: print.value.0 / scale,
                    slack: tolerance_of([1, 1].into_iter()),
                    evidence: i,
                });
            }
        }
    }

    /// Takes a bond out: it holds whatever the values.
    pub(super) fn set_aside(&mut self, bond: usize) {
        if let Some(Form::Sum { slack, .. }) = self.bonds.get_mut(bond).map(|b| &mut b.form) {
            *slack = i64::MAX;
        }
    }

    /// The value of a cell.
    pub(super) fn value(&self, cell: usize) -> i64 {
        self.values.get(cell).copied().unwrap_or_default()
    }

    /// The place of a cell.
    pub(super) fn slot(&self, cell: usize) -> Slot {
        self.slots.get(cell).copied().unwrap_or_default()
    }

    /// The bonds of a cell.
    pub(super) fn bonds_of(&self, cell: usize) -> &[usize] {
        self.of_cell.get(cell).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a cell can be the wrong one.
    pub(super) fn may_be_wrong(&self, cell: usize) -> bool {
        self.printed.get(cell).copied().unwrap_or_default()
    }

    /// By how much a bond fails for these values; zero where it holds.
    pub(super) fn error(&self, bond: usize, values: &[i64]) -> i64 {
        self.bonds.get(bond).map_or(0, |b| b.error(values))
    }

    /// The values of a cell with which a failing bond would hold, each with the rounding in it.
    pub(super) fn remedies(&self, bond: usize, cell: usize, values: &[i64]) -> Vec<(i64, i64)> {
        let bond = self.bonds.get(bond);
        bond.map(|b| b.remedies(cell, values)).unwrap_or_default()
    }

    /// Whether a value bears the sign its cell must not bear.
    pub(super) fn wrong_sign(&self, cell: usize, value: i64) -> bool {
        self.signs.get(cell).is_some_and(|sign| sign * value.signum() < 0)
    }

    /// How many other documents print this value for the cell.
    pub(super) fn backing(&self, cell: usize, value: i64) -> i64 {
        let prints = self.prints.get(cell).map(Vec::as_slice).unwrap_or_default();
        let agreeing = prints.iter().filter(|p| p.value.abs_diff(value) <= p.slack.unsigned_abs());
        i64::try_from(agreeing.count()).unwrap_or(i64::MAX)
    }
}

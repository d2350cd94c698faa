//! Takes, of all the ways a document's lines can be read, those in which most relations hold;
//! then restores what the text lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{CellKind, Cents};
use crate::ingest::relations::{Relation, Status};
use crate::ingest::selection::{Content, Selection};
use crate::ingest::sheet::{Sheet, Slot};

/// Rounds over all choices; each round keeps or betters the balance.
const ROUNDS: usize = 6;
/// Readings of each of two choices that are tried against one another.
const PAIRED: usize = 60;

/// Relations by the slots they speak of.
pub(super) struct Web<'r> {
    relations: &'r [Relation],
    by_slot: BTreeMap<Slot, Vec<usize>>,
}

impl<'r> Web<'r> {
    pub(super) fn new(relations: &'r [Relation]) -> Self {
        let mut by_slot: BTreeMap<Slot, Vec<usize>> = BTreeMap::new();
        for (i, relation) in relations.iter().enumerate() {
            for slot in relation.slots() {
                by_slot.entry(slot).or_default().push(i);
            }
        }
        Self { relations, by_slot }
    }

    /// The relations that speak of a slot.
    pub(super) fn of(&self, slot: Slot) -> impl Iterator<Item = &'r Relation> + '_ {
        self.by_slot.get(&slot).into_iter().flatten().filter_map(|i| self.relations.get(*i))
    }

    fn around(&self, slots: &BTreeSet<Slot>) -> Vec<&'r Relation> {
        let ids: BTreeSet<usize> =
            slots.iter().filter_map(|s| self.by_slot.get(s)).flatten().copied().collect();
        ids.into_iter().filter_map(|i| self.relations.get(i)).collect()
    }
}

/// How well relations hold.
fn balance(sheet: &Sheet, relations: &[&Relation]) -> i64 {
    relations.iter().map(|r| r.credit(sheet)).sum()
}

/// Takes a reading of every choice.
pub(super) fn choose(sheet: &mut Sheet, relations: &[Relation]) {
    let web = Web::new(relations);
    let open: Vec<usize> = (0..sheet.choices.len()).filter(|c| readings(sheet, *c) > 1).collect();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for choice in &open {
            changed |= better(sheet, &web, *choice);
        }
        if !changed && !pairs(sheet, &web, &open) {
            break;
        }
    }
}

fn readings(sheet: &Sheet, choice: usize) -> usize {
    sheet.choices.get(choice).map_or(0, Selection::len)
}

fn taken(sheet: &Sheet, choice: usize) -> usize {
    sheet.choices.get(choice).map_or(0, Selection::taken)
}

fn cost(sheet: &Sheet, choice: usize, reading: usize) -> u32 {
    sheet.choices.get(choice).map_or(0, |c| c.cost(reading))
}

fn region(sheet: &Sheet, choice: usize) -> BTreeSet<Slot> {
    sheet.choices.get(choice).map(Selection::region).unwrap_or_default()
}

/// Takes the best reading of one choice, the others standing; says whether that changed it.
fn better(sheet: &mut Sheet, web: &Web, choice: usize) -> bool {
    let around = web.around(&region(sheet, choice));
    let before = taken(sheet, choice);
    let mut best =
        (balance(sheet, &around), std::cmp::Reverse(cost(sheet, choice, before)), before);
    for reading in 0..readings(sheet, choice) {
        sheet.take(choice, reading);
        let found =
            (balance(sheet, &around), std::cmp::Reverse(cost(sheet, choice, reading)), reading);
        if (found.0, found.1) > (best.0, best.1) {
            best = found;
        }
    }
    sheet.take(choice, best.2);
    best.2 != before
}

/// Tries two choices at once where a relation between them fails; says whether one changed.
fn pairs(sheet: &mut Sheet, web: &Web, open: &[usize]) -> bool {
    // The readings of a row stand in the order of their likelihood and can be cut short; those of
    // a run of values do not.
    let few = |c: &&usize| {
        readings(sheet, **c) <= PAIRED || !sheet.choices.get(**c).is_some_and(Selection::is_run)
    };
    let open: Vec<usize> = open.iter().filter(few).copied().collect();
    let regions: Vec<BTreeSet<Slot>> = open.iter().map(|c| region(sheet, *c)).collect();
    let mut changed = false;
    for (i, a) in open.iter().enumerate() {
        for (j, b) in open.iter().enumerate().skip(i + 1) {
            let (Some(first), Some(second)) = (regions.get(i), regions.get(j)) else {
                continue;
            };
            let near = web.around(first);
            let torn = near.iter().any(|r| {
                matches!(r.status(sheet), Status::Fails(_))
                    && r.slots().iter().any(|s| second.contains(s))
            });
            if torn {
                let around = web.around(&first.union(second).copied().collect());
                changed |= better_pair(sheet, &around, *a, *b);
            }
        }
    }
    changed
}

fn better_pair(sheet: &mut Sheet, around: &[&Relation], a: usize, b: usize) -> bool {
    let before = (taken(sheet, a), taken(sheet, b));
    let mut best = (balance(sheet, around), before);
    for i in 0..readings(sheet, a).min(PAIRED) {
        sheet.take(a, i);
        for j in 0..readings(sheet, b).min(PAIRED) {
            sheet.take(b, j);
            let found = balance(sheet, around);
            if found > best.0 {
                best = (found, (i, j));
            }
        }
    }
    sheet.take(a, best.1.0);
    sheet.take(b, best.1.1);
    best.1 != before
}

/// Gives cells that were lost or cannot be read the value the relations imply. Where several
/// relations imply one, the one with the fewest amounts in it rounds least and is taken.
pub(super) fn restore(sheet: &mut Sheet, relations: &[Relation]) {
    sheet.mark_dropped();
    let web = Web::new(relations);
    let lost: Vec<Slot> = sheet.slots().into_iter().filter(|s| is_lost(sheet, *s)).collect();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for slot in &lost {
            let implied = best_implied(sheet, &web, *slot);
            if implied.is_some() && implied != sheet.content(*slot).and_then(|c| c.implied) {
                sheet.imply(*slot, implied);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for slot in lost {
        let near =
            sheet.content(slot).and_then(|c| c.implied).filter(|v| !resembles(sheet, slot, *v));
        if near.is_some() {
            sheet.imply(slot, None);
        } else {
            let holding = web
                .of(slot)
                .filter(|r| r.implied(sheet, slot).is_some() && r.status(sheet) == Status::Holds);
            let holding = holding.count();
            sheet.support.insert(slot, holding);
        }
    }
}

/// The value that most relations bear out; nothing rather than something, and else the one from
/// the relation with the fewest amounts in it.
fn best_implied(sheet: &mut Sheet, web: &Web, slot: Slot) -> Option<Cents> {
    let mut values: Vec<(Cents, usize)> =
        web.of(slot).filter_map(|r| r.implied(sheet, slot)).collect();
    if values.is_empty() {
        return None;
    }
    values.push((Cents(0), 0));
    values.sort_by_key(|(_, busy)| *busy);
    let held = sheet.content(slot).and_then(|c| c.implied);
    let mut best: Option<(usize, Cents)> = None;
    for (value, _) in values {
        sheet.imply(slot, Some(value));
        let holding = web.of(slot).filter(|r| r.status(sheet) == Status::Holds).count();
        if best.is_none_or(|(most, _)| holding > most) {
            best = Some((holding, value));
        }
    }
    sheet.imply(slot, held);
    best.filter(|(holding, _)| *holding > 0).map(|(_, value)| value)
}

fn is_lost(sheet: &Sheet, slot: Slot) -> bool {
    let lost =
        |c: &Content| c.value.is_none() && matches!(c.kind, CellKind::Damaged | CellKind::Dropped);
    sheet.content(slot).is_some_and(lost)
}

/// Whether an implied value can be what a damaged text meant: most of its digits stand in the
/// text, in order.
fn resembles(sheet: &Sheet, slot: Slot, value: Cents) -> bool {
    let Some(content) = sheet.content(slot) else {
        return false;
    };
    if content.kind == CellKind::Dropped {
        return true;
    }
    let digits = (value.0.abs() / 100).to_string();
    let mut rest = content.printed.chars().filter(char::is_ascii_digit);
    let found = digits
        .chars()
        .filter(|d| rest.clone().any(|c| c == *d) && rest.by_ref().any(|c| c == *d))
        .count();
    found * 2 > digits.len()
}

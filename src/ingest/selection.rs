//! The readings that cells may have, made ready for the arithmetic: what each text is, and its value.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::domain::{Assignment, CellKind, Cents};
use crate::ingest::sheet::Slot;
use crate::layout::{Choice, Placed};
use crate::lexicon::Lexicon;
use crate::table::{looks_numeric, parse};

/// A cell's text and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) line: usize,
    pub(super) printed: Rc<str>,
    pub(super) kind: CellKind,
    /// In hundredths of the table's unit.
    pub(super) value: Option<Cents>,
    pub(super) assignment: Assignment,
    /// The value the relations restore or prove, in hundredths of the table's unit.
    pub(super) implied: Option<Cents>,
}

/// A choice with its readings made ready for the arithmetic.
pub(super) struct Selection {
    /// Per reading, what it puts where.
    readings: Vec<Vec<(Slot, Content)>>,
    costs: Vec<u32>,
    may_be_dropped: Vec<Slot>,
    taken: usize,
}

impl Selection {
    /// The readings of a choice in a table.
    pub(super) fn new(t: usize, choice: &Choice, optical: bool) -> Self {
        let several = choice.readings.len() > 1;
        let slot = |row: usize, column: usize| (t, row, column - 1);
        let ready =
            |cell: &Placed| (slot(cell.row, cell.column), Content::read(cell, several, optical));
        Self {
            costs: choice.readings.iter().map(|r| r.cost).collect(),
            readings: choice.readings.iter().map(|r| r.cells.iter().map(ready).collect()).collect(),
            may_be_dropped: choice.may_be_dropped.iter().map(|(r, c)| slot(*r, *c)).collect(),
            taken: 0,
        }
    }

    /// How many readings there are.
    pub(super) fn len(&self) -> usize {
        self.readings.len()
    }

    /// Whether it places a run of values, some of whose rows stay empty.
    pub(super) fn is_run(&self) -> bool {
        !self.may_be_dropped.is_empty()
    }

    /// Takes a reading; gives the one taken before.
    pub(super) fn take(&mut self, reading: usize) -> usize {
        std::mem::replace(&mut self.taken, reading)
    }

    /// What a reading puts where.
    pub(super) fn cells(&self, reading: usize) -> &[(Slot, Content)] {
        self.readings.get(reading).map(Vec::as_slice).unwrap_or_default()
    }

    /// Slots whose value the text may have lost.
    pub(super) fn may_be_dropped(&self) -> &[Slot] {
        &self.may_be_dropped
    }

    /// The reading taken.
    pub(super) fn taken(&self) -> usize {
        self.taken
    }

    /// How much a reading strains the grouping rules.
    pub(super) fn cost(&self, reading: usize) -> u32 {
        self.costs.get(reading).copied().unwrap_or_default()
    }

    /// Every slot it can fill.
    pub(super) fn region(&self) -> BTreeSet<Slot> {
        self.readings.iter().flatten().map(|(slot, _)| *slot).collect()
    }
}

impl Content {
    fn read(cell: &Placed, several: bool, optical: bool) -> Self {
        let (kind, value) = classify(&cell.printed, optical);
        let assignment = if several { Assignment::ByArithmetic } else { Assignment::ByLayout };
        Self {
            line: cell.line,
            printed: Rc::clone(&cell.printed),
            kind,
            value,
            assignment,
            implied: None,
        }
    }

    /// A value that the text lost.
    pub(super) fn dropped(line: usize) -> Self {
        Self {
            line,
            printed: "".into(),
            kind: CellKind::Dropped,
            value: None,
            assignment: Assignment::ByArithmetic,
            implied: None,
        }
    }
}

/// What a printed text is, and its value in hundredths.
fn classify(printed: &str, optical: bool) -> (CellKind, Option<Cents>) {
    if let Some(number) = parse(printed) {
        let kind = if number.irregular { CellKind::Irregular } else { CellKind::Number };
        return (kind, Some(number.value));
    }
    let lexicon = Lexicon::get();
    if optical {
        if lexicon.is_run_of_zeros(printed) {
            return (CellKind::Irregular, Some(Cents(0)));
        }
        let mended: Vec<&str> =
            printed.split(' ').map(|t| lexicon.mend_digit(t).unwrap_or(t)).collect();
        if let Some(number) = parse(&mended.join(" ")) {
            return (CellKind::Irregular, Some(number.value));
        }
    }
    let kind = if looks_numeric(printed) { CellKind::Damaged } else { CellKind::Text };
    (kind, None)
}

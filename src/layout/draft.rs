//! What a layout hands on: tables with their rows, the ways their cells can be read, remarks.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::domain::{Severity, Table, Unit};

/// A document as a layout read it.
#[derive(Debug, Default)]
pub struct Draft {
    /// The tables, in the order of the text.
    pub tables: Vec<DraftTable>,
    /// Units that the document names and the unit table does not.
    pub new_units: Vec<Unit>,
    /// (unit id, name as printed), in the order of the text.
    pub printed_names: Vec<(String, String)>,
    /// What the layout noticed.
    pub remarks: Vec<Remark>,
    /// Lines that some table took.
    pub taken: BTreeSet<usize>,
}

/// A table whose rows are known and whose cells are still to be chosen.
#[derive(Debug)]
pub struct DraftTable {
    /// The table; its rows have no cells yet.
    pub table: Table,
    /// The ways its lines can be read.
    pub choices: Vec<Choice>,
}

/// The ways one line, or one run of values, can be read; at least one.
#[derive(Debug)]
pub struct Choice {
    /// The readings, the likeliest by form first.
    pub readings: Vec<Reading>,
    /// Places that a reading may leave empty because the text lost their values: (row, column),
    /// columns from 1.
    pub may_be_dropped: Vec<(usize, usize)>,
}

/// One way to read a line or a run of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its cells.
    pub cells: Vec<Placed>,
    /// How much it strains the grouping rules.
    pub cost: u32,
}

/// A printed text put into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Index of the row in its table.
    pub row: usize,
    /// Ordinal of the column, from 1.
    pub column: usize,
    /// The line that prints it, from 1.
    pub line: usize,
    /// The text as printed; shared by the readings that place it differently.
    pub printed: Rc<str>,
}

impl Choice {
    /// A line or run that can be read in one way only.
    #[must_use]
    pub fn certain(cells: Vec<Placed>) -> Self {
        Self { readings: vec![Reading { cells, cost: 0 }], may_be_dropped: Vec::new() }
    }
}

/// Something a layout noticed about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Code of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The line, from 1.
    pub line: usize,
    /// One sentence in English.
    pub message: String,
}

impl Draft {
    /// Notes something about a line.
    pub fn remark(&mut self, rule: &'static str, severity: Severity, line: usize, message: String) {
        self.remarks.push(Remark { rule, severity, line, message });
    }

    /// Notes under which name the document prints a unit.
    pub fn name(&mut self, unit_id: &str, printed: &str) {
        let entry = (unit_id.to_owned(), printed.trim_matches([' ', '/']).to_owned());
        if !self.printed_names.contains(&entry) {
            self.printed_names.push(entry);
        }
    }
}

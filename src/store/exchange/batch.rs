//! Rows of a table on their way, packed: one text for all that they hold, so that ten million rows
//! are not ten million times twenty texts.

use std::ops::Range;

use crate::store::exchange::derived;
use crate::store::schema::TableOf;
use crate::store::sql::Bind;

/// The most rows of a batch: enough to make its cost small beside that of its rows.
const ROWS: usize = 2_048;
/// The most bytes of text before a batch is full.
const BYTES: usize = 1 << 20;

/// The value of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell<'a> {
    /// Text, also a day, a decimal number or JSON.
    Text(&'a str),
    /// A whole number, also hundredths.
    Int(i64),
    /// No value.
    Null,
}

impl<'a> From<&'a Bind> for Cell<'a> {
    fn from(value: &'a Bind) -> Self {
        match value {
            Bind::Text(text) => Self::Text(text),
            Bind::Int(number) => Self::Int(*number),
            Bind::Null => Self::Null,
        }
    }
}

/// The value of a column where it stands.
pub(in crate::store) enum Stored<'a> {
    Text(&'a str),
    Int(&'a i64),
    Null,
}

impl<'a> From<Stored<'a>> for Cell<'a> {
    fn from(stored: Stored<'a>) -> Self {
        match stored {
            Stored::Text(text) => Self::Text(text),
            Stored::Int(number) => Self::Int(*number),
            Stored::Null => Self::Null,
        }
    }
}

#[derive(Debug, Clone)]
enum Packed {
    Text(Range<usize>),
    Int(i64),
    Null,
}

/// Rows of one table; the values of each stand in the order of its columns, the derived ones last.
#[derive(Debug)]
pub struct Batch {
    table: &'static TableOf,
    width: usize,
    text: String,
    cells: Vec<Packed>,
    /// The line of each row in the file that it was read from.
    lines: Vec<u64>,
}

impl Batch {
    /// A batch without rows.
    #[must_use]
    pub fn of(table: &'static TableOf) -> Self {
        let width = table.names().count();
        Self { table, width, text: String::new(), cells: Vec::new(), lines: Vec::new() }
    }

    /// Adds the next value of the row that is being made.
    pub fn push(&mut self, cell: Cell<'_>) {
        self.cells.push(match cell {
            Cell::Null => Packed::Null,
            Cell::Int(number) => Packed::Int(number),
            Cell::Text(text) => {
                let start = self.text.len();
                self.text.push_str(text);
                Packed::Text(start..self.text.len())
            }
        });
    }

    /// Ends the row that is being made, which was read from a line of a file.
    pub fn end_row(&mut self, line: u64) {
        if !self.table.derived.is_empty() {
            let own: Vec<Bind> = self.cells_from(self.lines.len()).map(bound).collect();
            for value in derived(self.table, &own) {
                self.push(Cell::from(&value));
            }
        }
        self.lines.push(line);
    }

    /// Takes back what was added since a number of rows was there.
    pub fn truncate(&mut self, rows: usize) {
        self.lines.truncate(rows);
        self.cells.truncate(rows.saturating_mul(self.width));
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &'static TableOf {
        self.table
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether it is time to put it in.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len() >= ROWS || self.text.len() >= BYTES
    }

    /// The line that a row was read from.
    pub(in crate::store) fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or_default()
    }

    /// The values of a row, the derived ones last.
    pub(in crate::store) fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.cells_from(row).take(self.width)
    }

    /// One value of a row.
    pub(in crate::store) fn cell(&self, row: usize, place: usize) -> Option<Cell<'_>> {
        let at = row.checked_mul(self.width)?.checked_add(place)?;
        Some(self.stored(self.cells.get(at)?).into())
    }

    /// The same by reference, so that they can be bound where they stand.
    pub(in crate::store) fn stored_row(&self, row: usize) -> impl Iterator<Item = Stored<'_>> {
        self.stored_from(row).take(self.width)
    }

    fn cells_from(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        self.stored_from(row).map(Cell::from)
    }

    fn stored_from(&self, row: usize) -> impl Iterator<Item = Stored<'_>> {
        let cells = self.cells.get(row.saturating_mul(self.width)..).unwrap_or_default();
        cells.iter().map(|cell| self.stored(cell))
    }

    fn stored<'a>(&'a self, cell: &'a Packed) -> Stored<'a> {
        match cell {
            Packed::Null => Stored::Null,
            Packed::Int(number) => Stored::Int(number),
            Packed::Text(range) => Stored::Text(self.text.get(range.clone()).unwrap_or_default()),
        }
    }
}

fn bound(cell: Cell<'_>) -> Bind {
    match cell {
        Cell::Text(text) => Bind::Text(text.to_owned()),
        Cell::Int(number) => Bind::Int(number),
        Cell::Null => Bind::Null,
    }
}

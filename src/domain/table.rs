//! The raw layer: every table as printed, each cell with its place and its text.

use crate::domain::{Cents, Period, Scenario, codes};

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// What the council appropriated (määrärahat; talousarvio).
    Appropriations,
    /// An income statement or operating economy by account.
    IncomeStatement,
    /// Revenue, expenses and margin of many units, one below the other.
    Units,
    /// Changes to the budget laid before the council.
    Amendments,
    /// Investments.
    Investments,
    /// Key figures (tunnusluvut).
    KeyFigures,
}

codes!(TableKind {
    Appropriations => "appropriations",
    IncomeStatement => "income_statement",
    Units => "units",
    Amendments => "amendments",
    Investments => "investments",
    KeyFigures => "key_figures",
});

/// What the cells of a column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnRole {
    /// Amounts of money. A header such as `TA/KS` states two scenarios at once.
    Amount {
        /// The scenarios the header states; at least one.
        scenarios: Vec<Scenario>,
        /// The fiscal year.
        fiscal_year: i32,
        /// What the amounts cover.
        period: Period,
    },
    /// Amounts of one account, as the amendment tables print them; the account of the row is
    /// the column's.
    Account {
        /// Account code.
        account: String,
    },
    /// A difference of two columns: `minuend - subtrahend`, both ordinals from 1.
    Variance {
        /// Ordinal of the column subtracted from.
        minuend: usize,
        /// Ordinal of the column subtracted.
        subtrahend: usize,
    },
    /// `part / whole * 100` (toteuma-%), both ordinals from 1.
    ExecutionPercent {
        /// Ordinal of the numerator.
        part: usize,
        /// Ordinal of the denominator.
        whole: usize,
    },
    /// `(new - base) / |base| * 100` (muutos-%), both ordinals from 1.
    ChangePercent {
        /// Ordinal of the newer column.
        new: usize,
        /// Ordinal of the column compared with.
        base: usize,
    },
    /// A header that was not understood; its cells are kept as text.
    Unknown,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header as printed, its lines joined by a space; in a document that was read optically, as
    /// the form of its tables has it.
    pub label: String,
    /// What it holds.
    pub role: ColumnRole,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line that prints the label, from 1; with the column's ordinal it names the cell.
    pub line: usize,
    /// The label as printed.
    pub label: String,
    /// Id of the unit the row is about, where it is about one.
    pub unit_id: Option<String>,
    /// Code of its account, where the label was understood.
    pub account: Option<String>,
    /// Its cells, in the order of the columns; a blank cell is absent.
    pub cells: Vec<Cell>,
}

/// What a cell's text was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellKind {
    /// A well-formed number.
    Number,
    /// A number that is legible but not well formed (`-127188`, a minus apart from its digits).
    Irregular,
    /// A number that cannot be read with certainty (`-29 1M`).
    Damaged,
    /// Text in the place of a number (`sis. joht.`, `x`, `-`): not stated.
    Text,
    /// Not in the text: the place of a value that the text lost, known by arithmetic alone.
    Dropped,
}

codes!(CellKind {
    Number => "number",
    Irregular => "irregular",
    Damaged => "damaged",
    Text => "text",
    Dropped => "dropped",
});

/// How a cell came to its row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assignment {
    /// By the layout of the text alone.
    ByLayout,
    /// By the one reading of the text in which the sums of the table balance.
    ByArithmetic,
    /// By a stand-off annotation.
    Annotated,
}

codes!(Assignment {
    ByLayout => "by_layout",
    ByArithmetic => "by_arithmetic",
    Annotated => "annotated",
});

/// A printed cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Ordinal of the column, from 1.
    pub column: usize,
    /// The line that prints the value, from 1 (in a table printed column by column this is not
    /// the line of the label); for a dropped cell the line of the label.
    pub line: usize,
    /// The text as printed; empty for a dropped cell.
    pub printed: String,
    /// What the text is.
    pub kind: CellKind,
    /// The value printed, in hundredths of the table's own unit (percent, euros or thousands of
    /// euros); none where it cannot be read.
    pub value: Option<Cents>,
    /// How the cell was placed.
    pub assignment: Assignment,
}

/// A table as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `<document>.t<first line>`.
    pub id: String,
    /// What it is about.
    pub kind: TableKind,
    /// The heading above it or its upper left corner.
    pub title: String,
    /// First line of the header or the body, from 1.
    pub first_line: usize,
    /// Last line, from 1.
    pub last_line: usize,
    /// Euros in one unit of its amounts: 1 or 1000.
    pub scale: i64,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// The id of a cell: `<document>.<line of the row's label>.<column>`.
    #[must_use]
    pub fn cell_id(document_id: &str, row_line: usize, column: usize) -> String {
        format!("{document_id}.{row_line}.{column}")
    }

    /// How many cells were printed: all but the dropped ones.
    #[must_use]
    pub fn printed_cells(&self) -> usize {
        self.rows.iter().flat_map(|r| &r.cells).filter(|c| c.kind != CellKind::Dropped).count()
    }
}

//! Rows of typed columns as the bytes of a format: CSV, Parquet and workbooks.
//!
//! Nothing here knows what a row is about; who has rows says what their columns are. Files are the
//! same for the same rows whenever they are written: nothing reads a clock.

pub(crate) mod csv;
mod error;
pub(crate) mod parquet;
pub(crate) mod xlsx;

pub(crate) use error::Error;

use rust_decimal::Decimal;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal number with so many decimals at the most.
    Decimal {
        /// How many decimals.
        scale: u32,
    },
    /// A calendar date; its cells are texts, `2024-12-31`.
    Date,
    /// True or false.
    Boolean,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name in the header.
    pub(crate) name: String,
    /// What its cells are.
    pub(crate) kind: Kind,
    /// Whether every row has a value in it.
    pub(crate) is_required: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, which is never zero and never an empty text.
    Missing,
    /// A text or a date.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Decimal(Decimal),
    /// True or false.
    Boolean(bool),
}

/// Holds the number of cells of a row against the columns.
fn check_width(columns: &[Column], row: &[Value]) -> Result<(), Error> {
    if row.len() == columns.len() {
        return Ok(());
    }
    Err(Error::Width { cells: row.len(), columns: columns.len() })
}

//! Why rows cannot be written.

use crate::tabular::{Column, Kind, Value};

/// Why rows cannot be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A value that its column has no room for: it is not rounded and not cut.
    #[error("column {column}: {value} does not fit into {kind}; widen the column")]
    DoesNotFit {
        /// The name of the column.
        column: String,
        /// The value.
        value: String,
        /// What the column holds.
        kind: String,
    },
    /// A text that the format has no room for: it is not cut.
    #[error("column {column}: a text of {length} characters, and a cell holds {most} at the most")]
    TooLong {
        /// The name of the column.
        column: String,
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// Nothing, where every row has a value.
    #[error("column {column}: a row has no value, and the column is said to be required")]
    Missing {
        /// The name of the column.
        column: String,
    },
    /// A row with more or fewer cells than there are columns.
    #[error("a row has {cells} cells, and there are {columns} columns")]
    Width {
        /// Its cells.
        cells: usize,
        /// The columns.
        columns: usize,
    },
    /// CSV could not be written.
    #[error("CSV cannot be written: {0}")]
    Csv(#[from] ::csv::Error),
    /// Parquet could not be written.
    #[error("Parquet cannot be written: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// A workbook could not be written.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// What the bytes go to does not take them.
    #[error("the bytes cannot be written: {0}")]
    Sink(#[from] std::io::Error),
}

impl Error {
    /// A value that is not what its column holds.
    pub(super) fn does_not_fit(column: &Column, value: &Value) -> Self {
        let kind = match column.kind {
            Kind::Text => "text".to_owned(),
            Kind::Integer => "whole numbers".to_owned(),
            Kind::Decimal { scale } => format!("exact numbers with {scale} decimals"),
            Kind::Date => "dates such as 2024-12-31".to_owned(),
            Kind::Boolean => "true and false".to_owned(),
        };
        let value = match value {
            Value::Missing => "nothing".to_owned(),
            Value::Text(text) => {
                let shown: String = text.chars().take(60).collect();
                let length = text.chars().count();
                format!("the text \"{shown}\" of {length} characters")
            }
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Boolean(is_so) => is_so.to_string(),
        };
        Self::DoesNotFit { column: column.name.clone(), value, kind }
    }
}

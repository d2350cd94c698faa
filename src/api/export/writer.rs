//! Items as the bytes of a format that is written row by row: NDJSON, CSV or Parquet.

use std::fmt::Display;

use serde::Serialize;
use serde_json::Value;

use crate::api::export::{Format, Header, Sheet, ndjson};
use crate::api::problem::{Code, Problem};
use crate::tabular::{self, csv};

/// Writes items in the format chosen.
pub(crate) struct Writer {
    sheet: Sheet,
    rows: Rows,
}

enum Rows {
    Lines,
    Csv(csv::Writer<Vec<u8>>),
    Parquet(Box<tabular::parquet::Writer<Vec<u8>>>),
}

impl Writer {
    /// Begins a file that bears what is said about it where the format has room for it.
    pub(crate) fn new(sheet: Sheet, about: &[(String, String)]) -> Result<Self, Problem> {
        let (chosen, bytes) = (sheet.chosen, Vec::new());
        let language = (chosen.header == Header::Labels).then_some(sheet.language);
        let columns = sheet.columns.written(language);
        let rows = match chosen.format {
            Format::Csv => csv::Writer::new(bytes, &columns, chosen.dialect).map(Rows::Csv),
            Format::Parquet => {
                let writer = tabular::parquet::Writer::new(bytes, &columns, about);
                writer.map(|writer| Rows::Parquet(Box::new(writer)))
            }
            _ => Ok(Rows::Lines),
        };
        Ok(Self { sheet, rows: rows.map_err(unwritten)? })
    }

    /// Writes items; gives the bytes that are ready.
    pub(crate) fn write<T: Serialize>(&mut self, items: &[T]) -> Result<Vec<u8>, Problem> {
        match &mut self.rows {
            Rows::Lines => ndjson::lines(items).map_err(unwritten),
            Rows::Csv(writer) => {
                writer.write(self.sheet.cells(items)?).map_err(unwritten)?;
                Ok(writer.take())
            }
            Rows::Parquet(writer) => {
                writer.write(self.sheet.cells(items)?).map_err(unwritten)?;
                writer.take().map_err(unwritten)
            }
        }
    }

    /// Ends the file; gives the rest of its bytes.
    pub(crate) fn end(self) -> Result<Vec<u8>, Problem> {
        match self.rows {
            Rows::Lines => Ok(Vec::new()),
            Rows::Csv(writer) => writer.finish().map_err(unwritten),
            Rows::Parquet(writer) => writer.finish().map_err(unwritten),
        }
    }
}

impl Sheet {
    /// The cells of the rows that items make.
    fn cells<T: Serialize>(&self, items: &[T]) -> Result<Vec<Vec<tabular::Value>>, Problem> {
        let items: Result<Vec<Value>, _> = items.iter().map(serde_json::to_value).collect();
        let rows = items.map_err(unwritten)?.into_iter().flat_map(|i| self.layout.rows_of(i));
        Ok(rows.map(|row| self.columns.cells(&row)).collect())
    }
}

/// An item that cannot be written is a mistake of the program.
pub(crate) fn unwritten(error: impl Display) -> Problem {
    tracing::error!(%error, "an answer cannot be written");
    Problem::new(Code::Internal, "The service failed; the cause is in its log.")
}

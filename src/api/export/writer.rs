//! Items as the bytes of a format that is written row by row.

use std::fmt::Display;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::api::export::{Chosen, Columns, Format, Layout, csv, ndjson};
use crate::api::problem::{Code, Problem};

/// Writes items in the format chosen.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    pub(crate) layout: &'static Layout,
    pub(crate) columns: Arc<Columns>,
    pub(crate) chosen: Chosen,
}

impl Writer {
    /// What stands before the first item.
    pub(crate) fn header(&self) -> Result<Vec<u8>, Problem> {
        match self.chosen.format {
            Format::Csv => csv::header(&self.columns, self.chosen.dialect).map_err(unwritten),
            _ => Ok(Vec::new()),
        }
    }

    /// The items.
    pub(crate) fn items<T: Serialize>(&self, items: &[T]) -> Result<Vec<u8>, Problem> {
        if self.chosen.format != Format::Csv {
            return ndjson::lines(items).map_err(unwritten);
        }
        let items: Result<Vec<Value>, _> = items.iter().map(serde_json::to_value).collect();
        let items = items.map_err(unwritten)?.into_iter();
        let rows: Vec<Value> = items.flat_map(|item| self.layout.rows_of(item)).collect();
        csv::lines(&self.columns, self.chosen.dialect, &rows).map_err(unwritten)
    }
}

/// An item that cannot be written is a mistake of the program.
pub(crate) fn unwritten(error: impl Display) -> Problem {
    tracing::error!(%error, "an answer cannot be written");
    Problem::new(Code::Internal, "The service failed; the cause is in its log.")
}

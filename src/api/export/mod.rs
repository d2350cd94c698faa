//! The formats that answers are published in besides paged JSON: NDJSON, CSV, workbooks, Parquet
//! and JSON-stat.
//!
//! All are made of the JSON of the public shapes, so that every format says the same; which rows
//! there are is asked of `query` by the handlers, and how rows become bytes is told in `tabular`.

mod columns;
mod format;
pub(crate) mod jsonstat;
mod labels;
mod layout;
mod ndjson;
mod sheet;
mod transfer;
mod windows;
pub(crate) mod workbook;
mod writer;

pub(crate) use columns::Columns;
pub(crate) use format::{Asked, Chosen, Dialect, Format, Header, choose};
pub(crate) use jsonstat::MAX_PLACES;
pub(crate) use labels::Labels;
pub(crate) use layout::{Layout, Origin, name_of};
pub(crate) use sheet::Sheet;
pub(crate) use transfer::Transfer;
pub(crate) use windows::{AT_ONCE, Exports, LONGEST, PATIENCE, Windows};
pub(crate) use workbook::Workbook;
pub(crate) use writer::{Writer, unwritten};

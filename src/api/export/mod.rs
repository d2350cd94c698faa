//! The formats that answers are published in besides paged JSON: NDJSON, CSV and JSON-stat.
//!
//! All are made of the JSON of the public shapes, so that every format says the same; which rows
//! there are is asked of `query` by the handlers.

mod columns;
mod csv;
mod format;
pub(crate) mod jsonstat;
mod layout;
mod ndjson;
mod transfer;
mod windows;
mod writer;

pub(crate) use columns::Columns;
pub(crate) use format::{Chosen, Dialect, Format, choose};
pub(crate) use jsonstat::MAX_PLACES;
pub(crate) use layout::{Layout, name_of};
pub(crate) use transfer::Transfer;
pub(crate) use windows::{AT_ONCE, Exports, Windows};
pub(crate) use writer::Writer;

//! Content as rows of its tables, one form for both databases: how it is read out, written as
//! canonical CSV, digested, and put in again. What a release's files look like is in `release`.

mod batch;
mod copy;
mod derive;
mod digest;
mod gate;
mod indexes;
mod line;
mod replace;
mod rows;
mod tally;
mod tree;

pub use batch::{Batch, Cell};
pub use copy::copy_to_sqlite;
pub use digest::{Digest, csv_path, listed};
pub use gate::{Gate, Refusal};
pub use line::{header, line};
pub use replace::Replacement;
pub use rows::Rows;

pub(in crate::store) use batch::Stored;
pub(in crate::store) use derive::derived;
pub(in crate::store) use digest::digest;

use crate::store::schema::{CONTENT, TableOf};

/// Every table of content, parents before children: the tables of a release, in order.
#[must_use]
pub fn tables() -> &'static [TableOf] {
    CONTENT
}

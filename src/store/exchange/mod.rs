//! Content as rows of its tables, one form for both databases: how it is read out, written as
//! canonical CSV, digested, and put in again. What a release's files look like is in `release`.

mod copy;
mod derive;
mod digest;
mod line;
mod replace;
mod rows;

pub use copy::copy_to_sqlite;
pub use digest::{csv_path, listed};
pub use line::{header, line, printed};
pub use replace::Replacement;
pub use rows::Rows;

pub(in crate::store) use derive::derived;
pub(in crate::store) use digest::{Digest, digest};

use crate::store::schema::{CONTENT, TableOf};

/// Every table of content, parents before children: the tables of a release, in order.
#[must_use]
pub fn tables() -> &'static [TableOf] {
    CONTENT
}

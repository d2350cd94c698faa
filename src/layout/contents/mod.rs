//! Everything a document says besides money: which lines are an objective, a task, a risk, an
//! indicator, a piece of prose, and to which unit and heading they belong.
//!
//! Three forms of objectives are known: a table row by row (`rows`), a page that prints each
//! column's cells as paragraphs (`columns`), and cells that annotations put together
//! (`annotated`). What the cells mean is for `ingest`.

mod annotated;
mod columns;
mod draft;
mod indicators;
mod prose;
mod rows;
mod walk;

pub use draft::{Cell, ContentDraft, DraftNarrative, Form, Item, Piece};

use std::collections::BTreeSet;

use crate::domain::{Table, Unit};
use crate::source::SourceDocument;

/// Reads the contents of a document; `taken` are the lines that its money tables took.
#[must_use]
pub fn read(
    document: &SourceDocument,
    units: &[Unit],
    tables: &[Table],
    taken: &BTreeSet<usize>,
) -> ContentDraft {
    walk::read(document, units, tables, taken)
}

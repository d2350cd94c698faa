//! The forms of documents: recognises the sections of a document and turns its lines into tables
//! whose rows know their unit and account.
//!
//! A layout places cells as far as the text alone allows; where a line can be read in several
//! ways it lists the ways, and the sums of the document decide (in `ingest`). No layout ever
//! fails: what it cannot place it hands on as remarks and unread lines.

mod columnar;
pub mod contents;
mod draft;
mod header;
mod places;
mod runs;
mod stacked;
mod text;

pub use draft::{Choice, Draft, DraftTable, Placed, Reading, Remark};
pub use places::slug;

use crate::domain::Unit;
use crate::source::{SourceDocument, TextLayout};

/// Reads the tables of a document; `units` are those of its municipality.
#[must_use]
pub fn read(document: &SourceDocument, units: &[Unit]) -> Draft {
    match document.manifest.text.layout {
        TextLayout::Stacked => stacked::read(document, units),
        TextLayout::Columnar => columnar::read(document, units),
    }
}

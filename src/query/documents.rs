//! Questions about documents: what they are, their text, their tables.

use std::collections::BTreeMap;

use crate::domain::Table;
use crate::query::{DocumentRecord, Error, Page, PageRequest, Session, SourceLine};

/// The most lines of text one answer gives.
pub const MAX_LINES: usize = 2_000;

/// Which documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `document`: ids.
    pub document: Vec<String>,
    /// `kind`: kinds of document.
    pub kind: Vec<String>,
    /// `fiscalYear`: years or ranges of years, `2022`, `2022..2024`.
    pub fiscal_year: Vec<String>,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLines {
    /// Document id.
    pub document_id: String,
    /// How many lines the whole document has.
    pub line_count: usize,
    /// The lines asked for.
    pub lines: Vec<SourceLine>,
}

/// Documents, by municipality, fiscal year and id.
///
/// # Errors
/// See [`Error`].
pub fn documents(
    session: &mut Session,
    filter: &DocumentFilter,
    page: &PageRequest,
) -> Result<Page<DocumentRecord>, Error> {
    todo!()
}

/// A document by its id.
///
/// # Errors
/// See [`Error`].
pub fn document(session: &mut Session, id: &str) -> Result<DocumentRecord, Error> {
    todo!()
}

/// The lines `from..=to` of a document's text, at most [`MAX_LINES`] of them; from the first line
/// and as far as that bound where none is given.
///
/// # Errors
/// See [`Error`].
pub fn document_lines(
    session: &mut Session,
    id: &str,
    from: Option<i64>,
    to: Option<i64>,
) -> Result<DocumentLines, Error> {
    todo!()
}

/// The tables of a document as printed, with their cells.
///
/// # Errors
/// See [`Error`].
pub fn document_tables(session: &mut Session, id: &str) -> Result<Vec<Table>, Error> {
    todo!()
}

/// Documents by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn documents_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, DocumentRecord>, Error> {
    todo!()
}

/// A page of documents for each municipality code.
///
/// # Errors
/// See [`Error`].
pub fn documents_of_municipalities(
    session: &mut Session,
    codes: &[String],
    filter: &DocumentFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<DocumentRecord>>, Error> {
    todo!()
}

/// For each (document id, line) that line of the text with `neighbours` lines on either side (at
/// most 20).
///
/// # Errors
/// See [`Error`].
pub fn excerpts(
    session: &mut Session,
    places: &[(String, usize)],
    neighbours: usize,
) -> Result<BTreeMap<(String, usize), Vec<SourceLine>>, Error> {
    todo!()
}

//! Questions about documents: what they are, their text, their tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Table;
use crate::query::cursor::Paging;
use crate::query::{
    DocumentRecord, Error, Page, PageRequest, Session, SourceLine, municipalities, values,
};
use crate::store::read;
use crate::store::read::documents::DocumentSelection;

/// The most lines of text one answer gives.
pub const MAX_LINES: usize = 2_000;
/// The most lines on either side of an excerpt.
pub const MAX_NEIGHBOURS: usize = 20;

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
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("documents {selection:?}"));
    let window = paging.window(page)?;
    let found = read::documents::page(session, &selection, &window)?;
    Ok(paging.page(found, &window, read::documents::keys))
}

/// A document by its id.
///
/// # Errors
/// See [`Error`].
pub fn document(session: &mut Session, id: &str) -> Result<DocumentRecord, Error> {
    let found = read::documents::by_id(session, &[id.to_owned()])?;
    let missing = || Error::NotFound { noun: "document", id: id.to_owned() };
    found.into_iter().next().ok_or_else(missing)
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
    let mut found = lines_of_documents(session, &[id.to_owned()], from, to)?;
    let missing = || Error::NotFound { noun: "document", id: id.to_owned() };
    found.remove(id).ok_or_else(missing)
}

/// The same lines of each document, like [`document_lines`]; documents that do not exist are
/// absent.
///
/// # Errors
/// See [`Error`].
pub fn lines_of_documents(
    session: &mut Session,
    ids: &[String],
    from: Option<i64>,
    to: Option<i64>,
) -> Result<BTreeMap<String, DocumentLines>, Error> {
    let (from, to) = stretch(from, to)?;
    let mut found: BTreeMap<String, DocumentLines> = BTreeMap::new();
    for document in read::documents::by_id(session, ids)? {
        let lines = DocumentLines {
            document_id: document.id.clone(),
            line_count: document.report.lines,
            lines: Vec::new(),
        };
        found.insert(document.id, lines);
    }
    let stretches: Vec<_> = found.keys().map(|id| (id.clone(), from, to)).collect();
    for (id, line) in read::documents::lines(session, &stretches)? {
        if let Some(document) = found.get_mut(&id) {
            document.lines.push(line);
        }
    }
    Ok(found)
}

/// The first and the last line asked for.
fn stretch(from: Option<i64>, to: Option<i64>) -> Result<(usize, usize), Error> {
    let from = line_number("from", from.unwrap_or(1))?;
    let wanted = to.map(|to| line_number("to", to)).transpose()?;
    if let Some(to) = wanted.filter(|to| *to < from) {
        return Err(values::invalid(
            "to",
            &to.to_string(),
            "a line that does not come before `from`",
        ));
    }
    let furthest = from.saturating_add(MAX_LINES - 1);
    if let Some(to) = wanted.filter(|to| *to > furthest) {
        let expected = format!("at most {MAX_LINES} lines at once");
        return Err(values::invalid("to", &to.to_string(), &expected));
    }
    Ok((from, wanted.unwrap_or(furthest)))
}

/// The tables of a document as printed, with their cells.
///
/// # Errors
/// See [`Error`].
pub fn document_tables(session: &mut Session, id: &str) -> Result<Vec<Table>, Error> {
    let document = document(session, id)?;
    let mut found = tables_of_documents(session, std::slice::from_ref(&document.id))?;
    Ok(found.remove(&document.id).unwrap_or_default())
}

/// The tables of each document; a document without any has an empty list, and so has one that
/// does not exist.
///
/// # Errors
/// See [`Error`].
pub fn tables_of_documents(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Vec<Table>>, Error> {
    let mut tables: BTreeMap<String, Vec<Table>> =
        ids.iter().map(|id| (id.clone(), Vec::new())).collect();
    for (id, table) in read::tables::of_documents(session, ids)? {
        tables.entry(id).or_default().push(table);
    }
    Ok(tables)
}

/// Documents by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn documents_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, DocumentRecord>, Error> {
    let found = read::documents::by_id(session, ids)?;
    Ok(found.into_iter().map(|d| (d.id.clone(), d)).collect())
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
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("documents of municipality {selection:?}"));
    let window = paging.window_below(codes, page)?;
    let found = read::documents::pages(session, codes, &selection, &window)?;
    Ok(paging.pages(found, &window, read::documents::keys))
}

/// A stretch of a document's text: its id, the first and the last line.
pub type Place = (String, usize, usize);

/// For each stretch its lines with `neighbours` lines on either side, at most
/// [`MAX_NEIGHBOURS`].
///
/// # Errors
/// See [`Error`].
pub fn excerpts(
    session: &mut Session,
    places: &[Place],
    neighbours: usize,
) -> Result<BTreeMap<Place, Vec<SourceLine>>, Error> {
    let neighbours = neighbours.min(MAX_NEIGHBOURS);
    let widened = |(document, first, last): &Place| {
        let first = first.saturating_sub(neighbours);
        (document.clone(), first, last.saturating_add(neighbours))
    };
    let stretches: BTreeSet<_> = places.iter().map(widened).collect();
    let stretches: Vec<_> = stretches.into_iter().collect();
    let mut text: BTreeMap<(String, usize), SourceLine> = BTreeMap::new();
    for (document, line) in read::documents::lines(session, &stretches)? {
        text.insert((document, line.line), line);
    }
    let excerpt = |place: &Place| {
        let (document, first, last) = widened(place);
        let lines = text.range((document.clone(), first)..=(document, last));
        (place.clone(), lines.map(|(_, line)| line.clone()).collect())
    };
    Ok(places.iter().map(excerpt).collect())
}

fn select(session: &mut Session, filter: &DocumentFilter) -> Result<DocumentSelection, Error> {
    Ok(DocumentSelection {
        municipality_codes: municipalities::resolve(session, &filter.municipality)?
            .unwrap_or_default(),
        document_ids: resolve(session, &filter.document)?,
        kinds: values::codes("kind", &filter.kind)?,
        fiscal_years: values::years("fiscalYear", &filter.fiscal_year)?,
    })
}

/// The ids a filter asks for; empty where it asks for nothing in particular.
pub(super) fn resolve(session: &mut Session, given: &[String]) -> Result<Vec<String>, Error> {
    let wanted = values::list("document", given)?;
    if !wanted.is_empty() {
        let known = read::documents::known(session, &wanted)?;
        values::require_known("document", "document", &wanted, &known)?;
    }
    Ok(wanted)
}

fn line_number(parameter: &'static str, value: i64) -> Result<usize, Error> {
    let number = usize::try_from(value).ok().filter(|n| *n >= 1);
    number.ok_or_else(|| values::invalid(parameter, &value.to_string(), "a line number from 1"))
}

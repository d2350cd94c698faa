//! Documents and their text.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{ContentReport, DocumentKind, ReadingReport};
use crate::store::read::listing::{Listing, ascending};
use crate::store::read::{Found, Key, TextRow, Window, narrow, parsed, wide};
use crate::store::sql::Sql;
use crate::store::{DocumentRecord, Session, SourceLine, StoreError};

/// Which documents; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct DocumentSelection {
    pub(crate) municipality_codes: Vec<String>,
    pub(crate) document_ids: Vec<String>,
    pub(crate) kinds: Vec<DocumentKind>,
    /// First and last year of each range.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
}

#[derive(QueryableByName)]
struct DocumentRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Text)]
    as_of_date: String,
    #[diesel(sql_type = Nullable<Text>)]
    published_date: Option<String>,
    #[diesel(sql_type = Text)]
    vintage_date: String,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Text)]
    licence: String,
    #[diesel(sql_type = Text)]
    publisher: String,
    #[diesel(sql_type = BigInt)]
    read_optically: i64,
    #[diesel(sql_type = Text)]
    sha256: String,
    #[diesel(sql_type = BigInt)]
    line_count: i64,
    #[diesel(sql_type = BigInt)]
    table_count: i64,
    #[diesel(sql_type = BigInt)]
    money_cell_count: i64,
    #[diesel(sql_type = BigInt)]
    dropped_cell_count: i64,
    #[diesel(sql_type = BigInt)]
    key_figure_cell_count: i64,
    #[diesel(sql_type = BigInt)]
    budget_line_count: i64,
    #[diesel(sql_type = BigInt)]
    finding_count: i64,
    #[diesel(sql_type = BigInt)]
    unread_line_count: i64,
    #[diesel(sql_type = BigInt)]
    objective_count: i64,
    #[diesel(sql_type = BigInt)]
    risk_count: i64,
    #[diesel(sql_type = BigInt)]
    internal_control_task_count: i64,
    #[diesel(sql_type = BigInt)]
    indicator_count: i64,
    #[diesel(sql_type = BigInt)]
    indicator_value_count: i64,
    #[diesel(sql_type = BigInt)]
    narrative_count: i64,
    #[diesel(sql_type = BigInt)]
    responsible_person_count: i64,
    #[diesel(sql_type = BigInt)]
    unread_content_line_count: i64,
}

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = Text)]
    text: String,
}

/// Years within any of the ranges.
pub(super) fn in_years(column: &str, ranges: &[(i32, i32)]) -> Sql {
    let range = |(first, last): &(i32, i32)| {
        let first_year = i64::from(*first);
        if first == last {
            // An index goes on behind it.
            return Sql::new(column).text(" = ").bind(first_year);
        }
        Sql::new(&format!("{column} BETWEEN "))
            .bind(first_year)
            .text(" AND ")
            .bind(i64::from(*last))
    };
    Sql::either(ranges.iter().map(range).collect())
}

fn listing(selection: &DocumentSelection) -> Listing {
    let mut conditions = Vec::new();
    if !selection.municipality_codes.is_empty() {
        conditions.push(Sql::any_of("d.municipality_code", &selection.municipality_codes));
    }
    if !selection.document_ids.is_empty() {
        conditions.push(Sql::any_of("d.id", &selection.document_ids));
    }
    if !selection.kinds.is_empty() {
        let kinds: Vec<&str> = selection.kinds.iter().map(|k| k.as_str()).collect();
        conditions.push(Sql::any_of("d.kind", &kinds));
    }
    if !selection.fiscal_years.is_empty() {
        conditions.push(in_years("d.fiscal_year", &selection.fiscal_years));
    }
    Listing {
        columns: "d.id, d.municipality_code, d.title, d.kind, d.fiscal_year, d.as_of_date, \
                  d.published_date, d.vintage_date, d.language, d.unit_id, d.licence, \
                  d.publisher, d.read_optically, d.sha256, d.line_count, d.table_count, d.money_cell_count, \
                  d.dropped_cell_count, d.key_figure_cell_count, d.budget_line_count, \
                  d.finding_count, d.unread_line_count, d.objective_count, d.risk_count, \
                  d.internal_control_task_count, d.indicator_count, d.indicator_value_count, \
                  d.narrative_count, d.responsible_person_count, d.unread_content_line_count",
        from: "document d".to_owned(),
        narrow: None,
        conditions,
        order: ascending(["d.municipality_code", "d.fiscal_year", "d.id"]),
    }
}

/// The keys of a document's place.
pub(crate) fn keys(document: &DocumentRecord) -> Vec<Key> {
    vec![
        Key::Text(document.municipality_code.clone()),
        Key::Int(document.fiscal_year.into()),
        Key::Text(document.id.clone()),
    ]
}

/// Documents by municipality, fiscal year and id.
pub(crate) fn page(
    session: &mut Session,
    selection: &DocumentSelection,
    window: &Window,
) -> Result<Found<DocumentRecord>, StoreError> {
    listing(selection).window(session, window)?.try_map(record)
}

/// A page of documents for each municipality.
pub(crate) fn pages(
    session: &mut Session,
    codes: &[String],
    selection: &DocumentSelection,
    window: &Window,
) -> Result<BTreeMap<String, Found<DocumentRecord>>, StoreError> {
    let found = listing(selection).windows(session, "d.municipality_code", codes, window)?;
    found.into_iter().map(|(code, f)| Ok((code, f.try_map(record)?))).collect()
}

/// Every document, by municipality, fiscal year and id.
pub(crate) fn all(session: &mut Session) -> Result<Vec<DocumentRecord>, StoreError> {
    let all = listing(&DocumentSelection::default()).all(session)?;
    all.into_iter().map(record).collect()
}

/// Documents of the ids.
pub(crate) fn by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<Vec<DocumentRecord>, StoreError> {
    let mut listing = listing(&DocumentSelection::default());
    listing.conditions.push(Sql::any_of("d.id", ids));
    listing.all(session)?.into_iter().map(record).collect()
}

/// Those of the ids that exist.
pub(crate) fn known(session: &mut Session, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let statement =
        Sql::new("SELECT id AS value FROM document WHERE ").append(Sql::any_of("id", ids));
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

/// As many stretches as SQLite's bound on the depth of an expression allows, with room to spare.
const STRETCHES_PER_STATEMENT: usize = 500;

/// The lines of several stretches of text: document id, first and last line. Lines of stretches
/// that overlap may come more than once.
pub(crate) fn lines(
    session: &mut Session,
    stretches: &[(String, usize, usize)],
) -> Result<Vec<(String, SourceLine)>, StoreError> {
    let mut lines = Vec::new();
    for some in stretches.chunks(STRETCHES_PER_STATEMENT) {
        let statement = Sql::new("SELECT document_id, line, text FROM document_line WHERE ")
            .append(Sql::either(some.iter().map(within).collect()))
            .text(" ORDER BY document_id, line");
        for row in session.load::<LineRow>(statement)? {
            let line = narrow(row.line)?;
            lines.push((row.document_id, SourceLine { line, text: row.text }));
        }
    }
    Ok(lines)
}

fn within((document, first, last): &(String, usize, usize)) -> Sql {
    Sql::new("(document_id = ")
        .bind(document.as_str())
        .text(" AND line BETWEEN ")
        .bind(wide(*first))
        .text(" AND ")
        .bind(wide(*last))
        .text(")")
}

fn record(row: DocumentRow) -> Result<DocumentRecord, StoreError> {
    let id = row.id.clone();
    understood(row).map_err(|error| error.of_row("document", &id))
}

fn understood(row: DocumentRow) -> Result<DocumentRecord, StoreError> {
    let report = ReadingReport {
        document_id: row.id.clone(),
        lines: narrow(row.line_count)?,
        tables: narrow(row.table_count)?,
        money_cells: narrow(row.money_cell_count)?,
        dropped_cells: narrow(row.dropped_cell_count)?,
        key_figure_cells: narrow(row.key_figure_cell_count)?,
        budget_lines: narrow(row.budget_line_count)?,
        findings: narrow(row.finding_count)?,
        unread_lines: narrow(row.unread_line_count)?,
        contents: ContentReport {
            objectives: narrow(row.objective_count)?,
            risks: narrow(row.risk_count)?,
            internal_control: narrow(row.internal_control_task_count)?,
            indicators: narrow(row.indicator_count)?,
            indicator_values: narrow(row.indicator_value_count)?,
            narratives: narrow(row.narrative_count)?,
            responsible_persons: narrow(row.responsible_person_count)?,
            unread_lines: narrow(row.unread_content_line_count)?,
        },
    };
    Ok(DocumentRecord {
        id: row.id,
        municipality_code: row.municipality_code,
        title: row.title,
        kind: parsed(&row.kind)?,
        fiscal_year: narrow(row.fiscal_year)?,
        as_of_date: parsed(&row.as_of_date)?,
        published_date: row.published_date.as_deref().map(parsed).transpose()?,
        vintage_date: parsed(&row.vintage_date)?,
        language: row.language,
        unit_id: row.unit_id,
        licence: row.licence,
        publisher: row.publisher,
        read_optically: row.read_optically != 0,
        sha256: row.sha256,
        report,
    })
}

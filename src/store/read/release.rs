//! The releases: the one that is stored, those before it, and what each held.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::store::read::listing::{Level, Listing};
use crate::store::read::{Found, Key, TextRow, Window};
use crate::store::sql::Sql;
use crate::store::{
    Edition, Release, ReleaseDocument, ReleaseFile, ReleaseTable, Session, StoreError,
};

const COLUMNS: &str = "number, id, digest, imported_at";

#[derive(QueryableByName)]
struct ReleaseRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Nullable<Text>)]
    digest: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    imported_at: Option<String>,
}

#[derive(QueryableByName)]
struct TableRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    row_count: i64,
    #[diesel(sql_type = Text)]
    sha256: String,
}

#[derive(QueryableByName)]
struct DocumentRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    sha256: String,
    #[diesel(sql_type = Text)]
    content: String,
}

#[derive(QueryableByName)]
struct FileRow {
    #[diesel(sql_type = Text)]
    release_id: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    byte_size: i64,
    #[diesel(sql_type = Text)]
    sha256: String,
}

/// The id of the release that is stored; asked once per session.
pub(crate) fn id(session: &mut Session) -> Result<Option<String>, StoreError> {
    if session.release_id.is_none() {
        let last = "SELECT id AS value FROM dataset_release ORDER BY number DESC LIMIT 1";
        let last = session.load::<TextRow>(Sql::new(last))?;
        session.release_id = last.into_iter().next().map(|r| r.value);
    }
    Ok(session.release_id.clone())
}

/// The release that is stored.
pub(crate) fn release(session: &mut Session) -> Result<Option<Release>, StoreError> {
    first(session, Sql::default())
}

/// The release that is stored, without what it held: that may be thousands of documents.
pub(crate) fn edition(session: &mut Session) -> Result<Edition, StoreError> {
    let row = newest(session, Sql::default())?.into_iter().next();
    let edition = |row: ReleaseRow| Edition { release: Some(row.id), imported_at: row.imported_at };
    Ok(row.map(edition).unwrap_or_default())
}

/// The release of an id; the newest one where the content came back to what it was.
pub(crate) fn by_id(session: &mut Session, id: &str) -> Result<Option<Release>, StoreError> {
    first(session, Sql::all([Sql::any_of("id", &[id])]))
}

/// The release before one of a number.
pub(crate) fn before(session: &mut Session, number: i64) -> Result<Option<Release>, StoreError> {
    first(session, Sql::all([Sql::new("number < ").bind(number)]))
}

fn first(session: &mut Session, conditions: Sql) -> Result<Option<Release>, StoreError> {
    let rows = newest(session, conditions)?;
    Ok(filled(session, rows)?.into_iter().next())
}

fn newest(session: &mut Session, conditions: Sql) -> Result<Vec<ReleaseRow>, StoreError> {
    let one = Sql::new(&format!("SELECT {COLUMNS} FROM dataset_release"))
        .append(conditions)
        .text(" ORDER BY number DESC LIMIT 1");
    session.load(one)
}

/// The keys of a release's place.
pub(crate) fn keys(release: &Release) -> Vec<Key> {
    vec![Key::Int(release.number)]
}

/// Releases, the newest first.
pub(crate) fn page(session: &mut Session, window: &Window) -> Result<Found<Release>, StoreError> {
    let listing = Listing {
        columns: COLUMNS,
        from: "dataset_release".to_owned(),
        narrow: None,
        conditions: Vec::new(),
        order: vec![Level { expression: "number", descending: true }],
    };
    let found = listing.window::<ReleaseRow>(session, window)?;
    let items = filled(session, found.items)?;
    Ok(Found { items, total: found.total, has_more: found.has_more })
}

/// Releases with what they held.
fn filled(session: &mut Session, rows: Vec<ReleaseRow>) -> Result<Vec<Release>, StoreError> {
    let (mut tables, mut documents) = (BTreeMap::new(), BTreeMap::new());
    let numbers = || {
        let values = rows.iter().map(|row| Sql::default().bind(row.number));
        Sql::new(" WHERE number IN (").join(values, ", ").text(")")
    };
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let all = "SELECT number, name, row_count, sha256 FROM dataset_release_table";
    let all = Sql::new(all).append(numbers()).text(" ORDER BY number, position");
    for row in session.load::<TableRow>(all)? {
        let table = ReleaseTable { name: row.name, rows: row.row_count, sha256: row.sha256 };
        tables.entry(row.number).or_insert_with(Vec::new).push(table);
    }
    let all = "SELECT number, document_id, title, sha256, content FROM dataset_release_document";
    let all = Sql::new(all).append(numbers()).text(" ORDER BY number, document_id");
    for row in session.load::<DocumentRow>(all)? {
        let DocumentRow { number, document_id: id, title, sha256, content } = row;
        let document = ReleaseDocument { id, title, sha256, content };
        documents.entry(number).or_insert_with(Vec::new).push(document);
    }
    let mut files = files(session, &rows)?;
    let release = |row: ReleaseRow| Release {
        tables: tables.remove(&row.number).unwrap_or_default(),
        documents: documents.remove(&row.number).unwrap_or_default(),
        files: files.remove(&row.id).unwrap_or_default(),
        number: row.number,
        id: row.id,
        digest: row.digest,
        imported_at: row.imported_at,
    };
    Ok(rows.into_iter().map(release).collect())
}

fn files(
    session: &mut Session,
    of: &[ReleaseRow],
) -> Result<BTreeMap<String, Vec<ReleaseFile>>, StoreError> {
    let ids: Vec<&str> = of.iter().map(|row| row.id.as_str()).collect();
    let all = Sql::new("SELECT release_id, name, byte_size, sha256 FROM dataset_release_file")
        .append(Sql::all([Sql::any_of("release_id", &ids)]))
        .text(" ORDER BY release_id, name");
    let mut files = BTreeMap::new();
    for row in session.load::<FileRow>(all)? {
        let FileRow { release_id, name, byte_size, sha256 } = row;
        let file = ReleaseFile { name, byte_size, sha256 };
        files.entry(release_id).or_insert_with(Vec::new).push(file);
    }
    Ok(files)
}

//! The release that is stored, and what it holds.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Text};

use crate::store::read::TextRow;
use crate::store::schema::CONTENT;
use crate::store::sql::Sql;
use crate::store::{Release, Session, StoreError};

#[derive(QueryableByName)]
struct ReleaseRow {
    #[diesel(sql_type = Text)]
    release_id: String,
    #[diesel(sql_type = Text)]
    imported_at: String,
}

#[derive(QueryableByName)]
struct TableCount {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

const LAST: &str = "SELECT release_id, imported_at FROM dataset ORDER BY sequence DESC LIMIT 1";

/// The id alone; asked once per session.
pub(crate) fn id(session: &mut Session) -> Result<Option<String>, StoreError> {
    if session.release_id.is_none() {
        let last = session.load::<ReleaseRow>(Sql::new(LAST))?;
        session.release_id = last.into_iter().next().map(|r| r.release_id);
    }
    Ok(session.release_id.clone())
}

/// The release with its counts.
pub(crate) fn release(session: &mut Session) -> Result<Option<Release>, StoreError> {
    let last = session.load::<ReleaseRow>(Sql::new(LAST))?;
    let Some(last) = last.into_iter().next() else {
        return Ok(None);
    };
    let counts = CONTENT.iter().map(|table| {
        let name = table.name;
        Sql::new(&format!("SELECT '{name}' AS name, COUNT(*) AS rows FROM {name}"))
    });
    let mut counts = session.load::<TableCount>(Sql::default().join(counts, " UNION ALL "))?;
    counts.sort_by(|a, b| a.name.cmp(&b.name));
    let documents = Sql::new("SELECT id AS value FROM document ORDER BY id");
    let documents = session.load::<TextRow>(documents)?;
    Ok(Some(Release {
        id: last.release_id,
        imported_at: last.imported_at,
        counts: counts.into_iter().map(|c| (c.name, c.rows)).collect(),
        document_ids: documents.into_iter().map(|r| r.value).collect(),
    }))
}

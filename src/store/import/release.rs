//! Notes in the database that its content became another release.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;

use crate::store::exchange::Digest;
use crate::store::sql::{Bind, Sql};
use crate::store::{ReleaseFile, Session, StoreError};

use super::rows::{int, size, text};

#[derive(QueryableByName)]
struct DocumentRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    sha256: String,
}

/// Notes the release, its tables and its documents under the next number.
pub(in crate::store) fn record(
    session: &mut Session,
    digest: &Digest,
    imported_at: Option<&str>,
) -> Result<(), StoreError> {
    let imported_at = imported_at.map_or(Bind::Null, |moment| text(&moment));
    session.execute(
        Sql::new(
            "INSERT INTO dataset_release (number, id, digest, imported_at) \
             SELECT COALESCE(MAX(number), 0) + 1, ",
        )
        .bind(digest.id().as_str())
        .text(", ")
        .bind(digest.all.as_str())
        .text(", ")
        .bind(imported_at)
        .text(" FROM dataset_release"),
    )?;
    let tables = digest.tables.iter().enumerate();
    let tables = tables.map(|(position, (name, rows, sha256))| {
        vec![size(position), text(name), int(*rows), text(sha256)]
    });
    digest.tally.store(session)?;
    noted(session, "dataset_release_table (number, position, name, row_count, sha256)", tables)?;
    let documents = documents(session, &digest.documents)?.into_iter();
    noted(
        session,
        "dataset_release_document (number, document_id, title, sha256, content)",
        documents,
    )
}

fn documents(
    session: &mut Session,
    contents: &BTreeMap<String, String>,
) -> Result<Vec<Vec<Bind>>, StoreError> {
    let all = Sql::new("SELECT id, title, sha256 FROM document ORDER BY id");
    let row = |d: DocumentRow| {
        let content = contents.get(&d.id).cloned().unwrap_or_default();
        vec![text(&d.id), text(&d.title), text(&d.sha256), text(&content)]
    };
    Ok(session.load::<DocumentRow>(all)?.into_iter().map(row).collect())
}

/// Inserts rows that begin with the number of the newest release.
fn noted(
    session: &mut Session,
    into: &str,
    rows: impl Iterator<Item = Vec<Bind>>,
) -> Result<(), StoreError> {
    for row in rows {
        let values = row.into_iter().map(|value| Sql::default().bind(value));
        session.execute(
            Sql::new(&format!("INSERT INTO {into} SELECT MAX(number), "))
                .join(values, ", ")
                .text(" FROM dataset_release"),
        )?;
    }
    Ok(())
}

/// Notes the files of a release; what is noted already stays.
pub(in crate::store) fn note_files(
    mut session: Session,
    release: &str,
    files: &[ReleaseFile],
) -> Result<(), StoreError> {
    for file in files {
        session.execute(
            Sql::new(
                "INSERT INTO dataset_release_file (release_id, name, byte_size, sha256) VALUES (",
            )
            .bind(release)
            .text(", ")
            .bind(file.name.as_str())
            .text(", ")
            .bind(file.byte_size)
            .text(", ")
            .bind(file.sha256.as_str())
            .text(") ON CONFLICT (release_id, name) DO NOTHING"),
        )?;
    }
    session.commit()
}

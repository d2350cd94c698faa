//! The release: a digest of everything stored, so that equal content has an equal id wherever
//! and whenever it was imported.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;
use sha2::{Digest, Sha256};

use crate::store::schema::{CONTENT, TableOf};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// As many bytes of the digest as the twelve digits of an id say.
const BYTES: usize = 6;

#[derive(QueryableByName)]
struct Serialised {
    #[diesel(sql_type = Text)]
    content: String,
}

/// The id of what is stored now.
pub(super) fn digest(session: &mut Session) -> Result<String, StoreError> {
    let mut hasher = Sha256::new();
    for table in CONTENT {
        hasher.update(table.name.as_bytes());
        for row in session.load::<Serialised>(serialised(table))? {
            hasher.update(row.content.as_bytes());
            hasher.update(b"\n");
        }
    }
    let digest = hasher.finalize();
    let number = digest.iter().take(BYTES).fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
    Ok(format!("{number:012x}"))
}

/// Each row as one text: every value with its length before it, so that no two rows read alike.
fn serialised(table: &TableOf) -> Sql {
    let value = |column: &&str| {
        let text = format!("CAST({column} AS TEXT)");
        format!("COALESCE(LENGTH({text}) || ':' || {text}, '-')")
    };
    let values: Vec<String> = table.columns.iter().map(value).collect();
    let (values, name, key) = (values.join(" || "), table.name, table.key);
    Sql::new(&format!("SELECT {values} AS content FROM {name} ORDER BY {key}"))
}

/// Notes that the content became this release.
pub(super) fn record(
    session: &mut Session,
    release: &str,
    imported_at: &str,
) -> Result<(), StoreError> {
    let statement = Sql::new(
        "INSERT INTO dataset (sequence, release_id, imported_at) \
         SELECT COALESCE(MAX(sequence), 0) + 1, ",
    );
    let statement = statement.bind(release).text(", ").bind(imported_at).text(" FROM dataset");
    session.execute(statement).map(|_| ())
}

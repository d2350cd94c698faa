//! The schema's versions: applying them, taking them back, and telling which one a database has.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;
use diesel::{RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::store::StoreError;
use crate::store::connection::AnyConnection;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The version a database must have; a test compares it with the folders.
const NEEDED: &str = "20261124000008";

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Applies what is missing; gives the versions applied.
pub(super) fn apply(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let done = match connection {
        AnyConnection::Sqlite(c) => run(c, SQLITE),
        AnyConnection::Postgres(c) => run(c, POSTGRES),
    };
    done.map_err(|e| StoreError::from_message(&e.to_string()))
}

/// Takes every version back; what was stored is lost.
pub(super) fn revert(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let done = match connection {
        AnyConnection::Sqlite(c) => c.revert_all_migrations(SQLITE).map(|_| ()),
        AnyConnection::Postgres(c) => c.revert_all_migrations(POSTGRES).map(|_| ()),
    };
    done.map_err(|e| StoreError::from_message(&e.to_string()))
}

fn run<C, DB>(connection: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, Failure>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
{
    let applied = connection.run_pending_migrations(source)?;
    Ok(applied.iter().map(ToString::to_string).collect())
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Refuses a database of a newer program, whose tables this one does not know.
pub(super) fn refuse_newer(connection: &mut AnyConnection) -> Result<(), StoreError> {
    match check(connection) {
        Err(error @ StoreError::WrongSchema { .. }) if error.is_newer_schema() => Err(error),
        Ok(()) | Err(StoreError::WrongSchema { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Refuses a database of another version.
pub(super) fn check(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let found = sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version DESC")
        .load::<Version>(connection);
    let found = match found {
        Ok(versions) => versions.into_iter().next().map(|v| v.version),
        Err(error) => match StoreError::from(error) {
            StoreError::Other(message)
                if message.contains("no such table") || message.contains("does not exist") =>
            {
                None
            }
            other => return Err(other),
        },
    };
    match found {
        Some(version) if version == NEEDED => Ok(()),
        other => Err(StoreError::WrongSchema {
            found: other.unwrap_or_else(|| "none".to_owned()),
            needed: NEEDED.to_owned(),
        }),
    }
}

//! What a database knows of how much there is of what: it chooses by that how it answers.

use crate::store::connection::AnyConnection;
use crate::store::schema::CONTENT;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// Lets the database count what there is, which every import does when all is in its place.
pub(super) fn gather(session: &mut Session) -> Result<(), StoreError> {
    let is_sqlite = matches!(session.connection(), AnyConnection::Sqlite(_));
    if is_sqlite {
        session.set("PRAGMA analysis_limit = 1000")?;
    }
    for table in CONTENT {
        session.execute(Sql::new("ANALYZE ").text(table.name))?;
    }
    if is_sqlite {
        // With samples of single values, each statement would be planned anew for its values.
        session.set("DROP TABLE IF EXISTS sqlite_stat4")?;
    }
    Ok(())
}

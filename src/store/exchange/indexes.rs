//! The indexes of the table with the most rows, which are made faster at once than row by row; those
//! of few of its rows are not.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;

use crate::store::connection::AnyConnection;
use crate::store::schema::BUDGET_LINE;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// An index as the database describes it; that of the key is never one of them.
#[derive(Debug, QueryableByName)]
pub(super) struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

const OF_SQLITE: &str = "SELECT name, sql AS definition FROM sqlite_master \
    WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE '% WHERE %' AND tbl_name = ";
const OF_POSTGRES: &str = "SELECT indexname::text AS name, indexdef AS definition FROM pg_indexes \
    WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey' \
    AND indexdef NOT LIKE '% WHERE %' AND tablename = ";

/// Takes the indexes away. In PostgreSQL nobody could read the table until the end, so there they
/// stay where a release is being read.
pub(super) fn take_away(
    session: &mut Session,
    is_being_read: bool,
) -> Result<Vec<Index>, StoreError> {
    let all = match session.connection() {
        AnyConnection::Sqlite(_) => OF_SQLITE,
        AnyConnection::Postgres(_) if is_being_read => return Ok(Vec::new()),
        AnyConnection::Postgres(_) => OF_POSTGRES,
    };
    let statement = Sql::new(all).bind(BUDGET_LINE.name).text(" ORDER BY 1");
    let indexes = session.load::<Index>(statement)?;
    for index in &indexes {
        session.execute(Sql::new("DROP INDEX ").text(&index.name))?;
    }
    Ok(indexes)
}

/// Makes them again.
pub(super) fn put_back(session: &mut Session, indexes: &[Index]) -> Result<(), StoreError> {
    for index in indexes {
        session.execute(Sql::new(&index.definition))?;
    }
    Ok(())
}

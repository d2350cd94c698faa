//! Rows into tables, many at a time.

use crate::store::exchange::derived;
use crate::store::schema::TableOf;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

use super::rows::Row;

/// SQLite takes at most 32 766 values in one statement, and looks up the name of each among all
/// before it: with many, most of an import is spent on that.
const VALUES_PER_STATEMENT: usize = 1_500;

/// What to do with a row whose key is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum OnConflict {
    /// The facts contradict themselves.
    Fail,
    /// The new row takes the place of the old one.
    Update,
    /// The old row stays.
    Keep,
}

/// Inserts rows, the derived columns of each beside it.
pub(in crate::store) fn insert(
    session: &mut Session,
    table: &TableOf,
    rows: Vec<Row>,
    on_conflict: OnConflict,
) -> Result<(), StoreError> {
    let chunk = VALUES_PER_STATEMENT / table.names().count().max(1);
    let names: Vec<&str> = table.names().collect();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let tuples = rows.by_ref().take(chunk).map(|row| tuple(table, row));
        let statement = Sql::new("INSERT INTO ")
            .text(table.name)
            .text(" (")
            .text(&names.join(", "))
            .text(") VALUES ")
            .join(tuples, ", ")
            .text(&conflict_clause(table, on_conflict));
        session.execute(statement)?;
    }
    Ok(())
}

fn tuple(table: &TableOf, row: Row) -> Sql {
    let derived = derived(table, &row);
    let values = row.into_iter().chain(derived).map(|value| Sql::default().bind(value));
    Sql::new("(").join(values, ", ").text(")")
}

fn conflict_clause(table: &TableOf, on_conflict: OnConflict) -> String {
    let key = table.key;
    match on_conflict {
        OnConflict::Fail => String::new(),
        OnConflict::Keep => format!(" ON CONFLICT ({key}) DO NOTHING"),
        OnConflict::Update => {
            let in_key = |column: &str| key.split(", ").any(|k| k == column);
            let set: Vec<String> = table
                .names()
                .filter(|c| !in_key(c))
                .map(|c| format!("{c} = excluded.{c}"))
                .collect();
            format!(" ON CONFLICT ({key}) DO UPDATE SET {}", set.join(", "))
        }
    }
}

//! Rows into tables, many at a time: by prepared statements, and in PostgreSQL, where a table may
//! have very many rows, by `COPY`.

mod copy;
mod insertion;

use std::ops::Range;

use crate::store::connection::AnyConnection;
use crate::store::exchange::{Batch, Cell};
use crate::store::schema::TableOf;
use crate::store::{Session, StoreError};

use super::rows::Row;
pub(in crate::store) use copy::Copying;
pub(in crate::store) use insertion::Insertion;

/// Values of one statement: a statement of a few dozen rows costs little beside its rows, and more
/// make it no faster.
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
    table: &'static TableOf,
    rows: Vec<Row>,
    on_conflict: OnConflict,
) -> Result<(), StoreError> {
    let mut batch = Batch::of(table);
    for row in rows {
        for value in &row {
            batch.push(Cell::from(value));
        }
        batch.end_row(0);
    }
    insert_rows(session, &batch, 0..batch.len(), on_conflict)
}

/// Puts a batch in by the fastest way there is.
pub(in crate::store) fn put_in(session: &mut Session, batch: &Batch) -> Result<(), StoreError> {
    match session.connection() {
        AnyConnection::Postgres(_) if copy::is_bulky(batch.table()) => {
            session.copy_in(&Copying::of(batch))
        }
        _ => insert_rows(session, batch, 0..batch.len(), OnConflict::Fail),
    }
}

/// Inserts rows of a batch.
pub(in crate::store) fn insert_rows(
    session: &mut Session,
    batch: &Batch,
    rows: Range<usize>,
    on_conflict: OnConflict,
) -> Result<(), StoreError> {
    let chunk = (VALUES_PER_STATEMENT / batch.table().names().count().max(1)).max(1);
    let mut start = rows.start;
    while start < rows.end {
        let end = rows.end.min(start.saturating_add(chunk));
        session.insert(Insertion { batch, rows: start..end, on_conflict })?;
        start = end;
    }
    Ok(())
}

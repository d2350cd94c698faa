//! The columns of a row in their order, for rows of which many are read at once: to look each column
//! up by its name takes a tenth of the time of a page.

use diesel::deserialize::{FromSql, Result};
use diesel::row::NamedRow;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::store::connection::AnyBackend;

/// The columns of a row that were not read yet.
pub(super) struct Fields<'r, R> {
    row: &'r R,
    next: usize,
}

impl<'r, 'a, R: NamedRow<'a, AnyBackend>> Fields<'r, R> {
    /// Those from a place on, the first being 0.
    pub(super) fn from(row: &'r R, next: usize) -> Self {
        Self { row, next }
    }

    pub(super) fn text(&mut self) -> Result<String> {
        self.value::<Text, _>()
    }

    pub(super) fn optional_text(&mut self) -> Result<Option<String>> {
        self.value::<Nullable<Text>, _>()
    }

    pub(super) fn number(&mut self) -> Result<i64> {
        self.value::<BigInt, _>()
    }

    pub(super) fn optional_number(&mut self) -> Result<Option<i64>> {
        self.value::<Nullable<BigInt>, _>()
    }

    fn value<ST, T: FromSql<ST, AnyBackend>>(&mut self) -> Result<T> {
        let place = self.next;
        self.next = place.saturating_add(1);
        self.row.get_value(place)
    }
}

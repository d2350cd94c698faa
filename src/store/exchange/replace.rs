//! A whole release in the place of everything stored.

use crate::store::import::{OnConflict, insert, record};
use crate::store::schema::{CONTENT, TableOf};
use crate::store::sql::{Bind, Sql};
use crate::store::{Imported, Session, StoreError};

use super::digest;

/// Everything stored before is gone in here, and what is put in counts only when all of it is.
pub struct Replacement {
    session: Session,
}

impl Replacement {
    pub(in crate::store) fn begin(mut session: Session) -> Result<Self, StoreError> {
        for table in CONTENT.iter().rev() {
            session.execute(Sql::new("DELETE FROM ").text(table.name))?;
        }
        Ok(Self { session })
    }

    /// Puts rows in; the values of each stand in the order of the table's columns. Tables come in
    /// the order of [`tables`](super::tables).
    ///
    /// # Errors
    /// [`StoreError::Rejected`] where rows contradict each other or name what is not there.
    pub fn insert(&mut self, table: &TableOf, rows: Vec<Vec<Bind>>) -> Result<(), StoreError> {
        insert(&mut self.session, table, rows, OnConflict::Fail)
    }

    /// Keeps what was put in, if it is the release of this id.
    ///
    /// # Errors
    /// [`StoreError::Rejected`] where it is another; everything is as it was before.
    pub fn finish(
        mut self,
        release: &str,
        imported_at: Option<&str>,
    ) -> Result<Imported, StoreError> {
        let digest = digest(&mut self.session)?;
        let found = digest.id();
        if found != release {
            let told = format!("what it holds is release {found}, and not {release} as it says");
            return Err(StoreError::Rejected(told));
        }
        record(&mut self.session, &digest, imported_at)?;
        self.session.commit()?;
        Ok(Imported { release: found, changed: true, reports: Vec::new() })
    }
}

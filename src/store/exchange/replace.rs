//! A whole release in the place of everything stored.

use crate::store::connection::AnyConnection;
use crate::store::import::{OnConflict, hold, insert_rows, put_in, record};
use crate::store::schema::CONTENT;
use crate::store::sql::Sql;
use crate::store::{Imported, Session, StoreError, read, statistics};

use super::indexes::{self, Index};
use super::{Batch, Digest, digest};

/// What SQLite is told where much is written: pages that it may hold, in KiB and also for sorting,
/// and threads that may sort.
const SPACIOUS: [&str; 2] = ["PRAGMA cache_size = -32768", "PRAGMA threads = 2"];

/// Everything stored before is gone in here, and what is put in counts only when all of it is.
pub struct Replacement {
    session: Session,
    before: Option<String>,
    indexes: Vec<Index>,
}

impl Replacement {
    pub(in crate::store) fn begin(mut session: Session) -> Result<Self, StoreError> {
        let before = read::release::id(&mut session)?;
        if let AnyConnection::Sqlite(_) = session.connection() {
            SPACIOUS.iter().try_for_each(|setting| session.set(setting))?;
        }
        let indexes = indexes::take_away(&mut session, before.is_some())?;
        for table in CONTENT.iter().rev() {
            session.execute(Sql::new("DELETE FROM ").text(table.name))?;
        }
        Ok(Self { session, before, indexes })
    }

    /// Puts rows in that passed the [`Gate`](super::Gate). Tables come in the order of
    /// [`tables`](super::tables). Gives the lines of the rows that the database does not take,
    /// each with its reason: they are not in.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn insert(&mut self, batch: &Batch) -> Result<Vec<(u64, String)>, StoreError> {
        match self.guarded(|session| put_in(session, batch))? {
            None => Ok(Vec::new()),
            Some(_) => self.one_by_one(batch),
        }
    }

    fn one_by_one(&mut self, batch: &Batch) -> Result<Vec<(u64, String)>, StoreError> {
        let mut refused = Vec::new();
        for row in 0..batch.len() {
            let one =
                |session: &mut Session| insert_rows(session, batch, row..row + 1, OnConflict::Fail);
            if let Some(reason) = self.guarded(one)? {
                refused.push((batch.line(row), reason));
            }
        }
        Ok(refused)
    }

    /// Does something as a whole, or not at all where the database rejects it; gives why.
    fn guarded(
        &mut self,
        work: impl FnOnce(&mut Session) -> Result<(), StoreError>,
    ) -> Result<Option<String>, StoreError> {
        self.session.execute(Sql::new("SAVEPOINT rows"))?;
        let done = match work(&mut self.session) {
            Ok(()) => None,
            Err(StoreError::Rejected(reason)) => {
                self.session.execute(Sql::new("ROLLBACK TO SAVEPOINT rows"))?;
                Some(reason)
            }
            Err(error) => return Err(error),
        };
        self.session.execute(Sql::new("RELEASE SAVEPOINT rows"))?;
        Ok(done)
    }

    /// Keeps what was put in, if it is the release that is expected. The digest is that of the
    /// rows that were put in; without it they are read again.
    ///
    /// # Errors
    /// [`StoreError::Rejected`] where it is another; everything is as it was before.
    pub fn finish(
        mut self,
        expected: Option<&str>,
        digested: Option<Digest>,
        imported_at: Option<&str>,
    ) -> Result<Imported, StoreError> {
        indexes::put_back(&mut self.session, &self.indexes)?;
        statistics::gather(&mut self.session)?;
        let digest = if let Some(digest) = digested {
            digest
        } else {
            hold(&mut self.session, None)?;
            digest(&mut self.session)?
        };
        let release = digest.id();
        if let Some(expected) = expected.filter(|expected| *expected != release) {
            let told = format!("what it holds is release {release}, and not {expected} as it says");
            return Err(StoreError::Rejected(told));
        }
        let changed = self.before.as_ref() != Some(&release);
        if changed {
            record(&mut self.session, &digest, imported_at)?;
            self.session.commit()?;
        }
        Ok(Imported { release, changed, reports: Vec::new() })
    }
}

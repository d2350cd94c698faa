//! What was found out about the release that is stored: it stays so until there is another one,
//! and is found out once for all who ask. Only what is small is kept here, never rows that are
//! asked for.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::sql::Sql;
use crate::store::{Session, StoreError, read};

/// Counts that are known at once: there are as many as questions.
const MOST_COUNTS: usize = 4_096;

/// What is known; of one release at a time.
#[derive(Default)]
pub(super) struct Memory {
    known: Mutex<Known>,
    /// By name of the fact, held by whoever finds it out: others wait for that.
    finding_out: Mutex<HashMap<&'static str, Arc<Mutex<()>>>>,
}

#[derive(Default)]
struct Known {
    release: String,
    facts: HashMap<&'static str, Arc<dyn Any + Send + Sync>>,
    /// How many rows statements find.
    counts: HashMap<Sql, i64>,
}

impl Memory {
    fn fact<T: Any + Send + Sync>(&self, release: &str, name: &str) -> Option<Arc<T>> {
        Arc::clone(self.of(release).facts.get(name)?).downcast().ok()
    }

    fn count(&self, release: &str, statement: &Sql) -> Option<i64> {
        self.of(release).counts.get(statement).copied()
    }

    fn note_count(&self, release: &str, statement: Sql, count: i64) {
        let mut known = self.of(release);
        if known.counts.len() >= MOST_COUNTS {
            known.counts.clear();
        }
        known.counts.insert(statement, count);
    }

    /// What is known of a release; of any other nothing is known any more.
    fn of(&self, release: &str) -> MutexGuard<'_, Known> {
        let mut known = self.lock();
        if known.release != release {
            *known = Known { release: release.to_owned(), ..Known::default() };
        }
        known
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn finding_out(&self, name: &'static str) -> Arc<Mutex<()>> {
        let mut all = self.finding_out.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(name).or_default())
    }
}

impl Session {
    /// A fact about the release, found out now or before.
    pub(super) fn remembered<T: Any + Send + Sync>(
        &mut self,
        name: &'static str,
        find_out: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        let Some((memory, release)) = self.remembering()? else {
            return find_out(self).map(Arc::new);
        };
        if let Some(fact) = memory.fact(&release, name) {
            return Ok(fact);
        }
        let finding_out = memory.finding_out(name);
        let _alone = finding_out.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fact) = memory.fact(&release, name) {
            return Ok(fact);
        }
        let fact = Arc::new(find_out(self)?);
        memory.of(&release).facts.insert(name, Arc::<T>::clone(&fact));
        Ok(fact)
    }

    /// The number that a statement counts, now or before.
    pub(super) fn counting(&mut self, statement: Sql) -> Result<i64, StoreError> {
        let Some((memory, release)) = self.remembering()? else {
            return read::counted(self, statement);
        };
        if let Some(count) = memory.count(&release, &statement) {
            return Ok(count);
        }
        let count = read::counted(self, statement.clone())?;
        memory.note_count(&release, statement, count);
        Ok(count)
    }

    /// What is known, and of which release; none while one is written, and where there is none.
    fn remembering(&mut self) -> Result<Option<(Arc<Memory>, String)>, StoreError> {
        let Some(memory) = self.memory.clone() else { return Ok(None) };
        Ok(read::release::id(self)?.map(|release| (memory, release)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_one_release_is_not_told_of_another() {
        let memory = Memory::default();
        let statement = Sql::new("SELECT 1");
        memory.note_count("one", statement.clone(), 1);
        assert_eq!(memory.count("one", &statement), Some(1));
        assert_eq!(memory.count("other", &statement), None);
        memory.note_count("other", statement.clone(), 2);
        assert_eq!(memory.count("other", &statement), Some(2));
        assert_eq!(memory.count("one", &statement), None);
    }

    #[test]
    fn what_is_known_is_bounded() {
        let memory = Memory::default();
        for n in 0..3 * MOST_COUNTS {
            memory.note_count("one", Sql::new("SELECT").bind(wide(n)), wide(n));
            assert!(memory.lock().counts.len() <= MOST_COUNTS);
        }
    }

    fn wide(n: usize) -> i64 {
        i64::try_from(n).unwrap()
    }
}

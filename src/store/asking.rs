//! A question on its way to a database: where its session comes from, and whether its answer can
//! still be expected while it is waited for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::pulse::Pulse;
use crate::store::{Session, Store, StoreError};

/// A question on its way; clones are the same question.
#[derive(Clone)]
pub struct Asking {
    store: Store,
    /// Of the server that is asked.
    pulse: Arc<Mutex<Option<Arc<Pulse>>>>,
}

impl Asking {
    pub(super) fn new(store: Store) -> Self {
        Self { store, pulse: Arc::default() }
    }

    /// Starts the session.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn session(&self) -> Result<Session, StoreError> {
        let mut waiting_for = |pulse: &Arc<Pulse>| *self.pulse() = Some(Arc::clone(pulse));
        let release = self.store.release.as_deref();
        let connection = self.store.source.connection(release, &mut waiting_for)?;
        let mut session = Session::reading(connection, &self.store.statements, &self.store.memory)?;
        session.asking = Some(self.clone());
        Ok(session)
    }

    /// Whether the server that was asked hangs, so that its answer is not to be waited for.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.pulse().as_ref().is_some_and(|pulse| pulse.hangs())
    }

    fn pulse(&self) -> MutexGuard<'_, Option<Arc<Pulse>>> {
        self.pulse.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Every line of SQL, over SQLite and PostgreSQL alike.
//!
//! What a question means (which values are valid, what is the default, what a cursor looks like)
//! is told in `query`.

mod error;
mod record;
mod session;

use crate::domain::Facts;

pub use error::StoreError;
pub use record::{BudgetLineRecord, DocumentRecord, FindingRecord, Imported, Release, SourceLine};
pub use session::Session;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading alone; the database refuses every write.
    ReadOnly,
    /// Import and migration.
    ReadWrite,
}

/// How connections are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The most connections open at once.
    pub max_connections: u32,
    /// How long to wait for a free connection.
    pub connection_timeout: std::time::Duration,
    /// How long to wait for another process that holds the database.
    pub busy_timeout: std::time::Duration,
    /// How long PostgreSQL may work on one statement of a read-only store.
    pub statement_timeout: std::time::Duration,
}

/// A database, opened. Clones share the connections.
#[derive(Clone)]
pub struct Store {}

impl Store {
    /// Opens a database: a file path, `sqlite:<path>`, or `postgres://...`.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn open(_url: &str, _access: Access) -> Result<Self, StoreError> {
        Err(StoreError::Locked)
    }

    /// Opens a database with chosen options.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn open_with(_url: &str, _access: Access, _options: &Options) -> Result<Self, StoreError> {
        Err(StoreError::Locked)
    }

    /// Brings the schema up to date; gives the names of the migrations that ran.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn migrate(&self) -> Result<Vec<String>, StoreError> {
        Err(StoreError::Locked)
    }

    /// Starts a session for reading.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn session(&self) -> Result<Session, StoreError> {
        Err(StoreError::Locked)
    }

    /// Stores facts: all of them, or none. `imported_at` is the present moment in UTC
    /// (RFC 3339). Documents that are not among the facts stay.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn import(&self, _facts: &Facts, _imported_at: &str) -> Result<Imported, StoreError> {
        Err(StoreError::Locked)
    }

    /// How many statements all sessions of this store have run.
    #[must_use]
    pub fn statements(&self) -> u64 {
        0
    }
}

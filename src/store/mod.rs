//! Every line of SQL, over SQLite and PostgreSQL alike.
//!
//! What a question means (which values are valid, what is the default, what a cursor looks like)
//! is told in `query`.

mod asking;
mod columns;
mod connection;
mod draft;
mod error;
pub mod exchange;
mod file;
mod hosts;
mod import;
mod memory;
mod migrations;
mod passages;
mod place;
mod prepared;
mod pulse;
pub(crate) mod read;
mod record;
mod roles;
mod roots;
mod schema;
pub(crate) mod search;
mod server;
mod session;
mod source;
mod sql;
mod statistics;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::domain::Facts;
use crate::store::connection::Pooled;
use crate::store::draft::Draft;
use crate::store::memory::Memory;
use crate::store::place::Place;
use crate::store::source::Source;

pub use asking::Asking;
pub use error::StoreError;
pub use read::aggregate::GroupBy;
pub use read::changes::{ChangeKind, ChangeRecord};
pub use record::{
    BudgetLineRecord, DocumentRecord, Edition, FindingRecord, Imported, Release, ReleaseDocument,
    ReleaseFile, ReleaseTable, ResponsiblePersonRecord, SourceLine, Stated,
};
pub use schema::{Column, Kind, TableOf};
pub use session::Session;
pub use sql::Bind as Value;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading alone; the database refuses every write.
    ReadOnly,
    /// Import and migration; a file that does not exist is made, with the folders above it.
    ReadWrite,
}

/// How connections are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The most connections open at once.
    pub max_connections: u32,
    /// How long to wait for a free connection.
    pub connection_timeout: Duration,
    /// How long to wait for another process that holds the database.
    pub busy_timeout: Duration,
    /// How long PostgreSQL may work on one statement of a read-only store.
    pub statement_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_connections: 4,
            connection_timeout: Duration::from_secs(2),
            busy_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(15),
        }
    }
}

/// A database, opened. Clones share the connections.
#[derive(Clone)]
pub struct Store {
    source: Source,
    access: Access,
    statements: Arc<AtomicU64>,
    memory: Arc<Memory>,
    /// Where what is written goes to a copy.
    draft: Option<Arc<Draft>>,
    /// The release that sessions should see, where several servers hold different ones.
    release: Option<Arc<str>>,
}

impl Store {
    /// Opens a database: a file path, `sqlite:<path>`, or `postgres://...`.
    ///
    /// # Errors
    /// [`StoreError`]: for reading alone, also where the database has another schema than this
    /// program's.
    pub fn open(url: &str, access: Access) -> Result<Self, StoreError> {
        Self::open_with(url, access, &Options::default())
    }

    /// Opens a database with chosen options.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(url: &str, access: Access, options: &Options) -> Result<Self, StoreError> {
        let source = Source::open(&Place::parse(url), access, options)?;
        let store = Self::over(source, access, None);
        if access == Access::ReadOnly {
            store.check_schema()?;
        }
        Ok(store)
    }

    /// Opens a database to change it as a whole. What is written into a file goes to a copy until
    /// [`Store::put_in_place`], so that whoever reads the file is not disturbed and a disk that is
    /// full harms nobody; a server of PostgreSQL is written to as it is.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while somebody else writes, or another [`StoreError`].
    pub fn open_draft(url: &str) -> Result<Self, StoreError> {
        let options = Options::default();
        let Place::Sqlite(path) = Place::parse(url) else {
            return Self::open_with(url, Access::ReadWrite, &options);
        };
        place::prepare_file(&path, Access::ReadWrite)?;
        let draft = Draft::of(&path, &options)?;
        let source = Source::draft(draft.path(), &options)?;
        Ok(Self::over(source, Access::ReadWrite, Some(Arc::new(draft))))
    }

    fn over(source: Source, access: Access, draft: Option<Arc<Draft>>) -> Self {
        Self {
            source,
            access,
            statements: Arc::default(),
            memory: Arc::default(),
            draft,
            release: None,
        }
    }

    /// Puts what was written to a draft in the place of the file; nothing is to be done where
    /// there is none. Whoever reads the file is to take it over, which servers do within a second.
    ///
    /// # Errors
    /// [`StoreError`]; the file is as it was.
    pub fn put_in_place(self) -> Result<(), StoreError> {
        let Self { source, draft, .. } = self;
        drop(source);
        draft.map_or(Ok(()), |draft| draft.put_in_place())
    }

    /// Refuses a database that was not migrated, or by another version of the program.
    ///
    /// # Errors
    /// [`StoreError::WrongSchema`], or why the database could not be asked.
    pub fn check_schema(&self) -> Result<(), StoreError> {
        migrations::check(&mut **self.connection()?)
    }

    /// Brings the schema up to date; gives the versions that were applied.
    ///
    /// # Errors
    /// [`StoreError::WrongSchema`] where it is that of a newer program, or another [`StoreError`].
    pub fn migrate(&self) -> Result<Vec<String>, StoreError> {
        self.writable()?;
        let mut connection = self.connection()?;
        migrations::refuse_newer(&mut connection)?;
        migrations::apply(&mut connection)
    }

    /// Takes every migration back; what was stored is lost.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn revert_migrations(&self) -> Result<(), StoreError> {
        self.writable()?;
        migrations::revert(&mut **self.connection()?)
    }

    /// Lets a role of PostgreSQL read all tables and nothing else; gives whether it had to be
    /// made.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn let_read(&self, role: &str) -> Result<bool, StoreError> {
        self.writable()?;
        roles::let_read(&mut **self.connection()?, role)
    }

    /// How many databases there are to read from: one file, or the hosts of an address.
    #[must_use]
    pub fn places(&self) -> usize {
        self.source.places()
    }

    /// Starts a session for reading.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn session(&self) -> Result<Session, StoreError> {
        Session::reading(self.connection()?, &self.statements, &self.memory)
    }

    /// Begins a question: a session that tells whether its answer can still be expected.
    #[must_use]
    pub fn asking(&self) -> Asking {
        Asking::new(self.clone())
    }

    /// The same store, whose sessions begin at a server that holds this release where there is
    /// one: replicas may lie behind each other for a while. Whether they see it is to be looked
    /// at.
    #[must_use]
    pub fn of_release(&self, release: Option<&str>) -> Self {
        Self { release: release.map(Into::into), ..self.clone() }
    }

    /// Stores facts: all of them, or none. `imported_at` is the present moment in UTC
    /// (RFC 3339). A document is replaced as a whole; documents that are not among the facts
    /// stay. Facts that are stored already change nothing.
    ///
    /// # Errors
    /// [`StoreError::Rejected`] where the facts contradict each other, or another
    /// [`StoreError`]; in either case the store is as it was.
    pub fn import(&self, facts: &Facts, imported_at: &str) -> Result<Imported, StoreError> {
        self.writable()?;
        self.check_schema()?;
        import::import(Session::writing(self.connection()?, &self.statements)?, facts, imported_at)
    }

    /// Begins to put a whole release in the place of everything stored; nothing is changed before
    /// [`exchange::Replacement::finish`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace(&self) -> Result<exchange::Replacement, StoreError> {
        self.writable()?;
        self.check_schema()?;
        exchange::Replacement::begin(Session::writing(self.connection()?, &self.statements)?)
    }

    /// How many statements all sessions of this store have run.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Connections that are open, and those of them that nobody uses.
    #[must_use]
    pub fn connections(&self) -> (u32, u32) {
        self.source.connections()
    }

    /// Notes which files were made of a release; what is noted already stays.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_files(&self, release: &str, files: &[ReleaseFile]) -> Result<(), StoreError> {
        self.writable()?;
        import::note_files(Session::writing(self.connection()?, &self.statements)?, release, files)
    }

    /// Runs statements outside a session, as a whole file needs it.
    pub(in crate::store) fn run(&self, statements: &str) -> Result<(), StoreError> {
        use diesel::connection::SimpleConnection;
        Ok(self.connection()?.batch_execute(statements)?)
    }

    fn writable(&self) -> Result<(), StoreError> {
        match self.access {
            Access::ReadOnly => Err(StoreError::ReadOnly),
            Access::ReadWrite => Ok(()),
        }
    }

    fn connection(&self) -> Result<Pooled, StoreError> {
        self.source.connection(self.release.as_deref(), &mut |_| ())
    }
}

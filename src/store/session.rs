//! A session: one connection inside one transaction, so that everything read in it is of one
//! release. Every statement of the store goes through here and is counted.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::deserialize::QueryableByName;

use crate::store::connection::{AnyBackend, AnyConnection, Pooled};
use crate::store::import::{Copying, Insertion};
use crate::store::memory::Memory;
use crate::store::prepared::Statement;
use crate::store::sql::Sql;
use crate::store::{Asking, StoreError};

/// A connection inside one transaction; the transaction ends with the session.
pub struct Session {
    connection: Pooled,
    open: bool,
    /// Of this session.
    statements: u64,
    /// Of all sessions of the store.
    all_statements: Arc<AtomicU64>,
    /// What was found out about the release; none while it is written.
    pub(super) memory: Option<Arc<Memory>>,
    /// The release, once it was read.
    pub(super) release_id: Option<String>,
    /// The question that it was begun for.
    pub(super) asking: Option<Asking>,
    /// What was read ahead of a list, by who reads on in this session.
    pub(crate) ahead: Option<Box<dyn Any + Send>>,
}

impl Session {
    /// How many statements this session has run.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements
    }

    /// The question that it was begun for, where one was.
    #[must_use]
    pub fn asking(&self) -> Option<Asking> {
        self.asking.clone()
    }

    /// The connection, to tell which kind it is.
    pub(super) fn connection(&self) -> &AnyConnection {
        &self.connection
    }

    /// Starts reading: all statements see the state of the first.
    pub(super) fn reading(
        connection: Pooled,
        counter: &Arc<AtomicU64>,
        memory: &Arc<Memory>,
    ) -> Result<Self, StoreError> {
        let mut session = Self::over(connection, counter);
        session.memory = Some(Arc::clone(memory));
        let begin = match session.connection() {
            AnyConnection::Sqlite(_) => "BEGIN",
            AnyConnection::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        session.begin(begin)?;
        Ok(session)
    }

    /// Starts writing: one at a time, while readers go on.
    pub(super) fn writing(
        connection: Pooled,
        counter: &Arc<AtomicU64>,
    ) -> Result<Self, StoreError> {
        let mut session = Self::over(connection, counter);
        match session.connection() {
            AnyConnection::Sqlite(_) => session.begin("BEGIN IMMEDIATE")?,
            AnyConnection::Postgres(_) => {
                session.begin("BEGIN")?;
                session
                    .execute(Sql::new("LOCK TABLE dataset_release IN SHARE ROW EXCLUSIVE MODE"))?;
            }
        }
        Ok(session)
    }

    fn over(connection: Pooled, counter: &Arc<AtomicU64>) -> Self {
        Self {
            connection,
            open: false,
            statements: 0,
            all_statements: Arc::clone(counter),
            memory: None,
            release_id: None,
            asking: None,
            ahead: None,
        }
    }

    fn begin(&mut self, statement: &str) -> Result<(), StoreError> {
        self.connection.batch_execute(statement)?;
        self.open = true;
        Ok(())
    }

    /// Keeps what was written.
    pub(super) fn commit(mut self) -> Result<(), StoreError> {
        self.connection.batch_execute("COMMIT")?;
        self.open = false;
        Ok(())
    }

    /// Runs a query; gives its rows.
    pub(super) fn load<T>(&mut self, sql: Sql) -> Result<Vec<T>, StoreError>
    where
        T: QueryableByName<AnyBackend> + 'static,
    {
        let query = self.counted(sql);
        Ok(query.load(&mut **self.connection)?)
    }

    /// Runs a statement; gives the number of rows it touched.
    pub(super) fn execute(&mut self, sql: Sql) -> Result<usize, StoreError> {
        let query = self.counted(sql);
        Ok(query.execute(&mut **self.connection)?)
    }

    /// Tells SQLite a setting, which it may answer with the value.
    pub(super) fn set(&mut self, pragma: &str) -> Result<(), StoreError> {
        self.count();
        Ok(self.connection.batch_execute(pragma)?)
    }

    /// Inserts rows.
    pub(super) fn insert(&mut self, insertion: Insertion<'_>) -> Result<(), StoreError> {
        self.count();
        let inserted = match &mut **self.connection {
            AnyConnection::Sqlite(connection) => insertion.execute(connection),
            AnyConnection::Postgres(connection) => insertion.execute(connection),
        };
        Ok(inserted.map(|_| ())?)
    }

    /// Copies rows into PostgreSQL.
    pub(super) fn copy_in(&mut self, copying: &Copying) -> Result<(), StoreError> {
        self.count();
        match &mut **self.connection {
            AnyConnection::Postgres(connection) => Ok(copying.execute(connection).map(|_| ())?),
            AnyConnection::Sqlite(_) => Err(StoreError::Other("SQLite has no COPY".to_owned())),
        }
    }

    fn count(&mut self) {
        self.statements += 1;
        self.all_statements.fetch_add(1, Ordering::Relaxed);
    }

    /// The one place where statements of text are made.
    fn counted(&mut self, sql: Sql) -> Statement {
        self.count();
        self.connection.statement(sql)
    }
}

impl Drop for Session {
    /// A session that was not committed leaves nothing behind. Where the rollback fails, the
    /// connection is broken and the pool finds that out before it hands it on.
    fn drop(&mut self) {
        if self.open {
            let _ = self.connection.batch_execute("ROLLBACK");
        }
    }
}

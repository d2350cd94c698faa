//! Connections: the two databases behind one type, opened and prepared alike, and pools of them.
//! Where a database is stands in `place`, which pool is asked in `source`.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{Builder, ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection, PgConnection, SqliteConnection};

use crate::store::file::Identity;
use crate::store::place::{Mode, uri};
use crate::store::prepared::Prepared;
use crate::store::{Options, StoreError};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub(crate) enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// The backend of [`AnyConnection`].
pub(crate) type AnyBackend = <AnyConnection as Connection>::Backend;

pub(super) type ConnectionPool = Pool<Manager>;

/// A connection of the pool.
pub(super) type Pooled = PooledConnection<Manager>;

/// What connections are made for, and so what each is told first.
#[derive(Debug, Clone)]
pub(super) enum Target {
    /// A file that is read. Where it is pinned, a connection to another file that has come to its
    /// place since is refused.
    ReadFile { path: String, mode: Mode, pinned: Option<Identity> },
    /// A file that is changed where it stands, while others may read it.
    WriteFile { path: String },
    /// A file that nobody else knows of yet, and that is worth nothing before it is done.
    DraftFile { path: String },
    /// A file that nobody else shall change while the connection is open.
    HoldFile { path: String },
    /// A server that is read from.
    ReadServer { url: String },
    /// A server that is written to.
    WriteServer { url: String },
}

/// Makes connections. Diesel's own manager would try each kind of database in turn, and tell
/// nothing of why none could be opened.
#[derive(Debug, Clone)]
pub(super) struct Manager {
    pub(super) target: Target,
    pub(super) options: Options,
}

impl Manager {
    pub(super) fn new(target: Target, options: &Options) -> Self {
        Self { target, options: options.clone() }
    }

    /// Opens one connection.
    pub(super) fn open(&self) -> Result<AnyConnection, StoreError> {
        let mut connection = match &self.target {
            Target::ReadFile { path, mode, pinned } => {
                check(path, *pinned)?;
                let connection = SqliteConnection::establish(&uri(path, *mode))?;
                check(path, *pinned)?;
                AnyConnection::Sqlite(connection)
            }
            Target::WriteFile { path } | Target::DraftFile { path } | Target::HoldFile { path } => {
                AnyConnection::Sqlite(SqliteConnection::establish(&uri(path, Mode::Write))?)
            }
            Target::ReadServer { url } | Target::WriteServer { url } => {
                AnyConnection::Postgres(PgConnection::establish(url)?)
            }
        };
        connection.batch_execute(&self.setup())?;
        Ok(connection)
    }

    /// A pool that makes its connections when they are needed.
    pub(super) fn pool(self) -> ConnectionPool {
        self.builder().min_idle(Some(0)).build_unchecked(self)
    }

    /// A pool that holds all its connections from the beginning and for good: what is at the path
    /// later may be another file. The first one must be there in time.
    pub(super) fn whole_pool(self, within: Duration) -> Result<ConnectionPool, StoreError> {
        let builder = self.builder().idle_timeout(None).max_lifetime(None);
        let pool = builder.build_unchecked(self);
        // One there is at once, the others follow.
        let first = pool.get_timeout(within);
        first.map(|_| pool).map_err(|e| StoreError::Unreachable(e.to_string()))
    }

    fn builder(&self) -> Builder<Self> {
        Pool::builder()
            .max_size(self.options.max_connections)
            .connection_timeout(self.options.connection_timeout)
            // What fails is told to whoever asked.
            .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
    }

    /// What every new connection is told.
    fn setup(&self) -> String {
        let busy = self.options.busy_timeout.as_millis();
        let of_file = |more: &str| {
            // The last one reads the file, which opening it does not.
            format!(
                "PRAGMA busy_timeout = {busy}; PRAGMA foreign_keys = ON; {more} \
                 PRAGMA schema_version;"
            )
        };
        let of_server = |more: &str| {
            format!("SET client_min_messages = warning; SET lock_timeout = {busy}; {more}")
        };
        match &self.target {
            Target::ReadFile { .. } => of_file("PRAGMA query_only = 1;"),
            Target::WriteFile { .. } => {
                of_file("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
            }
            Target::DraftFile { .. } => {
                of_file("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;")
            }
            Target::HoldFile { .. } => format!("PRAGMA busy_timeout = {busy}; BEGIN IMMEDIATE"),
            Target::ReadServer { .. } => of_server(&format!(
                "SET default_transaction_read_only = on; SET statement_timeout = {};",
                self.options.statement_timeout.as_millis()
            )),
            Target::WriteServer { .. } => of_server(""),
        }
    }
}

/// Refuses another file than the one that is pinned.
fn check(path: &str, pinned: Option<Identity>) -> Result<(), StoreError> {
    match pinned {
        Some(pinned) if Identity::of(path).is_none_or(|found| !found.is_same_file(pinned)) => {
            Err(StoreError::Unreachable(format!("another file has come to the place of {path}")))
        }
        _ => Ok(()),
    }
}

impl ManageConnection for Manager {
    type Connection = Prepared;
    type Error = StoreError;

    fn connect(&self) -> Result<Prepared, StoreError> {
        self.open().map(Prepared::new)
    }

    fn is_valid(&self, connection: &mut Prepared) -> Result<(), StoreError> {
        match &mut **connection {
            // A file does not go away.
            AnyConnection::Sqlite(_) => Ok(()),
            AnyConnection::Postgres(connection) => Ok(connection.ping()?),
        }
    }

    fn has_broken(&self, connection: &mut Prepared) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}

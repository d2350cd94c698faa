//! Connections: the two databases behind one type, opened and prepared alike.

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection, PgConnection, SqliteConnection};

use crate::store::{Access, Options, StoreError};

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

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A file.
    Sqlite(String),
    /// A server's URL.
    Postgres(String),
}

impl Place {
    pub(super) fn parse(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::Postgres(url.to_owned())
        } else {
            let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
            Self::Sqlite(path.unwrap_or(url).to_owned())
        }
    }

    /// What the driver is given.
    fn address(&self, access: Access, options: &Options) -> String {
        match self {
            Self::Sqlite(path) => {
                let mode = if access == Access::ReadOnly { "ro" } else { "rwc" };
                // What follows `file://` up to the next slash would be read as a host.
                let root = if path.starts_with('/') { "//" } else { "" };
                let closed = mode == "ro" && is_in_closed_folder(path) && !has_log(path);
                let unchanging = if closed { UNCHANGING } else { "" };
                format!("file:{root}{}?mode={mode}{unchanging}", percent_encoded(path))
            }
            Self::Postgres(url) if url.contains("connect_timeout=") => url.clone(),
            Self::Postgres(url) => {
                let mark = if url.contains('?') { '&' } else { '?' };
                let seconds = options.connection_timeout.as_secs().max(1);
                format!("{url}{mark}connect_timeout={seconds}")
            }
        }
    }
}

/// Opens the database once, so that what is wrong with it is told at once and in full, and then
/// makes the pool.
pub(super) fn pool(
    place: &Place,
    access: Access,
    options: &Options,
) -> Result<ConnectionPool, StoreError> {
    if let Place::Sqlite(path) = place {
        prepare_file(path, access)?;
    }
    let mut manager = Manager {
        address: place.address(access, options),
        place: place.clone(),
        access,
        options: options.clone(),
    };
    match (manager.open(), place) {
        (Ok(connection), _) => drop(connection),
        (Err(_), Place::Sqlite(path)) if access == Access::ReadOnly && !has_log(path) => {
            manager.address.push_str(UNCHANGING);
            drop(manager.open()?);
        }
        (Err(error), _) => return Err(error),
    }
    Ok(Pool::builder()
        .max_size(options.max_connections)
        .min_idle(Some(0))
        .connection_timeout(options.connection_timeout)
        .build_unchecked(manager))
}

/// Takes a file as one that nobody changes, so that it is read without a log beside it: where the
/// log cannot be made, nobody here can change the file either.
const UNCHANGING: &str = "&immutable=1";

/// Whether there is a write-ahead log beside a file.
fn has_log(path: &str) -> bool {
    std::path::Path::new(&format!("{path}-wal")).exists()
}

/// Whether a file stands in a folder that is marked as not to be written.
fn is_in_closed_folder(path: &str) -> bool {
    let folder = std::path::Path::new(path).parent().map(std::fs::metadata);
    folder.is_some_and(|metadata| metadata.is_ok_and(|m| m.permissions().readonly()))
}

fn prepare_file(path: &str, access: Access) -> Result<(), StoreError> {
    let file = std::path::Path::new(path);
    if path.is_empty() || file.is_dir() {
        return Err(StoreError::NotFound(format!("\"{path}\", which names no file")));
    }
    if access == Access::ReadOnly {
        return if file.exists() { Ok(()) } else { Err(StoreError::NotFound(path.to_owned())) };
    }
    match file.parent() {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|e| StoreError::Unreachable(format!("{}: {e}", folder.display()))),
        None => Ok(()),
    }
}

/// A path as part of a `file:` URI: whatever has a meaning there is escaped.
fn percent_encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => {
                let digit = |d: u8| char::from_digit(d.into(), 16).unwrap_or('0');
                out.extend(['%', digit(other >> 4), digit(other & 15)]);
            }
        }
    }
    out
}

/// Makes connections. Diesel's own manager would try each kind of database in turn, and tell
/// nothing of why none could be opened.
#[derive(Debug)]
pub(super) struct Manager {
    place: Place,
    address: String,
    access: Access,
    options: Options,
}

impl Manager {
    fn open(&self) -> Result<AnyConnection, StoreError> {
        let mut connection = match &self.place {
            Place::Sqlite(_) => AnyConnection::Sqlite(SqliteConnection::establish(&self.address)?),
            Place::Postgres(_) => AnyConnection::Postgres(PgConnection::establish(&self.address)?),
        };
        connection.batch_execute(&self.setup())?;
        Ok(connection)
    }

    /// What every new connection is told.
    fn setup(&self) -> String {
        let read_only = self.access == Access::ReadOnly;
        let busy = self.options.busy_timeout.as_millis();
        match &self.place {
            Place::Sqlite(_) => {
                let more = if read_only {
                    "PRAGMA query_only = 1;"
                } else {
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                };
                // The last one reads the file, which opening it does not.
                format!(
                    "PRAGMA busy_timeout = {busy}; PRAGMA foreign_keys = ON; {more} \
                     PRAGMA schema_version;"
                )
            }
            Place::Postgres(_) => {
                let statement = self.options.statement_timeout.as_millis();
                let more = if read_only {
                    format!(
                        "SET default_transaction_read_only = on; \
                         SET statement_timeout = {statement};"
                    )
                } else {
                    String::new()
                };
                format!("SET client_min_messages = warning; SET lock_timeout = {busy}; {more}")
            }
        }
    }
}

impl ManageConnection for Manager {
    type Connection = AnyConnection;
    type Error = StoreError;

    fn connect(&self) -> Result<AnyConnection, StoreError> {
        self.open()
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        Ok(connection.ping()?)
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}

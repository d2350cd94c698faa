//! What can go wrong with a database, told apart so that a person can act on it.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// What went wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no database at that place.
    #[error("there is no database at {0}")]
    NotFound(String),
    /// Another process holds the database for too long.
    #[error("the database is locked by another process")]
    Locked,
    /// The file is not a database, or it is damaged.
    #[error("the file is not a database or is damaged: {0}")]
    Corrupt(String),
    /// The database was not migrated, or by another version of the program.
    #[error("the database has schema {found}, this program needs {needed}; {}", mend(.found, .needed))]
    WrongSchema {
        /// The newest migration of the database, or `none`.
        found: String,
        /// The newest migration of the program.
        needed: String,
    },
    /// The database cannot be reached or opened, or all connections are in use.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// No room is left on the disk.
    #[error("no room is left on the disk of the database")]
    DiskFull,
    /// The server is a replica, which takes no writes.
    #[error("this is a replica: import into the primary ({0})")]
    Replica(String),
    /// The role may not do this.
    #[error("the role of this address may not do that: {0}")]
    NotAllowed(String),
    /// A write was tried through a read-only store.
    #[error("the database is opened read-only")]
    ReadOnly,
    /// The facts contradict each other, for example by giving one id twice.
    #[error("the facts cannot be stored: {0}")]
    Rejected(String),
    /// What is stored cannot be understood.
    #[error("the stored data cannot be understood: {0}")]
    Inconsistent(String),
    /// Anything else.
    #[error("the database answered: {0}")]
    Other(String),
}

/// Whether a schema is that of a newer program: versions are dates, and `none` comes after them.
fn is_newer(found: &str, needed: &str) -> bool {
    found > needed && found.starts_with(|c: char| c.is_ascii_digit())
}

/// What to do about another schema.
fn mend(found: &str, needed: &str) -> &'static str {
    if is_newer(found, needed) { "it is of a newer program: run that one" } else { "run `migrate`" }
}

impl StoreError {
    /// Whether the same request may succeed a little later.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Locked | Self::Unreachable(_))
    }

    /// The same with the row that it is about, where stored data cannot be understood.
    pub(super) fn of_row(self, table: &str, key: &str) -> Self {
        match self {
            Self::Inconsistent(reason) => Self::Inconsistent(format!("{table} {key}: {reason}")),
            other => other,
        }
    }

    /// A file or a folder that cannot be read or written.
    pub(super) fn of_file(path: &std::path::Path, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Unreachable(format!("{}: {error}", path.display())),
        }
    }

    /// Whether the database is that of a newer program.
    pub(super) fn is_newer_schema(&self) -> bool {
        matches!(self, Self::WrongSchema { found, needed } if is_newer(found, needed))
    }

    /// Tells a failure by the words of the driver: SQLite's result codes do not come through
    /// diesel, its messages do.
    pub(super) fn from_message(message: &str) -> Self {
        const LOCKED: &[&str] = &["is locked", "lock timeout", "could not obtain lock"];
        const CORRUPT: &[&str] = &["not a database", "malformed", "file is encrypted"];
        const READ_ONLY: &[&str] = &["readonly database"];
        const NOT_ALLOWED: &[&str] =
            &["permission denied", "must be owner", "read-only transaction"];
        const REPLICA: &[&str] = &["server is in hot standby mode"];
        const UNREACHABLE: &[&str] = &[
            "unable to open",
            "connection to server",
            "could not connect",
            "could not translate host",
            "server closed the connection",
            "no connection to the server",
            "terminating connection",
            "timed out",
            "timeout expired",
            "starting up",
            "shutting down",
            "statement timeout",
            "too many clients",
            "could not receive data",
            "could not send data",
            "not accepting connections",
            // A replica goes on with the primary's changes rather than wait for a reader.
            "conflict with recovery",
        ];
        const DISK_FULL: &[&str] = &["disk is full", "No space left"];
        let says = |words: &[&str]| words.iter().any(|w| message.contains(w));
        let message = || message.trim().replace('\n', " ");
        if says(LOCKED) {
            Self::Locked
        } else if says(CORRUPT) {
            Self::Corrupt(message())
        } else if says(REPLICA) {
            Self::Replica(message())
        } else if says(READ_ONLY) {
            Self::ReadOnly
        } else if says(NOT_ALLOWED) {
            Self::NotAllowed(message())
        } else if says(DISK_FULL) {
            Self::DiskFull
        } else if says(UNREACHABLE) {
            Self::Unreachable(message())
        } else {
            Self::Other(message())
        }
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::DatabaseError(
                DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::NotNullViolation
                | DatabaseErrorKind::CheckViolation,
                info,
            ) => {
                let detail = info.details().map(|d| format!(" ({d})")).unwrap_or_default();
                Self::Rejected(format!("{}{detail}", info.message()))
            }
            DieselError::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _) => Self::ReadOnly,
            DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, info) => {
                Self::Unreachable(info.message().to_owned())
            }
            other => Self::from_message(&other.to_string()),
        }
    }
}

impl From<diesel::ConnectionError> for StoreError {
    fn from(error: diesel::ConnectionError) -> Self {
        match Self::from_message(&error.to_string()) {
            Self::Other(message) => Self::Unreachable(message),
            told => told,
        }
    }
}

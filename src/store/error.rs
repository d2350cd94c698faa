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
    #[error("the database has schema {found}, this program needs {needed}; run `migrate`")]
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

    /// Tells a failure by the words of the driver: SQLite's result codes do not come through
    /// diesel, its messages do.
    pub(super) fn from_message(message: &str) -> Self {
        const LOCKED: &[&str] = &["is locked", "lock timeout", "could not obtain lock"];
        const CORRUPT: &[&str] = &["not a database", "malformed", "file is encrypted"];
        const READ_ONLY: &[&str] = &["readonly database", "read-only transaction"];
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
        ];
        const DISK_FULL: &[&str] = &["disk is full", "No space left"];
        let says = |words: &[&str]| words.iter().any(|w| message.contains(w));
        let message = || message.trim().replace('\n', " ");
        if says(LOCKED) {
            Self::Locked
        } else if says(CORRUPT) {
            Self::Corrupt(message())
        } else if says(READ_ONLY) {
            Self::ReadOnly
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

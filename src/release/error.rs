//! What can be wrong with a release in files.

use std::fmt;

use crate::query::Error as QueryError;
use crate::store::StoreError;
use crate::tabular;

/// The most rows that are told one by one.
const TOLD: usize = 1_000;

/// What can be wrong with a release in files.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// A file or folder cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which one.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is no package, or one of another form.
    #[error("{path} is no release package: {reason}")]
    NotAPackage {
        /// Which file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A part of a package is not what its checksum says.
    #[error("{part} was altered or cut short: its SHA-256 is {found}, and {expected} was expected")]
    Altered {
        /// Which part.
        part: String,
        /// What it is.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// Rows that cannot be taken in.
    #[error("{}", told(.first, *.count))]
    BadRows {
        /// The first of them.
        first: Vec<BadRow>,
        /// How many there are.
        count: usize,
    },
    /// The file that was made is not the one that stood at its address before.
    #[error("{name} would have other bytes than it had; copy the file from where it was made")]
    OtherBytes {
        /// Which file.
        name: String,
    },
    /// The content that is stored is not that of its release: its tables were brought up to another
    /// version of the program since.
    #[error(
        "the content is no longer that of release {release}, which an earlier version of the \
         program stored"
    )]
    OtherContent {
        /// Which release.
        release: String,
    },
    /// The release cannot be written.
    #[error("the release cannot be written: {0}")]
    Unwritten(String),
    /// The database does not take it or give it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A row that cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The part of the package.
    pub part: String,
    /// The line in it, from 1.
    pub line: u64,
    /// The column, where one is at fault.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}", self.part, self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Bad rows as they are gathered: all are counted, and the first are kept.
#[derive(Debug, Default)]
pub(super) struct BadRows {
    first: Vec<BadRow>,
    count: usize,
}

impl BadRows {
    pub(super) fn add(&mut self, row: BadRow) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(row);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The first of them, and how many there are.
    pub(super) fn into_parts(self) -> (Vec<BadRow>, usize) {
        (self.first, self.count)
    }

    pub(super) fn into_error(self) -> ReleaseError {
        ReleaseError::BadRows { first: self.first, count: self.count }
    }
}

/// Bad rows as a person reads them.
pub(super) fn told(first: &[BadRow], count: usize) -> String {
    let rows: Vec<String> = first.iter().map(BadRow::to_string).collect();
    let more = count.saturating_sub(rows.len());
    let more = if more > 0 { format!("\nand {more} more") } else { String::new() };
    let noun = if count == 1 { "row" } else { "rows" };
    format!("{count} {noun} cannot be taken in:\n{}{more}", rows.join("\n"))
}

impl ReleaseError {
    /// Whether files that are gone can never be made again.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::OtherBytes { .. } | Self::OtherContent { .. })
    }

    pub(super) fn file(path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), cause }
    }
}

impl From<QueryError> for ReleaseError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::DatabaseUnavailable(cause) | QueryError::Internal(cause) => cause.into(),
            other => Self::Unwritten(other.to_string()),
        }
    }
}

impl From<tabular::Error> for ReleaseError {
    fn from(error: tabular::Error) -> Self {
        Self::Unwritten(error.to_string())
    }
}

impl From<zip::result::ZipError> for ReleaseError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Unwritten(error.to_string())
    }
}

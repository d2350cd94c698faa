//! The files that are made of a release.

use crate::domain::codes;

/// A file that every release has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// All tables as CSV and Parquet with what describes them, in one zip.
    Package,
    /// All tables as a database in one file.
    Sqlite,
}

codes!(FileKind {
    Package => "zip",
    Sqlite => "sqlite3",
});

impl FileKind {
    /// The name of the file of a release.
    #[must_use]
    pub fn name_of(self, release: &str) -> String {
        format!("kuntavaaka-{release}.{self}")
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Package => "application/zip",
            Self::Sqlite => "application/vnd.sqlite3",
        }
    }
}

//! What can be wrong with a document folder before a line of it is read.

use std::path::PathBuf;

/// A document folder that cannot be taken in; says where, why and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A file that cannot be opened or read.
    #[error("cannot read {}: {reason}; check that the file exists and may be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// Text that is not UTF-8.
    #[error("{} is not UTF-8 text (line {line}); save it as UTF-8 and import it again", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first line, from 1, that is not UTF-8.
        line: usize,
    },
    /// A manifest that does not say what it must.
    #[error("{}: {reason}; docs/ADD_A_DOCUMENT.md lists what a manifest says", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong, with the field's name.
        reason: String,
    },
    /// A path without documents.
    #[error("{} holds no document: a document is a folder with manifest.toml and source.txt", path.display())]
    NoDocument {
        /// The path.
        path: PathBuf,
    },
    /// A reference table of the bundle that cannot be read.
    #[error("data/{path}: {reason}")]
    Reference {
        /// Path under `data/`.
        path: String,
        /// What is wrong, with the row.
        reason: String,
    },
}

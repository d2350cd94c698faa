//! Reading documents: documents to facts and findings. A placeholder until the reading stands.

use std::path::PathBuf;

use crate::domain::Facts;

pub mod report;

/// How far a reading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Documents read.
    pub done: usize,
    /// Documents to read.
    pub total: usize,
    /// Id of the document read last.
    pub document_id: String,
}

/// Why documents cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {cause}")]
    File {
        /// Which one.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// A manifest or another file of a document's folder is wrong.
    #[error("{0}")]
    Manifest(String),
}

/// Reads the bundled documents.
///
/// # Errors
/// See [`Error`].
pub fn bundled(_progress: &mut dyn FnMut(Progress)) -> Result<Facts, Error> {
    Ok(Facts::default())
}

/// Reads the documents of these folders.
///
/// # Errors
/// See [`Error`].
pub fn read_paths(paths: &[PathBuf], _progress: &mut dyn FnMut(Progress)) -> Result<Facts, Error> {
    for path in paths {
        std::fs::read_dir(path).map_err(|cause| Error::File {
            path: path.display().to_string(),
            cause,
        })?;
    }
    Ok(Facts::default())
}

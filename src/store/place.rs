//! Where a database is, and the address under which the driver opens it.

use std::path::{Path, PathBuf};

use crate::store::{Access, StoreError};

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
}

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// For reading, while others may change it.
    Read,
    /// For reading, as a file that nobody changes: what lies beside it is not looked at.
    ReadUnchanging,
    /// For writing; made where it does not exist.
    Write,
}

impl Mode {
    /// How a file is opened for reading. Where a log cannot be made beside it, nobody here can
    /// change it either.
    pub(super) fn to_read(path: &str) -> Self {
        let closed = is_in_closed_folder(path) && !has_log(path);
        if closed { Self::ReadUnchanging } else { Self::Read }
    }
}

/// The URI of a file.
pub(super) fn uri(path: &str, mode: Mode) -> String {
    let mode = match mode {
        Mode::Read => "ro",
        Mode::ReadUnchanging => "ro&immutable=1",
        Mode::Write => "rwc",
    };
    // What follows `file://` up to the next slash would be read as a host.
    let root = if path.starts_with('/') { "//" } else { "" };
    format!("file:{root}{}?mode={mode}", percent_encoded(path))
}

/// The write-ahead log of a file and the index of that log.
pub(super) fn logs(path: &str) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|end| PathBuf::from(format!("{path}{end}")))
}

/// Whether there is a write-ahead log beside a file.
pub(super) fn has_log(path: &str) -> bool {
    logs(path).first().is_some_and(|log| log.exists())
}

/// Whether a file stands in a folder that is marked as not to be written.
fn is_in_closed_folder(path: &str) -> bool {
    let folder = Path::new(path).parent().map(std::fs::metadata);
    folder.is_some_and(|metadata| metadata.is_ok_and(|m| m.permissions().readonly()))
}

/// Makes sure that a path may name a database: that it exists, or that its folder does.
pub(super) fn prepare_file(path: &str, access: Access) -> Result<(), StoreError> {
    let file = Path::new(path);
    if path.is_empty() || file.is_dir() {
        return Err(StoreError::NotFound(format!("\"{path}\", which names no file")));
    }
    if access == Access::ReadOnly {
        return if file.exists() { Ok(()) } else { Err(StoreError::NotFound(path.to_owned())) };
    }
    match file.parent() {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|e| StoreError::of_file(folder, &e))
        }
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

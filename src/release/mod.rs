//! Releases as files: the package that others read and that `import` takes back, the database in
//! one file, and the shelf on which both stand. What a release holds is told in `store`.

mod describe;
mod dictionary;
mod error;
mod hashing;
mod package;
mod read;
mod shelf;
mod texts;

pub use error::{BadRow, ReleaseError};
pub use read::{Package, Progress, Taken};
pub use shelf::{Shelf, Shelved};

/// The version of the form that packages have.
const FORMAT: u64 = 1;
/// The file that lists the checksums of the tables; its own checksum begins with the id.
const SUMS: &str = "SHA256SUMS";
const DATA_PACKAGE: &str = "datapackage.json";

//! Bytes to document: the manifest, the text line by line, the digest.
//!
//! What the lines mean is for the rooms above.

mod annotation;
mod bundle;
mod document;
mod error;
mod manifest;

pub use annotation::{Annotation, Stretch};
pub use bundle::{bundled_documents, reference, units_of};
pub use document::{Excerpt, SourceDocument, read_folder};
pub use error::SourceError;
pub use manifest::{ColumnSeparator, Manifest, TextForm, TextLayout};

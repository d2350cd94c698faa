//! The documents and the reference tables that come inside the program.

use std::path::Path;

use rust_embed::RustEmbed;
use serde::de::DeserializeOwned;

use crate::source::document::ANNOTATIONS;
use crate::source::{SourceDocument, SourceError};

/// `data/`, as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "data/"]
#[exclude = "*/expected/*"]
#[exclude = "graphql/*"]
struct Data;

/// The bundled documents, in the order of their ids.
///
/// # Errors
/// A bundled manifest or text that cannot be taken in.
pub fn bundled_documents() -> Result<Vec<SourceDocument>, SourceError> {
    let mut manifests: Vec<_> = Data::iter()
        .filter(|p| p.starts_with("documents/") && p.ends_with("/manifest.toml"))
        .collect();
    manifests.sort();
    manifests
        .iter()
        .map(|path| {
            let folder = path.trim_end_matches("/manifest.toml");
            let manifest = String::from_utf8_lossy(&bytes(path)?).into_owned();
            let text = bytes(&format!("{folder}/source.txt"))?;
            let document = SourceDocument::new(&manifest, &text, Path::new(folder))?;
            match Data::get(&format!("{folder}/{ANNOTATIONS}")) {
                Some(csv) => document.annotated(&csv.data, Path::new(folder)),
                None => Ok(document),
            }
        })
        .collect()
}

/// The rows of a bundled table of reference facts, `accounts` for `data/reference/accounts.csv`.
///
/// # Errors
/// A table or a row that cannot be read.
pub fn reference<T: DeserializeOwned>(name: &str) -> Result<Vec<T>, SourceError> {
    rows(&format!("reference/{name}.csv"))
}

/// The rows of the unit table of the municipality with this slug.
///
/// # Errors
/// A table or a row that cannot be read.
pub fn units_of<T: DeserializeOwned>(slug: &str) -> Result<Vec<T>, SourceError> {
    rows(&format!("municipalities/{slug}/units.csv"))
}

fn rows<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, SourceError> {
    let data = bytes(path)?;
    csv::Reader::from_reader(data.as_slice())
        .into_deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| SourceError::Reference { path: path.to_owned(), reason: e.to_string() })
}

fn bytes(path: &str) -> Result<Vec<u8>, SourceError> {
    Data::get(path).map(|f| f.data.into_owned()).ok_or_else(|| SourceError::Reference {
        path: path.to_owned(),
        reason: "is not in the bundle".to_owned(),
    })
}

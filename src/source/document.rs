//! A document as received: its manifest and its text, line by line.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::Document;
use crate::source::{Annotation, Manifest, SourceError, annotation};

/// The name of the text beside a manifest.
const TEXT: &str = "source.txt";
/// The name of the manifest.
const MANIFEST: &str = "manifest.toml";

/// The name of the annotations beside the text; a document may have none.
pub(super) const ANNOTATIONS: &str = "annotations.csv";

/// A document before it is read.
#[derive(Debug, Clone)]
pub struct SourceDocument {
    /// What it is.
    pub manifest: Manifest,
    /// Its lines without line ends; line `n` (from 1) stands at `n - 1`.
    pub lines: Vec<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What a person put together where layout cannot decide.
    pub annotations: Vec<Annotation>,
}

/// A printed line and its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Line numbers, from 1, with their text.
    pub lines: Vec<(usize, String)>,
}

impl SourceDocument {
    /// Takes a manifest and the bytes of the text; `path` is named in errors.
    ///
    /// # Errors
    /// `NotUtf8` or `Manifest`.
    pub fn new(manifest: &str, text: &[u8], path: &Path) -> Result<Self, SourceError> {
        let manifest = Manifest::parse(manifest, &path.join(MANIFEST))?;
        let decoded = std::str::from_utf8(text).map_err(|e| SourceError::NotUtf8 {
            path: path.join(TEXT),
            line: text.iter().take(e.valid_up_to()).filter(|b| **b == b'\n').count() + 1,
        })?;
        let decoded = decoded.strip_prefix('\u{feff}').unwrap_or(decoded);
        let lines = decoded.lines().map(|l| l.replace('\0', "\u{fffd}")).collect();
        let sha256 = hexadecimal(&Sha256::digest(text));
        Ok(Self { manifest, lines, sha256, annotations: Vec::new() })
    }

    /// Adds the annotations beside the text; `path` is named in errors.
    ///
    /// # Errors
    /// `Manifest` names the row that is not understood.
    pub fn annotated(mut self, csv: &[u8], path: &Path) -> Result<Self, SourceError> {
        self.annotations = annotation::parse(csv, &path.join(ANNOTATIONS), self.lines.len())?;
        Ok(self)
    }

    /// The document as the model knows it.
    #[must_use]
    pub fn to_document(&self) -> Document {
        let m = &self.manifest;
        Document {
            id: m.id.clone(),
            municipality_code: m.municipality.clone(),
            title: m.title.clone(),
            kind: m.kind,
            fiscal_year: m.fiscal_year,
            as_of_date: m.as_of_date,
            published_date: m.published_date,
            language: m.language.clone(),
            unit_id: m.unit.clone(),
            licence: m.licence.clone(),
            publisher: m.publisher.clone(),
            read_optically: m.text.optical,
            sha256: self.sha256.clone(),
            lines: self.lines.clone(),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads the document folder at `path`, or every document folder in it, in name order.
///
/// # Errors
/// The first folder that cannot be taken in; `NoDocument` where there is none.
pub fn read_folder(path: &Path) -> Result<Vec<SourceDocument>, SourceError> {
    if path.join(MANIFEST).is_file() {
        return Ok(vec![read_one(path)?]);
    }
    let entries = std::fs::read_dir(path).map_err(|e| unreadable(path, &e))?;
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|e| e.path()).filter(|p| p.join(MANIFEST).is_file()).collect();
    folders.sort();
    if folders.is_empty() {
        return Err(SourceError::NoDocument { path: path.to_owned() });
    }
    folders.iter().map(|f| read_one(f)).collect()
}

fn read_one(folder: &Path) -> Result<SourceDocument, SourceError> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).map_err(|e| unreadable(&path, &e))
    };
    let manifest = String::from_utf8(read(MANIFEST)?)
        .map_err(|_| SourceError::NotUtf8 { path: folder.join(MANIFEST), line: 1 })?;
    // A wrong manifest is named before a text that is not there.
    Manifest::parse(&manifest, &folder.join(MANIFEST))?;
    let document = SourceDocument::new(&manifest, &read(TEXT)?, folder)?;
    if folder.join(ANNOTATIONS).is_file() {
        return document.annotated(&read(ANNOTATIONS)?, folder);
    }
    Ok(document)
}

fn unreadable(path: &Path, error: &std::io::Error) -> SourceError {
    SourceError::Unreadable { path: path.to_owned(), reason: error.to_string() }
}

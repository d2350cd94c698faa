//! The manifest beside a document's text: what the document is and how its text is laid out.

use std::path::Path;

use serde::Deserialize;

use crate::domain::{Date, DocumentKind, YEARS};
use crate::source::SourceError;

/// A manifest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Document id; also the name of its folder.
    pub id: String,
    /// Title in the language of the document.
    pub title: String,
    /// Three-digit code of the municipality.
    pub municipality: String,
    /// Id of the unit the document is about.
    pub unit: String,
    #[serde(rename = "kind")]
    kind_code: String,
    /// The fiscal year it is about.
    pub fiscal_year: i32,
    #[serde(rename = "as_of_date")]
    as_of_text: String,
    #[serde(rename = "published_date")]
    published_text: Option<String>,
    /// Where the dates stand in the document, or why they are what they are.
    pub dates_note: Option<String>,
    /// Language code, `fi`.
    pub language: String,
    /// Who published it.
    pub publisher: String,
    /// Licence of the data, as an SPDX identifier.
    pub licence: String,
    /// How the text is laid out.
    pub text: TextForm,
    #[serde(skip, default = "unset_kind")]
    /// What it is.
    pub kind: DocumentKind,
    #[serde(skip, default)]
    /// The last day of what it knows.
    pub as_of_date: Date,
    #[serde(skip, default)]
    /// The day it was published, where known.
    pub published_date: Option<Date>,
}

fn unset_kind() -> DocumentKind {
    DocumentKind::OperatingPlan
}

/// How the text of a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextForm {
    /// The form of its tables.
    pub layout: TextLayout,
    /// What parts the columns of a row.
    pub columns: ColumnSeparator,
    /// Whether the text was read optically, with its confusions.
    #[serde(default)]
    pub optical: bool,
}

/// The form of a document's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextLayout {
    /// Row by row: a header, then headings and account rows below one another.
    Stacked,
    /// Row by row or column by column, as optical reading left it.
    Columnar,
}

/// What parts the columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnSeparator {
    /// Tab characters.
    Tabs,
    /// Single spaces, which also group thousands.
    Spaces,
}

impl Manifest {
    /// Reads a manifest; `path` is named in errors.
    ///
    /// # Errors
    /// `SourceError::Manifest` names the field that is missing, unknown or not understood.
    pub fn parse(text: &str, path: &Path) -> Result<Self, SourceError> {
        let wrong = |reason: String| SourceError::Manifest { path: path.to_owned(), reason };
        let mut manifest: Self =
            toml::from_str(text).map_err(|e| wrong(e.message().trim().to_owned()))?;
        let date = |field: &str, text: &str| {
            text.parse::<Date>()
                .map_err(|_| wrong(format!("{field} = \"{text}\" is no date (YYYY-MM-DD)")))
        };
        manifest.kind = manifest.kind_code.parse().map_err(|e| wrong(format!("kind: {e}")))?;
        manifest.as_of_date = date("as_of_date", &manifest.as_of_text)?;
        manifest.published_date =
            manifest.published_text.as_deref().map(|t| date("published_date", t)).transpose()?;
        let years = i32::from(*YEARS.start())..=i32::from(*YEARS.end());
        if !years.contains(&manifest.fiscal_year) {
            return Err(wrong(format!("fiscal_year = {} is no year", manifest.fiscal_year)));
        }
        if manifest.id.is_empty()
            || !manifest
                .id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            return Err(wrong(format!(
                "id = \"{}\" must be of lower-case letters, digits and hyphens",
                manifest.id
            )));
        }
        Ok(manifest)
    }
}

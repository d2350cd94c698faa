//! What the catalogue says that no database knows: `data/catalogue/*.toml`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::api::problem::{Code, Problem};

/// A text in every language of the service.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct Texts {
    pub(crate) fi: String,
    pub(crate) sv: String,
    pub(crate) en: String,
}

/// Words in every language of the service.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Words {
    pub(crate) fi: Vec<String>,
    pub(crate) sv: Vec<String>,
    pub(crate) en: Vec<String>,
}

/// All of it.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) about: About,
    pub(crate) vocabulary: Vocabulary,
}

/// `catalogue.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub(crate) catalogue: Whole,
    pub(crate) terms: Terms,
    pub(crate) services: BTreeMap<String, ServiceEntry>,
    pub(crate) dataset: Vec<Entry>,
}

/// The catalogue itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Whole {
    pub(crate) title: Texts,
    pub(crate) description: Texts,
    pub(crate) languages: Vec<String>,
}

/// What holds for every dataset; codes of the vocabulary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Terms {
    pub(crate) licence: String,
    pub(crate) access: String,
    pub(crate) frequency: String,
    pub(crate) availability: String,
    pub(crate) themes: Vec<String>,
    pub(crate) country: String,
    pub(crate) rights: Texts,
    pub(crate) provenance: Texts,
}

/// A way to ask for the data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceEntry {
    pub(crate) title: Texts,
    pub(crate) description: Texts,
    pub(crate) path: String,
    pub(crate) described_by: String,
    pub(crate) standard: Standard,
}

/// A specification.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Standard {
    pub(crate) uri: String,
    pub(crate) title: String,
}

/// A dataset.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: Texts,
    pub(crate) description: Texts,
    pub(crate) keywords: Words,
    pub(crate) languages: Vec<String>,
    pub(crate) holds: Vec<Content>,
    pub(crate) period: TimeOf,
    #[serde(default)]
    pub(crate) lists: Vec<List>,
    #[serde(default)]
    pub(crate) release_files: bool,
}

/// A kind of thing that documents give.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Content {
    BudgetLines,
    Objectives,
    Indicators,
    Risks,
    InternalControl,
    Narratives,
    Findings,
}

/// What the time of a dataset is the time of.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeOf {
    Amounts,
    Documents,
}

/// A list of REST.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    pub(crate) path: String,
    pub(crate) name: Texts,
}

/// `vocabulary.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    pub(crate) schemes: BTreeMap<String, Scheme>,
    pub(crate) codes: BTreeMap<String, CodeOf>,
    pub(crate) format: Vec<FormatEntry>,
    pub(crate) release_file: Vec<ReleaseFile>,
    pub(crate) places: Places,
}

/// A list of codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scheme {
    pub(crate) uri: String,
    pub(crate) title: String,
}

/// A code of a scheme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeOf {
    pub(crate) uri: String,
    pub(crate) scheme: String,
    pub(crate) class: String,
    pub(crate) label: Texts,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
}

/// A format of lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormatEntry {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) file_type: String,
    pub(crate) description: Texts,
    #[serde(default)]
    pub(crate) paged: bool,
}

/// A file of a release.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseFile {
    pub(crate) suffix: String,
    pub(crate) name: String,
    pub(crate) file_type: Option<String>,
    pub(crate) media_type: String,
    pub(crate) description: Texts,
}

/// Where addresses of places come from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Places {
    pub(crate) municipality: String,
}

impl Texts {
    /// Each language with its text.
    pub(crate) fn each(&self) -> [(&'static str, &str); 3] {
        [("fi", &self.fi), ("sv", &self.sv), ("en", &self.en)]
    }

    /// The texts with something after each.
    pub(crate) fn and(&self, more: &str) -> Self {
        let with = |text: &str| format!("{text}{more}");
        Self { fi: with(&self.fi), sv: with(&self.sv), en: with(&self.en) }
    }
}

impl Words {
    /// Each language with its words.
    pub(crate) fn each(&self) -> [(&'static str, &[String]); 3] {
        [("fi", &self.fi), ("sv", &self.sv), ("en", &self.en)]
    }
}

impl Vocabulary {
    /// A code by its name.
    pub(crate) fn code(&self, name: &str) -> Result<&CodeOf, Problem> {
        self.codes.get(name).ok_or_else(|| broken(&format!("the vocabulary has no code {name}")))
    }
}

static KNOWLEDGE: LazyLock<Result<Knowledge, String>> = LazyLock::new(|| {
    let about = toml::from_str(include_str!("../../../data/catalogue/catalogue.toml"))
        .map_err(|error| format!("data/catalogue/catalogue.toml: {error}"))?;
    let vocabulary = toml::from_str(include_str!("../../../data/catalogue/vocabulary.toml"))
        .map_err(|error| format!("data/catalogue/vocabulary.toml: {error}"))?;
    Ok(Knowledge { about, vocabulary })
});

/// What the catalogue says that no database knows.
///
/// # Errors
///
/// Where the bundled files cannot be read, which would be a mistake in them.
pub(crate) fn knowledge() -> Result<&'static Knowledge, Problem> {
    KNOWLEDGE.as_ref().map_err(|reason| broken(reason))
}

/// A mistake in what is bundled.
pub(crate) fn broken(reason: &str) -> Problem {
    tracing::error!(%reason, "the catalogue cannot be made");
    Problem::new(Code::Internal, "The catalogue cannot be made; the cause is in the log.")
}

//! A section of text as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    ContentSource, MunicipalityReference, NarrativeKind, Passage, UnitReference,
};
use crate::domain;
use crate::query::Stated;

/// What a document says of a unit in sentences.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Narrative {
    /// Id: the document and the line on which it begins.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.n16")]
    pub id: String,
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The unit.
    #[graphql(skip)]
    pub unit: UnitReference,
    /// What it is about.
    pub kind: NarrativeKind,
    /// The heading above it, as printed.
    #[schema(example = "Toiminta-ajatus")]
    pub heading: Option<String>,
    /// The text; paragraphs parted by an empty line.
    pub text: Passage,
    /// Where the document says it.
    pub source: ContentSource,
}

impl Narrative {
    /// The public shape of a section of text.
    #[must_use]
    pub fn new(of: Stated<domain::Narrative>, language: Language) -> Self {
        let (municipality, unit) = (MunicipalityReference::of(&of, language), (&of).into());
        let narrative = of.item;
        let source = ContentSource::of(of.document_id, [&narrative.text]);
        Self {
            id: narrative.id,
            municipality,
            unit,
            kind: narrative.kind.into(),
            heading: narrative.heading,
            text: narrative.text.into(),
            source,
        }
    }
}

//! A risk as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{ContentSource, MunicipalityReference, Passage, UnitReference};
use crate::domain;
use crate::query::Stated;

/// A risk of a unit's register, on the scales of the document.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Risk {
    /// Id: the document and the line on which it begins.
    #[graphql(skip)]
    #[schema(example = "heinola-yhteiset-palvelut-2024.r1575")]
    pub id: String,
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The unit.
    #[graphql(skip)]
    pub unit: UnitReference,
    /// Fiscal year.
    #[schema(example = 2024)]
    pub fiscal_year: i32,
    /// The class of risk as printed.
    pub category: Option<Passage>,
    /// The risk.
    pub description: Passage,
    /// Likelihood (todennäköisyys).
    #[schema(example = 3)]
    pub likelihood: Option<i32>,
    /// Impact (merkittävyys).
    #[schema(example = 4)]
    pub impact: Option<i32>,
    /// Likelihood times impact, or the score that the document prints.
    #[schema(example = 12)]
    pub score: Option<i32>,
    /// Likelihood and impact as printed.
    pub ratings: Option<Passage>,
    /// How it is controlled (hallintakeino).
    pub control: Option<Passage>,
    /// How far the control has come (toteutuminen).
    pub control_status: Option<Passage>,
    /// Where the document says it.
    pub source: ContentSource,
}

impl Risk {
    /// The public shape of a risk.
    #[must_use]
    pub fn new(of: Stated<domain::Risk>, language: Language) -> Self {
        let (municipality, unit) = (MunicipalityReference::of(&of, language), (&of).into());
        let risk = of.item;
        let passages = std::iter::once(&risk.description)
            .chain(&risk.category)
            .chain(&risk.ratings)
            .chain(&risk.control)
            .chain(&risk.control_status);
        let source = ContentSource::of(of.document_id, passages);
        Self {
            id: risk.id,
            municipality,
            unit,
            fiscal_year: risk.fiscal_year,
            category: risk.category.map(Passage::from),
            description: risk.description.into(),
            likelihood: risk.likelihood,
            impact: risk.impact,
            score: risk.score,
            ratings: risk.ratings.map(Passage::from),
            control: risk.control.map(Passage::from),
            control_status: risk.control_status.map(Passage::from),
            source,
        }
    }
}

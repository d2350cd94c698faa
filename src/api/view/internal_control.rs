//! A task of internal control as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{ContentSource, MunicipalityReference, Passage, UnitReference};
use crate::domain;
use crate::query::Stated;

/// A task of a unit's internal control and risk management.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct InternalControlTask {
    /// Id: the document and the line on which it begins.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.c93")]
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
    /// The task or aim.
    pub task: Passage,
    /// What is done.
    pub action: Option<Passage>,
    /// How it is measured or judged.
    pub measure: Option<Passage>,
    /// What came of it.
    pub outcome: Option<Passage>,
    /// Where the document says it.
    pub source: ContentSource,
}

impl InternalControlTask {
    /// The public shape of a task.
    #[must_use]
    pub fn new(of: Stated<domain::InternalControlTask>, language: Language) -> Self {
        let (municipality, unit) = (MunicipalityReference::of(&of, language), (&of).into());
        let task = of.item;
        let passages = std::iter::once(&task.task)
            .chain(&task.action)
            .chain(&task.measure)
            .chain(&task.outcome);
        let source = ContentSource::of(of.document_id, passages);
        Self {
            id: task.id,
            municipality,
            unit,
            fiscal_year: task.fiscal_year,
            task: task.task.into(),
            action: task.action.map(Passage::from),
            measure: task.measure.map(Passage::from),
            outcome: task.outcome.map(Passage::from),
            source,
        }
    }
}

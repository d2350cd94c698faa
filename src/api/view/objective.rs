//! An objective as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    BindingLevel, Comparator, ContentSource, Date, Decimal, MunicipalityReference, ObjectiveKind,
    OutcomeStatus, Passage, PrintedDecimal, UnitReference,
};
use crate::domain;
use crate::query::Stated;

/// What a unit of a municipality set out to do, how it meant to measure it, and what came of it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Objective {
    /// Id: the document and the line on which it begins.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.o40")]
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
    /// What kind.
    pub kind: ObjectiveKind,
    /// Whom it binds; null where the document does not say.
    pub binding_level: Option<BindingLevel>,
    /// The strategic goal or theme it stands under.
    pub theme: Option<Passage>,
    /// The objective itself.
    pub text: Passage,
    /// Actions (toimenpiteet), in the order of the text.
    pub actions: Vec<Passage>,
    /// Measures (mittarit) with their targets.
    pub measures: Vec<Measure>,
    /// Who answers for it.
    pub responsible: Vec<Passage>,
    /// By when.
    pub schedule: Vec<Passage>,
    /// What came of it.
    pub outcomes: Vec<Outcome>,
    /// Goals of sustainable development it names, 1 to 17.
    #[schema(example = json!([4, 8]))]
    pub sdgs: Vec<i32>,
    /// Where the document says it.
    pub source: ContentSource,
}

/// A measure of an objective.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    /// The measure as stated.
    pub text: Passage,
    /// Targets that the text states in figures.
    pub targets: Vec<Target>,
}

/// A target in figures.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// How a figure compares with it.
    pub comparator: Comparator,
    /// The figure.
    #[schema(value_type = PrintedDecimal)]
    pub value: Decimal,
    /// Its unit as stated; empty where none is.
    #[schema(example = "%")]
    pub unit: String,
    /// The words that state it.
    #[schema(example = "vähintään 10 %")]
    pub printed: String,
}

/// What came of an objective.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The outcome as stated, or the words that state the status.
    pub text: Option<Passage>,
    /// The day it speaks of.
    pub as_of_date: Date,
    /// The status; null where the document states none, as it is never derived.
    pub status: Option<OutcomeStatus>,
}

impl Objective {
    /// The public shape of an objective.
    #[must_use]
    pub fn new(of: Stated<domain::Objective>, language: Language) -> Self {
        let (municipality, unit) = (MunicipalityReference::of(&of, language), (&of).into());
        let objective = of.item;
        let source = ContentSource::of(of.document_id, passages(&objective));
        let list = |passages: Vec<domain::Passage>| passages.into_iter().map(Passage::from);
        Self {
            id: objective.id,
            municipality,
            unit,
            fiscal_year: objective.fiscal_year,
            kind: objective.kind.into(),
            binding_level: objective.binding_level.map(BindingLevel::from),
            theme: objective.theme.map(Passage::from),
            text: objective.text.into(),
            actions: list(objective.actions).collect(),
            measures: objective.measures.into_iter().map(Measure::from).collect(),
            responsible: list(objective.responsible).collect(),
            schedule: list(objective.schedule).collect(),
            outcomes: objective.outcomes.into_iter().map(Outcome::from).collect(),
            sdgs: objective.sdgs,
            source,
        }
    }
}

/// Everything an objective is put together from.
fn passages(of: &domain::Objective) -> impl Iterator<Item = &domain::Passage> {
    std::iter::once(&of.text)
        .chain(&of.theme)
        .chain(&of.actions)
        .chain(of.measures.iter().map(|m| &m.text))
        .chain(&of.responsible)
        .chain(&of.schedule)
        .chain(of.outcomes.iter().filter_map(|o| o.text.as_ref()))
}

impl From<domain::Measure> for Measure {
    fn from(of: domain::Measure) -> Self {
        let target = |target: domain::Target| Target {
            comparator: target.comparator.into(),
            value: target.value.into(),
            unit: target.unit,
            printed: target.printed,
        };
        Self { text: of.text.into(), targets: of.targets.into_iter().map(target).collect() }
    }
}

impl From<domain::Outcome> for Outcome {
    fn from(of: domain::Outcome) -> Self {
        Self {
            text: of.text.map(Passage::from),
            as_of_date: of.as_of_date.into(),
            status: of.status.map(OutcomeStatus::from),
        }
    }
}

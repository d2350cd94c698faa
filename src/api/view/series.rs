//! Series as both faces show them.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    AccountReference, Caveat, ComparisonCell, FunctionReference, MunicipalityReference, PriceIndex,
    ScenarioChoice,
};
use crate::query;

/// Figures of one or more municipalities over the years.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct SeriesAnswer {
    /// The function, where one was asked for.
    #[graphql(skip)]
    pub function: Option<FunctionReference>,
    /// The account.
    #[graphql(skip)]
    pub account: AccountReference,
    /// The price level of the year in whose prices real amounts are, where one was asked for.
    pub prices_of: Option<PriceIndex>,
    /// By municipality and scenario.
    pub series: Vec<Series>,
    /// What is to be said of all of them.
    pub caveats: Vec<Caveat>,
    /// Id of the release that the answer was made from.
    pub release: String,
}

/// The figures of one municipality and scenario, year by year.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Series {
    /// Whose figures.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The scenario asked for.
    pub scenario: ScenarioChoice,
    /// Oldest first; a year without a figure says why.
    pub points: Vec<ComparisonCell>,
}

impl SeriesAnswer {
    /// The public shape of series.
    #[must_use]
    pub fn new(of: query::SeriesAnswer, release: String, language: Language) -> Self {
        let series = |s: query::Series| Series {
            municipality: MunicipalityReference::new(&s.municipality, language),
            scenario: s.scenario.into(),
            points: s.points.into_iter().map(|c| ComparisonCell::new(c, language)).collect(),
        };
        Self {
            function: of.function.map(|f| FunctionReference::new(&f, language)),
            account: AccountReference::of(&of.account, language),
            prices_of: of.prices_of.map(PriceIndex::from),
            series: of.series.into_iter().map(series).collect(),
            caveats: of.caveats.into_iter().map(Caveat::from).collect(),
            release,
        }
    }
}

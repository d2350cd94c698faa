//! Comparisons and their cells as both faces show them.

use std::sync::Arc;

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    AccountReference, Basis, BudgetLine, Caveat, Date, Decimal, Fit, FunctionReference,
    MunicipalityReference, NoFigure, Population, PrintedDecimal, Scenario, ScenarioChoice,
    UnitKind,
};
use crate::domain;
use crate::query;

/// One amount of several municipalities, side by side.
///
/// Amounts are sums of whole cents; what is divided is rounded to two decimals, half away from
/// zero, and never before the last step.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Comparison {
    /// The function compared, where one was asked for.
    #[graphql(skip)]
    pub function: Option<FunctionReference>,
    /// The account compared.
    #[graphql(skip)]
    pub account: AccountReference,
    /// What `value` of each cell is.
    pub basis: Basis,
    /// Code of the municipality that is 100 in the index, or `mean`: the mean of the
    /// municipalities is.
    #[schema(example = "mean")]
    pub base: String,
    /// The price level of the year in whose prices real amounts are, where one was asked for.
    pub prices_of: Option<PriceIndex>,
    /// A cell for every municipality, scenario and year asked for, in this order.
    pub cells: Vec<ComparisonCell>,
    /// What is to be said of the comparison as a whole.
    pub caveats: Vec<Caveat>,
    /// Id of the release that the answer was made from.
    pub release: String,
}

/// One figure, with everything needed to print it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct ComparisonCell {
    /// Whose figure.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The scenario asked for.
    pub scenario: ScenarioChoice,
    /// The scenario of the lines; null where there is no figure.
    pub used_scenario: Option<Scenario>,
    /// Fiscal year; null where the last year was asked for and there is none.
    #[schema(example = 2024)]
    pub fiscal_year: Option<i32>,
    /// First day that the figure covers.
    pub period_start: Option<Date>,
    /// Last day that the figure covers.
    pub period_end: Option<Date>,
    /// Currency, ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// The number compared: by the basis, and in the prices asked for.
    pub value: Option<Decimal>,
    /// The amount in euros: expenses below zero. The corrected amount where there is one.
    pub amount: Option<Decimal>,
    /// Why there is no figure; null where there is one.
    pub missing_reason: Option<NoFigure>,
    /// Euros per inhabitant.
    pub per_inhabitant: Option<Decimal>,
    /// Percent of the operating expenses of `shareOf`; below zero where revenue exceeds expenses.
    pub share: Option<Decimal>,
    /// Euros per inhabitant (in the prices asked for), the base being 100.
    pub index: Option<Decimal>,
    /// The amount in the prices of the year asked for.
    pub real_amount: Option<Decimal>,
    /// Euros per inhabitant in the prices of the year asked for.
    pub real_per_inhabitant: Option<Decimal>,
    /// The population used: that of the end of the fiscal year, or the last one known before.
    pub population: Option<Population>,
    /// The price level of the fiscal year.
    pub price_index: Option<PriceIndex>,
    /// Whose operating expenses the share is of.
    pub share_of: Option<Denominator>,
    /// The units that were added up.
    pub units: Vec<SummedUnit>,
    /// The budget lines that were added up, one for each unit.
    pub lines: Vec<BudgetLine>,
    /// Ids of the documents that state them.
    #[schema(example = json!(["kemijarvi-hallintopalvelut-2024"]))]
    pub documents: Vec<String>,
    /// The day from which the figure was known: the latest of its lines.
    pub known_from: Option<Date>,
    /// Whether a corrected amount is used in the place of a printed one.
    pub corrected: bool,
    /// What is to be said of the figure.
    pub caveats: Vec<Caveat>,
}

/// What a share is of.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Denominator {
    /// Operating expenses in euros.
    pub amount: Decimal,
    /// The municipality, or the largest parts of it that state them.
    pub units: Vec<SummedUnit>,
    /// The lines that state them.
    pub lines: Vec<BudgetLine>,
}

/// A unit in a figure, and how it serves the function.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct SummedUnit {
    /// Id.
    #[schema(example = "kemi.keskusvirasto.henkilostopalvelut")]
    pub id: String,
    /// The code that the municipality prints, where it prints one.
    #[schema(example = "64140000")]
    pub code: Option<String>,
    /// Canonical name in Finnish.
    #[schema(example = "Henkilöstöpalvelut")]
    pub name: String,
    /// Level.
    pub kind: UnitKind,
    /// Code of the function it serves; null where it serves several.
    #[schema(example = "01.3.1")]
    #[graphql(skip)]
    pub function: Option<String>,
    /// How well the function fits.
    pub fit: Option<Fit>,
    /// What the unit does besides, or what it leaves to others.
    pub scope: Option<String>,
}

/// The price level of municipal services in a year.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct PriceIndex {
    /// The year.
    #[schema(example = 2024)]
    pub year: i32,
    /// The index.
    #[schema(value_type = PrintedDecimal, example = "119.6")]
    pub value: Decimal,
    /// What it counts from.
    #[schema(example = "2015=100")]
    pub base: String,
    /// How final the figure is.
    pub status: String,
    /// Where the figure comes from.
    pub source: String,
}

impl Comparison {
    /// The public shape of a comparison.
    #[must_use]
    pub fn new(of: query::Comparison, release: String, language: Language) -> Self {
        Self {
            function: of.function.map(|f| FunctionReference::new(&f, language)),
            account: AccountReference::of(&of.account, language),
            basis: of.basis.into(),
            base: of.base.unwrap_or_else(|| "mean".to_owned()),
            prices_of: of.prices_of.map(PriceIndex::from),
            cells: of.cells.into_iter().map(|c| ComparisonCell::new(c, language)).collect(),
            caveats: of.caveats.into_iter().map(Caveat::from).collect(),
            release,
        }
    }
}

impl ComparisonCell {
    /// The public shape of a cell.
    #[must_use]
    pub fn new(of: query::ComparisonCell, language: Language) -> Self {
        let figure = of.figure;
        let mut documents: Vec<String> =
            figure.lines.iter().map(|l| l.document_id.clone()).collect();
        documents.sort();
        documents.dedup();
        Self {
            municipality: MunicipalityReference::new(&of.municipality, language),
            scenario: of.scenario.into(),
            used_scenario: figure.scenario.map(Scenario::from),
            fiscal_year: figure.fiscal_year,
            period_start: figure.period.map(|p| p.start.into()),
            period_end: figure.period.map(|p| p.end.into()),
            currency: "EUR".to_owned(),
            value: of.value.map(Decimal::from),
            amount: figure.amount.map(Decimal::from),
            missing_reason: figure.missing_reason.map(NoFigure::from),
            per_inhabitant: of.per_inhabitant.map(Decimal::from),
            share: of.share.map(Decimal::from),
            index: of.index.map(Decimal::from),
            real_amount: of.real_amount.map(Decimal::from),
            real_per_inhabitant: of.real_per_inhabitant.map(Decimal::from),
            population: of.population.map(Population::from),
            price_index: of.prices.map(PriceIndex::from),
            share_of: of.share_of.map(|d| Denominator::new(d, language)),
            units: figure.units.iter().map(|unit| SummedUnit::from(&**unit)).collect(),
            documents,
            known_from: figure.lines.iter().map(|l| l.known_from).max().map(Date::from),
            corrected: figure.lines.iter().any(|l| l.line.corrected_amount.is_some()),
            lines: shaped(figure.lines, language),
            caveats: of.caveats.into_iter().map(Caveat::from).collect(),
        }
    }
}

fn shaped(lines: Vec<Arc<query::BudgetLineRecord>>, language: Language) -> Vec<BudgetLine> {
    lines.into_iter().map(|line| BudgetLine::shared(line, language)).collect()
}

impl Denominator {
    fn new(of: query::Denominator, language: Language) -> Self {
        Self {
            amount: of.amount.into(),
            units: of.units.iter().map(|unit| SummedUnit::from(&**unit)).collect(),
            lines: shaped(of.lines, language),
        }
    }
}

impl From<&domain::Unit> for SummedUnit {
    fn from(of: &domain::Unit) -> Self {
        Self {
            id: of.id.clone(),
            code: of.code.clone(),
            name: of.name.clone(),
            kind: of.kind.into(),
            function: of.function.clone(),
            fit: of.fit.map(Fit::from),
            scope: of.scope.clone(),
        }
    }
}

impl From<domain::PriceIndex> for PriceIndex {
    fn from(of: domain::PriceIndex) -> Self {
        Self {
            year: of.year,
            value: of.value.into(),
            base: of.base,
            status: of.status,
            source: of.source,
        }
    }
}

//! The sum of a group of budget lines as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    AccountReference, Date, Decimal, FunctionReference, MunicipalityReference, NoSum, Scenario,
    UnitKind, UnitReference, count,
};
use crate::query;

/// The sum of a group of budget lines. Of its keys those are not null that were asked for.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct AggregateGroup {
    /// The municipality, where lines are grouped by it.
    #[graphql(skip)]
    pub municipality: Option<MunicipalityReference>,
    /// The unit, where lines are grouped by it.
    #[graphql(skip)]
    pub unit: Option<UnitReference>,
    /// The level of the units, where lines are grouped by it.
    pub unit_kind: Option<UnitKind>,
    /// The function that the units themselves serve, where lines are grouped by it; also null for
    /// units without a function.
    #[graphql(skip)]
    pub function: Option<FunctionReference>,
    /// The account, where lines are grouped by it.
    #[graphql(skip)]
    pub account: Option<AccountReference>,
    /// What the amounts are, where lines are grouped by it.
    pub scenario: Option<Scenario>,
    /// The fiscal year, where lines are grouped by it.
    #[schema(example = 2024)]
    pub fiscal_year: Option<i32>,
    /// First day that each of the amounts covers.
    pub period_start: Date,
    /// Last day that each of the amounts covers.
    pub period_end: Date,
    /// The sum in euros, with the corrected amount of each line that has one; null where no line
    /// has an amount.
    pub amount: Option<Decimal>,
    /// Why there is no sum; null where there is one.
    pub missing_reason: Option<NoSum>,
    /// How many lines with an amount it is the sum of.
    #[schema(example = 12, minimum = 0)]
    pub count: i32,
    /// How many lines of the group have no amount; they do not count as zero.
    #[schema(example = 1, minimum = 0)]
    pub missing_count: i32,
    /// How many lines were summed with their corrected amount.
    #[schema(example = 0, minimum = 0)]
    pub corrected_count: i32,
    /// Ids of units whose lines were left out, because another unit of the group holds the same
    /// money.
    #[schema(example = json!(["kemijarvi.hallintopalvelut.tyollisyyspalvelut"]))]
    pub counted_elsewhere: Vec<String>,
}

impl AggregateGroup {
    /// The public shape of a group.
    #[must_use]
    pub fn new(of: query::AggregateGroup, language: Language) -> Self {
        Self {
            municipality: of.municipality.map(|m| MunicipalityReference::new(&m, language)),
            unit: of.unit.map(|unit| UnitReference::from(&*unit)),
            unit_kind: of.unit_kind.map(UnitKind::from),
            function: of.function.map(|f| FunctionReference::new(&f, language)),
            account: of.account.map(|a| AccountReference::of(&a, language)),
            scenario: of.scenario.map(Scenario::from),
            fiscal_year: of.fiscal_year,
            period_start: of.period.start.into(),
            period_end: of.period.end.into(),
            amount: of.amount.map(Decimal::from),
            missing_reason: of.missing_reason.map(NoSum::from),
            count: count(of.count),
            missing_count: count(of.missing_count),
            corrected_count: count(of.corrected_count),
            counted_elsewhere: of.counted_elsewhere,
        }
    }
}

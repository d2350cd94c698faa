//! An indicator as both faces show it.

use std::collections::BTreeSet;

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    ContentSource, Date, Decimal, MissingReason, MunicipalityReference, PrintedDecimal, Scenario,
    UnitReference, count,
};
use crate::domain;
use crate::query::Stated;

/// A key figure or an output of a unit: what is counted besides money.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Indicator {
    /// Id: the document and the line that prints the name.
    #[graphql(skip)]
    #[schema(example = "kemi-osavuosikatsaus-2022-h1.i388")]
    pub id: String,
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The unit.
    #[graphql(skip)]
    pub unit: UnitReference,
    /// The name as printed.
    #[schema(example = "Hoitopäivät, alle 75 v.")]
    pub name: String,
    /// Id of the indicator it is a part of, without which its name says little.
    pub parent_id: Option<String>,
    /// The heading it stands under, as printed.
    pub group: Option<String>,
    /// What is counted, where the name says so.
    #[schema(example = "kpl")]
    pub unit_of_measure: Option<String>,
    /// Number of the line that prints the name, from 1.
    #[schema(example = 410, minimum = 1)]
    pub line: i32,
    /// Its values, in the order of the columns.
    pub values: Vec<IndicatorValue>,
    /// Ids of the findings about the cells of its values, in order.
    #[graphql(skip)]
    pub findings: Vec<String>,
    /// Where the document prints it.
    pub source: ContentSource,
}

/// A value of an indicator.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct IndicatorValue {
    /// Id: that of the cell that prints it.
    #[schema(example = "kemi-osavuosikatsaus-2022-h1.410.2")]
    pub id: String,
    /// What the value is.
    pub scenario: Scenario,
    /// Fiscal year.
    #[schema(example = 2022)]
    pub fiscal_year: i32,
    /// First day that it covers.
    pub period_start: Date,
    /// Last day that it covers.
    pub period_end: Date,
    /// The number; null where it is not certain.
    #[schema(value_type = Option<PrintedDecimal>)]
    pub value: Option<Decimal>,
    /// Why there is no number; null where there is one.
    pub missing_reason: Option<MissingReason>,
    /// The text as printed.
    #[schema(example = "27,7 Elinkeinopalv. 2 htv")]
    pub printed: String,
    /// Number of the line that prints it, from 1.
    #[schema(example = 410, minimum = 1)]
    pub line: i32,
    /// Ordinal of the column of the table, from 1.
    #[schema(example = 2, minimum = 1)]
    pub column: i32,
    /// Header of the column as printed.
    #[schema(example = "TA 2022")]
    pub column_label: String,
    /// From when a later document states it; null where this is the last statement of it.
    pub superseded_on: Option<Date>,
    /// Ids of the findings about its cell, in order.
    #[graphql(skip)]
    #[schema(example = json!(["heinola-yhteiset-palvelut-2024.f.number_is_legible.819.1"]))]
    pub findings: Vec<String>,
}

impl Indicator {
    /// The public shape of an indicator.
    #[must_use]
    pub fn new(of: Stated<domain::Indicator>, language: Language) -> Self {
        let (municipality, unit) = (MunicipalityReference::of(&of, language), (&of).into());
        let indicator = of.item;
        let lines = std::iter::once(indicator.line).chain(indicator.values.iter().map(|v| v.line));
        let findings: BTreeSet<&String> = of.finding_ids.values().flatten().collect();
        let findings = findings.into_iter().cloned().collect();
        let mut of_cells = of.finding_ids;
        let value = |value: domain::IndicatorValue| {
            let findings = of_cells.remove(&value.id).unwrap_or_default();
            IndicatorValue::new(value, findings)
        };
        let source = ContentSource::new(of.document_id, lines.map(|line| (line, line)));
        Self {
            id: indicator.id,
            municipality,
            unit,
            name: indicator.name,
            parent_id: indicator.parent_id,
            group: indicator.group,
            unit_of_measure: indicator.unit_of_measure,
            line: count(indicator.line),
            values: indicator.values.into_iter().map(value).collect(),
            findings,
            source,
        }
    }
}

impl IndicatorValue {
    fn new(of: domain::IndicatorValue, findings: Vec<String>) -> Self {
        Self {
            id: of.id,
            scenario: of.scenario.into(),
            fiscal_year: of.fiscal_year,
            period_start: of.period.start.into(),
            period_end: of.period.end.into(),
            value: of.value.map(Decimal::from),
            missing_reason: of.missing_reason.map(MissingReason::from),
            printed: of.printed,
            line: count(of.line),
            column: count(of.column),
            column_label: of.column_label,
            superseded_on: of.superseded_on.map(Date::from),
            findings,
        }
    }
}

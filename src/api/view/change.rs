//! A change of an amount as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    AccountReference, BudgetLine, ChangeKind, Date, Decimal, MissingReason, MunicipalityReference,
    Scenario, UnitReference, count,
};
use crate::domain::Cents;
use crate::query::{BudgetLineRecord, ChangeRecord};

/// An amount that a later document states otherwise, that is corrected, or that two documents
/// disagree about.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Change {
    /// Id: that of the new budget line with the kind behind it, and for a disagreement that of
    /// the old one too.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2025-h1.575.1.restatement")]
    pub id: String,
    /// What kind of change.
    pub kind: ChangeKind,
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The unit, as the new amount names it.
    #[graphql(skip)]
    pub unit: UnitReference,
    /// The account.
    #[graphql(skip)]
    pub account: AccountReference,
    /// What the amount is.
    pub scenario: Scenario,
    /// Fiscal year.
    #[schema(example = 2023)]
    pub fiscal_year: i32,
    /// First day that the amount covers.
    pub period_start: Date,
    /// Last day that the amount covers.
    pub period_end: Date,
    /// The old amount in euros: of a restatement the one that counted until then, of a correction
    /// and a disagreement the printed one; null where the text of the document lost it.
    pub old_value: Option<Decimal>,
    /// Why there is no old amount; null where there is one.
    pub old_missing_reason: Option<MissingReason>,
    /// The new amount in euros; of a disagreement the one printed later.
    pub new_value: Decimal,
    /// The new amount less the old one; null where there is no old one.
    pub difference: Option<Decimal>,
    /// Where the old amount stands.
    #[serde(rename = "old")]
    #[graphql(name = "old")]
    pub old_side: ChangeSide,
    /// Where the new amount stands; of a correction the same place.
    #[serde(rename = "new")]
    #[graphql(name = "new")]
    pub new_side: ChangeSide,
    /// The day on which the new amount was known.
    pub date: Date,
    /// Ids of the findings: of a correction those that prove it, else those about either cell.
    #[graphql(skip)]
    #[schema(example = json!(["kemijarvi-hallintopalvelut-2024.f.accounts_make_their_sum.129.1"]))]
    pub findings: Vec<String>,
}

/// Where one of the two amounts of a change stands.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct ChangeSide {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document: String,
    /// Number of the line of the document that prints it, from 1.
    #[schema(example = 123, minimum = 1)]
    pub line: i32,
    /// Id of the budget line.
    #[schema(example = "kemijarvi-hallintopalvelut-2024.123.3")]
    pub budget_line_id: String,
    /// Id of the unit as which the document names the money.
    #[schema(example = "kemijarvi.hallintopalvelut")]
    pub unit_id: String,
    /// The text as printed; empty where the text of the document lost it.
    #[schema(example = "-6 134 089")]
    pub printed: String,
    /// The day from which the amount was known.
    pub known_from: Date,
}

impl From<&BudgetLineRecord> for ChangeSide {
    fn from(of: &BudgetLineRecord) -> Self {
        Self {
            document: of.document_id.clone(),
            line: count(of.line.line),
            budget_line_id: of.line.id.clone(),
            unit_id: of.line.unit_id.clone(),
            printed: of.line.printed.clone(),
            known_from: of.known_from.into(),
        }
    }
}

impl Change {
    /// The public shape of a change.
    #[must_use]
    pub fn new(of: ChangeRecord, language: Language) -> Self {
        let (old_side, new_side) = ((&of.old).into(), (&of.new).into());
        let no_old = of.old.line.missing_reason.filter(|_| of.old_value.is_none());
        let line = BudgetLine::new(of.new, language);
        Self {
            id: of.id,
            kind: of.kind.into(),
            municipality: line.municipality,
            unit: line.unit,
            account: line.account,
            scenario: line.scenario,
            fiscal_year: line.fiscal_year,
            period_start: line.period_start,
            period_end: line.period_end,
            old_value: of.old_value.map(Decimal::from),
            old_missing_reason: no_old.map(MissingReason::from),
            new_value: of.new_value.into(),
            difference: of.old_value.map(|old: Cents| (of.new_value + -old).into()),
            old_side,
            new_side,
            date: of.date.into(),
            findings: of.finding_ids,
        }
    }
}

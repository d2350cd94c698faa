//! A budget line as both faces show it.

use std::sync::Arc;

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{Date, Decimal, MissingReason, Scenario, UnitKind, count};
use crate::domain;
use crate::query::{BudgetLineRecord, Stated};

/// One amount of one account of one unit, as one document states it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct BudgetLine {
    /// Id: that of the cell that prints it, with the scenario behind it where a column states two.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.129.1")]
    pub id: String,
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The unit.
    #[graphql(skip)]
    pub unit: UnitReference,
    /// The account.
    #[graphql(skip)]
    pub account: AccountReference,
    /// What the amount is.
    pub scenario: Scenario,
    /// Fiscal year.
    #[schema(example = 2024)]
    pub fiscal_year: i32,
    /// First day that the amount covers.
    pub period_start: Date,
    /// Last day that the amount covers.
    pub period_end: Date,
    /// Currency, ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// The amount as printed, in euros (tables in thousands are multiplied out): expenses
    /// negative, revenue positive. Null where the document gives none that can be read.
    pub amount: Option<Decimal>,
    /// Why there is no amount; null where there is one.
    pub missing_reason: Option<MissingReason>,
    /// The amount that the relations of the document prove or restore, in euros, where it differs
    /// from the printed one; the findings say how.
    pub corrected_amount: Option<Decimal>,
    /// The text as printed.
    #[schema(example = "-6 380 150")]
    pub printed: String,
    /// Where the document prints it.
    pub source: Source,
    /// Id of the line of the same document that states the same quantity first; null where this
    /// line is no repeat. Repeats are left out unless asked for.
    pub repeat_of: Option<String>,
    /// The day from which the amount was known.
    pub known_from: Date,
    /// The day on which a later document stated the same quantity; null where none did.
    pub superseded_on: Option<Date>,
    /// Ids of the findings about its cell.
    #[graphql(skip)]
    #[schema(example = json!(["kemijarvi-hallintopalvelut-2024.f.accounts_make_their_sum.129.1"]))]
    pub findings: Vec<String>,
}

/// Where a document prints a value.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document: String,
    /// Number of the line that prints the value, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// Ordinal of the column of the table, from 1.
    #[schema(example = 3, minimum = 1)]
    pub column: i32,
    /// Label of the row as printed.
    #[schema(example = "TOIMINTAKULUT")]
    pub row_label: String,
    /// Header of the column, as in its table.
    #[schema(example = "TA 2024")]
    pub column_label: String,
    /// Id of the table.
    #[schema(example = "kemijarvi-hallintopalvelut-2024.t126")]
    pub table_id: String,
    /// Id of the cell; findings name cells by it.
    #[schema(example = "kemijarvi-hallintopalvelut-2024.129.1")]
    pub cell_id: String,
}

/// A municipality by code and name.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MunicipalityReference {
    /// The code of Statistics Finland, three digits.
    #[schema(example = "320")]
    pub code: String,
    /// Name in the language of the answer.
    #[schema(example = "Kemijärvi")]
    pub name: String,
}

/// A unit by id, code, name and level.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitReference {
    /// Id.
    #[schema(example = "kemijarvi.hallintopalvelut")]
    pub id: String,
    /// The code that the municipality prints, where it prints one.
    #[schema(example = "64110000")]
    pub code: Option<String>,
    /// Canonical name in Finnish.
    #[schema(example = "Hallintopalvelut")]
    pub name: String,
    /// Level.
    pub kind: UnitKind,
}

/// An account by code and name.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountReference {
    /// Code.
    #[schema(example = "operating_expenses")]
    pub code: String,
    /// Name in the language of the answer.
    #[schema(example = "Toimintakulut")]
    pub name: String,
}

impl MunicipalityReference {
    /// A municipality by code and name.
    #[must_use]
    pub fn new(of: &domain::Municipality, language: Language) -> Self {
        let name = match language {
            Language::Fi => &of.name_fi,
            Language::Sv => &of.name_sv,
            Language::En => &of.name_en,
        };
        Self { code: of.code.clone(), name: name.clone() }
    }

    /// The municipality whose document says something.
    #[must_use]
    pub fn of<T>(stated: &Stated<T>, language: Language) -> Self {
        let name = match language {
            Language::Fi => &stated.municipality_name_fi,
            Language::Sv => &stated.municipality_name_sv,
            Language::En => &stated.municipality_name_en,
        };
        Self { code: stated.municipality_code.clone(), name: name.clone() }
    }
}

impl AccountReference {
    /// An account by code and name.
    #[must_use]
    pub fn of(of: &domain::Account, language: Language) -> Self {
        let name = match language {
            Language::Fi => &of.name_fi,
            Language::Sv => &of.name_sv,
            Language::En => &of.name_en,
        };
        Self { code: of.code.clone(), name: name.clone() }
    }
}

impl From<&domain::Unit> for UnitReference {
    fn from(of: &domain::Unit) -> Self {
        Self {
            id: of.id.clone(),
            code: of.code.clone(),
            name: of.name.clone(),
            kind: of.kind.into(),
        }
    }
}

impl<T> From<&Stated<T>> for UnitReference {
    fn from(of: &Stated<T>) -> Self {
        Self {
            id: of.unit_id.clone(),
            code: of.unit_code.clone(),
            name: of.unit_name.clone(),
            kind: of.unit_kind.into(),
        }
    }
}

impl BudgetLine {
    /// The public shape of a budget line that figures share.
    #[must_use]
    pub fn shared(of: Arc<BudgetLineRecord>, language: Language) -> Self {
        Self::new(Arc::unwrap_or_clone(of), language)
    }

    /// The public shape of a budget line.
    #[must_use]
    pub fn new(of: BudgetLineRecord, language: Language) -> Self {
        let line = of.line;
        Self {
            id: line.id,
            municipality: MunicipalityReference::new(&of.municipality, language),
            unit: UnitReference::from(&*of.unit),
            account: AccountReference::of(&of.account, language),
            scenario: line.scenario.into(),
            fiscal_year: line.fiscal_year,
            period_start: line.period.start.into(),
            period_end: line.period.end.into(),
            currency: "EUR".to_owned(),
            amount: line.amount.map(Decimal::from),
            missing_reason: line.missing_reason.map(MissingReason::from),
            corrected_amount: line.corrected_amount.map(Decimal::from),
            printed: line.printed,
            source: Source {
                document: of.document_id,
                line: count(line.line),
                column: count(line.column),
                row_label: line.row_label,
                column_label: line.column_label,
                table_id: line.table_id,
                cell_id: of.cell_id,
            },
            repeat_of: line.repeat_of,
            known_from: of.known_from.into(),
            superseded_on: of.superseded_on.map(Date::from),
            findings: of.finding_ids,
        }
    }
}

//! A function of government as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{FunctionLevel, MunicipalityReference};
use crate::domain;
use crate::query::FunctionRecord;

/// A function of government: a division, group or class of the classification COFOG.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Function {
    /// Code; that of a function begins with the code of the one it belongs to.
    #[schema(example = "01.3.1")]
    pub code: String,
    /// Level.
    pub level: FunctionLevel,
    /// Code of the function it belongs to; null for a division.
    #[schema(example = "01.3")]
    pub parent_code: Option<String>,
    /// Name in the language of the answer, or in English where there is none in it.
    #[schema(example = "Yleinen henkilöstöhallinto")]
    pub name: String,
    /// The language that `name` is in: that of the answer, or `en` where it falls back.
    #[schema(example = "fi")]
    pub name_language: String,
    /// How official the names are.
    #[schema(example = "official_fi")]
    pub name_status: String,
    /// Where the names come from.
    pub name_source: String,
    /// Municipalities that have units under it or under a function below it.
    pub coverage: Vec<FunctionCoverage>,
}

/// What a municipality has under a function.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct FunctionCoverage {
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// Ids of the units.
    #[schema(example = json!(["kemi.keskusvirasto.henkilostopalvelut"]))]
    pub units: Vec<String>,
    /// Fiscal years that any of them has an amount of.
    #[schema(example = json!([2021, 2022]))]
    pub fiscal_years: Vec<i32>,
}

/// A function by code and name.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FunctionReference {
    /// Code.
    #[schema(example = "01.3.1")]
    pub code: String,
    /// Level.
    pub level: FunctionLevel,
    /// Name in the language of the answer, or in English where there is none in it.
    #[schema(example = "Yleinen henkilöstöhallinto")]
    pub name: String,
}

/// The name in a language, or in English, with the language it is in.
fn name(of: &domain::Function, language: Language) -> (String, Language) {
    let named = match language {
        Language::Fi => of.name_fi.clone(),
        Language::Sv => of.name_sv.clone(),
        Language::En => None,
    };
    named.map_or_else(|| (of.name_en.clone(), Language::En), |name| (name, language))
}

impl FunctionReference {
    /// A function by code and name.
    #[must_use]
    pub fn new(of: &domain::Function, language: Language) -> Self {
        Self { code: of.code.clone(), level: of.level.into(), name: name(of, language).0 }
    }
}

impl Function {
    /// The public shape of a function; `municipality` names the municipality of a code.
    #[must_use]
    pub fn new(
        of: FunctionRecord,
        language: Language,
        municipality: impl Fn(&str) -> MunicipalityReference,
    ) -> Self {
        let (name, name_language) = name(&of.function, language);
        let coverage = of.coverage.into_iter().map(|c| FunctionCoverage {
            municipality: municipality(&c.municipality_code),
            units: c.unit_ids,
            fiscal_years: c.fiscal_years,
        });
        Self {
            level: of.function.level.into(),
            parent_code: of.function.parent_code,
            name,
            name_language: name_language.as_str().to_owned(),
            name_status: of.function.status,
            name_source: of.function.source,
            coverage: coverage.collect(),
            code: of.function.code,
        }
    }
}

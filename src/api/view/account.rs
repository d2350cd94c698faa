//! An account as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::Names;
use crate::domain;

/// An account: a line of an income statement or of an investment statement. The tree is additive:
/// an account is the sum of its children, signs included.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Account {
    /// Code.
    #[schema(example = "operating_expenses")]
    pub code: String,
    /// Code of the account it is added into; null for a root.
    #[schema(example = "operating_margin")]
    pub parent_code: Option<String>,
    /// Name in the language of the answer.
    #[graphql(skip)]
    #[schema(example = "Toimintakulut")]
    pub name: String,
    /// Name in every language.
    pub names: Names,
    /// Place in the statement, from 0: a child comes before the sum it belongs to.
    #[schema(example = 12, minimum = 0)]
    pub position: i32,
    /// The sign its amounts bear by convention: 1 revenue, -1 expense, 0 either.
    #[schema(example = -1, minimum = -1, maximum = 1)]
    pub sign: i32,
}

impl Account {
    /// The public shape of an account.
    #[must_use]
    pub fn new(of: &domain::Account, language: Language) -> Self {
        let names =
            Names { fi: of.name_fi.clone(), sv: of.name_sv.clone(), en: of.name_en.clone() };
        Self {
            code: of.code.clone(),
            parent_code: of.parent_code.clone(),
            name: names.of(language).to_owned(),
            names,
            position: of.position,
            sign: of.sign.into(),
        }
    }
}

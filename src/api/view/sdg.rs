//! A goal of sustainable development as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::Names;
use crate::domain;

/// A goal of sustainable development of the United Nations; objectives name them by number.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Sdg {
    /// 1 to 17.
    #[schema(example = 8, minimum = 1, maximum = 17)]
    pub number: i32,
    /// Name in the language of the answer.
    #[schema(example = "Ihmisarvoista työtä ja talouskasvua")]
    pub name: String,
    /// Name in every language.
    pub names: Names,
    /// How official the names are.
    #[schema(example = "official")]
    pub status: String,
    /// Where the names come from.
    pub source: String,
}

impl Sdg {
    /// The public shape of a goal.
    #[must_use]
    pub fn new(of: domain::Sdg, language: Language) -> Self {
        let names = Names { fi: of.name_fi, sv: of.name_sv, en: of.name_en };
        Self {
            number: of.number,
            name: names.of(language).to_owned(),
            names,
            status: of.status,
            source: of.source,
        }
    }
}

//! A municipality as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::Date;
use crate::domain;

/// A Finnish municipality.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Municipality {
    /// The code of Statistics Finland, three digits.
    #[schema(example = "320")]
    pub code: String,
    /// Name for addresses; also the id of the municipality's root unit.
    #[schema(example = "kemijarvi")]
    pub slug: String,
    /// Name in the language of the answer.
    #[graphql(skip)]
    #[schema(example = "Kemijärvi")]
    pub name: String,
    /// Name in every language.
    pub names: Names,
    /// The region (maakunta) it belongs to.
    pub region: Region,
    /// Business id (Y-tunnus), where known.
    #[schema(example = "0191717-8")]
    pub business_id: Option<String>,
    /// Population by year end, oldest first.
    pub population: Vec<Population>,
}

/// A name in every language of the service.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
pub struct Names {
    /// In Finnish.
    #[schema(example = "Kemijärvi")]
    pub fi: String,
    /// In Swedish.
    #[schema(example = "Kemijärvi")]
    pub sv: String,
    /// In English.
    #[schema(example = "Kemijärvi")]
    pub en: String,
}

/// A region of Finland (maakunta).
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Region {
    /// Two-digit code.
    #[schema(example = "19")]
    pub code: String,
    /// Name in the language of the answer.
    #[graphql(skip)]
    #[schema(example = "Lappi")]
    pub name: String,
    /// Name in every language.
    pub names: Names,
}

/// The population of a municipality on a day.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Population {
    /// The day, usually 31 December.
    pub date: Date,
    /// Number of persons.
    #[schema(example = 6897, minimum = 0)]
    pub persons: i32,
    /// How final the figure is.
    #[schema(example = "final")]
    pub status: String,
    /// Where the figure comes from.
    pub source: String,
}

impl Names {
    /// The name in one language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

impl Municipality {
    /// The public shape of a municipality.
    #[must_use]
    pub fn new(of: &domain::Municipality, language: Language) -> Self {
        let names = |fi: &String, sv: &String, en: &String| Names {
            fi: fi.clone(),
            sv: sv.clone(),
            en: en.clone(),
        };
        let region = names(&of.region_fi, &of.region_sv, &of.region_en);
        let names = names(&of.name_fi, &of.name_sv, &of.name_en);
        Self {
            code: of.code.clone(),
            slug: of.slug.clone(),
            name: names.of(language).to_owned(),
            names,
            region: Region {
                code: of.region_code.clone(),
                name: region.of(language).to_owned(),
                names: region,
            },
            business_id: of.business_id.clone(),
            population: of.population.iter().cloned().map(Population::from).collect(),
        }
    }
}

impl From<domain::Population> for Population {
    fn from(of: domain::Population) -> Self {
        Self {
            date: of.date.into(),
            persons: super::count(of.persons),
            status: of.status,
            source: of.source,
        }
    }
}

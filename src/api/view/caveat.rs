//! A caveat as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::CaveatCode;
use crate::query;

/// Something to be said of a figure before it is printed.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Caveat {
    /// What it is about; stable.
    pub code: CaveatCode,
    /// One sentence in English.
    pub message: String,
    /// Ids of the units it is about.
    pub units: Vec<String>,
    /// Ids of the findings it rests on.
    pub findings: Vec<String>,
}

impl From<query::Caveat> for Caveat {
    fn from(of: query::Caveat) -> Self {
        Self { code: of.code.into(), message: of.message, units: of.units, findings: of.findings }
    }
}

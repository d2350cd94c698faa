//! The data as a whole as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::{ReleaseFile, ReleaseTable, count};
use crate::query;

/// Licence of the data, as an SPDX identifier.
pub(crate) const LICENCE: &str = "CC-BY-4.0";
/// Where the data comes from and how to name it.
pub(crate) const SOURCE_STATEMENT: &str = "Figures: the municipalities' own public budget and performance \
    documents, each named with its publisher and line. Reading, checks and corrections: \
    Kuntavaaka. When you use a figure, name the municipality, its document and the release.";

/// The data as a whole: what this release holds, and how it may be used.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Dataset {
    /// Id of the release, derived from its content alone; null before the first import.
    #[schema(example = "5f0c2a9d71be")]
    pub release: Option<String>,
    /// Counts the releases that this service has held, from 1; null before the first import.
    #[schema(example = 1, minimum = 1)]
    pub number: Option<i32>,
    /// The digest whose first twelve digits are the id of the release: SHA-256 over the lines
    /// that `sha256sum` prints of the tables of the release as CSV.
    #[schema(example = "5f0c2a9d71be3f4e1d0a8c7b6a594837261504f3e2d1c0bfae9d8c7b6a594837")]
    pub digest: Option<String>,
    /// When the content came to be stored, in UTC (RFC 3339); null where this service reads a
    /// file of the release as it is.
    #[schema(example = "2026-11-23T02:00:00Z")]
    pub imported_at: Option<String>,
    /// How many rows each table has, parents before children.
    pub counts: Vec<ReleaseTable>,
    /// The files of the release, to be downloaded.
    pub files: Vec<ReleaseFile>,
    /// Ids of the documents, in order.
    #[graphql(skip)]
    #[schema(example = json!(["kemi-osavuosikatsaus-2022-h1"]))]
    pub documents: Vec<String>,
    /// Licence of the data, as an SPDX identifier; a document may state another.
    #[schema(example = "CC-BY-4.0")]
    pub licence: String,
    /// Where the data comes from and how to name it.
    pub source_statement: String,
}

impl Dataset {
    /// The public shape of what is stored now.
    #[must_use]
    pub fn new(of: Option<query::Release>) -> Self {
        let stored = of.as_ref();
        Self {
            release: stored.map(|of| of.id.clone()),
            number: stored.map(|of| count(of.number)),
            digest: stored.and_then(|of| of.digest.clone()),
            imported_at: stored.and_then(|of| of.imported_at.clone()),
            counts: stored.map(ReleaseTable::of).unwrap_or_default(),
            files: stored.map(ReleaseFile::of).unwrap_or_default(),
            documents: of.into_iter().flat_map(|of| of.documents).map(|d| d.id).collect(),
            licence: LICENCE.to_owned(),
            source_statement: SOURCE_STATEMENT.to_owned(),
        }
    }
}

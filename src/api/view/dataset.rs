//! The data as a whole as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::count;
use crate::query::Release;

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
    /// When the content came to be stored, in UTC (RFC 3339).
    #[schema(example = "2026-11-23T02:00:00Z")]
    pub imported_at: Option<String>,
    /// How many rows each table of the database has.
    pub counts: Vec<RowCount>,
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

/// How many rows a table has.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
pub struct RowCount {
    /// Name of the table.
    #[schema(example = "budget_lines")]
    pub table: String,
    /// Its rows.
    #[schema(example = 1834, minimum = 0)]
    pub rows: i32,
}

impl Dataset {
    /// The public shape of what is stored now.
    #[must_use]
    pub fn new(of: Option<Release>) -> Self {
        let (mut counts, mut documents, mut release, mut imported_at) = Default::default();
        if let Some(of) = of {
            counts = of.counts.into_iter().map(RowCount::new).collect();
            documents = of.document_ids;
            release = Some(of.id);
            imported_at = Some(of.imported_at);
        }
        Self {
            release,
            imported_at,
            counts,
            documents,
            licence: LICENCE.to_owned(),
            source_statement: SOURCE_STATEMENT.to_owned(),
        }
    }
}

impl RowCount {
    fn new((table, rows): (String, i64)) -> Self {
        Self { table, rows: count(rows) }
    }
}

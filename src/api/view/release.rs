//! A release of the data as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::count;
use crate::query::{self, ReleaseInHistory};

/// A state that the data was in: what it held, what it changed, and its files.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// Counts the releases that this service has held, from 1.
    #[schema(example = 1, minimum = 1)]
    pub number: i32,
    /// Id of the release, derived from its content alone: equal content has an equal id.
    #[schema(example = "5f0c2a9d71be")]
    pub id: String,
    /// The digest that the id begins; null where an older version of the program stored it.
    #[schema(example = "5f0c2a9d71be3f4e1d0a8c7b6a594837261504f3e2d1c0bfae9d8c7b6a594837")]
    pub digest: Option<String>,
    /// When the content came to be stored, in UTC (RFC 3339); null where this service reads a
    /// file of the release as it is.
    #[schema(example = "2026-11-23T02:00:00Z")]
    pub imported_at: Option<String>,
    /// Whether it is the release that answers now.
    pub is_current: bool,
    /// How many rows each table has, parents before children.
    pub counts: Vec<ReleaseTable>,
    /// Ids of its documents, in order.
    #[schema(example = json!(["kemi-osavuosikatsaus-2022-h1"]))]
    pub documents: Vec<String>,
    /// What it changed of the release before it.
    pub changes: ReleaseChanges,
    /// Its files, to be downloaded; they never change.
    pub files: Vec<ReleaseFile>,
}

/// A table of a release.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
pub struct ReleaseTable {
    /// Name of the table.
    #[schema(example = "budget_line")]
    pub table: String,
    /// Its rows.
    #[schema(example = 2642, minimum = 0)]
    pub rows: i32,
    /// SHA-256 of the table as CSV, in hexadecimal.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
}

/// What a release changed of the one before it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseChanges {
    /// Id of the release before; null for the first.
    #[schema(example = "0a1b2c3d4e5f")]
    pub previous: Option<String>,
    /// Ids of documents that came.
    #[schema(example = json!(["kemi-osavuosikatsaus-2022-h1"]))]
    pub documents_added: Vec<String>,
    /// Ids of documents whose text is another, or that are read otherwise.
    #[schema(example = json!([]))]
    pub documents_changed: Vec<String>,
    /// Ids of documents that went.
    #[schema(example = json!([]))]
    pub documents_removed: Vec<String>,
}

/// A file of a release.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseFile {
    /// File name.
    #[schema(example = "kuntavaaka-5f0c2a9d71be.zip")]
    pub name: String,
    /// Where it is, from the root of the service.
    #[schema(example = "/v1/dataset/releases/5f0c2a9d71be/kuntavaaka-5f0c2a9d71be.zip")]
    pub path: String,
    /// Media type.
    #[schema(example = "application/zip")]
    pub media_type: String,
    /// Its size in bytes; null where this service has not made it yet. A text, since it may be
    /// more than 32 bits hold.
    #[schema(example = "1048576")]
    pub byte_size: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal; null where this service has not made it yet.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: Option<String>,
}

impl Release {
    /// The public shape of a release.
    #[must_use]
    pub fn new(of: ReleaseInHistory) -> Self {
        let changes = of.document_changes();
        Self {
            number: count(of.release.number),
            digest: of.release.digest.clone(),
            imported_at: of.release.imported_at.clone(),
            is_current: of.is_current,
            counts: ReleaseTable::of(&of.release),
            files: ReleaseFile::of(&of.release),
            documents: of.release.documents.into_iter().map(|d| d.id).collect(),
            id: of.release.id,
            changes: ReleaseChanges {
                previous: of.previous.map(|p| p.id),
                documents_added: changes.added,
                documents_changed: changes.changed,
                documents_removed: changes.removed,
            },
        }
    }
}

impl ReleaseTable {
    /// The tables of a release.
    pub(super) fn of(release: &query::Release) -> Vec<Self> {
        let table = |t: &query::ReleaseTable| Self {
            table: t.name.clone(),
            rows: count(t.rows),
            sha256: t.sha256.clone(),
        };
        release.tables.iter().map(table).collect()
    }
}

impl ReleaseFile {
    /// The files of a release: those that every release has, whether they are made yet or not.
    pub(super) fn of(release: &query::Release) -> Vec<Self> {
        let file = |kind: query::FileKind| {
            let name = kind.name_of(&release.id);
            let made = release.files.iter().find(|file| file.name == name);
            Self {
                path: format!("/v1/dataset/releases/{}/{name}", release.id),
                media_type: kind.media_type().to_owned(),
                byte_size: made.map(|file| file.byte_size.to_string()),
                sha256: made.map(|file| file.sha256.clone()),
                name,
            }
        };
        query::FileKind::ALL.iter().map(|kind| file(*kind)).collect()
    }
}

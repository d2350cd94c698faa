//! Lines of a document's text as both faces show them.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::count;
use crate::query::{self, SourceLine};

/// A line of a document's text.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Number of the line, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// Its text, exactly as in the document.
    pub text: String,
}

/// The line that prints a value, with the lines around it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Excerpt {
    /// Number of the line that prints the value, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// That line and its neighbours, in order.
    pub lines: Vec<Line>,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct DocumentLines {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document_id: String,
    /// How many lines the whole document has.
    #[schema(example = 812, minimum = 0)]
    pub line_count: i32,
    /// The lines asked for, in order.
    pub lines: Vec<Line>,
    /// Id of the release that the answer was made from.
    #[graphql(skip)]
    #[schema(example = "5f0c2a9d71be")]
    pub release: String,
}

impl From<SourceLine> for Line {
    fn from(of: SourceLine) -> Self {
        Self { line: count(of.line), text: of.text }
    }
}

impl Excerpt {
    /// The excerpt around a line.
    #[must_use]
    pub fn new(line: usize, lines: Vec<SourceLine>) -> Self {
        Self { line: count(line), lines: lines.into_iter().map(Line::from).collect() }
    }
}

impl DocumentLines {
    /// The public shape of a stretch of text.
    #[must_use]
    pub fn new(of: query::DocumentLines, release: String) -> Self {
        Self {
            document_id: of.document_id,
            line_count: count(of.line_count),
            lines: of.lines.into_iter().map(Line::from).collect(),
            release,
        }
    }
}

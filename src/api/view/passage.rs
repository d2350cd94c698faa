//! Pieces of a document's text as both faces show them.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::{Assignment, count};
use crate::domain;

/// A piece of a document's text, put together from one or more stretches of lines.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// The text to read: lines joined, words broken at line ends made whole, and, in optically
    /// read documents, Finnish restored where that is certain.
    #[schema(example = "Tapahtumien määrä kasvaa")]
    pub text: String,
    /// The text as it was read and not restored; null where it is the same.
    pub as_read: Option<String>,
    /// The stretches of lines it stands on, in order.
    pub lines: Vec<Stretch>,
    /// How its lines were found.
    pub assignment: Assignment,
}

/// A stretch of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Stretch {
    /// Number of the first line, from 1.
    #[schema(example = 45, minimum = 1)]
    pub first: i32,
    /// Number of the last line, included.
    #[schema(example = 46, minimum = 1)]
    pub last: i32,
}

/// Where a document says something.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct ContentSource {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document: String,
    /// All the stretches of lines that it was read from, in order.
    pub lines: Vec<Stretch>,
}

impl From<domain::Passage> for Passage {
    fn from(of: domain::Passage) -> Self {
        let stretch = |(first, last)| Stretch { first: count(first), last: count(last) };
        Self {
            text: of.text,
            as_read: of.as_read,
            lines: of.lines.into_iter().map(stretch).collect(),
            assignment: of.assignment.into(),
        }
    }
}

impl ContentSource {
    /// A document and stretches of its lines; those that touch become one.
    #[must_use]
    pub fn new(document: String, stretches: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut stretches: Vec<(usize, usize)> = stretches.into_iter().collect();
        stretches.sort_unstable();
        let mut lines: Vec<Stretch> = Vec::new();
        for (first, last) in stretches {
            match lines.last_mut() {
                Some(before) if count(first) <= before.last.saturating_add(1) => {
                    before.last = before.last.max(count(last));
                }
                _ => lines.push(Stretch { first: count(first), last: count(last) }),
            }
        }
        Self { document, lines }
    }

    /// A document and the lines of pieces of its text.
    #[must_use]
    pub fn of<'a>(
        document: String,
        passages: impl IntoIterator<Item = &'a domain::Passage>,
    ) -> Self {
        Self::new(document, passages.into_iter().flat_map(|p| p.lines.iter().copied()))
    }
}

//! Pieces of text as JSON text: with its lines, a piece is read and written as one.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::{Outcome, Passage};
use crate::store::StoreError;

#[derive(Serialize, Deserialize)]
struct StoredPassage {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_read: Option<String>,
    lines: Vec<(usize, usize)>,
    assignment: String,
}

#[derive(Serialize, Deserialize)]
struct StoredOutcome {
    text: Option<StoredPassage>,
    as_of_date: String,
    status: Option<String>,
}

/// A passage as JSON.
pub(super) fn to_json(passage: &Passage) -> Result<String, StoreError> {
    written(&stored(passage))
}

/// A passage from JSON.
pub(super) fn from_json(text: &str) -> Result<Passage, StoreError> {
    passage(read(text)?)
}

/// Passages as JSON, in order.
pub(super) fn list_to_json<'a>(
    passages: impl IntoIterator<Item = &'a Passage>,
) -> Result<String, StoreError> {
    written(&passages.into_iter().map(stored).collect::<Vec<_>>())
}

/// Passages from JSON.
pub(super) fn list_from_json(text: &str) -> Result<Vec<Passage>, StoreError> {
    read::<Vec<StoredPassage>>(text)?.into_iter().map(passage).collect()
}

/// Outcomes as JSON, in order.
pub(super) fn outcomes_to_json(outcomes: &[Outcome]) -> Result<String, StoreError> {
    let outcome = |o: &Outcome| StoredOutcome {
        text: o.text.as_ref().map(stored),
        as_of_date: o.as_of_date.to_string(),
        status: o.status.map(|s| s.to_string()),
    };
    written(&outcomes.iter().map(outcome).collect::<Vec<_>>())
}

/// Outcomes from JSON.
pub(super) fn outcomes_from_json(text: &str) -> Result<Vec<Outcome>, StoreError> {
    let outcome = |o: StoredOutcome| {
        Ok(Outcome {
            text: o.text.map(passage).transpose()?,
            as_of_date: o.as_of_date.parse().map_err(inconsistent)?,
            status: o.status.map(|s| s.parse().map_err(inconsistent)).transpose()?,
        })
    };
    read::<Vec<StoredOutcome>>(text)?.into_iter().map(outcome).collect()
}

fn stored(passage: &Passage) -> StoredPassage {
    StoredPassage {
        text: passage.text.clone(),
        as_read: passage.as_read.clone(),
        lines: passage.lines.clone(),
        assignment: passage.assignment.to_string(),
    }
}

fn passage(stored: StoredPassage) -> Result<Passage, StoreError> {
    Ok(Passage {
        text: stored.text,
        as_read: stored.as_read,
        lines: stored.lines,
        assignment: stored.assignment.parse().map_err(inconsistent)?,
    })
}

fn written(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Rejected(e.to_string()))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(inconsistent)
}

fn inconsistent(error: impl std::fmt::Display) -> StoreError {
    StoreError::Inconsistent(error.to_string())
}

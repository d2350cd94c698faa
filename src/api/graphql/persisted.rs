//! Queries that a client names by their digest instead of sending them again (automatic persisted
//! queries, as Apollo's clients ask): the first time with the text, then by its SHA-256 alone, so
//! that the address of a GET stays short and a cache in between knows it.
//!
//! What is kept is bounded and lives as long as the process; a client whose query is not kept is
//! told so and sends it once more. The documents with a name of their own are always known.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;

use crate::api::digest;
use crate::api::graphql::documents;
use crate::api::problem::{Code, Problem};

/// Queries kept at a time.
pub(crate) const MAX_QUERIES: usize = 1_000;
/// Bytes of all queries kept.
pub(crate) const MAX_BYTES: usize = 1_000_000;
/// The only version of the convention.
const VERSION: i64 = 1;
/// The message by which clients know that they have to send the text.
const NOT_FOUND: &str = "PersistedQueryNotFound";

/// A query named by its digest.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PersistedQuery {
    version: i64,
    sha256_hash: String,
}

impl PersistedQuery {
    /// The digest that names the query, in hexadecimal.
    pub(super) fn digest(&self) -> Result<&str, Problem> {
        if self.version == VERSION {
            return Ok(&self.sha256_hash);
        }
        let detail = format!("`persistedQuery.version` must be {VERSION}.");
        Err(Problem::new(Code::MalformedRequest, detail))
    }
}

/// Refuses a digest that is not of the text: what is kept under a digest is never another text.
pub(super) fn check(digest: &str, text: &str) -> Result<(), Problem> {
    let actual = digest::of_text(text);
    if digest.eq_ignore_ascii_case(&actual) {
        return Ok(());
    }
    let detail = format!("`sha256Hash` is not the SHA-256 of the query, which is {actual}.");
    Err(Problem::new(Code::PersistedQueryMismatch, detail))
}

/// The queries that are kept; clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Persisted(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    /// By digest: when the query was last used, and its text.
    queries: BTreeMap<String, (u64, Arc<str>)>,
    bytes: usize,
    uses: u64,
}

impl Persisted {
    /// The text of a query.
    pub(super) fn text(&self, digest: &str) -> Result<Arc<str>, Problem> {
        let digest = digest.to_ascii_lowercase();
        if let Some(document) = documents::all().iter().find(|d| d.sha256 == digest) {
            return Ok(document.text.as_str().into());
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let now = kept.uses;
        let found = kept.queries.get_mut(&digest).map(|(used, text)| {
            *used = now;
            Arc::clone(text)
        });
        found.ok_or_else(|| Problem::new(Code::PersistedQueryNotFound, NOT_FOUND))
    }

    /// Keeps a query that passed every guard; those that were not used for longest give way.
    pub(super) fn keep(&self, text: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let now = kept.uses;
        if kept.queries.insert(digest::of_text(text), (now, text.into())).is_none() {
            kept.bytes += text.len();
        }
        while kept.queries.len() > MAX_QUERIES || kept.bytes > MAX_BYTES {
            let oldest = kept.queries.iter().min_by_key(|(_, (used, _))| *used);
            let Some(oldest) = oldest.map(|(digest, _)| digest.clone()) else { break };
            if let Some((_, text)) = kept.queries.remove(&oldest) {
                kept.bytes -= text.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(persisted: &Persisted, text: &str) -> bool {
        persisted.text(&digest::of_text(text)).is_ok()
    }

    #[test]
    fn queries_that_were_not_used_for_longest_give_way() {
        let persisted = Persisted::default();
        for n in 0..MAX_QUERIES {
            persisted.keep(&format!("{{a{n}}}"));
        }
        assert!(knows(&persisted, "{a0}"));
        persisted.keep("{b}");
        persisted.keep("{b}");
        assert!(knows(&persisted, "{a0}") && knows(&persisted, "{b}"));
        assert!(!knows(&persisted, "{a1}") && knows(&persisted, "{a2}"));
    }

    #[test]
    fn no_more_bytes_are_kept_than_are_allowed() {
        let persisted = Persisted::default();
        let long = |n: u32| format!("{{{n}{}}}", " ".repeat(MAX_BYTES / 3));
        for n in 0..10 {
            persisted.keep(&long(n));
            let kept = persisted.0.lock().unwrap();
            let held: usize = kept.queries.values().map(|(_, text)| text.len()).sum();
            assert!(held <= MAX_BYTES && held == kept.bytes);
        }
        assert!(knows(&persisted, &long(9)) && !knows(&persisted, &long(0)));
    }
}

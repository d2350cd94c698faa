//! Cursors: opaque texts that lead from one page to the next, bound to the question they belong to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::query::{Error, Page, PageItem, PageRequest};
use crate::store::read::{Found, Key, Window};

/// What a cursor holds, besides being bound to its question: the keys of an item's place.
#[derive(Serialize, Deserialize)]
struct Cursor {
    /// Digest of the question and the keys.
    check: String,
    keys: Vec<CursorKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum CursorKey {
    Int(i64),
    Text(String),
}

/// A list that is paged: the question that its cursors are bound to.
pub(super) struct Paging {
    question: Sha256,
}

impl Paging {
    /// `question` says all that decides which items a list has and how they are ordered.
    pub(super) fn of(question: String) -> Self {
        Self { question: Sha256::new_with_prefix(question) }
    }

    /// The same list below one parent.
    fn below(&self, parent: &str) -> Self {
        Self { question: self.question.clone().chain_update("\n").chain_update(parent) }
    }

    /// Which rows a page asks for.
    pub(super) fn window(&self, page: &PageRequest) -> Result<Window, Error> {
        let after = page.after.as_deref().map(|cursor| self.keys(cursor)).transpose()?;
        let size = page.size()?;
        Ok(Window { limit: if page.only_total { 0 } else { size }, after })
    }

    /// Which rows a page below each of the parents asks for; a cursor belongs to one parent.
    pub(super) fn window_below(
        &self,
        parents: &[String],
        page: &PageRequest,
    ) -> Result<Window, Error> {
        match (parents, &page.after) {
            ([parent], Some(_)) => self.below(parent).window(page),
            (_, None) => self.window(page),
            _ => Err(Error::InvalidCursor {
                reason: "the cursor belongs to the list of one parent; ask for that parent alone",
            }),
        }
    }

    /// The page that was found.
    pub(super) fn page<T>(
        &self,
        found: Found<T>,
        window: &Window,
        keys: impl Fn(&T) -> Vec<Key>,
    ) -> Page<T> {
        let item = |item: T| PageItem { cursor: self.cursor(keys(&item)), item };
        Page {
            items: found.items.into_iter().map(item).collect(),
            total_count: found.total,
            has_next_page: found.has_more,
            has_previous_page: window.after.is_some(),
        }
    }

    /// The page that was found below each parent.
    pub(super) fn pages<T>(
        &self,
        found: BTreeMap<String, Found<T>>,
        window: &Window,
        keys: impl Fn(&T) -> Vec<Key>,
    ) -> BTreeMap<String, Page<T>> {
        let page = |(parent, found): (String, Found<T>)| {
            let page = self.below(&parent).page(found, window, &keys);
            (parent, page)
        };
        found.into_iter().map(page).collect()
    }

    fn cursor(&self, keys: Vec<Key>) -> String {
        let check = self.check(&keys);
        let keys = keys.into_iter().map(|key| match key {
            Key::Text(text) => CursorKey::Text(text),
            Key::Int(number) => CursorKey::Int(number),
        });
        let cursor = Cursor { check, keys: keys.collect() };
        // A struct of texts and numbers always has a JSON form.
        hex(serde_json::to_string(&cursor).unwrap_or_default().as_bytes())
    }

    fn keys(&self, cursor: &str) -> Result<Vec<Key>, Error> {
        let damaged = || Error::InvalidCursor { reason: "the cursor is damaged" };
        let bytes = from_hex(cursor).ok_or_else(damaged)?;
        let cursor: Cursor = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        let key = |key| match key {
            CursorKey::Text(text) => Key::Text(text),
            CursorKey::Int(number) => Key::Int(number),
        };
        let keys: Vec<Key> = cursor.keys.into_iter().map(key).collect();
        if cursor.check == self.check(&keys) {
            Ok(keys)
        } else {
            Err(Error::InvalidCursor {
                reason: "the cursor belongs to another question; keep filters and sort order",
            })
        }
    }

    fn check(&self, keys: &[Key]) -> String {
        let digest = self.question.clone().chain_update(format!("\n{keys:?}")).finalize();
        hex(digest.as_slice().get(..6).unwrap_or_default())
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| {
        let digits = std::str::from_utf8(pair).ok()?;
        let hexadecimal = pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit);
        if hexadecimal { u8::from_str_radix(digits, 16).ok() } else { None }
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

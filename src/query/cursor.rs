//! Cursors: opaque texts that lead from one page to the next, bound to the question they belong to.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::query::{Error, Page, PageItem, PageRequest, Wanted};
use crate::store::read::{Found, Key, Window};

/// Leads to the item after one: written out where it is looked at, which of most items it is not.
#[derive(Clone)]
pub struct Cursor(Leading);

#[derive(Clone)]
enum Leading {
    /// By the keys of the item's place in a list that is paged.
    To(Arc<Paging>, Vec<Key>),
    /// By a name of the item, in a list of one page.
    Named(String),
}

/// What a cursor holds, besides being bound to its question: the keys of an item's place.
#[derive(Serialize, Deserialize)]
struct Held {
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

impl Cursor {
    /// The cursor of an item of a list that has one page.
    #[must_use]
    pub fn named(item: &str) -> Self {
        Self(Leading::Named(item.to_owned()))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Leading::To(paging, keys) => f.write_str(&paging.cursor(keys)),
            Leading::Named(item) => f.write_str(item),
        }
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor({self})")
    }
}

impl PartialEq for Cursor {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Cursor {}

/// A list that is paged: the question that its cursors are bound to.
#[derive(Clone)]
pub(super) struct Paging {
    question: Sha256,
}

impl Paging {
    /// `question` says all that decides which items a list has and how they are ordered.
    pub(super) fn of(question: String) -> Self {
        Self { question: Sha256::new_with_prefix(question) }
    }

    /// What tells the list from all others.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.question.clone().finalize().into()
    }

    /// The same list below one parent.
    fn below(&self, parent: &str) -> Self {
        Self { question: self.question.clone().chain_update("\n").chain_update(parent) }
    }

    /// Which rows a page asks for.
    pub(super) fn window(&self, page: &PageRequest) -> Result<Window, Error> {
        let after = page.after.as_deref().map(|cursor| self.keys(cursor)).transpose()?;
        let size = page.size()?;
        let limit = if page.wanted == Wanted::Total { 0 } else { size };
        Ok(Window { limit, after, is_counted: page.wanted != Wanted::Items })
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
        let paging = Arc::new(self.clone());
        let cursor = |item: &T| Cursor(Leading::To(Arc::clone(&paging), keys(item)));
        let item = |item: T| PageItem { cursor: cursor(&item), item };
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

    fn cursor(&self, keys: &[Key]) -> String {
        let check = self.check(keys);
        let keys = keys.iter().map(|key| match key {
            Key::Text(text) => CursorKey::Text(text.clone()),
            Key::Int(number) => CursorKey::Int(*number),
        });
        let cursor = Held { check, keys: keys.collect() };
        // A struct of texts and numbers always has a JSON form.
        hex(serde_json::to_string(&cursor).unwrap_or_default().as_bytes())
    }

    fn keys(&self, cursor: &str) -> Result<Vec<Key>, Error> {
        let damaged = || Error::InvalidCursor { reason: "the cursor is damaged" };
        let bytes = from_hex(cursor).ok_or_else(damaged)?;
        let cursor: Held = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
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

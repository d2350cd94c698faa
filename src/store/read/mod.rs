//! Reads: one file per noun, and the listing that pages all of them alike.

pub(crate) mod accounts;
pub(crate) mod aggregate;
pub(crate) mod budget_lines;
pub(crate) mod changes;
pub(crate) mod comparability;
pub(crate) mod contents;
pub(crate) mod documents;
pub(crate) mod executed;
pub(crate) mod findings;
pub(crate) mod functions;
pub(crate) mod holdings;
pub(crate) mod indicators;
pub(crate) mod internal_control;
mod listing;
pub(crate) mod municipalities;
pub(crate) mod narratives;
pub(crate) mod objectives;
mod parents;
pub(crate) mod release;
pub(crate) mod responsible_persons;
pub(crate) mod risks;
pub(crate) mod sdgs;
pub(crate) mod tables;
mod unit_tree;
pub(crate) mod units;

pub(super) use listing::counted;
pub(crate) use listing::{Found, Key, Window};
pub(crate) use parents::Parent;
pub(crate) use unit_tree::{UnitTree, unit_tree};

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Text};

use crate::store::StoreError;

/// What a release holds few of, by code, as answers share it.
pub(crate) type ByCode<T> = BTreeMap<String, Arc<T>>;

/// One text.
#[derive(QueryableByName)]
pub(in crate::store) struct TextRow {
    #[diesel(sql_type = Text)]
    pub(in crate::store) value: String,
}

/// One number.
#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

/// A stored code or date as what it stands for.
fn parsed<T>(text: &str) -> Result<T, StoreError>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|e| StoreError::Inconsistent(format!("\"{text}\": {e}")))
}

/// A stored integer in the width the domain uses.
fn narrow<T: TryFrom<i64>>(value: i64) -> Result<T, StoreError> {
    T::try_from(value).map_err(|_| StoreError::Inconsistent(format!("{value} is out of bounds")))
}

/// An integer of the domain as it is bound to a statement.
fn wide(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

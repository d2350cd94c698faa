//! What tables and columns are called and what they mean, from `data/release`.

use serde::Deserialize;

use crate::release::ReleaseError;

/// Stands for any table that has the column.
const ANY: &str = "*";

/// What a table or a column is called and what it means.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    table: String,
    #[serde(default)]
    column: String,
    pub(super) fi: String,
    pub(super) sv: String,
    pub(super) en: String,
    /// What it means, in English.
    pub(super) about: String,
}

/// All tables and columns.
#[derive(Debug)]
pub(super) struct Dictionary {
    tables: Vec<Entry>,
    columns: Vec<Entry>,
}

impl Dictionary {
    pub(super) fn bundled() -> Result<Self, ReleaseError> {
        Ok(Self {
            tables: entries(include_str!("../../data/release/tables.csv"))?,
            columns: entries(include_str!("../../data/release/columns.csv"))?,
        })
    }

    pub(super) fn table(&self, name: &str) -> Result<&Entry, ReleaseError> {
        let found = self.tables.iter().find(|entry| entry.table == name);
        found.ok_or_else(|| missing(name))
    }

    /// A column of one table, or of any table where that one says nothing of its own.
    pub(super) fn column(&self, table: &str, name: &str) -> Result<&Entry, ReleaseError> {
        let of = |table| self.columns.iter().find(|e| e.table == table && e.column == name);
        of(table).or_else(|| of(ANY)).ok_or_else(|| missing(&format!("{table}.{name}")))
    }
}

fn entries(csv: &str) -> Result<Vec<Entry>, ReleaseError> {
    let read: Result<_, _> = csv::Reader::from_reader(csv.as_bytes()).into_deserialize().collect();
    read.map_err(|error| ReleaseError::Unwritten(format!("data/release: {error}")))
}

fn missing(what: &str) -> ReleaseError {
    ReleaseError::Unwritten(format!("data/release says nothing of {what}"))
}

//! The digest of the content: equal content has an equal id wherever and whenever it was
//! imported, and anybody can compute it from the files of a release.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest as _, Sha256};

use crate::store::exchange::{Rows, header, line};
use crate::store::schema::{CONTENT, TableOf};
use crate::store::sql::Bind;
use crate::store::{Session, StoreError};

/// Hexadecimal digits of an id.
const ID_DIGITS: usize = 12;
/// The column that changes when another document is imported.
const OF_OTHERS: &str = "superseded_on";

/// What the content is.
#[derive(Debug)]
pub(in crate::store) struct Digest {
    /// SHA-256 over the lines that `sha256sum` prints of the tables' CSV, in order.
    pub(in crate::store) all: String,
    /// Of each table: name, rows, SHA-256 of its CSV.
    pub(in crate::store) tables: Vec<(&'static str, i64, String)>,
    /// Of each document: a digest of what was read from it.
    pub(in crate::store) documents: BTreeMap<String, String>,
}

impl Digest {
    /// The id of the release.
    pub(in crate::store) fn id(&self) -> String {
        self.all.chars().take(ID_DIGITS).collect()
    }
}

/// Digests what is stored now.
pub(in crate::store) fn digest(session: &mut Session) -> Result<Digest, StoreError> {
    let mut documents = BTreeMap::new();
    let mut tables = Vec::new();
    for table in CONTENT {
        let (mut hasher, mut count) = (Sha256::new_with_prefix(header(table)?), 0);
        let mut rows = Rows::of(table);
        loop {
            let window = rows.next(session)?;
            if window.is_empty() {
                break;
            }
            for row in window {
                hasher.update(line(table, &row)?);
                note(&mut documents, table, &row);
                count += 1;
            }
        }
        tables.push((table.name, count, hexadecimal(&hasher.finalize())));
    }
    let sums = tables.iter().map(|(name, _, sum)| (csv_path(name), sum.clone()));
    let listed = listed(sums);
    let documents =
        documents.into_iter().map(|(id, hasher)| (id, hexadecimal(&hasher.finalize()))).collect();
    Ok(Digest { all: hexadecimal(&Sha256::digest(listed.as_bytes())), tables, documents })
}

/// Where the CSV of a table stands in a package.
#[must_use]
pub fn csv_path(table: &str) -> String {
    format!("tables/{table}.csv")
}

/// The lines that `sha256sum` prints of files: path and SHA-256 of each, in order. The digest of
/// these lines names a release.
pub fn listed(sums: impl Iterator<Item = (String, String)>) -> String {
    sums.fold(String::new(), |lines, (path, sha256)| lines + &sha256 + "  " + &path + "\n")
}

/// Adds a row to the digest of its document. Ids of what a document holds begin with its id and a
/// point; `document` comes before all that point to it.
fn note(documents: &mut BTreeMap<String, Sha256>, table: &TableOf, row: &[Bind]) {
    let Some(Bind::Text(first)) = row.first() else { return };
    if table.name == "document" {
        documents.insert(first.clone(), Sha256::new());
    }
    let id = first.split('.').next().unwrap_or_default();
    let Some(hasher) = documents.get_mut(id) else { return };
    hasher.update(table.name);
    for (value, column) in row.iter().zip(table.columns).filter(|(_, c)| c.name != OF_OTHERS) {
        hasher.update([0]);
        hasher.update(super::printed(value, column.kind).as_bytes());
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

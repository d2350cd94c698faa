//! The digest of the content: equal content has an equal id wherever and whenever it was
//! imported, and anybody can compute it from the files of a release.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest as _, Sha256};

use crate::store::exchange::line::{print, write_line};
use crate::store::exchange::tally::Tally;
use crate::store::exchange::{Batch, Cell, Rows, header};
use crate::store::schema::{CONTENT, TableOf};
use crate::store::{Session, StoreError};

/// Hexadecimal digits of an id.
const ID_DIGITS: usize = 12;
/// The column that changes when another document is imported.
const OF_OTHERS: &str = "superseded_on";

/// What the content is.
#[derive(Debug)]
pub struct Digest {
    /// SHA-256 over the lines that `sha256sum` prints of the tables' CSV, in order.
    pub(in crate::store) all: String,
    /// Of each table: name, rows, SHA-256 of its CSV.
    pub(in crate::store) tables: Vec<(&'static str, i64, String)>,
    /// Of each document: a digest of what was read from it.
    pub(in crate::store) documents: BTreeMap<String, String>,
    /// What was counted of its budget lines.
    pub(in crate::store) tally: Tally,
}

impl Digest {
    /// The id of the release.
    #[must_use]
    pub fn id(&self) -> String {
        self.all.chars().take(ID_DIGITS).collect()
    }
}

/// Digests what is stored now.
pub(in crate::store) fn digest(session: &mut Session) -> Result<Digest, StoreError> {
    let mut digesting = Digesting::default();
    for table in CONTENT {
        digesting.begin(table);
        let mut rows = Rows::of(table);
        while let Some(batch) = rows.next_batch(session)? {
            for row in 0..batch.len() {
                digesting.take(&batch, row);
            }
        }
    }
    let told = || StoreError::Inconsistent("rows are not in the order of their keys".to_owned());
    digesting.finish().ok_or_else(told)
}

/// The digest of rows that pass in the order of their tables.
#[derive(Debug, Default)]
pub(super) struct Digesting {
    tables: Vec<Table>,
    documents: BTreeMap<String, Sha256>,
    tally: Tally,
    is_unordered: bool,
    bytes: Vec<u8>,
}

#[derive(Debug)]
struct Table {
    of: &'static TableOf,
    /// The places of the columns of its key.
    key: Vec<usize>,
    /// The key of the row that passed last.
    last: Vec<KeyPart>,
    rows: i64,
    sha256: Sha256,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct KeyPart {
    text: String,
    number: i64,
}

impl Digesting {
    /// The rows that follow are of this table.
    pub(super) fn begin(&mut self, of: &'static TableOf) {
        let place = |name| of.columns.iter().position(|column| column.name == name);
        self.tables.push(Table {
            of,
            key: of.key().filter_map(place).collect(),
            last: Vec::new(),
            rows: 0,
            sha256: Sha256::new_with_prefix(header(of)),
        });
    }

    /// Takes a row in; tells how its key stands to that of the row before. A row with the same key
    /// is not taken.
    pub(super) fn take(&mut self, batch: &Batch, row: usize) -> Ordering {
        let Some(table) = self.tables.last_mut() else { return Ordering::Less };
        let order = table.advance(batch, row);
        if order == Ordering::Equal {
            return order;
        }
        self.is_unordered |= order == Ordering::Less;
        let cells = || batch.row(row).zip(table.of.columns.iter().map(|c| c.kind));
        self.bytes.clear();
        write_line(&mut self.bytes, cells());
        table.sha256.update(&self.bytes);
        table.rows += 1;
        self.tally.take(batch, row);
        note(&mut self.documents, &mut self.bytes, table.of, batch, row);
        order
    }

    /// The digest; none where rows did not pass in the order of their keys.
    pub(super) fn finish(self) -> Option<Digest> {
        if self.is_unordered {
            return None;
        }
        let table = |t: Table| (t.of.name, t.rows, hexadecimal(&t.sha256.finalize()));
        let tables: Vec<_> = self.tables.into_iter().map(table).collect();
        let sums = tables.iter().map(|(name, _, sum)| (csv_path(name), sum.clone()));
        let all = hexadecimal(&Sha256::digest(listed(sums).as_bytes()));
        let document = |(id, sha256): (String, Sha256)| (id, hexadecimal(&sha256.finalize()));
        let documents = self.documents.into_iter().map(document).collect();
        Some(Digest { all, tables, documents, tally: self.tally })
    }
}

impl Table {
    /// How the key of a row stands to the last one, which it becomes.
    fn advance(&mut self, batch: &Batch, row: usize) -> Ordering {
        let is_first = self.last.is_empty();
        self.last.resize_with(self.key.len(), KeyPart::default);
        let mut order = if is_first { Ordering::Greater } else { Ordering::Equal };
        for (place, last) in self.key.iter().zip(&mut self.last) {
            let (text, number) = match batch.cell(row, *place) {
                Some(Cell::Text(text)) => (text, 0),
                Some(Cell::Int(number)) => ("", number),
                _ => ("", 0),
            };
            let part = text.cmp(&last.text).then(number.cmp(&last.number));
            order = order.then(part);
            last.text.clear();
            last.text.push_str(text);
            last.number = number;
        }
        order
    }
}

/// Adds a row to the digest of its document. Ids of what a document holds begin with its id and a
/// point; `document` comes before all that point to it.
fn note(
    documents: &mut BTreeMap<String, Sha256>,
    bytes: &mut Vec<u8>,
    table: &TableOf,
    batch: &Batch,
    row: usize,
) {
    let Some(Cell::Text(first)) = batch.row(row).next() else { return };
    if table.name == "document" {
        documents.insert(first.to_owned(), Sha256::new());
    }
    let id = first.split('.').next().unwrap_or_default();
    let Some(hasher) = documents.get_mut(id) else { return };
    bytes.clear();
    bytes.extend_from_slice(table.name.as_bytes());
    for (cell, column) in batch.row(row).zip(table.columns) {
        if column.name != OF_OTHERS {
            bytes.push(0);
            print(bytes, cell, column.kind);
        }
    }
    hasher.update(bytes);
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

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

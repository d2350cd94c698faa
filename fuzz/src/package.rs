//! Release packages: what is taken in is the release that it says and can be asked, and what is
//! refused leaves the store as it was. The same for what is taken in without its bad rows.

use std::cell::OnceCell;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use kuntavaaka::query::{self, Store};
use kuntavaaka::release::{Package, ReleaseError};
use kuntavaaka::store::exchange::{Rows, csv_path, header, line, listed, tables};
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::service::{NOW, ask_of, empty_store};

/// What begins a table in the text of a package; its name follows.
const TABLE: &str = "=== ";
/// The lists that together read every table.
const LISTS: [&str; 13] = [
    "accounts",
    "budget-lines",
    "changes",
    "documents",
    "findings",
    "functions",
    "indicators",
    "internal-control",
    "municipalities",
    "narratives",
    "objectives",
    "risks",
    "units",
];
/// The most rows that are told one by one.
const TOLD: usize = 1_000;

/// A zip file as it is; or the CSV of tables, each below a line with its name, to be packed with
/// sums that are right. Tables that are not there are empty.
pub fn hold(data: &[u8]) {
    thread_local! { static STORE: OnceCell<(TempDir, Store)> = const { OnceCell::new() } }
    STORE.with(|store| {
        let (folder, store) = store.get_or_init(empty_store);
        let path = folder.path().join("package.zip");
        match std::str::from_utf8(data) {
            Ok(text) if text.starts_with(TABLE) => pack(text, &path),
            _ => std::fs::write(&path, data).expect("the folder can be written"),
        }
        is_taken_in_or_not(&path, store);
    });
}

fn is_taken_in_or_not(path: &Path, store: &Store) {
    let package = match Package::open(path) {
        Ok(package) => package,
        Err(error) => return is_told(&error),
    };
    let says = package.release().to_owned();
    let before = stored(store);
    match package.import(store, NOW, &mut |_| {}) {
        Ok(imported) => {
            // An id is a digest of the tables: those stored are those that were packed.
            assert_eq!(imported.release, says);
            is_in(&imported.release, store);
        }
        Err(error) => {
            is_told(&error);
            assert_eq!(stored(store), before, "what was refused is stored");
            if matches!(error, ReleaseError::BadRows { .. }) {
                is_taken_in_without_bad_rows(path, store);
            }
        }
    }
}

fn is_taken_in_without_bad_rows(path: &Path, store: &Store) {
    let before = stored(store);
    let package = Package::open(path).expect("it was opened before");
    let says = package.release().to_owned();
    match package.import_good_rows(store, NOW, &mut |_| {}) {
        Ok(taken) => {
            assert!(taken.left_out_count > 0, "rows were bad and none was left out");
            assert_eq!(taken.left_out.len(), TOLD.min(taken.left_out_count));
            assert_ne!(taken.imported.release, says, "other rows under the same name");
            is_in(&taken.imported.release, store);
        }
        Err(error) => {
            is_told(&error);
            assert_eq!(stored(store), before, "what was refused is stored");
        }
    }
}

fn stored(store: &Store) -> Option<String> {
    query::release_id(&mut store.session().expect("a session")).expect("an id")
}

/// The release is the one that is stored; what is stored has the digest that names it, and answers.
fn is_in(release: &str, store: &Store) {
    assert_eq!(stored(store).as_deref(), Some(release));
    let mut session = store.session().expect("a session");
    let sums = tables().iter().map(|table| {
        let (mut csv, mut rows) = (header(table), Rows::of(table));
        loop {
            let window = rows.next(&mut session).expect("rows");
            if window.is_empty() {
                return (csv_path(table.name), sha256(&csv));
            }
            csv.extend(window.iter().flat_map(|row| line(table, row)));
        }
    });
    let digest = sha256(listed(sums).as_bytes());
    assert!(digest.starts_with(release), "{release} is stored as {digest}");
    every_list_answers(store);
}

/// All that the tables hold can be read back, through the questions that read each of them.
fn every_list_answers(store: &Store) {
    for path in LISTS {
        for suffix in [".ndjson", ".csv", ".parquet"] {
            let answer = ask_of(store, &format!("/v1/{path}{suffix}"));
            assert_eq!(answer.status, 200, "{path}{suffix}");
        }
    }
}

fn is_told(error: &ReleaseError) {
    assert!(!error.to_string().is_empty());
    if let ReleaseError::BadRows { first, count } = error {
        assert_eq!(first.len(), TOLD.min(*count));
        for row in first {
            let table = tables().iter().find(|t| csv_path(t.name) == row.part).expect("a table");
            let known = |column| table.columns.iter().any(|c| c.name == column);
            assert!(row.column.is_none_or(known), "{row}");
            assert!(row.line > 1, "{row}");
        }
    }
}

/// Packs tables as the program does, with right sums and a right id.
fn pack(text: &str, path: &Path) {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for table in tables() {
        let found = text.split(TABLE).find_map(|part| {
            let (name, csv) = part.split_once('\n')?;
            (name == table.name).then(|| csv.as_bytes().to_vec())
        });
        let empty = || header(table);
        parts.push((csv_path(table.name), found.unwrap_or_else(empty)));
    }
    let sums = parts.iter().map(|(part, bytes)| (part.clone(), sha256(bytes)));
    let sums = listed(sums).into_bytes();
    let release: String = sha256(&sums).chars().take(12).collect();
    let about = json!({ "kuntavaaka": { "format": 1, "release": release } }).to_string();
    parts.push(("SHA256SUMS".to_owned(), sums));
    parts.push(("datapackage.json".to_owned(), about.into_bytes()));
    let file = File::create(path).expect("the folder can be written");
    let mut zip = ZipWriter::new(file);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (part, bytes) in parts {
        zip.start_file(part, stored).expect("a name");
        zip.write_all(&bytes).expect("the folder can be written");
    }
    zip.finish().expect("the folder can be written");
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).to_vec().into_iter().flat_map(|b| [b >> 4, b & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

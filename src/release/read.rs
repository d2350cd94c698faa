//! Reading a package back into a database: row by row, all of it or nothing.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::StringRecord;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use zip::ZipArchive;

use crate::domain::Cents;
use crate::release::error::BadRows;
use crate::release::hashing::Hashing;
use crate::release::{BadRow, DATA_PACKAGE, FORMAT, ReleaseError, SUMS};
use crate::store::exchange::{self, Replacement, csv_path};
use crate::store::{Column, Imported, Kind, Store, TableOf, Value};

/// Rows that are put in at a time.
const BATCH: usize = 2_000;
/// The most bytes of a part that is read as a whole.
const MAX_WHOLE: u64 = 8 << 20;

/// How far reading has come.
pub struct Progress {
    /// The table that is read.
    pub table: &'static str,
    /// Rows read so far, of all tables.
    pub rows: u64,
}

/// A package, opened.
#[derive(Debug)]
pub struct Package {
    path: String,
    archive: ZipArchive<File>,
    release: String,
    sums: Vec<(String, String)>,
}

impl Package {
    /// Whether a path is a file, and so a package and no document: those are folders.
    #[must_use]
    pub fn is_at(path: &Path) -> bool {
        path.is_file()
    }

    /// Opens a package and reads what it says of itself.
    ///
    /// # Errors
    /// [`ReleaseError::NotAPackage`] or [`ReleaseError::File`].
    pub fn open(path: &Path) -> Result<Self, ReleaseError> {
        let file = File::open(path).map_err(|e| ReleaseError::file(path, e))?;
        let path = path.display().to_string();
        let no_package = |reason: String| ReleaseError::NotAPackage { path: path.clone(), reason };
        let mut archive = ZipArchive::new(file).map_err(|e| no_package(e.to_string()))?;
        let about: Json = serde_json::from_str(&whole(&mut archive, DATA_PACKAGE, &no_package)?)
            .map_err(|e| no_package(format!("{DATA_PACKAGE}: {e}")))?;
        let ours = |name| about.get("kuntavaaka").and_then(|ours| ours.get(name));
        if ours("format").and_then(Json::as_u64) != Some(FORMAT) {
            let told = format!("{DATA_PACKAGE} says no format that is known here ({FORMAT})");
            return Err(no_package(told));
        }
        let release = ours("release").and_then(Json::as_str).unwrap_or_default().to_owned();
        let sums = whole(&mut archive, SUMS, &no_package)?;
        let sum = |line: &str| {
            let (sum, part) = line.split_once("  ")?;
            Some((part.to_owned(), sum.to_owned()))
        };
        let sums = sums.lines().filter_map(sum).collect();
        Ok(Self { path, archive, release, sums })
    }

    /// The id of the release that it says it holds.
    #[must_use]
    pub fn release(&self) -> &str {
        &self.release
    }

    /// Puts the release in the place of everything stored: all of it, or nothing.
    ///
    /// # Errors
    /// [`ReleaseError`]; the store is as it was.
    pub fn import(
        mut self,
        store: &Store,
        imported_at: &str,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, ReleaseError> {
        let mut replacement = store.replace()?;
        let (mut bad, mut rows) = (BadRows::default(), 0);
        for table in exchange::tables() {
            self.table(table, &mut replacement, &mut bad, &mut |read| {
                rows += read;
                on_progress(Progress { table: table.name, rows });
            })?;
        }
        if !bad.is_empty() {
            return Err(bad.into_error());
        }
        Ok(replacement.finish(&self.release, Some(imported_at))?)
    }

    fn table(
        &mut self,
        table: &'static TableOf,
        replacement: &mut Replacement,
        bad: &mut BadRows,
        on_rows: &mut dyn FnMut(u64),
    ) -> Result<(), ReleaseError> {
        let part = csv_path(table.name);
        let no_package = |reason: String| ReleaseError::NotAPackage {
            path: self.path.clone(),
            reason: format!("{part}: {reason}"),
        };
        let expected = self.sums.iter().find(|(name, _)| *name == part).map(|(_, sum)| sum.clone());
        let expected = expected.ok_or_else(|| no_package(format!("{SUMS} does not list it")))?;
        let entry = self.archive.by_name(&part).map_err(|e| no_package(e.to_string()))?;
        let mut hashing = Hashing::new(entry);
        let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(&mut hashing);
        let header = lines.headers().map_err(|e| no_package(e.to_string()))?;
        let names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
        if header.iter().ne(names.iter().copied()) {
            let told = format!("its columns are not {}", names.join(", "));
            return Err(no_package(told));
        }
        // After a header that ends with CR and LF, the reader stands before the LF, and so one line
        // too early before every row.
        let behind = 2_u64.saturating_sub(lines.position().line());
        let mut batch = Vec::new();
        for record in lines.records() {
            match record.map_err(|e| bad_csv(&e)).and_then(|record| row(table, &record)) {
                Ok(row) => batch.push(row),
                Err(Fault { line: None, reason, .. }) => return Err(no_package(reason)),
                Err(Fault { line: Some(line), column, reason }) => {
                    let line = line + behind;
                    bad.add(BadRow { part: part.clone(), line, column, reason });
                }
            }
            if batch.len() == BATCH {
                put(replacement, table, &mut batch, bad, on_rows)?;
            }
        }
        put(replacement, table, &mut batch, bad, on_rows)?;
        // Whatever stands after the last row belongs to the part too.
        std::io::copy(&mut hashing, &mut std::io::sink()).map_err(|e| no_package(e.to_string()))?;
        let (found, _) = hashing.finish();
        if found == expected {
            Ok(())
        } else {
            Err(ReleaseError::Altered { part, found, expected })
        }
    }
}

/// Puts a batch in; once a row is bad, the others are only read, to tell all that is wrong.
fn put(
    replacement: &mut Replacement,
    table: &TableOf,
    batch: &mut Vec<Vec<Value>>,
    bad: &BadRows,
    on_rows: &mut dyn FnMut(u64),
) -> Result<(), ReleaseError> {
    let rows = std::mem::take(batch);
    on_rows(u64::try_from(rows.len()).unwrap_or_default());
    if bad.is_empty() { Ok(replacement.insert(table, rows)?) } else { Ok(()) }
}

/// What is wrong with a row; without a line, the rest cannot be read either.
struct Fault {
    line: Option<u64>,
    column: Option<&'static str>,
    reason: String,
}

fn bad_csv(error: &csv::Error) -> Fault {
    let line = match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } => pos.as_ref().map(csv::Position::line),
        _ => None,
    };
    let reason = if line.is_some() { "it is not UTF-8".to_owned() } else { error.to_string() };
    Fault { line, column: None, reason }
}

fn row(table: &TableOf, record: &StringRecord) -> Result<Vec<Value>, Fault> {
    let line = record.position().map_or(0, csv::Position::line);
    let fault = |column, reason| Fault { line: Some(line), column, reason };
    if record.len() != table.columns.len() {
        let told = format!("it has {} cells and not {}", record.len(), table.columns.len());
        return Err(fault(None, told));
    }
    let cell = |(text, column): (&str, &Column)| {
        value(text, column).map_err(|reason| fault(Some(column.name), reason))
    };
    record.iter().zip(table.columns).map(cell).collect()
}

fn value(text: &str, column: &Column) -> Result<Value, String> {
    let expected = |what: &str| {
        let shown: String = text.chars().take(60).collect();
        format!("\"{shown}\" is no {what}")
    };
    if text.is_empty() && !column.is_required {
        return Ok(Value::Null);
    }
    if text.contains('\0') {
        return Err("it has a NUL character".to_owned());
    }
    match column.kind {
        Kind::Text => {}
        Kind::Integer => {
            return text.parse().map(Value::Int).map_err(|_| expected("whole number"));
        }
        Kind::Money => {
            let cents = text.parse::<Decimal>().ok().and_then(Cents::from_decimal);
            return cents.map(|c| Value::Int(c.0)).ok_or_else(|| expected("amount"));
        }
        Kind::Decimal => {
            text.parse::<Decimal>().map_err(|_| expected("decimal number"))?;
        }
        Kind::Date => {
            text.parse::<jiff::civil::Date>().map_err(|_| expected("day"))?;
        }
        Kind::Json => {
            serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(|_| expected("JSON"))?;
        }
    }
    Ok(Value::Text(text.to_owned()))
}

/// A small part of a package as text.
fn whole(
    archive: &mut ZipArchive<File>,
    part: &str,
    no_package: &impl Fn(String) -> ReleaseError,
) -> Result<String, ReleaseError> {
    let entry = archive.by_name(part).map_err(|e| no_package(format!("{part}: {e}")))?;
    let mut text = String::new();
    let read = entry.take(MAX_WHOLE).read_to_string(&mut text);
    read.map_err(|e| no_package(format!("{part}: {e}")))?;
    Ok(text)
}

//! Writing a package: every table as CSV and as Parquet, and what describes them.

use std::fs::File;
use std::io::{Seek, Write};

use rust_decimal::Decimal;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::domain::Cents;
use crate::query::ReleaseInHistory;
use crate::release::describe::{self, Part};
use crate::release::dictionary::Dictionary;
use crate::release::hashing::Hashing;
use crate::release::{DATA_PACKAGE, ReleaseError, SUMS, texts};
use crate::store::exchange::{self, Rows, csv_path};
use crate::store::{Column, Kind, Session, TableOf, Value};
use crate::tabular;

/// Decimals of numbers that are no amounts.
const SCALE: u32 = 6;
const CHANGELOG: &str = "CHANGELOG.md";
const LICENCE: &str = include_str!("../../DATA-LICENCE.md");

/// Writes the package of the release that a session reads, with what is told of the release before.
pub(super) fn write(
    session: &mut Session,
    of: &ReleaseInHistory,
    changelog: &str,
    file: File,
) -> Result<File, ReleaseError> {
    let dictionary = Dictionary::bundled()?;
    let mut zip = ZipWriter::new(file);
    let mut parts = Vec::new();
    for table in exchange::tables() {
        parts.push(csv(session, &mut zip, table)?);
        let about = describe::csvw(table, &dictionary)?;
        let path = format!("{}-metadata.json", csv_path(table.name));
        put(&mut zip, &path, &pretty(&about)?)?;
    }
    let sums = parts.iter().map(|part| (part.path.clone(), part.sha256.clone()));
    let sums = exchange::listed(sums);
    let (digest, _) = digest_of(sums.as_bytes());
    if !digest.starts_with(&of.release.id) {
        return Err(ReleaseError::OtherContent { release: of.release.id.clone() });
    }
    for table in exchange::tables() {
        parts.push(parquet(session, &mut zip, table, &of.release.id)?);
    }
    put(&mut zip, SUMS, sums.as_bytes())?;
    let about = describe::data_package(of, &digest, &parts, &dictionary)?;
    put(&mut zip, DATA_PACKAGE, &pretty(&about)?)?;
    put(&mut zip, "README.md", texts::readme(of, &dictionary)?.as_bytes())?;
    put(&mut zip, CHANGELOG, changelog.as_bytes())?;
    put(&mut zip, "LICENCE.md", LICENCE.as_bytes())?;
    Ok(zip.finish()?)
}

/// A table as canonical CSV.
fn csv<W: Write + Seek>(
    session: &mut Session,
    zip: &mut ZipWriter<W>,
    table: &'static TableOf,
) -> Result<Part, ReleaseError> {
    let path = csv_path(table.name);
    zip.start_file(&path, options(CompressionMethod::Deflated))?;
    let mut sink = Hashing::new(zip);
    sink.write_all(&exchange::header(table)).map_err(|e| unwritten(&e))?;
    let mut rows = Rows::of(table);
    loop {
        let window = rows.next(session)?;
        if window.is_empty() {
            break;
        }
        for row in window {
            sink.write_all(&exchange::line(table, &row)).map_err(|e| unwritten(&e))?;
        }
    }
    let (sha256, bytes) = sink.finish();
    Ok(Part { path, table, sha256, bytes })
}

/// A table as Parquet.
fn parquet<W: Write + Seek + Send>(
    session: &mut Session,
    zip: &mut ZipWriter<W>,
    table: &'static TableOf,
    release: &str,
) -> Result<Part, ReleaseError> {
    let path = format!("parquet/{}.parquet", table.name);
    zip.start_file(&path, options(CompressionMethod::Stored))?;
    let columns: Vec<tabular::Column> = table.columns.iter().map(column).collect();
    let about = [("release".to_owned(), release.to_owned())];
    let mut writer = tabular::parquet::Writer::new(Hashing::new(zip), &columns, &about)?;
    let mut rows = Rows::of(table);
    loop {
        let window = rows.next(session)?;
        if window.is_empty() {
            break;
        }
        let window: Result<Vec<_>, _> = window.into_iter().map(|row| cells(table, row)).collect();
        writer.write(window?)?;
    }
    let (sha256, bytes) = writer.finish()?.finish();
    Ok(Part { path, table, sha256, bytes })
}

fn column(column: &Column) -> tabular::Column {
    tabular::Column {
        name: column.name.to_owned(),
        kind: match column.kind {
            Kind::Text | Kind::Json => tabular::Kind::Text,
            Kind::Integer => tabular::Kind::Integer,
            Kind::Money => tabular::Kind::Decimal { scale: 2 },
            Kind::Decimal => tabular::Kind::Decimal { scale: SCALE },
            Kind::Date => tabular::Kind::Date,
        },
        is_required: column.is_required,
    }
}

fn cells(table: &TableOf, row: Vec<Value>) -> Result<Vec<tabular::Value>, ReleaseError> {
    let cell = |(value, column): (Value, &Column)| match (value, column.kind) {
        (Value::Null, _) => Ok(tabular::Value::Missing),
        (Value::Int(cents), Kind::Money) => Ok(tabular::Value::Decimal(Cents(cents).to_decimal())),
        (Value::Int(number), _) => Ok(tabular::Value::Integer(number)),
        (Value::Text(text), Kind::Decimal) => {
            let number: Result<Decimal, _> = text.parse();
            let told = |e| ReleaseError::Unwritten(format!("{}.{}: {e}", table.name, column.name));
            number.map(tabular::Value::Decimal).map_err(told)
        }
        (Value::Text(text), _) => Ok(tabular::Value::Text(text)),
    };
    row.into_iter().zip(table.columns).map(cell).collect()
}

fn put<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    path: &str,
    bytes: &[u8],
) -> Result<(), ReleaseError> {
    zip.start_file(path, options(CompressionMethod::Deflated))?;
    zip.write_all(bytes).map_err(|e| unwritten(&e))
}

/// The same for every file whenever it is written.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(true)
}

fn pretty(value: &serde_json::Value) -> Result<Vec<u8>, ReleaseError> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|e| ReleaseError::Unwritten(e.to_string()))?;
    Ok(format!("{text}\n").into_bytes())
}

fn digest_of(bytes: &[u8]) -> (String, u64) {
    let mut sink = Hashing::new(std::io::sink());
    // A sink takes whatever comes.
    let _written = sink.write_all(bytes);
    sink.finish()
}

fn unwritten(error: &std::io::Error) -> ReleaseError {
    ReleaseError::Unwritten(error.to_string())
}

//! Rows as the canonical CSV of a release: as of RFC 4180, columns in the order of the schema. A
//! digest of it names the content, so it changes only with the format of releases.

use std::borrow::Cow;

use crate::domain::Cents;
use crate::store::StoreError;
use crate::store::schema::{Kind, TableOf};
use crate::store::sql::Bind;

/// The line of headers.
///
/// # Errors
/// [`StoreError`] where it cannot be written.
pub fn header(table: &TableOf) -> Result<Vec<u8>, StoreError> {
    written(table, table.columns.iter().map(|column| Cow::Borrowed(column.name)))
}

/// The line of a row.
///
/// # Errors
/// [`StoreError`] where it cannot be written.
pub fn line(table: &TableOf, row: &[Bind]) -> Result<Vec<u8>, StoreError> {
    written(table, row.iter().zip(table.columns).map(|(value, column)| printed(value, column.kind)))
}

/// A value as text; nothing where there is none.
#[must_use]
pub fn printed(value: &Bind, kind: Kind) -> Cow<'_, str> {
    match (value, kind) {
        (Bind::Null, _) => Cow::Borrowed(""),
        (Bind::Text(text), _) => Cow::Borrowed(text),
        (Bind::Int(cents), Kind::Money) => Cow::Owned(Cents(*cents).to_string()),
        (Bind::Int(number), _) => Cow::Owned(number.to_string()),
    }
}

fn written<'a>(
    table: &TableOf,
    values: impl Iterator<Item = Cow<'a, str>>,
) -> Result<Vec<u8>, StoreError> {
    let failed = |e: String| StoreError::Other(format!("{} as CSV: {e}", table.name));
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(256)
        .from_writer(Vec::new());
    let values: Vec<Cow<'a, str>> = values.collect();
    writer.write_record(values.iter().map(|v| v.as_bytes())).map_err(|e| failed(e.to_string()))?;
    writer.into_inner().map_err(|e| failed(e.to_string()))
}

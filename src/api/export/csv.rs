//! Lines of CSV as of RFC 4180, or as Excel reads them in Finland.

use serde_json::Value;

use crate::api::export::{Columns, Dialect};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r'];
/// Put before a text that a spreadsheet would run.
const HARMLESS: char = '\'';
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The line of headers.
pub(super) fn header(columns: &Columns, dialect: Dialect) -> Result<Vec<u8>, csv::Error> {
    let mark = if dialect == Dialect::Fi { BYTE_ORDER_MARK } else { b"" };
    let names = columns.columns.iter().map(|column| column.name.clone());
    Ok([mark, &written(dialect, std::iter::once(names))?].concat())
}

/// The lines of rows.
pub(super) fn lines(
    columns: &Columns,
    dialect: Dialect,
    rows: &[Value],
) -> Result<Vec<u8>, csv::Error> {
    let row = |row| {
        columns.cells(row).map(|(column, text)| {
            if column.is_number { number(text, dialect) } else { harmless(text) }
        })
    };
    written(dialect, rows.iter().map(row))
}

fn number(text: String, dialect: Dialect) -> String {
    match dialect {
        Dialect::Rfc4180 => text,
        Dialect::Fi => text.replace('.', ","),
    }
}

fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) { format!("{HARMLESS}{text}") } else { text }
}

fn written<R: Iterator<Item = String>>(
    dialect: Dialect,
    rows: impl Iterator<Item = R>,
) -> Result<Vec<u8>, csv::Error> {
    let delimiter = match dialect {
        Dialect::Rfc4180 => b',',
        Dialect::Fi => b';',
    };
    let mut bytes = Vec::new();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

//! Rows as the canonical CSV of a release: as of RFC 4180, columns in the order of the schema. A
//! digest of it names the content, so it changes only with the format of releases.

use std::io::Write;

use crate::domain::Cents;
use crate::store::exchange::Cell;
use crate::store::schema::{Kind, TableOf};
use crate::store::sql::Bind;

/// The line of headers.
#[must_use]
pub fn header(table: &TableOf) -> Vec<u8> {
    let mut out = Vec::new();
    write_line(&mut out, table.columns.iter().map(|c| (Cell::Text(c.name), Kind::Text)));
    out
}

/// The line of a row.
#[must_use]
pub fn line(table: &TableOf, row: &[Bind]) -> Vec<u8> {
    let mut out = Vec::new();
    write_line(&mut out, row.iter().map(Cell::from).zip(table.columns.iter().map(|c| c.kind)));
    out
}

/// Adds the line of a row.
pub(super) fn write_line<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = (Cell<'a>, Kind)>) {
    for (n, (cell, kind)) in cells.enumerate() {
        if n > 0 {
            out.push(b',');
        }
        match cell {
            Cell::Text(text) if text.bytes().any(|b| matches!(b, b'"' | b',' | b'\r' | b'\n')) => {
                out.push(b'"');
                out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
                out.push(b'"');
            }
            _ => print(out, cell, kind),
        }
    }
    out.extend_from_slice(b"\r\n");
}

/// Adds a value as text; nothing where there is none.
pub(super) fn print(out: &mut Vec<u8>, cell: Cell<'_>, kind: Kind) {
    // Writing to memory does not fail.
    let _written = match (cell, kind) {
        (Cell::Null, _) => Ok(()),
        (Cell::Text(text), _) => out.write_all(text.as_bytes()),
        (Cell::Int(cents), Kind::Money) => write!(out, "{}", Cents(cents)),
        (Cell::Int(number), _) => write!(out, "{number}"),
    };
}

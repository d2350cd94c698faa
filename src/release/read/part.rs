//! One table of a package, from its CSV to batches of rows that passed the gate.

use std::io::{self, Read};

use csv::StringRecord;

use crate::release::error::BadRow;
use crate::release::hashing::Hashing;
use crate::store::TableOf;
use crate::store::exchange::{Batch, Gate};

use super::cell::cell;

/// What is read of a table, piece by piece.
pub(super) enum Piece {
    /// Rows that can be put in, and how many bytes of the table were read so far.
    Rows(Batch, u64),
    /// A row that cannot.
    Bad(BadRow),
}

/// Why a table cannot be read at all.
pub(super) enum Unreadable {
    /// It is not the table that it should be.
    Part(String),
    /// Nobody takes what is read.
    Unwanted,
}

/// Reads a table to its end; gives its SHA-256.
pub(super) fn read(
    part: &str,
    table: &'static TableOf,
    from: impl Read,
    gate: &mut Gate,
    give: &mut dyn FnMut(Piece) -> Result<(), Unreadable>,
) -> Result<String, Unreadable> {
    let mut hashing = Hashing::new(from);
    let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(&mut hashing);
    let header = lines.headers().map_err(|e| Unreadable::Part(e.to_string()))?;
    let names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
    if header.iter().ne(names.iter().copied()) {
        let told = format!("its columns are not {}", names.join(", "));
        return Err(Unreadable::Part(told));
    }
    // After a header that ends with CR and LF, the reader stands before the LF, and so one line
    // too early before every row.
    let behind = 2_u64.saturating_sub(lines.position().line());
    gate.begin(table);
    let mut row = RowReader { table, known: vec![String::new(); table.columns.len()] };
    let mut batch = Batch::of(table);
    let mut record = StringRecord::new();
    loop {
        let read = match lines.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => row.read(&record, &mut batch, gate, behind),
            Err(error) => Err(bad_csv(&error)),
        };
        if let Err(Fault { line, column, reason }) = read {
            let Some(line) = line else { return Err(Unreadable::Part(reason)) };
            gate.refused(table);
            let (part, line) = (part.to_owned(), line.saturating_add(behind));
            give(Piece::Bad(BadRow { part, line, column, reason }))?;
        }
        if batch.is_full() {
            let full = std::mem::replace(&mut batch, Batch::of(table));
            give(Piece::Rows(full, lines.position().byte()))?;
        }
    }
    let bytes = lines.position().byte();
    // Whatever stands after the last row belongs to the part too.
    io::copy(&mut hashing, &mut io::sink()).map_err(|e| Unreadable::Part(e.to_string()))?;
    give(Piece::Rows(batch, bytes))?;
    Ok(hashing.finish().0)
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

struct RowReader {
    table: &'static TableOf,
    /// By column, a text that was sound.
    known: Vec<String>,
}

impl RowReader {
    /// Adds a row to a batch, or nothing.
    fn read(
        &mut self,
        record: &StringRecord,
        batch: &mut Batch,
        gate: &mut Gate,
        behind: u64,
    ) -> Result<(), Fault> {
        let line = record.position().map_or(0, csv::Position::line);
        let before = batch.len();
        let done = self.add(record, batch, line.saturating_add(behind)).and_then(|()| {
            gate.pass(batch, before).map_err(|refusal| (refusal.column, refusal.reason))
        });
        done.map_err(|(column, reason)| {
            batch.truncate(before);
            Fault { line: Some(line), column, reason }
        })
    }

    fn add(
        &mut self,
        record: &StringRecord,
        batch: &mut Batch,
        line: u64,
    ) -> Result<(), (Option<&'static str>, String)> {
        let columns = self.table.columns;
        if record.len() != columns.len() {
            let told = format!("it has {} cells and not {}", record.len(), columns.len());
            return Err((None, told));
        }
        for ((text, column), known) in record.iter().zip(columns).zip(&mut self.known) {
            let value = cell(text, column, known);
            batch.push(value.map_err(|reason| (Some(column.name), reason))?);
        }
        batch.end_row(line);
        Ok(())
    }
}

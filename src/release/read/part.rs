//! One table of a package, from its CSV to batches of rows that passed the gate.

use std::cell::Cell;
use std::io::{self, Read};

use csv::StringRecord;

use crate::release::error::BadRow;
use crate::release::hashing::Hashing;
use crate::store::TableOf;
use crate::store::exchange::{Batch, Gate};

use super::cell::cell;

/// The most bytes of a row: the reader of CSV holds one as a whole.
const MOST_BYTES: u64 = 16 << 20;
/// What the reader of CSV may take beyond a row, to have it at hand.
const AHEAD: u64 = 64 << 10;

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
    let until = Cell::new(MOST_BYTES);
    let mut hashing = Hashing::new(Limited { from, read: 0, until: &until });
    let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(&mut hashing);
    let header = lines.headers().map_err(|e| Unreadable::Part(format!("line 1: {e}")))?;
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
        let before = lines.position().clone();
        until.set(before.byte().saturating_add(MOST_BYTES + AHEAD));
        let read = match lines.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => row.read(&record, &mut batch, gate, behind),
            Err(error) => Err(bad_csv(&error, before.line().saturating_add(behind))),
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

/// What is wrong with a row that begins on a line and is none.
fn bad_csv(error: &csv::Error, begins: u64) -> Fault {
    let line = match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } => pos.as_ref().map(csv::Position::line),
        _ => None,
    };
    let reason = match line {
        Some(_) => "it is not UTF-8".to_owned(),
        None => format!("line {begins}: {error}"),
    };
    Fault { line, column: None, reason }
}

/// Bytes of which no more is given than a row may have: what is longer is refused before it is in
/// memory.
struct Limited<'a, T> {
    from: T,
    read: u64,
    /// How many bytes may be read in all, before the next row is begun.
    until: &'a Cell<u64>,
}

impl<T: Read> Read for Limited<'_, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read >= self.until.get() {
            let told = format!("the row has more than {MOST_BYTES} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, told));
        }
        let read = self.from.read(buffer)?;
        self.read = self.read.saturating_add(u64::try_from(read).unwrap_or_default());
        Ok(read)
    }
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

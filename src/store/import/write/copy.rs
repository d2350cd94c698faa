//! `COPY` into PostgreSQL, for the tables that have very many rows.

use std::io::Write;

use diesel::pg::{CopyTarget, Pg, PgConnection};
use diesel::query_builder::AstPass;
use diesel::result::{Error, QueryResult};
use diesel::{ExecuteCopyFromDsl, copy_from, sql_types};

use crate::store::exchange::{Batch, Cell};
use crate::store::schema::{BUDGET_LINE, CELL, DOCUMENT_LINE, TABLE_ROW, TableOf};

/// The tables that may have very many rows.
const BULKY: [&TableOf; 4] = [&BUDGET_LINE, &CELL, &TABLE_ROW, &DOCUMENT_LINE];

pub(super) fn is_bulky(table: &TableOf) -> bool {
    BULKY.iter().any(|bulky| bulky.name == table.name)
}

/// A batch in the text form of `COPY`.
#[derive(Debug)]
pub(in crate::store) struct Copying {
    table: &'static str,
    text: Vec<u8>,
}

impl Copying {
    pub(super) fn of(batch: &Batch) -> Self {
        let mut text = Vec::new();
        for row in 0..batch.len() {
            for (n, cell) in batch.row(row).enumerate() {
                if n > 0 {
                    text.push(b'\t');
                }
                write(&mut text, cell);
            }
            text.push(b'\n');
        }
        Self { table: batch.table().name, text }
    }

    pub(in crate::store) fn execute(&self, connection: &mut PgConnection) -> QueryResult<usize> {
        match BULKY.iter().position(|table| table.name == self.table) {
            Some(0) => self.run::<0>(connection),
            Some(1) => self.run::<1>(connection),
            Some(2) => self.run::<2>(connection),
            _ => self.run::<3>(connection),
        }
    }

    fn run<const N: usize>(&self, connection: &mut PgConnection) -> QueryResult<usize> {
        let rows = |out: &mut dyn Write| {
            out.write_all(&self.text).map_err(|e| Error::SerializationError(Box::new(e)))
        };
        copy_from(any::table).from_raw_data(Into::<N>, rows).execute(connection)
    }
}

fn write(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Null => out.extend_from_slice(b"\\N"),
        Cell::Int(number) => {
            // Writing to memory does not fail.
            let _written = write!(out, "{number}");
        }
        Cell::Text(text) => {
            for byte in text.bytes() {
                match byte {
                    b'\\' => out.extend_from_slice(b"\\\\"),
                    b'\t' => out.extend_from_slice(b"\\t"),
                    b'\n' => out.extend_from_slice(b"\\n"),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    other => out.push(other),
                }
            }
        }
    }
}

diesel::table! {
    /// Stands for any table: which one is meant, `Into` says.
    any (id) {
        /// Stands for any column.
        id -> Text,
    }
}

/// One of the bulky tables by its place, with the columns that are written.
struct Into<const N: usize>;

impl<const N: usize> CopyTarget for Into<N> {
    type Table = any::table;
    type SqlType = sql_types::Text;

    fn walk_target(mut pass: AstPass<'_, '_, Pg>) -> QueryResult<()> {
        let table = BULKY.get(N).copied().unwrap_or(&BUDGET_LINE);
        pass.push_sql(table.name);
        for (n, name) in table.names().enumerate() {
            pass.push_sql(if n == 0 { " (" } else { ", " });
            pass.push_sql(name);
        }
        pass.push_sql(")");
        Ok(())
    }
}

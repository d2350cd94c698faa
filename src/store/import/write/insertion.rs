//! `INSERT` of some rows of a batch. Its text depends on the table and the number of rows alone, so
//! that it is prepared once; the values are bound where they stand.

use std::ops::Range;

use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Nullable, Text};

use crate::store::exchange::{Batch, Stored};
use crate::store::schema::{Kind, TableOf};

use super::OnConflict;

const NO_TEXT: Option<&str> = None;
const NO_NUMBER: Option<i64> = None;

/// Some rows of a batch, to be inserted.
#[derive(Debug)]
pub(in crate::store) struct Insertion<'a> {
    pub(in crate::store) batch: &'a Batch,
    pub(in crate::store) rows: Range<usize>,
    pub(in crate::store) on_conflict: OnConflict,
}

impl QueryId for Insertion<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Conn> RunQueryDsl<Conn> for Insertion<'_> {}

impl<DB> QueryFragment<DB> for Insertion<'_>
where
    DB: Backend + HasSqlType<Text> + HasSqlType<BigInt>,
    str: ToSql<Text, DB>,
    i64: ToSql<BigInt, DB>,
    Option<&'static str>: ToSql<Nullable<Text>, DB>,
    Option<i64>: ToSql<Nullable<BigInt>, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let table = self.batch.table();
        pass.push_sql("INSERT INTO ");
        pass.push_sql(table.name);
        for (n, name) in table.names().enumerate() {
            pass.push_sql(if n == 0 { " (" } else { ", " });
            pass.push_sql(name);
        }
        pass.push_sql(") VALUES ");
        for row in self.rows.clone() {
            pass.push_sql(if row == self.rows.start { "" } else { ", " });
            let kinds = table.columns.iter().map(|c| c.kind);
            let kinds = kinds.chain(table.derived.iter().map(|_| Kind::Text));
            for (n, (cell, kind)) in self.batch.stored_row(row).zip(kinds).enumerate() {
                pass.push_sql(if n == 0 { "(" } else { ", " });
                match (cell, kind) {
                    (Stored::Text(text), _) => pass.push_bind_param::<Text, str>(text)?,
                    (Stored::Int(number), _) => pass.push_bind_param::<BigInt, i64>(number)?,
                    (Stored::Null, Kind::Integer | Kind::Money) => {
                        pass.push_bind_param::<Nullable<BigInt>, Option<i64>>(&NO_NUMBER)?;
                    }
                    (Stored::Null, _) => {
                        pass.push_bind_param::<Nullable<Text>, Option<&str>>(&NO_TEXT)?;
                    }
                }
            }
            pass.push_sql(")");
        }
        pass.push_sql(&conflict_clause(table, self.on_conflict));
        Ok(())
    }
}

fn conflict_clause(table: &TableOf, on_conflict: OnConflict) -> String {
    let key = table.key;
    match on_conflict {
        OnConflict::Fail => String::new(),
        OnConflict::Keep => format!(" ON CONFLICT ({key}) DO NOTHING"),
        OnConflict::Update => {
            let in_key = |column: &str| key.split(", ").any(|k| k == column);
            let set: Vec<String> = table
                .names()
                .filter(|c| !in_key(c))
                .map(|c| format!("{c} = excluded.{c}"))
                .collect();
            format!(" ON CONFLICT ({key}) DO UPDATE SET {}", set.join(", "))
        }
    }
}

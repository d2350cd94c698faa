//! The rows of a table in the order of its key, window by window.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;
use serde_json::Value as Json;

use crate::store::connection::AnyConnection;
use crate::store::exchange::{Batch, Cell};
use crate::store::schema::{Kind, TableOf};
use crate::store::sql::{Bind, Sql};
use crate::store::{Session, StoreError};

/// Rows of a window: enough to make its cost small beside that of its rows.
const WINDOW: usize = 1_000;

#[derive(QueryableByName)]
struct Serialised {
    #[diesel(sql_type = Text)]
    content: String,
}

/// The rows of a table that were not read yet.
#[derive(Debug)]
pub struct Rows {
    table: &'static TableOf,
    after: Option<Vec<Bind>>,
    is_done: bool,
}

impl Rows {
    /// All rows of a table.
    #[must_use]
    pub fn of(table: &'static TableOf) -> Self {
        Self { table, after: None, is_done: false }
    }

    /// The next rows, the values of each in the order of the table's columns; none at the end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn next(&mut self, session: &mut Session) -> Result<Vec<Vec<Bind>>, StoreError> {
        if self.is_done {
            return Ok(Vec::new());
        }
        let read = session.load::<Serialised>(self.statement(session))?;
        self.is_done = read.len() < WINDOW;
        let rows = read.iter().map(|row| self.row(&row.content)).collect::<Result<Vec<_>, _>>()?;
        self.after = rows.last().map(|row| self.key(row));
        Ok(rows)
    }

    /// The next rows, packed; none at the end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn next_batch(&mut self, session: &mut Session) -> Result<Option<Batch>, StoreError> {
        let mut batch = Batch::of(self.table);
        for row in self.next(session)? {
            for value in &row {
                batch.push(Cell::from(value));
            }
            batch.end_row(0);
        }
        Ok(Some(batch).filter(|batch| !batch.is_empty()))
    }

    fn statement(&self, session: &Session) -> Sql {
        let array = match session.connection() {
            AnyConnection::Sqlite(_) => "json_array",
            AnyConnection::Postgres(_) => "json_build_array",
        };
        let names: Vec<&str> = self.table.columns.iter().map(|c| c.name).collect();
        let names = names.join(", ");
        let after = self.after.as_ref().map(|key| {
            let values = key.iter().map(|value| Sql::default().bind(value.clone()));
            Sql::new(&format!("({}) > (", self.table.key)).join(values, ", ").text(")")
        });
        let (name, key) = (self.table.name, self.table.key);
        Sql::new(&format!("SELECT CAST({array}({names}) AS TEXT) AS content FROM {name}"))
            .append(Sql::all(after))
            .text(&format!(" ORDER BY {key} LIMIT {WINDOW}"))
    }

    fn key(&self, row: &[Bind]) -> Vec<Bind> {
        let of_key = |name| self.table.columns.iter().position(|c| c.name == name);
        self.table.key().filter_map(|name| row.get(of_key(name)?).cloned()).collect()
    }

    fn row(&self, content: &str) -> Result<Vec<Bind>, StoreError> {
        let values: Vec<Json> = serde_json::from_str(content)
            .map_err(|e| StoreError::Inconsistent(format!("{}: {e}", self.table.name)))?;
        let value =
            |(json, column): (Json, &crate::store::schema::Column)| match (json, column.kind) {
                (Json::Null, _) if !column.is_required => Ok(Bind::Null),
                (Json::Number(n), Kind::Integer | Kind::Money) => {
                    n.as_i64().map(Bind::Int).ok_or_else(|| self.unfit(column.name))
                }
                (Json::String(s), kind) if kind != Kind::Integer && kind != Kind::Money => {
                    Ok(Bind::Text(s))
                }
                _ => Err(self.unfit(column.name)),
            };
        values.into_iter().zip(self.table.columns).map(value).collect()
    }

    fn unfit(&self, column: &str) -> StoreError {
        StoreError::Inconsistent(format!(
            "{}.{column} has a value of another kind",
            self.table.name
        ))
    }
}

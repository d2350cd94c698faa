//! The tables of a document as printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Cell, Cents, Row, Table};
use crate::store::columns;
use crate::store::read::{narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

#[derive(QueryableByName)]
struct TableHead {
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = BigInt)]
    first_line: i64,
    #[diesel(sql_type = BigInt)]
    last_line: i64,
    #[diesel(sql_type = BigInt)]
    scale: i64,
    #[diesel(sql_type = Text)]
    columns: String,
}

#[derive(QueryableByName)]
struct RowHead {
    #[diesel(sql_type = Text)]
    table_id: String,
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = Nullable<Text>)]
    unit_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    account: Option<String>,
}

#[derive(QueryableByName)]
struct CellRow {
    #[diesel(sql_type = Text)]
    table_id: String,
    #[diesel(sql_type = BigInt)]
    row_position: i64,
    #[diesel(sql_type = BigInt)]
    column_ordinal: i64,
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = Text)]
    printed: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    value: Option<i64>,
    #[diesel(sql_type = Text)]
    assignment: String,
}

#[derive(QueryableByName)]
struct ScaleRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = BigInt)]
    scale: i64,
}

const TABLES: &str = "\
    SELECT document_id, id, kind, title, first_line, last_line, scale, columns
    FROM printed_table WHERE ";
const ROWS: &str = "\
    SELECT r.table_id, r.position, r.line, r.label, r.unit_id, r.account
    FROM table_row r JOIN printed_table t ON t.id = r.table_id
    WHERE ";
const CELLS: &str = "\
    SELECT c.table_id, c.row_position, c.column_ordinal, c.line, c.printed, c.kind, c.value,
           c.assignment
    FROM cell c JOIN printed_table t ON t.id = c.table_id
    WHERE ";

/// All tables of documents, each with the id of its document, in three statements.
pub(crate) fn of_documents(
    session: &mut Session,
    ids: &[String],
) -> Result<Vec<(String, Table)>, StoreError> {
    let tables = Sql::new(TABLES)
        .append(Sql::any_of("document_id", ids))
        .text(" ORDER BY document_id, position");
    let tables = session.load::<TableHead>(tables)?;
    let rows = Sql::new(ROWS)
        .append(Sql::any_of("t.document_id", ids))
        .text(" ORDER BY r.table_id, r.position");
    let rows = session.load::<RowHead>(rows)?;
    let cells = Sql::new(CELLS)
        .append(Sql::any_of("t.document_id", ids))
        .text(" ORDER BY c.table_id, c.row_position, c.position");
    let mut cells_of: BTreeMap<(String, i64), Vec<Cell>> = BTreeMap::new();
    for row in session.load::<CellRow>(cells)? {
        let place = (row.table_id.clone(), row.row_position);
        cells_of.entry(place).or_default().push(cell(&row, row.printed.clone())?);
    }
    let mut rows_of: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for head in rows {
        let place = (head.table_id, head.position);
        let row = Row {
            line: narrow(head.line)?,
            label: head.label,
            unit_id: head.unit_id,
            account: head.account,
            cells: cells_of.remove(&place).unwrap_or_default(),
        };
        rows_of.entry(place.0).or_default().push(row);
    }
    let table = |head: TableHead| {
        let table = Table {
            rows: rows_of.remove(&head.id).unwrap_or_default(),
            id: head.id,
            kind: parsed(&head.kind)?,
            title: head.title,
            first_line: narrow(head.first_line)?,
            last_line: narrow(head.last_line)?,
            scale: head.scale,
            columns: columns::from_json(&head.columns)?,
        };
        Ok((head.document_id, table))
    };
    tables.into_iter().map(table).collect()
}

/// Of the tables that count in other units than euros, in how many euros each counts, by id.
pub(super) fn scales(session: &mut Session) -> Result<Arc<BTreeMap<String, i64>>, StoreError> {
    session.remembered("scales of tables", |session| {
        let statement = Sql::new("SELECT id, scale FROM printed_table WHERE scale <> 1");
        let rows = session.load::<ScaleRow>(statement)?;
        Ok(rows.into_iter().map(|row| (row.id, row.scale)).collect())
    })
}

fn cell(row: &CellRow, printed: String) -> Result<Cell, StoreError> {
    Ok(Cell {
        column: narrow(row.column_ordinal)?,
        line: narrow(row.line)?,
        printed,
        kind: parsed(&row.kind)?,
        value: row.value.map(Cents),
        assignment: parsed(&row.assignment)?,
    })
}

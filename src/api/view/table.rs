//! A table of a document as both faces show it: the raw layer, every cell with its place.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::{
    Assignment, CellKind, ColumnRole, Date, Decimal, PrintedDecimal, Scenario, TableKind, count,
};
use crate::domain;

/// A table of money or of key figures as printed, with every cell in its place. What tables of
/// objectives, risks and indicators print stands in the lists of those.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Table {
    /// Id.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.t126")]
    pub id: String,
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document_id: String,
    /// What it is about.
    pub kind: TableKind,
    /// The heading above it, or its upper left corner.
    pub title: String,
    /// Number of its first line, from 1.
    #[schema(example = 40, minimum = 1)]
    pub first_line: i32,
    /// Number of its last line.
    #[schema(example = 62, minimum = 1)]
    pub last_line: i32,
    /// Euros in one unit of its amounts: 1 or 1000.
    #[schema(example = 1, minimum = 1)]
    pub scale: i32,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Ordinal, from 1.
    #[schema(example = 1, minimum = 1)]
    pub column: i32,
    /// The header as printed, its lines joined by a space; in a document that was read optically, as
    /// the form of its tables has it.
    #[schema(example = "TA 2024")]
    pub label: String,
    /// What its cells are.
    pub role: ColumnRole,
    /// The scenarios that an amount column states.
    pub scenarios: Vec<Scenario>,
    /// The fiscal year of an amount column.
    #[schema(example = 2024)]
    pub fiscal_year: Option<i32>,
    /// First day that the amounts of an amount column cover.
    pub period_start: Option<Date>,
    /// Last day that the amounts of an amount column cover.
    pub period_end: Option<Date>,
    /// Code of the account of an account column.
    #[schema(example = "operating_expenses")]
    pub account: Option<String>,
    /// Ordinals of the two columns that a variance or percentage is made of, in its order.
    #[schema(example = json!([2, 1]))]
    pub operands: Vec<i32>,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Number of the line that prints its label, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// The label as printed.
    #[schema(example = "TOIMINTAKULUT")]
    pub label: String,
    /// Id of the unit it is about, where it is about one.
    #[schema(example = "kemijarvi.hallintopalvelut")]
    pub unit_id: Option<String>,
    /// Code of its account, where the label was understood.
    #[schema(example = "operating_expenses")]
    pub account: Option<String>,
    /// Its cells in the order of the columns; a blank cell is absent.
    pub cells: Vec<Cell>,
}

/// A printed cell.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// Id; findings name cells by it.
    #[schema(example = "kemijarvi-hallintopalvelut-2024.129.1")]
    pub id: String,
    /// Ordinal of its column, from 1.
    #[schema(example = 3, minimum = 1)]
    pub column: i32,
    /// Number of the line that prints it, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// The text as printed; empty for a dropped cell.
    #[schema(example = "-6 380 150")]
    pub printed: String,
    /// What the text is.
    pub kind: CellKind,
    /// The value printed, in the table's own unit (percent, euros, or thousands of euros: see
    /// `scale`); null where it cannot be read.
    #[schema(value_type = Option<PrintedDecimal>)]
    pub value: Option<Decimal>,
    /// How it was placed.
    pub assignment: Assignment,
}

impl Table {
    /// The public shape of a table of a document.
    #[must_use]
    pub fn new(document_id: &str, of: domain::Table) -> Self {
        let columns = of.columns.into_iter().enumerate();
        Self {
            id: of.id,
            document_id: document_id.to_owned(),
            kind: of.kind.into(),
            title: of.title,
            first_line: count(of.first_line),
            last_line: count(of.last_line),
            scale: count(of.scale),
            columns: columns.map(|(i, c)| Column::new(i + 1, c)).collect(),
            rows: of.rows.into_iter().map(|row| Row::new(document_id, row)).collect(),
        }
    }
}

impl Column {
    fn new(ordinal: usize, of: domain::Column) -> Self {
        let mut column = Self {
            column: count(ordinal),
            label: of.label,
            role: ColumnRole::Unknown,
            scenarios: Vec::new(),
            fiscal_year: None,
            period_start: None,
            period_end: None,
            account: None,
            operands: Vec::new(),
        };
        let operands = |first, second| vec![count(first), count(second)];
        match of.role {
            domain::ColumnRole::Amount { scenarios, fiscal_year, period } => {
                column.role = ColumnRole::Amount;
                column.scenarios = scenarios.into_iter().map(Scenario::from).collect();
                column.fiscal_year = Some(fiscal_year);
                column.period_start = Some(period.start.into());
                column.period_end = Some(period.end.into());
            }
            domain::ColumnRole::Account { account } => {
                column.role = ColumnRole::Account;
                column.account = Some(account);
            }
            domain::ColumnRole::Variance { minuend, subtrahend } => {
                column.role = ColumnRole::Variance;
                column.operands = operands(minuend, subtrahend);
            }
            domain::ColumnRole::ExecutionPercent { part, whole } => {
                column.role = ColumnRole::ExecutionPercent;
                column.operands = operands(part, whole);
            }
            domain::ColumnRole::ChangePercent { new, base } => {
                column.role = ColumnRole::ChangePercent;
                column.operands = operands(new, base);
            }
            domain::ColumnRole::Unknown => {}
        }
        column
    }
}

impl Row {
    fn new(document_id: &str, of: domain::Row) -> Self {
        let cell = |cell: domain::Cell| Cell {
            id: domain::Table::cell_id(document_id, of.line, cell.column),
            column: count(cell.column),
            line: count(cell.line),
            printed: cell.printed,
            kind: cell.kind.into(),
            value: cell.value.map(Decimal::from),
            assignment: cell.assignment.into(),
        };
        Self {
            line: count(of.line),
            label: of.label,
            unit_id: of.unit_id,
            account: of.account,
            cells: of.cells.into_iter().map(cell).collect(),
        }
    }
}

//! A budget line with its names, as one row.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{BudgetLine, Cents, Period};
use crate::store::read::{narrow, parsed};
use crate::store::{BudgetLineRecord, StoreError};

/// The tables a line is joined with.
pub(in crate::store::read) const FROM: &str = "\
    budget_line l
    JOIN document d ON d.id = l.document_id
    JOIN municipality m ON m.code = d.municipality_code
    JOIN unit u ON u.id = l.unit_id
    JOIN account a ON a.code = l.account
    JOIN printed_table t ON t.id = l.table_id";

/// Those of them that conditions and orders need.
pub(super) const NARROW: &str = "\
    budget_line l
    JOIN document d ON d.id = l.document_id
    JOIN unit u ON u.id = l.unit_id
    JOIN account a ON a.code = l.account";

/// The same, document by document: SQLite keeps the order of a cross join, and so needs not sort.
pub(super) const IN_ORDER: &str = "\
    document d
    CROSS JOIN budget_line l
    JOIN municipality m ON m.code = d.municipality_code AND l.document_id = d.id
    JOIN unit u ON u.id = l.unit_id
    JOIN account a ON a.code = l.account
    JOIN printed_table t ON t.id = l.table_id";

/// The select list of [`BudgetLineRow`].
pub(super) const COLUMNS: &str = "\
    l.id, l.cell_id, l.document_id, l.position, l.unit_id, l.account, l.scenario, l.fiscal_year, \
    l.period_start, l.period_end, l.amount, l.missing_reason, l.corrected_amount, l.printed, \
    l.table_id, l.line, l.column_ordinal, l.row_label, l.column_label, l.repeat_of, \
    l.known_from, l.superseded_on, \
    m.code AS municipality_code, m.name_fi AS municipality_name_fi, \
    m.name_sv AS municipality_name_sv, m.name_en AS municipality_name_en, \
    u.code AS unit_code, u.name AS unit_name, u.kind AS unit_kind, \
    a.name_fi AS account_name_fi, a.name_sv AS account_name_sv, a.name_en AS account_name_en, \
    a.position AS account_position, t.kind AS table_kind, t.scale AS table_scale";

#[derive(QueryableByName)]
pub(super) struct BudgetLineRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    pub(super) cell_id: String,
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Text)]
    account: String,
    #[diesel(sql_type = Text)]
    scenario: String,
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Text)]
    period_start: String,
    #[diesel(sql_type = Text)]
    period_end: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    amount: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    missing_reason: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    corrected_amount: Option<i64>,
    #[diesel(sql_type = Text)]
    printed: String,
    #[diesel(sql_type = Text)]
    table_id: String,
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = BigInt)]
    column_ordinal: i64,
    #[diesel(sql_type = Text)]
    row_label: String,
    #[diesel(sql_type = Text)]
    column_label: String,
    #[diesel(sql_type = Nullable<Text>)]
    repeat_of: Option<String>,
    #[diesel(sql_type = Text)]
    known_from: String,
    #[diesel(sql_type = Nullable<Text>)]
    superseded_on: Option<String>,
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    municipality_name_fi: String,
    #[diesel(sql_type = Text)]
    municipality_name_sv: String,
    #[diesel(sql_type = Text)]
    municipality_name_en: String,
    #[diesel(sql_type = Nullable<Text>)]
    unit_code: Option<String>,
    #[diesel(sql_type = Text)]
    unit_name: String,
    #[diesel(sql_type = Text)]
    unit_kind: String,
    #[diesel(sql_type = Text)]
    account_name_fi: String,
    #[diesel(sql_type = Text)]
    account_name_sv: String,
    #[diesel(sql_type = Text)]
    account_name_en: String,
    #[diesel(sql_type = BigInt)]
    account_position: i64,
    #[diesel(sql_type = Text)]
    table_kind: String,
    #[diesel(sql_type = BigInt)]
    table_scale: i64,
}

/// The row as what it stands for.
pub(super) fn record(
    row: BudgetLineRow,
    finding_ids: Vec<String>,
) -> Result<BudgetLineRecord, StoreError> {
    let id = row.id.clone();
    understood(row, finding_ids).map_err(|error| error.of_row("budget_line", &id))
}

fn understood(
    row: BudgetLineRow,
    finding_ids: Vec<String>,
) -> Result<BudgetLineRecord, StoreError> {
    let period = Period { start: parsed(&row.period_start)?, end: parsed(&row.period_end)? };
    Ok(BudgetLineRecord {
        line: BudgetLine {
            id: row.id,
            unit_id: row.unit_id,
            account: row.account,
            scenario: parsed(&row.scenario)?,
            fiscal_year: narrow(row.fiscal_year)?,
            period,
            amount: row.amount.map(Cents),
            missing_reason: row.missing_reason.as_deref().map(parsed).transpose()?,
            corrected_amount: row.corrected_amount.map(Cents),
            printed: row.printed,
            table_id: row.table_id,
            line: narrow(row.line)?,
            column: narrow(row.column_ordinal)?,
            row_label: row.row_label,
            column_label: row.column_label,
            repeat_of: row.repeat_of,
        },
        cell_id: row.cell_id,
        position: row.position,
        municipality_code: row.municipality_code,
        municipality_name_fi: row.municipality_name_fi,
        municipality_name_sv: row.municipality_name_sv,
        municipality_name_en: row.municipality_name_en,
        unit_code: row.unit_code,
        unit_name: row.unit_name,
        unit_kind: parsed(&row.unit_kind)?,
        account_name_fi: row.account_name_fi,
        account_name_sv: row.account_name_sv,
        account_name_en: row.account_name_en,
        account_position: narrow(row.account_position)?,
        document_id: row.document_id,
        table_kind: parsed(&row.table_kind)?,
        table_scale: row.table_scale,
        known_from: parsed(&row.known_from)?,
        superseded_on: row.superseded_on.as_deref().map(parsed).transpose()?,
        finding_ids,
    })
}

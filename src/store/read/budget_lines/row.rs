//! A budget line as one row, and what it points to: that is known in memory, and not read with every
//! line.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::deserialize::{self, QueryableByName};
use diesel::row::NamedRow;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Account, BudgetLine, Cents, Municipality, Period};
use crate::store::connection::AnyBackend;
use crate::store::read::{self, ByCode, UnitTree, narrow, parsed};
use crate::store::{BudgetLineRecord, Session, StoreError};

/// The tables of a line.
pub(super) const FROM: &str = "\
    budget_line l
    JOIN document d ON d.id = l.document_id";

/// The same, document by document: SQLite keeps the order of a cross join, and so needs not sort.
/// That a line is of the document is a condition, [`OF_DOCUMENT`].
pub(super) const IN_ORDER: &str = "document d CROSS JOIN budget_line l";
pub(super) const OF_DOCUMENT: &str = "l.document_id = d.id";

/// What conditions on units need besides.
pub(super) const WITH_UNIT: &str = " JOIN unit u ON u.id = l.unit_id";

/// What the order of accounts needs besides.
pub(super) const WITH_ACCOUNT: &str = " JOIN account a ON a.code = l.account";

/// The select list of [`BudgetLineRow`].
pub(super) const COLUMNS: &str = "\
    l.id, l.cell_id, l.document_id, l.position, l.unit_id, l.account, l.scenario, l.fiscal_year, \
    l.period_start, l.period_end, l.amount, l.missing_reason, l.corrected_amount, l.printed, \
    l.table_id, l.line, l.column_ordinal, l.row_label, l.column_label, l.repeat_of, \
    l.known_from, l.superseded_on, d.municipality_code";

pub(super) struct BudgetLineRow {
    id: String,
    pub(super) cell_id: String,
    document_id: String,
    position: i64,
    unit_id: String,
    account: String,
    scenario: String,
    fiscal_year: i64,
    period_start: String,
    period_end: String,
    amount: Option<i64>,
    missing_reason: Option<String>,
    corrected_amount: Option<i64>,
    printed: String,
    table_id: String,
    line: i64,
    column_ordinal: i64,
    row_label: String,
    column_label: String,
    repeat_of: Option<String>,
    known_from: String,
    superseded_on: Option<String>,
    municipality_code: String,
}

impl QueryableByName<AnyBackend> for BudgetLineRow {
    /// The first columns are those of [`COLUMNS`]: they are read in their order, since to look each of
    /// them up by its name takes a tenth of the time of a page.
    fn build<'a>(row: &impl NamedRow<'a, AnyBackend>) -> deserialize::Result<Self> {
        let mut columns = 0..;
        let mut next = || columns.next().unwrap_or_default();
        Ok(Self {
            id: row.get_value::<Text, _, _>(next())?,
            cell_id: row.get_value::<Text, _, _>(next())?,
            document_id: row.get_value::<Text, _, _>(next())?,
            position: row.get_value::<BigInt, _, _>(next())?,
            unit_id: row.get_value::<Text, _, _>(next())?,
            account: row.get_value::<Text, _, _>(next())?,
            scenario: row.get_value::<Text, _, _>(next())?,
            fiscal_year: row.get_value::<BigInt, _, _>(next())?,
            period_start: row.get_value::<Text, _, _>(next())?,
            period_end: row.get_value::<Text, _, _>(next())?,
            amount: row.get_value::<Nullable<BigInt>, _, _>(next())?,
            missing_reason: row.get_value::<Nullable<Text>, _, _>(next())?,
            corrected_amount: row.get_value::<Nullable<BigInt>, _, _>(next())?,
            printed: row.get_value::<Text, _, _>(next())?,
            table_id: row.get_value::<Text, _, _>(next())?,
            line: row.get_value::<BigInt, _, _>(next())?,
            column_ordinal: row.get_value::<BigInt, _, _>(next())?,
            row_label: row.get_value::<Text, _, _>(next())?,
            column_label: row.get_value::<Text, _, _>(next())?,
            repeat_of: row.get_value::<Nullable<Text>, _, _>(next())?,
            known_from: row.get_value::<Text, _, _>(next())?,
            superseded_on: row.get_value::<Nullable<Text>, _, _>(next())?,
            municipality_code: row.get_value::<Text, _, _>(next())?,
        })
    }
}

/// What lines point to, as far as it is known in memory.
pub(super) struct Named {
    municipalities: Arc<ByCode<Municipality>>,
    units: Arc<UnitTree>,
    accounts: Arc<ByCode<Account>>,
    scales: Arc<BTreeMap<String, i64>>,
}

impl Named {
    pub(super) fn load(session: &mut Session) -> Result<Self, StoreError> {
        Ok(Self {
            municipalities: read::municipalities::by_code(session)?,
            units: read::unit_tree(session)?,
            accounts: read::accounts::by_code(session)?,
            scales: read::tables::scales(session)?,
        })
    }
}

/// The row as what it stands for.
pub(super) fn record(
    row: BudgetLineRow,
    named: &Named,
    finding_ids: Vec<String>,
) -> Result<BudgetLineRecord, StoreError> {
    let id = row.id.clone();
    understood(row, named, finding_ids).map_err(|error| error.of_row("budget_line", &id))
}

fn understood(
    row: BudgetLineRow,
    named: &Named,
    finding_ids: Vec<String>,
) -> Result<BudgetLineRecord, StoreError> {
    let period = Period { start: parsed(&row.period_start)?, end: parsed(&row.period_end)? };
    let municipality = named.municipalities.get(&row.municipality_code);
    Ok(BudgetLineRecord {
        municipality: shared(municipality, &row.municipality_code)?,
        unit: shared(named.units.get(&row.unit_id), &row.unit_id)?,
        account: shared(named.accounts.get(&row.account), &row.account)?,
        table_scale: named.scales.get(&row.table_id).copied().unwrap_or(1),
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
        document_id: row.document_id,
        known_from: parsed(&row.known_from)?,
        superseded_on: row.superseded_on.as_deref().map(parsed).transpose()?,
        finding_ids,
    })
}

fn shared<T>(found: Option<&Arc<T>>, key: &str) -> Result<Arc<T>, StoreError> {
    found.cloned().ok_or_else(|| StoreError::Inconsistent(format!("\"{key}\" is not stored")))
}

//! Amounts that budgets are held against: only what rows are made, ordered and chosen by, for some
//! municipalities at a time. The lines themselves are read in `budget_lines`, for a page of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Cents, Scenario};
use crate::store::read::budget_lines::{BudgetLineSelection, EFFECTIVE};
use crate::store::read::{narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// A municipality, and how many of its units are asked about.
#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = BigInt)]
    units: i64,
}

/// A year that has lines of a scenario.
#[derive(QueryableByName)]
struct YearRow {
    #[diesel(sql_type = Text)]
    scenario: String,
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
}

/// An amount of a unit, an account and a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Executed {
    pub(crate) municipality_code: String,
    pub(crate) unit_id: String,
    pub(crate) account: String,
    pub(crate) account_position: i32,
    pub(crate) scenario: Scenario,
    pub(crate) fiscal_year: i32,
    /// The corrected amount where there is one.
    pub(crate) amount: Option<Cents>,
    /// The last day of what it covers, as a text that is ordered like the days.
    pub(crate) period_end: String,
    /// Whether it covers a whole year.
    pub(crate) is_of_year: bool,
}

#[derive(QueryableByName)]
struct ExecutedRow {
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Text)]
    account: String,
    #[diesel(sql_type = BigInt)]
    account_position: i64,
    #[diesel(sql_type = Text)]
    scenario: String,
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    amount: Option<i64>,
    #[diesel(sql_type = Text)]
    period_start: String,
    #[diesel(sql_type = Text)]
    period_end: String,
}

/// The municipalities whose units are asked about, and how many units of each.
pub(crate) fn places(
    session: &mut Session,
    selection: &BudgetLineSelection,
) -> Result<Vec<(String, i64)>, StoreError> {
    let mut conditions = selection.conditions_of_units();
    if !selection.municipality_codes.is_empty() {
        conditions.push(Sql::any_of("u.municipality_code", &selection.municipality_codes));
    }
    let statement = Sql::new("SELECT u.municipality_code, COUNT(*) AS units FROM unit u")
        .append(Sql::all(conditions))
        .text(" GROUP BY u.municipality_code ORDER BY u.municipality_code");
    let places = session.load::<Place>(statement)?.into_iter();
    Ok(places.map(|place| (place.municipality_code, place.units)).collect())
}

/// The years that have lines of each scenario, of any municipality.
pub(crate) fn years(
    session: &mut Session,
) -> Result<Arc<BTreeMap<Scenario, BTreeSet<i32>>>, StoreError> {
    session.remembered("years of scenarios", |session| {
        let statement = Sql::new("SELECT DISTINCT scenario, fiscal_year FROM budget_line_count");
        let mut years: BTreeMap<Scenario, BTreeSet<i32>> = BTreeMap::new();
        for row in session.load::<YearRow>(statement)? {
            years.entry(parsed(&row.scenario)?).or_default().insert(narrow(row.fiscal_year)?);
        }
        Ok(years)
    })
}

/// The amounts of the units of some municipalities, document by document.
pub(crate) fn amounts(
    session: &mut Session,
    selection: &BudgetLineSelection,
    municipality_codes: &[String],
) -> Result<Vec<Executed>, StoreError> {
    let conditions = [Sql::any_of("u.municipality_code", municipality_codes)];
    let conditions = conditions.into_iter().chain(selection.conditions());
    // SQLite keeps the order of a cross join: the lines of a unit and an account stand together in
    // an index, those of a document lie among all its others.
    let statement = Sql::new(&format!(
        "SELECT d.municipality_code, l.unit_id, l.account, a.position AS account_position, \
         l.scenario, l.fiscal_year, {EFFECTIVE} AS amount, l.period_start, l.period_end \
         FROM unit u CROSS JOIN budget_line l JOIN document d ON d.id = l.document_id \
         JOIN account a ON a.code = l.account AND l.unit_id = u.id"
    ))
    .append(Sql::all(conditions))
    .text(" ORDER BY d.municipality_code, d.id, l.position, l.id");
    session.load::<ExecutedRow>(statement)?.into_iter().map(executed).collect()
}

fn executed(row: ExecutedRow) -> Result<Executed, StoreError> {
    Ok(Executed {
        municipality_code: row.municipality_code,
        unit_id: row.unit_id,
        account: row.account,
        account_position: narrow(row.account_position)?,
        scenario: parsed(&row.scenario)?,
        fiscal_year: narrow(row.fiscal_year)?,
        amount: row.amount.map(Cents),
        is_of_year: is_of_year(&row.period_start, &row.period_end),
        period_end: row.period_end,
    })
}

/// Whether days as texts are the first and the last of one year.
fn is_of_year(start: &str, end: &str) -> bool {
    let year = start.strip_suffix("-01-01");
    year.is_some() && year == end.strip_suffix("-12-31")
}

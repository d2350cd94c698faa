//! Price levels and reforms: short tables, read whole.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Text};

use crate::domain::{PriceIndex, Reform};
use crate::store::read::{narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

#[derive(QueryableByName)]
struct PriceIndexRow {
    #[diesel(sql_type = BigInt)]
    year: i64,
    #[diesel(sql_type = Text)]
    value: String,
    #[diesel(sql_type = Text)]
    base: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Text)]
    source: String,
}

#[derive(QueryableByName)]
struct ReformRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    date: String,
    #[diesel(sql_type = Text)]
    functions: String,
    #[diesel(sql_type = Text)]
    description: String,
    #[diesel(sql_type = Text)]
    source: String,
}

/// Price levels, by year.
pub(crate) fn price_index(session: &mut Session) -> Result<Vec<PriceIndex>, StoreError> {
    let statement =
        Sql::new("SELECT year, value, base, status, source FROM price_index ORDER BY year");
    let index = |r: PriceIndexRow| {
        Ok(PriceIndex {
            year: narrow(r.year)?,
            value: parsed(&r.value)?,
            base: r.base,
            status: r.status,
            source: r.source,
        })
    };
    session.load::<PriceIndexRow>(statement)?.into_iter().map(index).collect()
}

/// Reforms, by day.
pub(crate) fn reforms(session: &mut Session) -> Result<Vec<Reform>, StoreError> {
    let statement = Sql::new(
        "SELECT code, date, functions, description, source FROM reform ORDER BY date, code",
    );
    let reform = |r: ReformRow| {
        Ok(Reform {
            code: r.code,
            date: parsed(&r.date)?,
            functions: r.functions.split(' ').map(str::to_owned).collect(),
            description: r.description,
            source: r.source,
        })
    };
    session.load::<ReformRow>(statement)?.into_iter().map(reform).collect()
}

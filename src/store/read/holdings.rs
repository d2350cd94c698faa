//! When releases came, and the time that amounts speak of.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{Nullable, Text};

use crate::domain::Period;
use crate::store::read::parsed;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

#[derive(QueryableByName)]
struct MomentsRow {
    #[diesel(sql_type = Nullable<Text>)]
    first_moment: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    last_moment: Option<String>,
}

#[derive(QueryableByName)]
struct PeriodRow {
    #[diesel(sql_type = Nullable<Text>)]
    first_day: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    last_day: Option<String>,
}

/// When the first release came to be stored, and when the last one did.
pub(crate) fn moments(
    session: &mut Session,
) -> Result<(Option<String>, Option<String>), StoreError> {
    let statement = "SELECT MIN(imported_at) AS first_moment, MAX(imported_at) AS last_moment \
                     FROM dataset_release";
    let rows = session.load::<MomentsRow>(Sql::new(statement))?;
    Ok(rows.into_iter().next().map(|row| (row.first_moment, row.last_moment)).unwrap_or_default())
}

/// From the first day that any amount speaks of to the last.
pub(crate) fn period_of_amounts(session: &mut Session) -> Result<Option<Period>, StoreError> {
    let statement = "SELECT MIN(first_day) AS first_day, MAX(last_day) AS last_day \
                     FROM unit_year";
    let rows = session.load::<PeriodRow>(Sql::new(statement))?;
    let days = rows.into_iter().next().and_then(|row| row.first_day.zip(row.last_day));
    days.map(|(start, end)| Ok(Period { start: parsed(&start)?, end: parsed(&end)? })).transpose()
}

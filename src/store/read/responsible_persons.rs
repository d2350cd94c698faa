//! Who answers for units, as documents name them.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Text};

use crate::domain::ResponsiblePerson;
use crate::store::read::narrow;
use crate::store::sql::Sql;
use crate::store::{ResponsiblePersonRecord, Session, StoreError};

#[derive(QueryableByName)]
struct PersonRow {
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    line: i64,
}

/// The persons of units, by unit, document and place in the document.
pub(crate) fn of_units(
    session: &mut Session,
    units: &[String],
) -> Result<Vec<ResponsiblePersonRecord>, StoreError> {
    let statement =
        Sql::new("SELECT document_id, unit_id, name, line FROM responsible_person WHERE ")
            .append(Sql::any_of("unit_id", units))
            .text(" ORDER BY unit_id, document_id, position");
    let record = |row: PersonRow| {
        let person =
            ResponsiblePerson { unit_id: row.unit_id, name: row.name, line: narrow(row.line)? };
        Ok(ResponsiblePersonRecord { person, document_id: row.document_id })
    };
    session.load::<PersonRow>(statement)?.into_iter().map(record).collect()
}

//! The goals of sustainable development.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Text};

use crate::domain::Sdg;
use crate::store::read::listing::{Listing, ascending};
use crate::store::read::{Found, Key, Window, narrow};
use crate::store::{Session, StoreError};

#[derive(QueryableByName)]
struct SdgRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Text)]
    name_fi: String,
    #[diesel(sql_type = Text)]
    name_sv: String,
    #[diesel(sql_type = Text)]
    name_en: String,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Text)]
    status: String,
}

fn sdg(row: SdgRow) -> Result<Sdg, StoreError> {
    Ok(Sdg {
        number: narrow(row.number)?,
        name_fi: row.name_fi,
        name_sv: row.name_sv,
        name_en: row.name_en,
        source: row.source,
        status: row.status,
    })
}

/// The keys of a goal's place.
pub(crate) fn keys(sdg: &Sdg) -> Vec<Key> {
    vec![Key::Int(sdg.number.into())]
}

/// Goals by number.
pub(crate) fn page(session: &mut Session, window: &Window) -> Result<Found<Sdg>, StoreError> {
    let listing = Listing {
        columns: "number, name_fi, name_sv, name_en, source, status",
        from: "sdg".to_owned(),
        narrow: None,
        conditions: Vec::new(),
        order: ascending(["number"]),
    };
    listing.window::<SdgRow>(session, window)?.try_map(sdg)
}

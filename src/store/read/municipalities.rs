//! Municipalities and their population.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Municipality, Population};
use crate::store::read::listing::{Listing, ascending};
use crate::store::read::{ByCode, Found, Key, Window, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

#[derive(QueryableByName)]
struct MunicipalityRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    slug: String,
    #[diesel(sql_type = Text)]
    name_fi: String,
    #[diesel(sql_type = Text)]
    name_sv: String,
    #[diesel(sql_type = Text)]
    name_en: String,
    #[diesel(sql_type = Text)]
    region_code: String,
    #[diesel(sql_type = Text)]
    region_fi: String,
    #[diesel(sql_type = Text)]
    region_sv: String,
    #[diesel(sql_type = Text)]
    region_en: String,
    #[diesel(sql_type = Nullable<Text>)]
    business_id: Option<String>,
}

#[derive(QueryableByName)]
struct PopulationRow {
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    date: String,
    #[diesel(sql_type = BigInt)]
    persons: i64,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Text)]
    source: String,
}

/// Which municipalities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MunicipalitySelection<'a> {
    /// All there are in Finland.
    All,
    /// Those with units: their documents are read.
    Covered,
    /// Those of the codes.
    Of(&'a [String]),
}

fn listing(selection: MunicipalitySelection) -> Listing {
    Listing {
        columns: "code, slug, name_fi, name_sv, name_en, \
                  region_code, region_fi, region_sv, region_en, business_id",
        from: "municipality".to_owned(),
        narrow: None,
        conditions: match selection {
            MunicipalitySelection::All => Vec::new(),
            MunicipalitySelection::Covered => {
                vec![Sql::new("code IN (SELECT municipality_code FROM unit)")]
            }
            MunicipalitySelection::Of(codes) => vec![Sql::any_of("code", codes)],
        },
        order: ascending(["code"]),
    }
}

/// The keys of a municipality's place.
pub(crate) fn keys(municipality: &Municipality) -> Vec<Key> {
    vec![Key::Text(municipality.code.clone())]
}

/// Municipalities by code.
pub(crate) fn page(
    session: &mut Session,
    selection: MunicipalitySelection,
    window: &Window,
) -> Result<Found<Municipality>, StoreError> {
    let found = listing(selection).window::<MunicipalityRow>(session, window)?;
    let (total, has_more) = (found.total, found.has_more);
    Ok(Found { items: with_population(session, found.items)?, total, has_more })
}

/// Municipalities by code, however many.
pub(crate) fn all(
    session: &mut Session,
    selection: MunicipalitySelection,
) -> Result<Vec<Municipality>, StoreError> {
    let rows = listing(selection).all::<MunicipalityRow>(session)?;
    with_population(session, rows)
}

/// All municipalities by code.
pub(crate) fn by_code(session: &mut Session) -> Result<Arc<ByCode<Municipality>>, StoreError> {
    session.remembered("municipalities", |session| {
        let all = all(session, MunicipalitySelection::All)?;
        Ok(all.into_iter().map(|m| (m.code.clone(), Arc::new(m))).collect())
    })
}

/// The codes of municipalities by the names they are called by, in small letters: code, slug and
/// names; of several that are called the same, the first.
pub(crate) fn names(session: &mut Session) -> Result<Arc<BTreeMap<String, String>>, StoreError> {
    session.remembered("names of municipalities", |session| {
        let mut codes = BTreeMap::new();
        for row in listing(MunicipalitySelection::All).all::<MunicipalityRow>(session)? {
            for name in [&row.code, &row.slug, &row.name_fi, &row.name_sv, &row.name_en] {
                codes.entry(name.to_lowercase()).or_insert_with(|| row.code.clone());
            }
        }
        Ok(codes)
    })
}

fn with_population(
    session: &mut Session,
    rows: Vec<MunicipalityRow>,
) -> Result<Vec<Municipality>, StoreError> {
    let codes: Vec<&str> = rows.iter().map(|r| r.code.as_str()).collect();
    let statement =
        Sql::new("SELECT municipality_code, date, persons, status, source FROM population")
            .append(Sql::all([Sql::any_of("municipality_code", &codes)]))
            .text(" ORDER BY municipality_code, position");
    let mut population: BTreeMap<String, Vec<Population>> = BTreeMap::new();
    for row in session.load::<PopulationRow>(statement)? {
        population.entry(row.municipality_code).or_default().push(Population {
            date: parsed(&row.date)?,
            persons: row.persons,
            status: row.status,
            source: row.source,
        });
    }
    let municipality = |r: MunicipalityRow| Municipality {
        population: population.remove(&r.code).unwrap_or_default(),
        code: r.code,
        slug: r.slug,
        name_fi: r.name_fi,
        name_sv: r.name_sv,
        name_en: r.name_en,
        region_code: r.region_code,
        region_fi: r.region_fi,
        region_sv: r.region_sv,
        region_en: r.region_en,
        business_id: r.business_id,
    };
    Ok(rows.into_iter().map(municipality).collect())
}

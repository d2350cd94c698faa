//! Functions of government, and which municipalities have figures under each.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Date, Function, Unit};
use crate::store::read::listing::{Listing, ascending};
use crate::store::read::units::IS_COMPARED;
use crate::store::read::{ByCode, Found, Key, Window, narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// Which functions; an empty choice asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct FunctionSelection {
    /// Codes.
    pub(crate) codes: Option<Vec<String>>,
    /// Codes whose direct children are wanted.
    pub(crate) parents: Vec<String>,
    /// Codes of levels.
    pub(crate) levels: Vec<&'static str>,
}

#[derive(QueryableByName)]
struct FunctionRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    level: String,
    #[diesel(sql_type = Nullable<Text>)]
    parent_code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    name_fi: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    name_sv: Option<String>,
    #[diesel(sql_type = Text)]
    name_en: String,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Text)]
    status: String,
}

#[derive(QueryableByName)]
struct CoverageRow {
    #[diesel(sql_type = Text)]
    function_code: String,
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    fiscal_year: Option<i64>,
}

/// A unit that serves a function, and the years that it has amounts of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coverage {
    pub(crate) municipality_code: String,
    pub(crate) unit_id: String,
    pub(crate) fiscal_years: Vec<i32>,
}

/// By code of the function that units serve themselves: the units by municipality and id.
pub(crate) type Coverages = BTreeMap<String, Vec<Coverage>>;

fn listing(selection: &FunctionSelection) -> Listing {
    let mut conditions = Vec::new();
    conditions.extend(selection.codes.as_ref().map(|codes| Sql::any_of("code", codes)));
    if !selection.parents.is_empty() {
        conditions.push(Sql::any_of("parent_code", &selection.parents));
    }
    if !selection.levels.is_empty() {
        conditions.push(Sql::any_of("level", &selection.levels));
    }
    Listing {
        columns: "code, level, parent_code, name_fi, name_sv, name_en, source, status",
        from: "function".to_owned(),
        narrow: None,
        conditions,
        order: ascending(["code"]),
    }
}

fn function(row: FunctionRow) -> Result<Function, StoreError> {
    Ok(Function {
        code: row.code,
        level: parsed(&row.level)?,
        parent_code: row.parent_code,
        name_fi: row.name_fi,
        name_sv: row.name_sv,
        name_en: row.name_en,
        source: row.source,
        status: row.status,
    })
}

/// The keys of a function's place.
pub(crate) fn keys(function: &Function) -> Vec<Key> {
    vec![Key::Text(function.code.clone())]
}

/// Functions by code: one comes before those below it.
pub(crate) fn page(
    session: &mut Session,
    selection: &FunctionSelection,
    window: &Window,
) -> Result<Found<Function>, StoreError> {
    listing(selection).window(session, window)?.try_map(function)
}

/// A page of the functions right below each of the codes.
pub(crate) fn pages(
    session: &mut Session,
    parents: &[String],
    window: &Window,
) -> Result<BTreeMap<String, Found<Function>>, StoreError> {
    let listing = listing(&FunctionSelection::default());
    let found = listing.windows::<FunctionRow>(session, "parent_code", parents, window)?;
    found.into_iter().map(|(code, page)| Ok((code, page.try_map(function)?))).collect()
}

/// All functions by code.
pub(crate) fn by_code(session: &mut Session) -> Result<Arc<ByCode<Function>>, StoreError> {
    session.remembered("functions", |session| {
        let all = listing(&FunctionSelection::default()).all(session)?.into_iter().map(function);
        all.map(|f| f.map(|f| (f.code.clone(), Arc::new(f)))).collect()
    })
}

/// The years that a unit has amounts of; none where it is compared by its parts.
pub(crate) fn years_of<'a>(coverages: &'a Coverages, unit: &Unit) -> Option<&'a [i32]> {
    let of_function = coverages.get(unit.function.as_ref()?)?;
    let place = of_function.binary_search_by(|coverage| {
        let code = coverage.municipality_code.cmp(&unit.municipality_code);
        code.then_with(|| coverage.unit_id.cmp(&unit.id))
    });
    Some(&of_function.get(place.ok()?)?.fiscal_years)
}

/// Every unit with a function and the years of its amounts known on a day, or now.
pub(crate) fn coverage(
    session: &mut Session,
    as_of: Option<Date>,
) -> Result<Arc<Coverages>, StoreError> {
    match as_of {
        None => session.remembered("units of functions", |session| covered(session, None)),
        Some(day) => covered(session, Some(day)).map(Arc::new),
    }
}

fn covered(session: &mut Session, as_of: Option<Date>) -> Result<Coverages, StoreError> {
    let known = as_of.map_or_else(Sql::default, |day| {
        Sql::new(" AND l.known_from <= ").bind(day.to_string().as_str())
    });
    let statement = Sql::new(
        "SELECT u.function_code, u.municipality_code, u.id AS unit_id, l.fiscal_year \
         FROM unit u LEFT JOIN unit_year l ON l.unit_id = u.id",
    )
    .append(known)
    .text(&format!(" WHERE u.function_code IS NOT NULL AND {IS_COMPARED} ORDER BY 1, 2, 3, 4"));
    let mut coverages = Coverages::new();
    for row in session.load::<CoverageRow>(statement)? {
        let year = row.fiscal_year.map(narrow).transpose()?;
        let of_function = coverages.entry(row.function_code).or_default();
        if let Some(last) = of_function.last_mut().filter(|last| last.unit_id == row.unit_id) {
            last.fiscal_years.extend(year);
            continue;
        }
        of_function.push(Coverage {
            municipality_code: row.municipality_code,
            unit_id: row.unit_id,
            fiscal_years: year.into_iter().collect(),
        });
    }
    Ok(coverages)
}

//! Units and the names documents print them under. All of them at once, in memory, stand in
//! `unit_tree`.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Unit, UnitKind};
use crate::store::read::listing::{Listing, ascending};
use crate::store::read::{Found, Key, TextRow, Window, narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// Which units; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnitSelection {
    pub(crate) municipality_codes: Vec<String>,
    pub(crate) unit_ids: Vec<String>,
    pub(crate) include_descendants: bool,
    /// Units right above, or with `include_descendants` anywhere above.
    pub(crate) parent_ids: Vec<String>,
    pub(crate) kinds: Vec<UnitKind>,
    pub(crate) document_ids: Vec<String>,
    /// Functions, each with all below it.
    pub(crate) functions: Vec<String>,
    /// In lower case.
    pub(crate) name_part: Option<String>,
}

/// Whose units a page per parent is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitParent {
    Municipality,
    Unit,
    /// Units that serve the function, or one below it.
    Function,
}

#[derive(QueryableByName)]
struct UnitRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Nullable<Text>)]
    parent_id: Option<String>,
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    code: Option<String>,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = Nullable<Text>)]
    function_code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    fit: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    scope: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    same_as: Option<String>,
}

#[derive(QueryableByName)]
struct PrintedNameRow {
    #[diesel(sql_type = Text)]
    unit_id: String,
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// Units or functions of the ids, or also those below them. Ids are dotted paths, and `/` is the character
/// after the dot: what is between the two lies below the id.
pub(super) fn within(column: &str, ids: &[String], include_descendants: bool) -> Sql {
    if !include_descendants {
        return Sql::any_of(column, ids);
    }
    Sql::either(vec![Sql::any_of(column, ids), below(column, ids)])
}

/// Units or functions below any of the ids.
fn below(column: &str, ids: &[String]) -> Sql {
    let range = |id: &String| {
        Sql::new(&format!("({column} > "))
            .bind(format!("{id}.").as_str())
            .text(&format!(" AND {column} < "))
            .bind(format!("{id}/").as_str())
            .text(")")
    };
    Sql::either(ids.iter().map(range).collect())
}

/// That a unit `u` is not compared by its parts, which a mixed unit with units below it is: each of
/// them stands under its own function.
pub(super) const IS_COMPARED: &str = "(COALESCE(u.fit, '') <> 'mixed' OR NOT EXISTS \
     (SELECT 1 FROM unit part WHERE part.parent_id = u.id))";

fn listing(selection: &UnitSelection) -> Listing {
    let mut conditions = Vec::new();
    if !selection.municipality_codes.is_empty() {
        conditions.push(Sql::any_of("u.municipality_code", &selection.municipality_codes));
    }
    if !selection.unit_ids.is_empty() {
        conditions.push(within("u.id", &selection.unit_ids, selection.include_descendants));
    }
    if !selection.parent_ids.is_empty() {
        conditions.push(if selection.include_descendants {
            below("u.id", &selection.parent_ids)
        } else {
            Sql::any_of("u.parent_id", &selection.parent_ids)
        });
    }
    if !selection.kinds.is_empty() {
        let kinds: Vec<&str> = selection.kinds.iter().map(|k| k.as_str()).collect();
        conditions.push(Sql::any_of("u.kind", &kinds));
    }
    if !selection.document_ids.is_empty() {
        conditions.push(spoken_of(&selection.document_ids));
    }
    if !selection.functions.is_empty() {
        conditions.push(within("u.function_code", &selection.functions, true));
    }
    if let Some(part) = &selection.name_part {
        let pattern = format!("%{}%", escaped(part));
        conditions.push(Sql::new("u.search LIKE ").bind(pattern.as_str()).text(" ESCAPE '!'"));
    }
    Listing {
        columns: "u.id, u.parent_id, u.municipality_code, u.kind, u.code, u.name, u.position, \
                  u.function_code, u.fit, u.scope, u.same_as",
        from: "unit u".to_owned(),
        narrow: None,
        conditions,
        order: ascending(["u.id"]),
    }
}

/// The tables whose rows tie a unit to a document, with the column that names the document.
const SPEAK_OF_UNITS: [(&str, &str); 9] = [
    ("budget_line", "document_id"),
    ("unit_printed_name", "document_id"),
    ("document", "id"),
    ("objective", "document_id"),
    ("risk", "document_id"),
    ("internal_control_task", "document_id"),
    ("indicator", "document_id"),
    ("narrative", "document_id"),
    ("responsible_person", "document_id"),
];

fn spoken_of(documents: &[String]) -> Sql {
    let of = |table: &str, column: &str| {
        Sql::new(&format!("SELECT unit_id FROM {table} WHERE "))
            .append(Sql::any_of(column, documents))
    };
    let sources = SPEAK_OF_UNITS.iter().map(|(table, document)| of(table, document));
    Sql::new("u.id IN (").join(sources, " UNION ").text(")")
}

/// A text in which nothing means anything to `LIKE ... ESCAPE '!'`.
pub(super) fn escaped(part: &str) -> String {
    part.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The keys of a unit's place.
pub(crate) fn keys(unit: &Unit) -> Vec<Key> {
    vec![Key::Text(unit.id.clone())]
}

/// Units by id.
pub(crate) fn page(
    session: &mut Session,
    selection: &UnitSelection,
    window: &Window,
) -> Result<Found<Unit>, StoreError> {
    let found = listing(selection).window::<UnitRow>(session, window)?;
    let mut names = printed_names(session, found.items.iter())?;
    found.try_map(|row| unit(row, &mut names))
}

/// A page of units for each parent.
pub(crate) fn pages(
    session: &mut Session,
    of: UnitParent,
    parents: &[String],
    selection: &UnitSelection,
    window: &Window,
) -> Result<BTreeMap<String, Found<Unit>>, StoreError> {
    let mut listing = listing(selection);
    let parent = match of {
        UnitParent::Municipality => "u.municipality_code",
        UnitParent::Unit => "u.parent_id",
        UnitParent::Function => {
            listing.conditions.push(Sql::new(IS_COMPARED));
            listing.from.push_str(
                " JOIN function p ON (u.function_code = p.code OR (u.function_code > p.code || '.' \
                 AND u.function_code < p.code || '/'))",
            );
            "p.code"
        }
    };
    let found = listing.windows::<UnitRow>(session, parent, parents, window)?;
    let mut names = printed_names(session, found.values().flat_map(|f| &f.items))?;
    let page = |(parent, f): (String, Found<UnitRow>)| {
        Ok((parent, f.try_map(|row| unit(row, &mut names))?))
    };
    found.into_iter().map(page).collect()
}

/// Every unit, one before those below it.
pub(super) fn all(session: &mut Session) -> Result<Vec<Unit>, StoreError> {
    let rows = listing(&UnitSelection::default()).all::<UnitRow>(session)?;
    let mut names = names_where(session, Sql::default())?;
    rows.into_iter().map(|row| unit(row, &mut names)).collect()
}

/// Units of the ids.
pub(crate) fn by_id(session: &mut Session, ids: &[String]) -> Result<Vec<Unit>, StoreError> {
    let mut listing = listing(&UnitSelection::default());
    listing.conditions.push(Sql::any_of("u.id", ids));
    let rows = listing.all::<UnitRow>(session)?;
    let mut names = printed_names(session, rows.iter())?;
    rows.into_iter().map(|row| unit(row, &mut names)).collect()
}

/// Those of the ids that exist.
pub(crate) fn known(session: &mut Session, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let statement = Sql::new("SELECT id AS value FROM unit WHERE ").append(Sql::any_of("id", ids));
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

type PrintedNames = BTreeMap<String, Vec<(String, String)>>;

fn printed_names<'a>(
    session: &mut Session,
    rows: impl Iterator<Item = &'a UnitRow>,
) -> Result<PrintedNames, StoreError> {
    let ids: Vec<&str> = rows.map(|r| r.id.as_str()).collect();
    names_where(session, Sql::all([Sql::any_of("unit_id", &ids)]))
}

fn names_where(session: &mut Session, conditions: Sql) -> Result<PrintedNames, StoreError> {
    let statement = Sql::new("SELECT unit_id, document_id, name FROM unit_printed_name")
        .append(conditions)
        .text(" ORDER BY unit_id, document_id, position, name");
    let mut names = PrintedNames::new();
    for row in session.load::<PrintedNameRow>(statement)? {
        names.entry(row.unit_id).or_default().push((row.document_id, row.name));
    }
    Ok(names)
}

fn unit(row: UnitRow, names: &mut PrintedNames) -> Result<Unit, StoreError> {
    Ok(Unit {
        printed_names: names.get(&row.id).cloned().unwrap_or_default(),
        id: row.id,
        parent_id: row.parent_id,
        municipality_code: row.municipality_code,
        kind: parsed(&row.kind)?,
        code: row.code,
        name: row.name,
        position: narrow(row.position)?,
        function: row.function_code,
        fit: row.fit.as_deref().map(parsed).transpose()?,
        scope: row.scope,
        same_as: row.same_as,
    })
}

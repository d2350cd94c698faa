//! Questions about units.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Unit;
use crate::query::cursor::Paging;
use crate::query::{
    Error, Page, PageRequest, ResponsiblePersonRecord, Session, documents, functions,
    municipalities, values,
};
use crate::store::read;
use crate::store::read::units::{UnitParent, UnitSelection};

/// Which units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `unit`: ids.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named by `unit`.
    pub include_descendants: bool,
    /// `parent`: ids of the units right above; with `includeDescendants` every unit below them.
    pub parent: Vec<String>,
    /// `kind`: levels.
    pub kind: Vec<String>,
    /// `document`: units that these documents state amounts of or are about.
    pub document: Vec<String>,
    /// `function`: codes; also those below them.
    pub function: Vec<String>,
    /// `q`: a part of the name or the code, in any case of letters.
    pub q: Option<String>,
}

/// Units, by id: a unit comes before its descendants.
///
/// # Errors
/// See [`Error`].
pub fn units(
    session: &mut Session,
    filter: &UnitFilter,
    page: &PageRequest,
) -> Result<Page<Unit>, Error> {
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("units {selection:?}"));
    let window = paging.window(page)?;
    let found = read::units::page(session, &selection, &window)?;
    Ok(paging.page(found, &window, read::units::keys))
}

/// A unit by its id.
///
/// # Errors
/// See [`Error`].
pub fn unit(session: &mut Session, id: &str) -> Result<Unit, Error> {
    let found = read::units::by_id(session, &[id.to_owned()])?;
    let missing = || Error::NotFound { noun: "unit", id: id.to_owned() };
    found.into_iter().next().ok_or_else(missing)
}

/// Units by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn units_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Arc<Unit>>, Error> {
    let tree = read::unit_tree(session)?;
    let found = ids.iter().filter_map(|id| tree.get(id));
    Ok(found.map(|unit| (unit.id.clone(), Arc::clone(unit))).collect())
}

/// A page of units for each municipality code.
///
/// # Errors
/// See [`Error`].
pub fn units_of_municipalities(
    session: &mut Session,
    codes: &[String],
    filter: &UnitFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Unit>>, Error> {
    pages(session, UnitParent::Municipality, codes, filter, page)
}

/// A page of the direct children of each unit.
///
/// # Errors
/// See [`Error`].
pub fn children_of_units(
    session: &mut Session,
    ids: &[String],
    filter: &UnitFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Unit>>, Error> {
    pages(session, UnitParent::Unit, ids, filter, page)
}

/// A page of the units that serve each function, or one below it.
///
/// # Errors
/// See [`Error`].
pub fn units_of_functions(
    session: &mut Session,
    codes: &[String],
    filter: &UnitFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Unit>>, Error> {
    pages(session, UnitParent::Function, codes, filter, page)
}

/// Who answers for each unit, as documents name them, by document and place; units without any
/// have an empty list.
///
/// # Errors
/// See [`Error`].
pub fn responsible_persons_of_units(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Vec<ResponsiblePersonRecord>>, Error> {
    let mut of: BTreeMap<String, Vec<ResponsiblePersonRecord>> =
        ids.iter().map(|id| (id.clone(), Vec::new())).collect();
    for record in read::responsible_persons::of_units(session, ids)? {
        of.entry(record.person.unit_id.clone()).or_default().push(record);
    }
    Ok(of)
}

fn pages(
    session: &mut Session,
    of: UnitParent,
    parents: &[String],
    filter: &UnitFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Unit>>, Error> {
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("units {of:?} {selection:?}"));
    let window = paging.window_below(parents, page)?;
    let found = read::units::pages(session, of, parents, &selection, &window)?;
    Ok(paging.pages(found, &window, read::units::keys))
}

fn select(session: &mut Session, filter: &UnitFilter) -> Result<UnitSelection, Error> {
    let name_part = values::part("q", filter.q.as_deref(), "a part of a name or a code")?;
    Ok(UnitSelection {
        municipality_codes: municipalities::resolve(session, &filter.municipality)?
            .unwrap_or_default(),
        unit_ids: resolve(session, &filter.unit)?,
        include_descendants: filter.include_descendants,
        parent_ids: resolve_as(session, "parent", &filter.parent)?,
        kinds: values::codes("kind", &filter.kind)?,
        document_ids: documents::resolve(session, &filter.document)?,
        functions: functions::resolve(session, &filter.function)?,
        name_part,
    })
}

/// The ids a filter asks for; empty where it asks for nothing in particular.
pub(super) fn resolve(session: &mut Session, given: &[String]) -> Result<Vec<String>, Error> {
    resolve_as(session, "unit", given)
}

/// The same for a parameter of another name.
fn resolve_as(
    session: &mut Session,
    parameter: &'static str,
    given: &[String],
) -> Result<Vec<String>, Error> {
    let wanted = values::list(parameter, given)?;
    if !wanted.is_empty() {
        let known = read::units::known(session, &wanted)?;
        values::require_known(parameter, "unit", &wanted, &known)?;
    }
    Ok(wanted)
}

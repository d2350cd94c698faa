//! Questions about units.

use std::collections::BTreeMap;

use crate::domain::Unit;
use crate::query::{Error, Page, PageRequest, Session};

/// Which units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `unit`: ids.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named by `unit`.
    pub include_descendants: bool,
    /// `kind`: levels.
    pub kind: Vec<String>,
    /// `document`: units that these documents state amounts of or are about.
    pub document: Vec<String>,
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
    todo!()
}

/// A unit by its id.
///
/// # Errors
/// See [`Error`].
pub fn unit(session: &mut Session, id: &str) -> Result<Unit, Error> {
    todo!()
}

/// Units by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn units_by_id(session: &mut Session, ids: &[String]) -> Result<BTreeMap<String, Unit>, Error> {
    todo!()
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
    todo!()
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
    todo!()
}

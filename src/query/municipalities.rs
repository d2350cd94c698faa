//! Questions about municipalities.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Municipality;
use crate::query::cursor::Paging;
use crate::query::{Error, Page, PageRequest, Session, values};
use crate::store::read;
use crate::store::read::municipalities::MunicipalitySelection;

/// Which municipalities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MunicipalityFilter {
    /// `municipality`: code, slug or name, in any case of letters.
    pub municipality: Vec<String>,
    /// `includeUncovered`: also those whose documents are not read; those named by `municipality`
    /// are answered either way.
    pub include_uncovered: bool,
}

/// Municipalities, by code.
///
/// # Errors
/// See [`Error`].
pub fn municipalities(
    session: &mut Session,
    filter: &MunicipalityFilter,
    page: &PageRequest,
) -> Result<Page<Municipality>, Error> {
    let codes = resolve(session, &filter.municipality)?;
    let selection = match &codes {
        Some(codes) => MunicipalitySelection::Of(codes),
        None if filter.include_uncovered => MunicipalitySelection::All,
        None => MunicipalitySelection::Covered,
    };
    let paging = Paging::of(format!("municipalities {selection:?}"));
    let window = paging.window(page)?;
    let found = read::municipalities::page(session, selection, &window)?;
    Ok(paging.page(found, &window, read::municipalities::keys))
}

/// A municipality by its code, slug or name.
///
/// # Errors
/// See [`Error`].
pub fn municipality(session: &mut Session, key: &str) -> Result<Arc<Municipality>, Error> {
    let missing = || Error::NotFound { noun: "municipality", id: key.to_owned() };
    let names = read::municipalities::names(session)?;
    let code = code_of(&names, key).ok_or_else(missing)?;
    municipalities_by_code(session, &[code])?.into_values().next().ok_or_else(missing)
}

/// Municipalities by code; codes that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn municipalities_by_code(
    session: &mut Session,
    codes: &[String],
) -> Result<BTreeMap<String, Arc<Municipality>>, Error> {
    let all = read::municipalities::by_code(session)?;
    let found = codes.iter().filter_map(|code| all.get_key_value(code));
    Ok(found.map(|(code, municipality)| (code.clone(), Arc::clone(municipality))).collect())
}

/// The codes a filter asks for; none where it asks for nothing in particular.
pub(super) fn resolve(
    session: &mut Session,
    given: &[String],
) -> Result<Option<Vec<String>>, Error> {
    resolve_as(session, "municipality", given)
}

/// The same for a parameter of another name.
pub(super) fn resolve_as(
    session: &mut Session,
    parameter: &'static str,
    given: &[String],
) -> Result<Option<Vec<String>>, Error> {
    let wanted = values::list(parameter, given)?;
    if wanted.is_empty() {
        return Ok(None);
    }
    let names = read::municipalities::names(session)?;
    let mut codes = Vec::new();
    for key in wanted {
        codes.push(code_of(&names, &key).ok_or(Error::UnknownValue {
            parameter,
            value: key,
            noun: "municipality",
            known: None,
        })?);
    }
    codes.sort();
    codes.dedup();
    Ok(Some(codes))
}

/// In any case of letters; folded here, since SQLite folds ASCII only.
fn code_of(names: &BTreeMap<String, String>, key: &str) -> Option<String> {
    names.get(&key.to_lowercase()).cloned()
}

//! Questions about municipalities.

use std::collections::BTreeMap;

use crate::domain::Municipality;
use crate::query::{Error, Page, PageRequest, Session};

/// Which municipalities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MunicipalityFilter {
    /// `municipality`: code, slug or name, in any case of letters.
    pub municipality: Vec<String>,
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
    todo!()
}

/// A municipality by its code, slug or name.
///
/// # Errors
/// See [`Error`].
pub fn municipality(session: &mut Session, key: &str) -> Result<Municipality, Error> {
    todo!()
}

/// Municipalities by code; codes that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn municipalities_by_code(
    session: &mut Session,
    codes: &[String],
) -> Result<BTreeMap<String, Municipality>, Error> {
    todo!()
}

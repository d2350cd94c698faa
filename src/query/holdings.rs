//! What there is to be found: the question that a catalogue asks.

use crate::domain::{Municipality, Period};
use crate::query::{DocumentRecord, Error, Release, Session};
use crate::store::read;
use crate::store::read::municipalities::MunicipalitySelection;

/// What the release that is stored now holds, as far as a catalogue tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The release; none before the first import.
    pub release: Option<Release>,
    /// When the first release came to be stored, in UTC (RFC 3339).
    pub first_imported_at: Option<String>,
    /// The municipalities whose documents are read, by code.
    pub municipalities: Vec<Municipality>,
    /// The documents.
    pub documents: Vec<DocumentRecord>,
    /// From the first day that any amount speaks of to the last.
    pub amounts: Option<Period>,
}

/// What the release that is stored now holds.
///
/// # Errors
/// See [`Error`].
pub fn holdings(session: &mut Session) -> Result<Holdings, Error> {
    let Some(release) = read::release::release(session)? else {
        return Ok(Holdings::default());
    };
    Ok(Holdings {
        first_imported_at: read::holdings::first_imported_at(session)?,
        municipalities: read::municipalities::all(session, MunicipalitySelection::Covered)?,
        documents: read::documents::by_id(session, &release.document_ids)?,
        amounts: read::holdings::period_of_amounts(session)?,
        release: Some(release),
    })
}

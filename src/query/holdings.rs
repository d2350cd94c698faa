//! What there is to be found: the question that a catalogue asks.

use crate::domain::{Municipality, Period};
use crate::query::{DocumentRecord, Error, Session};
use crate::store::read;
use crate::store::read::municipalities::MunicipalitySelection;

/// What the release that is stored now holds, as far as a catalogue tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Id of the release; none before the first import.
    pub release: Option<String>,
    /// When the first release came to be stored, in UTC (RFC 3339).
    pub issued: Option<String>,
    /// When this one did, in UTC (RFC 3339).
    pub modified: Option<String>,
    /// The municipalities whose documents are read, by code.
    pub municipalities: Vec<Municipality>,
    /// The documents, by municipality, fiscal year and id.
    pub documents: Vec<DocumentRecord>,
    /// From the first day that any amount speaks of to the last.
    pub amounts: Option<Period>,
}

/// What the release that is stored now holds.
///
/// # Errors
/// See [`Error`].
pub fn holdings(session: &mut Session) -> Result<Holdings, Error> {
    let (issued, modified) = read::holdings::moments(session)?;
    Ok(Holdings {
        release: read::release::id(session)?,
        issued,
        modified,
        municipalities: read::municipalities::all(session, MunicipalitySelection::Covered)?,
        documents: read::documents::all(session)?,
        amounts: read::holdings::period_of_amounts(session)?,
    })
}

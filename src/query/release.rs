//! Questions about the data as a whole.

use crate::query::{Error, Release, Session};
use crate::store::read;

/// The release that is stored now; none before the first import.
///
/// # Errors
/// See [`Error`].
pub fn release(session: &mut Session) -> Result<Option<Release>, Error> {
    Ok(read::release::release(session)?)
}

/// The id of the release that is stored now; read once per session.
///
/// # Errors
/// See [`Error`].
pub fn release_id(session: &mut Session) -> Result<Option<String>, Error> {
    Ok(read::release::id(session)?)
}

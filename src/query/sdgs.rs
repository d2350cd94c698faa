//! Questions about the goals of sustainable development.

use crate::domain::Sdg;
use crate::query::cursor::Paging;
use crate::query::{Error, Page, PageRequest, Session};
use crate::store::read;

/// The goals of sustainable development, by number.
///
/// # Errors
/// See [`Error`].
pub fn sdgs(session: &mut Session, page: &PageRequest) -> Result<Page<Sdg>, Error> {
    let paging = Paging::of("goals of sustainable development".to_owned());
    let window = paging.window(page)?;
    let found = read::sdgs::page(session, &window)?;
    Ok(paging.page(found, &window, read::sdgs::keys))
}

//! What the resources that documents state besides budget lines have in common.

use crate::api::problem::Problem;
use crate::api::rest::parameter::{
    DOCUMENT, Given, INCLUDE_DESCENDANTS, MUNICIPALITY, UNIT, WORDS,
};
use crate::query::ContentFilter;

/// What is asked of all of them.
pub(super) fn filter(given: &Given) -> Result<ContentFilter, Problem> {
    Ok(ContentFilter {
        municipality: given.many(&MUNICIPALITY),
        document: given.many(&DOCUMENT),
        unit: given.many(&UNIT),
        include_descendants: given.boolean(&INCLUDE_DESCENDANTS)?.unwrap_or_default(),
        q: given.one(&WORDS),
    })
}

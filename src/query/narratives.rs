//! Questions about sections of text.

use std::collections::BTreeMap;

use crate::domain::Narrative;
use crate::query::contents::{self, Below, ContentFilter, Question};
use crate::query::{Error, Page, PageRequest, Session, Stated, values};
use crate::store::read::contents::ContentSelection;
use crate::store::read::narratives::NarrativeSelection;

/// Which sections of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NarrativeFilter {
    /// What can be asked of all contents; `q` looks into heading and text.
    pub content: ContentFilter,
    /// `fiscalYear`: years or ranges of years of the document, `2022`, `2022..2024`.
    pub fiscal_year: Vec<String>,
    /// `kind`.
    pub kind: Vec<String>,
}

impl Question for NarrativeFilter {
    type Of = Narrative;

    fn content(&self) -> &ContentFilter {
        &self.content
    }

    fn select(
        &self,
        _: &mut Session,
        content: ContentSelection,
    ) -> Result<NarrativeSelection, Error> {
        Ok(NarrativeSelection {
            content,
            fiscal_years: values::years("fiscalYear", &self.fiscal_year)?,
            kinds: values::codes("kind", &self.kind)?,
        })
    }
}

/// Sections of text, by municipality, document and place in the document.
///
/// # Errors
/// See [`Error`].
pub fn narratives(
    session: &mut Session,
    filter: &NarrativeFilter,
    page: &PageRequest,
) -> Result<Page<Stated<Narrative>>, Error> {
    contents::list(session, filter, page)
}

/// A section of text by its id.
///
/// # Errors
/// See [`Error`].
pub fn narrative(session: &mut Session, id: &str) -> Result<Stated<Narrative>, Error> {
    contents::one(session, "narrative", id)
}

/// Sections of text by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn narratives_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Stated<Narrative>>, Error> {
    contents::by_id(session, ids)
}

/// A page of sections of text below each parent.
///
/// # Errors
/// See [`Error`].
pub fn narratives_below(
    session: &mut Session,
    of: Below,
    parents: &[String],
    filter: &NarrativeFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Stated<Narrative>>>, Error> {
    contents::below(session, of, parents, filter, page)
}

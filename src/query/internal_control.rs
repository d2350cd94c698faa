//! Questions about internal control.

use std::collections::BTreeMap;

use crate::domain::InternalControlTask;
use crate::query::contents::{self, Below, ContentFilter, Question};
use crate::query::{Error, Page, PageRequest, Session, Stated, values};
use crate::store::read::contents::ContentSelection;
use crate::store::read::internal_control::InternalControlSelection;

/// Which tasks of internal control.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InternalControlFilter {
    /// What can be asked of all contents; `q` looks into task, action, measure and outcome.
    pub content: ContentFilter,
    /// `fiscalYear`: years or ranges of years, `2022`, `2022..2024`.
    pub fiscal_year: Vec<String>,
    /// `hasOutcome`: tasks with an outcome, or those without.
    pub has_outcome: Option<bool>,
}

impl Question for InternalControlFilter {
    type Of = InternalControlTask;

    fn content(&self) -> &ContentFilter {
        &self.content
    }

    fn select(
        &self,
        _: &mut Session,
        content: ContentSelection,
    ) -> Result<InternalControlSelection, Error> {
        let fiscal_years = values::years("fiscalYear", &self.fiscal_year)?;
        Ok(InternalControlSelection { content, fiscal_years, has_outcome: self.has_outcome })
    }
}

/// Tasks of internal control, by municipality, document and place in the document.
///
/// # Errors
/// See [`Error`].
pub fn internal_control(
    session: &mut Session,
    filter: &InternalControlFilter,
    page: &PageRequest,
) -> Result<Page<Stated<InternalControlTask>>, Error> {
    contents::list(session, filter, page)
}

/// A task of internal control by its id.
///
/// # Errors
/// See [`Error`].
pub fn internal_control_task(
    session: &mut Session,
    id: &str,
) -> Result<Stated<InternalControlTask>, Error> {
    contents::one(session, "task of internal control", id)
}

/// Tasks of internal control by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn internal_control_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Stated<InternalControlTask>>, Error> {
    contents::by_id(session, ids)
}

/// A page of tasks of internal control below each parent.
///
/// # Errors
/// See [`Error`].
pub fn internal_control_below(
    session: &mut Session,
    of: Below,
    parents: &[String],
    filter: &InternalControlFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Stated<InternalControlTask>>>, Error> {
    contents::below(session, of, parents, filter, page)
}

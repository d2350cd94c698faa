//! Questions about internal control.

use crate::domain::InternalControlTask;
use crate::query::contents::{self, ContentFilter, Question};
use crate::query::{Error, Session, values};
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

contents::doors! {
    InternalControlTask, "task of internal control", InternalControlFilter;
    /// Tasks of internal control, by municipality, document and place in the document.
    internal_control
    /// A task of internal control by its id.
    internal_control_task
    /// Tasks of internal control by id; ids that do not exist are absent.
    internal_control_by_id
    /// A page of tasks of internal control below each parent.
    internal_control_below
}

//! Questions about risks.

use std::collections::BTreeMap;

use crate::domain::Risk;
use crate::query::contents::{self, Below, ContentFilter, Question};
use crate::query::{Error, Page, PageRequest, Session, Stated, values};
use crate::store::read::contents::ContentSelection;
use crate::store::read::risks::RiskSelection;

/// Which risks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RiskFilter {
    /// What can be asked of all contents; `q` looks into category, description, control and its status.
    pub content: ContentFilter,
    /// `fiscalYear`: years or ranges of years, `2022`, `2022..2024`.
    pub fiscal_year: Vec<String>,
}

impl Question for RiskFilter {
    type Of = Risk;

    fn content(&self) -> &ContentFilter {
        &self.content
    }

    fn select(&self, _: &mut Session, content: ContentSelection) -> Result<RiskSelection, Error> {
        let fiscal_years = values::years("fiscalYear", &self.fiscal_year)?;
        Ok(RiskSelection { content, fiscal_years })
    }
}

/// Risks, by municipality, document and place in the document.
///
/// # Errors
/// See [`Error`].
pub fn risks(
    session: &mut Session,
    filter: &RiskFilter,
    page: &PageRequest,
) -> Result<Page<Stated<Risk>>, Error> {
    contents::list(session, filter, page)
}

/// A risk by its id.
///
/// # Errors
/// See [`Error`].
pub fn risk(session: &mut Session, id: &str) -> Result<Stated<Risk>, Error> {
    contents::one(session, "risk", id)
}

/// Risks by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn risks_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Stated<Risk>>, Error> {
    contents::by_id(session, ids)
}

/// A page of risks below each parent.
///
/// # Errors
/// See [`Error`].
pub fn risks_below(
    session: &mut Session,
    of: Below,
    parents: &[String],
    filter: &RiskFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<Stated<Risk>>>, Error> {
    contents::below(session, of, parents, filter, page)
}

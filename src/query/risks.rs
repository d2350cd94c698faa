//! Questions about risks.

use crate::domain::Risk;
use crate::query::contents::{self, ContentFilter, Question};
use crate::query::{Error, Session, values};
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

contents::doors! {
    Risk, "risk", RiskFilter;
    /// Risks, by municipality, document and place in the document.
    risks
    /// A risk by its id.
    risk
    /// Risks by id; ids that do not exist are absent.
    risks_by_id
    /// A page of risks below each parent.
    risks_below
}

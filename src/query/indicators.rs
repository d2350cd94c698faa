//! Questions about indicators.

use crate::domain::Indicator;
use crate::query::contents::{self, ContentFilter, Question};
use crate::query::{Error, Session, values};
use crate::store::read;
use crate::store::read::contents::ContentSelection;
use crate::store::read::indicators::IndicatorSelection;

/// Which indicators, all with all their values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndicatorFilter {
    /// What can be asked of all contents; `q` looks into the name.
    pub content: ContentFilter,
    /// `fiscalYear`: years or ranges of years that a value speaks of.
    pub fiscal_year: Vec<String>,
    /// `scenario`: what a value of those years is.
    pub scenario: Vec<String>,
    /// `parent`: ids of the indicators they are parts of.
    pub parent: Vec<String>,
    /// `asOf`: of documents that were known on this day.
    pub as_of: Option<String>,
}

impl Question for IndicatorFilter {
    type Of = Indicator;

    fn content(&self) -> &ContentFilter {
        &self.content
    }

    fn select(
        &self,
        session: &mut Session,
        content: ContentSelection,
    ) -> Result<IndicatorSelection, Error> {
        let parent_ids = values::list("parent", &self.parent)?;
        if !parent_ids.is_empty() {
            let known = read::indicators::known(session, &parent_ids)?;
            values::require_known("parent", "indicator", &parent_ids, &known)?;
        }
        Ok(IndicatorSelection {
            content,
            fiscal_years: values::years("fiscalYear", &self.fiscal_year)?,
            scenarios: values::codes("scenario", &self.scenario)?,
            parent_ids,
            as_of: self.as_of.as_ref().map(|day| values::date("asOf", day)).transpose()?,
        })
    }
}

contents::doors! {
    Indicator, "indicator", IndicatorFilter;
    /// Indicators, by municipality, document and place in the document.
    indicators
    /// An indicator by its id.
    indicator
    /// Indicators by id; ids that do not exist are absent.
    indicators_by_id
    /// A page of indicators below each parent.
    indicators_below
}

//! Questions about sections of text.

use crate::domain::Narrative;
use crate::query::contents::{self, ContentFilter, Question};
use crate::query::{Error, Session, values};
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

contents::doors! {
    Narrative, "narrative", NarrativeFilter;
    /// Sections of text, by municipality, document and place in the document.
    narratives
    /// A section of text by its id.
    narrative
    /// Sections of text by id; ids that do not exist are absent.
    narratives_by_id
    /// A page of sections of text below each parent.
    narratives_below
}

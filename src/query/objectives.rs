//! Questions about objectives.

use crate::domain::Objective;
use crate::query::contents::{self, ContentFilter, Question};
use crate::query::{Error, Session, values};
use crate::store::read::contents::ContentSelection;
use crate::store::read::objectives::ObjectiveSelection;

/// The goals of sustainable development.
const SDGS: std::ops::RangeInclusive<i32> = 1..=17;

/// Which objectives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectiveFilter {
    /// What can be asked of all contents; `q` looks into theme, text, actions, measures and
    /// outcomes.
    pub content: ContentFilter,
    /// `fiscalYear`: years or ranges of years, `2022`, `2022..2024`.
    pub fiscal_year: Vec<String>,
    /// `kind`.
    pub kind: Vec<String>,
    /// `bindingLevel`.
    pub binding_level: Vec<String>,
    /// `theme`: a part of the theme, in any case of letters.
    pub theme: Option<String>,
    /// `sdg`: numbers of goals of sustainable development.
    pub sdg: Vec<String>,
    /// `hasOutcome`: objectives with an outcome, or those without.
    pub has_outcome: Option<bool>,
    /// `hasTarget`: objectives with a target in figures, or those without.
    pub has_target: Option<bool>,
}

impl Question for ObjectiveFilter {
    type Of = Objective;

    fn content(&self) -> &ContentFilter {
        &self.content
    }

    fn select(
        &self,
        _: &mut Session,
        content: ContentSelection,
    ) -> Result<ObjectiveSelection, Error> {
        Ok(ObjectiveSelection {
            content,
            fiscal_years: values::years("fiscalYear", &self.fiscal_year)?,
            kinds: values::codes("kind", &self.kind)?,
            binding_levels: values::codes("bindingLevel", &self.binding_level)?,
            theme_part: values::part("theme", self.theme.as_deref(), "a part of a theme")?,
            sdgs: sdgs(&self.sdg)?,
            has_outcome: self.has_outcome,
            has_target: self.has_target,
        })
    }
}

contents::doors! {
    Objective, "objective", ObjectiveFilter;
    /// Objectives, by municipality, document and place in the document.
    objectives
    /// An objective by its id.
    objective
    /// Objectives by id; ids that do not exist are absent.
    objectives_by_id
    /// A page of objectives below each parent.
    objectives_below
}

fn sdgs(given: &[String]) -> Result<Vec<i32>, Error> {
    let goal = |value: String| {
        let number = value.parse().ok().filter(|number| SDGS.contains(number));
        number.ok_or_else(|| values::invalid("sdg", &value, "the number of a goal, 1 to 17"))
    };
    values::list("sdg", given)?.into_iter().map(goal).collect()
}

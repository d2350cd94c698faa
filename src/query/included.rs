//! What units lead to, asked for beside them: the first of their figures, objectives, risks and so
//! on, those of all the units together. The number of statements does not grow with the units.

use crate::domain::{Indicator, InternalControlTask, Narrative, Objective, Risk, Unit, codes};
use crate::query::{
    self, BudgetLineFilter, BudgetLineRecord, ContentFilter, Error, FindingFilter, FindingRecord,
    IndicatorFilter, InternalControlFilter, NarrativeFilter, ObjectiveFilter, Page, PageRequest,
    RiskFilter, Session, Stated, UnitFilter, values,
};

/// How many of each kind where nobody says; the list of the kind has the rest.
pub const INCLUDED_FIRST: i64 = 100;

/// A kind of things that units lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Include {
    /// Their amounts.
    BudgetLines,
    /// What they set out to do, and what came of it.
    Objectives,
    /// The risks of their registers.
    Risks,
    /// Their tasks of internal control.
    InternalControl,
    /// Their indicators.
    Indicators,
    /// What documents say of them in sentences.
    Narratives,
    /// The findings about their amounts.
    Findings,
    /// The units right below them.
    Children,
}

codes!(Include {
    BudgetLines => "budgetLines",
    Objectives => "objectives",
    Risks => "risks",
    InternalControl => "internalControl",
    Indicators => "indicators",
    Narratives => "narratives",
    Findings => "findings",
    Children => "children",
});

/// What was asked for; the rest is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Included {
    /// Their amounts, as published last.
    pub budget_lines: Option<Page<BudgetLineRecord>>,
    /// Their objectives.
    pub objectives: Option<Page<Stated<Objective>>>,
    /// Their risks.
    pub risks: Option<Page<Stated<Risk>>>,
    /// Their tasks of internal control.
    pub internal_control: Option<Page<Stated<InternalControlTask>>>,
    /// Their indicators.
    pub indicators: Option<Page<Stated<Indicator>>>,
    /// Their narratives.
    pub narratives: Option<Page<Stated<Narrative>>>,
    /// The findings about their amounts.
    pub findings: Option<Page<FindingRecord>>,
    /// The units right below them, or with descendants all below.
    pub children: Option<Page<Unit>>,
}

impl Included {
    /// What no unit leads to: of every kind asked for an empty page.
    fn of_nothing(kinds: &[Include]) -> Self {
        fn none<T>(kinds: &[Include], kind: Include) -> Option<Page<T>> {
            kinds.contains(&kind).then(Page::empty)
        }
        Self {
            budget_lines: none(kinds, Include::BudgetLines),
            objectives: none(kinds, Include::Objectives),
            risks: none(kinds, Include::Risks),
            internal_control: none(kinds, Include::InternalControl),
            indicators: none(kinds, Include::Indicators),
            narratives: none(kinds, Include::Narratives),
            findings: none(kinds, Include::Findings),
            children: none(kinds, Include::Children),
        }
    }
}

/// The kinds that `include` names.
///
/// # Errors
/// [`Error::UnknownValue`] with those there are.
pub fn include(given: &[String]) -> Result<Vec<Include>, Error> {
    values::codes("include", given)
}

/// What units lead to, the first of each kind; with `below` also what the units below them do.
///
/// # Errors
/// See [`Error`].
pub fn included(
    session: &mut Session,
    units: &[String],
    below: bool,
    kinds: &[Include],
    first: Option<i64>,
) -> Result<Included, Error> {
    let first = first.or(Some(INCLUDED_FIRST));
    let (s, page) = (session, PageRequest { first, after: None, ..PageRequest::default() });
    page.size()?;
    let content = || ContentFilter {
        unit: units.to_vec(),
        include_descendants: below,
        ..ContentFilter::default()
    };
    let mut all = Included::default();
    if units.is_empty() {
        return Ok(Included::of_nothing(kinds));
    }
    for kind in kinds {
        match kind {
            Include::BudgetLines => {
                let filter = BudgetLineFilter {
                    unit: units.to_vec(),
                    include_descendants: below,
                    ..Default::default()
                };
                all.budget_lines = Some(query::budget_lines(s, &filter, &page)?);
            }
            Include::Objectives => {
                let filter = ObjectiveFilter { content: content(), ..Default::default() };
                all.objectives = Some(query::objectives(s, &filter, &page)?);
            }
            Include::Risks => {
                let filter = RiskFilter { content: content(), ..Default::default() };
                all.risks = Some(query::risks(s, &filter, &page)?);
            }
            Include::InternalControl => {
                let filter = InternalControlFilter { content: content(), ..Default::default() };
                all.internal_control = Some(query::internal_control(s, &filter, &page)?);
            }
            Include::Indicators => {
                let filter = IndicatorFilter { content: content(), ..Default::default() };
                all.indicators = Some(query::indicators(s, &filter, &page)?);
            }
            Include::Narratives => {
                let filter = NarrativeFilter { content: content(), ..Default::default() };
                all.narratives = Some(query::narratives(s, &filter, &page)?);
            }
            Include::Findings => {
                let filter = FindingFilter {
                    unit: units.to_vec(),
                    include_descendants: below,
                    ..Default::default()
                };
                all.findings = Some(query::findings(s, &filter, &page)?);
            }
            Include::Children => {
                let filter = UnitFilter {
                    parent: units.to_vec(),
                    include_descendants: below,
                    ..Default::default()
                };
                all.children = Some(query::units(s, &filter, &page)?);
            }
        }
    }
    Ok(all)
}

//! What stands beside a resource that is units: `include`, read and answered. Any resource that
//! is made of units, by their ids, answers with it.

use crate::api::language::Language;
use crate::api::problem::Problem;
use crate::api::rest::call::{Call, municipalities};
use crate::api::rest::parameter::{FIRST_OF_INCLUDED, INCLUDE, INCLUDE_OF_DESCENDANTS};
use crate::api::rest::units;
use crate::api::view::{
    BudgetLine, Finding, Included, Indicator, InternalControlTask, Narrative, Objective, Part, Risk,
};
use crate::query::{self, Error, Include, Page, Session};

/// What a request asks for beside the resource.
pub(super) struct Asked {
    kinds: Vec<Include>,
    below: bool,
    first: Option<i64>,
    language: Language,
    base: String,
}

impl Asked {
    pub(super) fn of(call: &Call) -> Result<Self, Problem> {
        Ok(Self {
            kinds: query::include(&call.given.many(&INCLUDE))?,
            below: call.given.boolean(&INCLUDE_OF_DESCENDANTS)?.unwrap_or_default(),
            first: call.given.integer(&FIRST_OF_INCLUDED)?,
            language: call.given.language()?,
            base: call.base(),
        })
    }

    /// What the units lead to.
    pub(super) fn included(
        &self,
        session: &mut Session,
        ids: &[String],
    ) -> Result<Included, Error> {
        let found = query::included(session, ids, self.below, &self.kinds, self.first)?;
        let language = self.language;
        let at = |path: &str| self.list(path, "unit", ids);
        let findings = found.findings.map(|page| findings(session, page, language)).transpose()?;
        let children = found.children.map(|page| units::shaped(session, page, language));
        Ok(Included {
            budget_lines: found.budget_lines.map(|page| {
                Part::new(page.map(|l| BudgetLine::new(l, language)), at("budget-lines"))
            }),
            objectives: found
                .objectives
                .map(|page| Part::new(page.map(|o| Objective::new(o, language)), at("objectives"))),
            risks: found
                .risks
                .map(|page| Part::new(page.map(|r| Risk::new(r, language)), at("risks"))),
            internal_control: found.internal_control.map(|page| {
                let page = page.map(|t| InternalControlTask::new(t, language));
                Part::new(page, at("internal-control"))
            }),
            indicators: found
                .indicators
                .map(|page| Part::new(page.map(|i| Indicator::new(i, language)), at("indicators"))),
            narratives: found
                .narratives
                .map(|page| Part::new(page.map(|n| Narrative::new(n, language)), at("narratives"))),
            findings: findings.map(|page| Part::new(page, at("findings"))),
            children: children
                .transpose()?
                .map(|page| Part::new(page, self.list("units", "parent", ids))),
        })
    }

    /// The address of the list that has all of a kind.
    fn list(&self, path: &str, parameter: &str, ids: &[String]) -> String {
        let below = if self.below { "&includeDescendants=true" } else { "" };
        format!("{}/v1/{path}?{parameter}={}{below}", self.base, ids.join(","))
    }
}

fn findings(
    session: &mut Session,
    page: Page<query::FindingRecord>,
    language: Language,
) -> Result<Page<Finding>, Error> {
    let codes = page.items.iter().map(|i| i.item.municipality_code.clone());
    let names = municipalities(session, codes, language)?;
    Ok(page.map(|finding| {
        let municipality = names.get(&finding.municipality_code).cloned();
        Finding::new(finding, municipality.unwrap_or_default())
    }))
}

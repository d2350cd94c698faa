//! Indicators: what leads to them, and what they lead to.

use async_graphql::futures_util::future::try_join_all;
use async_graphql::{ComplexObject, Context, Error, ID, Object, OutputType, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::query::{finding_of, years};
use crate::api::graphql::{Ask, NESTED_FIRST, Origin, ROOT_FIRST, codes, ids, page};
use crate::api::view::{Date, Finding, FiscalYears, Indicator, IndicatorValue, Printed, Scenario};
use crate::query::{self, Below, ContentFilter, IndicatorFilter};

#[ComplexObject]
impl Indicator {
    /// Id: the document and the line on which it begins.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    #[graphql(flatten)]
    fn origin(&self) -> Origin {
        let (municipality, unit) = (self.municipality.code.clone(), self.unit.id.clone());
        Origin { municipality, unit, place: self.place() }
    }

    /// The indicator that it is a part of, without which its name says little.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Indicator>> {
        let Some(id) = self.parent_id.clone() else {
            return Ok(None);
        };
        let parent = ctx.loading().indicators.load(id).await?;
        Ok(parent.map(|stated| Self::new(stated, ctx.language(None))))
    }

    /// The findings about the cells of its values.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        findings_of(ctx, &self.findings).await
    }
}

#[ComplexObject]
impl IndicatorValue {
    /// The findings about its cell.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        findings_of(ctx, &self.findings).await
    }
}

/// The findings with these ids, those of all indicators of an answer asked for at once.
async fn findings_of(ctx: &Context<'_>, ids: &[String]) -> Result<Vec<Finding>> {
    let loader = &ctx.loading().findings;
    let found = try_join_all(ids.iter().map(|id| loader.require(id.clone()))).await?;
    Ok(found.into_iter().map(finding_of).collect())
}

/// The questions at the root.
pub(crate) struct IndicatorQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl IndicatorQuestions {
    /// Key figures and outputs with all their values, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn indicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Fiscal years that a value speaks of, or ranges of them.")]
        fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "What a value is; of the fiscal years named, where any are.")]
        scenario: Option<Vec<Scenario>>,
        #[graphql(desc = "Indicators that these are parts of: ids.")] parent: Option<Vec<ID>>,
        #[graphql(desc = "Only of documents that were known on this day.")] as_of: Option<Date>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Indicator>> {
        let content = ContentFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
        };
        let filter = IndicatorFilter {
            content,
            fiscal_year: years(fiscal_year),
            scenario: codes(scenario, Scenario::as_str),
            parent: ids(parent),
            as_of: as_of.map(|date| date.0),
        };
        let (page, language) = (page(first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::indicators(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |stated| Indicator::new(stated, language)))
    }

    /// An indicator.
    async fn indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the indicator.")] id: ID,
    ) -> Option<Result<Indicator>> {
        let asked = ask(ctx.store(), move |s| query::indicator(s, &id)).await;
        Some(asked.map(|stated| Indicator::new(stated, ctx.language(None))).map_err(Error::from))
    }
}

/// The same question below a municipality, a document or a unit.
pub(crate) struct IndicatorBelow {
    pub(crate) of: Below,
    pub(crate) parent: String,
}

/// The same question below a municipality, a document or a unit.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl IndicatorBelow {
    /// Its key figures and outputs, with all their values, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn indicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(
            desc = "Also every unit below the units named, or below the unit that is asked.",
            default
        )]
        include_descendants: bool,
        #[graphql(desc = "Fiscal years that a value speaks of, or ranges of them.")]
        fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "What a value is; of the fiscal years named, where any are.")]
        scenario: Option<Vec<Scenario>>,
        #[graphql(desc = "Indicators that these are parts of: ids.")] parent: Option<Vec<ID>>,
        #[graphql(desc = "Only of documents that were known on this day.")] as_of: Option<Date>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "NESTED_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Indicator>> {
        let content = ContentFilter {
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
            ..ContentFilter::default()
        };
        let filter = IndicatorFilter {
            content,
            fiscal_year: years(fiscal_year),
            scenario: codes(scenario, Scenario::as_str),
            parent: ids(parent),
            as_of: as_of.map(|date| date.0),
        };
        let language = ctx.language(None);
        let loader = ctx.loading().indicators_below.with((self.of, filter, page(first, after)));
        let page = loader.require(self.parent.clone()).await?;
        Ok(Connection::new(page, |stated| Indicator::new(stated, language)))
    }
}

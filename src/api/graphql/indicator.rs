//! Indicators: what is asked of them alone, and what they lead to; the rest stands in `contents`.

use async_graphql::futures_util::future::try_join_all;
use async_graphql::{ComplexObject, Context, ID, Result};

use crate::api::graphql::contents::contents;
use crate::api::graphql::shape::{finding_of, years};
use crate::api::graphql::{Ask, codes, ids};
use crate::api::view::{Date, Finding, FiscalYears, Indicator, IndicatorValue, Scenario};

contents! {
    of: Indicator, IndicatorFilter;
    /// Key figures and outputs with all their values, by municipality, document and place in the document.
    list: IndicatorQuestions, indicators;
    /// An indicator.
    one: indicator, "Id of the indicator.";
    /// Its key figures and outputs, with all their values, by municipality, document and place in the document.
    below: IndicatorBelow, indicators_below;
    asked {
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years that a value speaks of, or ranges of them.";
        scenario: Option<Vec<Scenario>> = codes(scenario, Scenario::as_str),
            "What a value is; of the fiscal years named, where any are.";
        parent: Option<Vec<ID>> = ids(parent),
            "Indicators that these are parts of: ids.";
        as_of: Option<Date> = as_of.map(|date| date.0),
            "Only of documents that were known on this day.";
    }
    also {
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

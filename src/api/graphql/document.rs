//! What a document leads to.

use async_graphql::{ComplexObject, Context, ID, OutputType, Result};

use crate::api::graphql::connection::Connection;
use crate::api::graphql::contents::ContentsBelow;
use crate::api::graphql::lines_below::LinesOfDocument;
use crate::api::graphql::shape::{finding_of, unit_of};
use crate::api::graphql::{Ask, NESTED_FIRST, codes, page, price};
use crate::api::view::{
    Document, DocumentLines, Finding, Municipality, Severity, Table, Unit, Verdict,
};
use crate::query::{Below, FindingFilter};

/// How many tables the cost of a query reckons with, and lines alike.
const RECKONED_ITEMS: i32 = 50;

#[ComplexObject]
impl Document {
    /// Id.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The municipality it is of.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
    }

    /// The unit it is about.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        Ok(unit_of(ctx.loading().units.require(self.unit_id.clone()).await?))
    }

    /// Its text, line by line, exactly as it was received.
    #[graphql(complexity = "price::list(RECKONED_ITEMS, child_complexity)")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of the first line, from 1.")] from: Option<i32>,
        #[graphql(desc = "Number of the last line, included; at most 2,000 lines are given.")]
        to: Option<i32>,
    ) -> Result<DocumentLines> {
        let loader = ctx.loading().lines_of_documents.with((from, to));
        let lines = loader.require(self.id.clone()).await?;
        Ok(DocumentLines::new(lines, String::new()))
    }

    /// Its tables of money and of key figures as printed, with every cell in its place.
    #[graphql(complexity = "price::list(RECKONED_ITEMS * NESTED_FIRST, child_complexity)")]
    async fn tables(&self, ctx: &Context<'_>) -> Result<Vec<Table>> {
        let tables = ctx.loading().tables_of_documents.load(self.id.clone()).await?;
        let tables = tables.unwrap_or_default().into_iter();
        Ok(tables.map(|table| Table::new(&self.id, table)).collect())
    }

    #[graphql(flatten)]
    fn budget_lines(&self) -> LinesOfDocument {
        LinesOfDocument { parent: self.id.clone() }
    }

    /// What reading it found to be wrong or doubtful, by line and id.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Codes of rules.")] rule: Option<Vec<String>>,
        #[graphql(desc = "How much it matters.")] severity: Option<Vec<Severity>>,
        #[graphql(desc = "How certain the implied value is.")] verdict: Option<Vec<Verdict>>,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Finding>> {
        let filter = FindingFilter {
            rule: rule.unwrap_or_default(),
            severity: codes(severity, Severity::as_str),
            verdict: codes(verdict, Verdict::as_str),
            ..FindingFilter::default()
        };
        let loader = &ctx.loading().findings_of_documents;
        let loader = loader.with((filter, page(ctx, first, after)));
        let page = loader.require(self.id.clone()).await?;
        Ok(Connection::new(page, finding_of))
    }

    #[graphql(flatten)]
    fn contents_below(&self) -> ContentsBelow {
        ContentsBelow::new(Below::Document, &self.id)
    }
}

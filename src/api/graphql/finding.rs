//! Findings: what leads to them, and what they lead to.

use async_graphql::futures_util::future::try_join_all;
use async_graphql::{ComplexObject, Context, Error, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::shape::{document_of, finding_of};
use crate::api::graphql::{Ask, ROOT_FIRST, codes, ids, page, price};
use crate::api::view::{BudgetLine, Document, Finding, Municipality, Severity, Verdict};
use crate::query::{self, FindingFilter};

#[ComplexObject]
impl Finding {
    /// Id; stable as long as the finding stands.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The municipality whose document it is about.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
    }

    /// The document it is about.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.source.document.clone();
        Ok(document_of(ctx.loading().documents.require(id).await?))
    }

    /// The budget lines whose cell it is about.
    async fn budget_lines(&self, ctx: &Context<'_>) -> Result<Vec<BudgetLine>> {
        let (loader, language) = (&ctx.loading().budget_lines, ctx.language(None));
        let loads = self.budget_lines.iter().map(|id| loader.require(id.clone()));
        let records = try_join_all(loads).await?;
        Ok(records.into_iter().map(|line| BudgetLine::new(line, language)).collect())
    }
}

/// The questions at the root.
pub(crate) struct FindingQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl FindingQuestions {
    /// What reading the documents found to be wrong or doubtful, by document, line and id.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Codes of rules.")] rule: Option<Vec<String>>,
        #[graphql(desc = "How much it matters.")] severity: Option<Vec<Severity>>,
        #[graphql(desc = "How certain the implied value is.")] verdict: Option<Vec<Verdict>>,
        #[graphql(desc = "Cells that the finding is about: ids.")] cell: Option<Vec<ID>>,
        #[graphql(desc = "Budget lines whose cell the finding is about: ids.")] budget_line: Option<
            Vec<ID>,
        >,
        #[graphql(desc = "Units about whose budget lines the finding is: ids.")] unit: Option<
            Vec<ID>,
        >,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Finding>> {
        let filter = FindingFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            rule: rule.unwrap_or_default(),
            severity: codes(severity, Severity::as_str),
            verdict: codes(verdict, Verdict::as_str),
            cell: ids(cell),
            budget_line: ids(budget_line),
            unit: ids(unit),
            include_descendants,
        };
        let page = page(ctx, first, after);
        let asked = ask(ctx.store(), move |s| query::findings(s, &filter, &page)).await?;
        Ok(Connection::new(asked, finding_of))
    }

    /// A finding.
    async fn finding(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the finding.")] id: ID,
    ) -> Option<Result<Finding>> {
        let asked = ask(ctx.store(), move |s| query::finding(s, &id)).await;
        Some(asked.map(finding_of).map_err(Error::from))
    }
}

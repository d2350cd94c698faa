//! What a finding leads to.

use async_graphql::futures_util::future::try_join_all;
use async_graphql::{ComplexObject, Context, ID, Result};

use crate::api::graphql::Ask;
use crate::api::graphql::shape::document_of;
use crate::api::view::{BudgetLine, Document, Finding, Municipality};

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
        Ok(Municipality::new(municipality, ctx.language(None)))
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

//! What a budget line leads to.

use async_graphql::{ComplexObject, Context, ID, Result};

use crate::api::graphql::query::{document_of, finding_of, unit_of};
use crate::api::graphql::{Ask, node};
use crate::api::rest::budget_lines::neighbours;
use crate::api::view::{
    Account, BudgetLine, Document, Excerpt, Finding, Municipality, Table, Unit,
};

#[ComplexObject]
impl BudgetLine {
    /// Id: that of the cell that prints it, with the scenario behind it where a column states two.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(municipality, ctx.language(None)))
    }

    /// The unit.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        Ok(unit_of(ctx.loading().units.require(self.unit.id.clone()).await?))
    }

    /// The account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        let account = ctx.loading().accounts.require(self.account.code.clone()).await?;
        Ok(Account::new(account, ctx.language(None)))
    }

    /// The document that states it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.source.document.clone();
        Ok(document_of(ctx.loading().documents.require(id).await?))
    }

    /// The table that prints it.
    async fn table(&self, ctx: &Context<'_>) -> Result<Option<Table>> {
        Ok(node::find_table(ctx, &self.source.table_id).await?)
    }

    /// The printed line and its neighbours.
    async fn excerpt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many lines to give on either side of the printed one, 0 to 20.")]
        neighbours: Option<i32>,
    ) -> Result<Excerpt> {
        let neighbours = self::neighbours(neighbours.map(i64::from))?;
        let line = usize::try_from(self.source.line).unwrap_or_default();
        let loader = ctx.loading().excerpts.with(neighbours);
        let lines = loader.load((self.source.document.clone(), line)).await?;
        Ok(Excerpt::new(line, lines.unwrap_or_default()))
    }

    /// The findings about its cell.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        let found = ctx.loading().findings_of_budget_lines.load(self.id.clone()).await?;
        Ok(found.unwrap_or_default().into_iter().map(finding_of).collect())
    }
}

//! What a budget line leads to.

use async_graphql::{ComplexObject, Context, ID, OutputType, Result};

use crate::api::graphql::shape::finding_of;
use crate::api::graphql::{Ask, Origin, node};
use crate::api::view::{Account, BudgetLine, Finding, Printed, Table};

#[ComplexObject]
impl BudgetLine {
    /// Id: that of the cell that prints it, with the scenario behind it where a column states two.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    #[graphql(flatten)]
    fn origin(&self) -> Origin {
        let (municipality, unit) = (self.municipality.code.clone(), self.unit.id.clone());
        Origin { municipality, unit, place: self.place() }
    }

    /// The account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        let account = ctx.loading().accounts.require(self.account.code.clone()).await?;
        Ok(Account::new(account, ctx.language(None)))
    }

    /// The table that prints it.
    async fn table(&self, ctx: &Context<'_>) -> Result<Option<Table>> {
        Ok(node::find_table(ctx, &self.source.table_id).await?)
    }

    /// The findings about its cell.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        let found = ctx.loading().findings_of_budget_lines.load(self.id.clone()).await?;
        Ok(found.unwrap_or_default().into_iter().map(finding_of).collect())
    }
}

//! Budget lines: what leads to them, and what they lead to. The lists below a municipality, a
//! document or a unit stand in `lines_below`.

use async_graphql::{ComplexObject, Context, Error, ID, OutputType, Result};

use crate::api::ask::ask;
use crate::api::graphql::lines_asked::lines_asked;
use crate::api::graphql::shape::finding_of;
use crate::api::graphql::{Ask, Origin, node};
use crate::api::view::{Account, BudgetLine, BudgetLineSort, Finding, Printed, Table};
use crate::query::{self, BudgetLineFilter};

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
        Ok(Account::new(&account, ctx.language(None)))
    }

    /// The table that prints it.
    async fn table(&self, ctx: &Context<'_>) -> Result<Option<Table>> {
        Ok(node::find_table(ctx, &self.source.table_id).await?)
    }

    /// The findings about its cell.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        if self.findings.is_empty() {
            return Ok(Vec::new());
        }
        let found = ctx.loading().findings_of_budget_lines.load(self.id.clone()).await?;
        Ok(found.unwrap_or_default().into_iter().map(finding_of).collect())
    }
}

lines_asked! {
    BudgetLineQuestions: BudgetLine;
    /// Amounts by unit, account and scenario. Without `document` and `asOf` the answer holds what
    /// was published last of every quantity; with `asOf` what was known on that day; with
    /// `document` that document's own lines, whatever was published since. Children and the unit
    /// or account they are summed into are separate lines: never add them together.
    list: budget_lines, list;
    asked {
        include_repeats: bool,
            "Also lines that state again what the same document states elsewhere.", default;
        sort: Option<BudgetLineSort>, "The order; every order is total.";
    }
    filter: |lines| BudgetLineFilter {
        include_repeats,
        sort: sort.map(|sort| sort.as_str().to_owned()),
        ..lines
    };
    also {
        /// A budget line, whatever was published since.
        async fn budget_line(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Id of the budget line.")] id: ID,
        ) -> Option<Result<BudgetLine>> {
            let asked = ask(ctx.store(), move |s| query::budget_line(s, &id)).await;
            Some(asked.map(|asked| BudgetLine::new(asked, ctx.language(None))).map_err(Error::from))
        }
    }
}

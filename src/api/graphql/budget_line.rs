//! Budget lines: what leads to them, and what they lead to. The lists below a municipality, a
//! document or a unit stand in `lines_below`.

use async_graphql::{ComplexObject, Context, Error, ID, Object, OutputType, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::shape::{finding_of, years};
use crate::api::graphql::{Ask, Origin, ROOT_FIRST, codes, ids, node, page};
use crate::api::view::{
    Account, BudgetLine, BudgetLineSort, Date, Decimal, Finding, FiscalYears, Printed, Scenario,
    Table, UnitKind,
};
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

/// The questions at the root.
pub(crate) struct BudgetLineQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl BudgetLineQuestions {
    /// Amounts by unit, account and scenario. Without `document` and `asOf` the answer holds what
    /// was published last of every quantity; with `asOf` what was known on that day; with
    /// `document` that document's own lines, whatever was published since. Children and the unit
    /// or account they are summed into are separate lines: never add them together.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn budget_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Levels of the unit.")] unit_kind: Option<Vec<UnitKind>>,
        #[graphql(
            desc = "Functions of government (COFOG) that the unit serves: codes; also those below them."
        )]
        function: Option<Vec<String>>,
        #[graphql(desc = "Accounts: codes.")] account: Option<Vec<String>>,
        #[graphql(desc = "Also every account below the accounts named.", default)]
        include_children: bool,
        #[graphql(desc = "What the amount is.")] scenario: Option<Vec<Scenario>>,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(
            desc = "What the amount covers: `year` a whole year, `part` a part of one, or a stretch of days `2025-01-01..2025-06-30` that it covers exactly."
        )]
        period: Option<Vec<String>>,
        #[graphql(
            desc = "The smallest amount in euros, included; on the corrected amount where there is one. Lines without an amount are left out."
        )]
        amount_min: Option<Decimal>,
        #[graphql(
            desc = "The largest amount in euros, included; on the corrected amount where there is one. Lines without an amount are left out."
        )]
        amount_max: Option<Decimal>,
        #[graphql(
            desc = "Only lines whose cell a finding is about (true), or only lines without (false)."
        )]
        has_finding: Option<bool>,
        #[graphql(desc = "What was known on this day, instead of what was published last.")]
        as_of: Option<Date>,
        #[graphql(
            desc = "Also lines that state again what the same document states elsewhere.",
            default
        )]
        include_repeats: bool,
        #[graphql(desc = "The order; every order is total.")] sort: Option<BudgetLineSort>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<BudgetLine>> {
        let filter = BudgetLineFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            unit_kind: codes(unit_kind, UnitKind::as_str),
            function: function.unwrap_or_default(),
            account: account.unwrap_or_default(),
            include_children,
            scenario: codes(scenario, Scenario::as_str),
            fiscal_year: years(fiscal_year),
            period: period.unwrap_or_default(),
            amount_min: amount_min.map(|amount| amount.0),
            amount_max: amount_max.map(|amount| amount.0),
            has_finding,
            as_of: as_of.map(|date| date.0),
            include_repeats,
            sort: sort.map(|sort| sort.as_str().to_owned()),
        };
        let (page, language) = (page(first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::budget_lines(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |l| BudgetLine::new(l, language)))
    }

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

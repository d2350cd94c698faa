//! Budget against actual: the question at the root, and what a row and its figures lead to.

use async_graphql::{ComplexObject, Context, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::shape::{finding_of, unit_of, years};
use crate::api::graphql::{Ask, ROOT_FIRST, codes, ids, page, price};
use crate::api::view::{
    Account, BudgetExecution, BudgetExecutionSort, BudgetLine, Date, Decimal, ExecutionFigure,
    Finding, FiscalYears, Municipality, Outturn, Unit, UnitKind,
};
use crate::query::{self, BudgetExecutionFilter};

#[ComplexObject]
impl BudgetExecution {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
    }

    /// The unit.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        Ok(unit_of(ctx.loading().units.require(self.unit.id.clone()).await?))
    }

    /// The account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        let account = ctx.loading().accounts.require(self.account.code.clone()).await?;
        Ok(Account::new(&account, ctx.language(None)))
    }
}

#[ComplexObject]
impl ExecutionFigure {
    /// The budget line that states it; null where none does.
    async fn budget_line(&self, ctx: &Context<'_>) -> Result<Option<BudgetLine>> {
        let Some(id) = self.budget_line.clone() else {
            return Ok(None);
        };
        let line = ctx.loading().budget_lines.load(id).await?;
        Ok(line.map(|line| BudgetLine::new(line, ctx.language(None))))
    }

    /// The findings about its cell.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        let Some(id) = self.budget_line.clone() else {
            return Ok(Vec::new());
        };
        let found = ctx.loading().findings_of_budget_lines.load(id).await?;
        Ok(found.unwrap_or_default().into_iter().map(finding_of).collect())
    }
}

/// The question at the root.
pub(crate) struct BudgetExecutionQuestions;

/// The question at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl BudgetExecutionQuestions {
    /// Budget against actual: for every unit, account and fiscal year what was decided, what came
    /// of it, and by how much they differ.
    #[graphql(complexity = "price::computed(first, child_complexity)")]
    async fn budget_execution(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Levels of the unit.")] unit_kind: Option<Vec<UnitKind>>,
        #[graphql(
            desc = "Functions of government (COFOG) that the unit serves: codes; also those below them."
        )]
        function: Option<Vec<String>>,
        #[graphql(desc = "Accounts: codes; the operating margin where none is given.")]
        account: Option<Vec<String>>,
        #[graphql(
            desc = "Fiscal years, or ranges of them, or `latest`: of each municipality the last year in which a budget has an outturn beside it, which is meant where none is given."
        )]
        fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "What is held against the budget; ACTUAL where none is given.")]
        against: Option<Outturn>,
        #[graphql(
            desc = "Only unfavourable variances: overspent, or revenue short. What covers a part of a year is none.",
            default
        )]
        only_over: bool,
        #[graphql(
            desc = "Only favourable variances. What covers a part of a year is none.",
            default
        )]
        only_under: bool,
        #[graphql(desc = "Euros that the variance has at least, in either direction.")]
        threshold: Option<Decimal>,
        #[graphql(desc = "Percent that the variance has at least, in either direction.")]
        threshold_percent: Option<Decimal>,
        #[graphql(desc = "What was known on this day, instead of what was published last.")]
        as_of: Option<Date>,
        #[graphql(desc = "The order; VARIANCE where none is given. Every order is total.")]
        sort: Option<BudgetExecutionSort>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<BudgetExecution>> {
        let filter = BudgetExecutionFilter {
            municipality: municipality.unwrap_or_default(),
            unit: ids(unit),
            include_descendants,
            unit_kind: codes(unit_kind, UnitKind::as_str),
            function: function.unwrap_or_default(),
            account: account.unwrap_or_default(),
            fiscal_year: years(fiscal_year),
            against: against.map(|against| against.as_str().to_owned()),
            only_over,
            only_under,
            threshold: threshold.map(|euros| euros.0),
            threshold_percent: threshold_percent.map(|percent| percent.0),
            as_of: as_of.map(|date| date.0),
            sort: sort.map(|sort| sort.as_str().to_owned()),
        };
        let (page, language) = (page(ctx, first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::budget_execution(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |row| BudgetExecution::new(row, language)))
    }
}

//! Sums of budget lines: what leads to them, and what they lead to.

use async_graphql::{ComplexObject, Context, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::shape::{unit_of, years};
use crate::api::graphql::{Ask, ROOT_FIRST, codes, function, ids, page};
use crate::api::view::{
    Account, AggregateGroup, Date, Decimal, FiscalYears, Function, GroupBy, Municipality, Scenario,
    Unit, UnitKind,
};
use crate::query::{self, AggregateFilter, BudgetLineFilter};

#[ComplexObject]
impl AggregateGroup {
    /// The municipality, where lines are grouped by it.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Option<Municipality>> {
        let Some(key) = &self.municipality else { return Ok(None) };
        let municipality = ctx.loading().municipalities.require(key.code.clone()).await?;
        Ok(Some(Municipality::new(municipality, ctx.language(None))))
    }

    /// The unit, where lines are grouped by it.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Option<Unit>> {
        let Some(key) = &self.unit else { return Ok(None) };
        Ok(Some(unit_of(ctx.loading().units.require(key.id.clone()).await?)))
    }

    /// The function that the units themselves serve, where lines are grouped by it; also null for
    /// units without a function.
    async fn function(&self, ctx: &Context<'_>) -> Result<Option<Function>> {
        function::named(ctx, self.function.as_ref().map(|f| f.code.clone())).await
    }

    /// The account, where lines are grouped by it.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let Some(key) = &self.account else { return Ok(None) };
        let account = ctx.loading().accounts.require(key.code.clone()).await?;
        Ok(Some(Account::new(account, ctx.language(None))))
    }
}

/// The question at the root.
pub(crate) struct AggregateQuestions;

/// The question at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl AggregateQuestions {
    /// Sums and counts of budget lines by group, ordered by the keys of the groups. No sum counts
    /// money twice: a question whose groups would add several scenarios or fiscal years, an
    /// account to one it is summed into, a unit to one above it, or several periods is refused
    /// with `double_count`, and the message says how to ask instead. Grouped by function, or
    /// filtered by it, of units inside each other the topmost counts; groups by function may
    /// still lie inside each other. The filters are those of budget lines.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn aggregate(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "What lines are grouped and ordered by, one to three; the municipality where none is given."
        )]
        group_by: Option<Vec<GroupBy>>,
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
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<AggregateGroup>> {
        let lines = BudgetLineFilter {
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
            ..BudgetLineFilter::default()
        };
        let filter = AggregateFilter { group_by: codes(group_by, GroupBy::as_str), lines };
        let (page, language) = (page(first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::aggregate(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |group| AggregateGroup::new(group, language)))
    }
}

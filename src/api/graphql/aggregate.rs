//! Sums of budget lines: what leads to them, and what they lead to.

use async_graphql::{ComplexObject, Context, Result};

use crate::api::graphql::lines_asked::lines_asked;
use crate::api::graphql::shape::unit_of;
use crate::api::graphql::{Ask, codes, function};
use crate::api::view::{Account, AggregateGroup, Function, GroupBy, Municipality, Unit};
use crate::query::AggregateFilter;

#[ComplexObject]
impl AggregateGroup {
    /// The municipality, where lines are grouped by it.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Option<Municipality>> {
        let Some(key) = &self.municipality else { return Ok(None) };
        let municipality = ctx.loading().municipalities.require(key.code.clone()).await?;
        Ok(Some(Municipality::new(&municipality, ctx.language(None))))
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
        Ok(Some(Account::new(&account, ctx.language(None))))
    }
}

lines_asked! {
    AggregateQuestions: AggregateGroup;
    /// Sums and counts of budget lines by group, ordered by the keys of the groups. No sum counts
    /// money twice: a question whose groups would add several scenarios or fiscal years, an
    /// account to one it is summed into, a unit to one above it, or several periods is refused
    /// with `double_count`, and the message says how to ask instead. Grouped by function, or
    /// filtered by it, of units inside each other the topmost counts; groups by function may
    /// still lie inside each other. The filters are those of budget lines.
    list: aggregate, computed;
    asked {
        group_by: Option<Vec<GroupBy>>,
            "What lines are grouped and ordered by, one to three; the municipality where none is given.";
    }
    filter: |lines| AggregateFilter { group_by: codes(group_by, GroupBy::as_str), lines };
}

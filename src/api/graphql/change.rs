//! Changes: what leads to them, and what they lead to.

use async_graphql::futures_util::future::try_join_all;
use async_graphql::{ComplexObject, Context, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::shape::{finding_of, unit_of, years};
use crate::api::graphql::{Ask, ROOT_FIRST, codes, ids, page, price};
use crate::api::view::{
    Account, Change, ChangeKind, Date, Finding, FiscalYears, Municipality, Scenario, Unit,
};
use crate::query::{self, ChangeFilter};

#[ComplexObject]
impl Change {
    /// Id: that of the new budget line with the kind behind it, and for a disagreement that of
    /// the old one too.
    async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
    }

    /// The unit, as the new amount names it.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        Ok(unit_of(ctx.loading().units.require(self.unit.id.clone()).await?))
    }

    /// The account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        let account = ctx.loading().accounts.require(self.account.code.clone()).await?;
        Ok(Account::new(&account, ctx.language(None)))
    }

    /// The findings: of a correction those that prove it, else those about either cell.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        let loader = &ctx.loading().findings;
        let loads = self.findings.iter().map(|id| loader.require(id.clone()));
        Ok(try_join_all(loads).await?.into_iter().map(finding_of).collect())
    }
}

/// The question at the root.
pub(crate) struct ChangeQuestions;

/// The question at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl ChangeQuestions {
    /// Amounts that a later document states otherwise, that the relations of a document prove to
    /// be misprinted or restore, and that two documents disagree about; the newest first. What
    /// rounding explains is no change, nor is another stage of the budget. `document` and `unit`
    /// name those of either amount.
    #[graphql(complexity = "price::computed(first, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Accounts: codes.")] account: Option<Vec<String>>,
        #[graphql(desc = "Also every account below the accounts named.", default)]
        include_children: bool,
        #[graphql(desc = "What the amount is.")] scenario: Option<Vec<Scenario>>,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "Kinds of change.")] kind: Option<Vec<ChangeKind>>,
        #[graphql(desc = "Changes whose new amount was known on this day or later.")] since: Option<
            Date,
        >,
        #[graphql(desc = "Changes whose new amount was known on this day or earlier.")]
        until: Option<Date>,
        #[graphql(desc = "What was known on this day, instead of what was published last.")]
        as_of: Option<Date>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Change>> {
        let filter = ChangeFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            account: account.unwrap_or_default(),
            include_children,
            scenario: codes(scenario, Scenario::as_str),
            fiscal_year: years(fiscal_year),
            kind: codes(kind, ChangeKind::as_str),
            since: since.map(|date| date.0),
            until: until.map(|date| date.0),
            as_of: as_of.map(|date| date.0),
        };
        let (page, language) = (page(ctx, first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::changes(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |change| Change::new(change, language)))
    }
}

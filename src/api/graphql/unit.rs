//! What a unit leads to.

use async_graphql::{ComplexObject, Context, ID, OutputType, Result};

use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::contents::ContentsBelow;
use crate::api::graphql::shape::{finding_of, unit_of, years};
use crate::api::graphql::{Ask, NESTED_FIRST, codes, function, ids, page};
use crate::api::view::{
    BudgetLine, BudgetLineSort, Date, Finding, FiscalYears, Function, Municipality,
    ResponsiblePerson, Scenario, Unit, UnitKind,
};
use crate::query::{Below, BudgetLineFilter, FindingFilter, UnitFilter};

#[ComplexObject]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl Unit {
    /// Id: a path of names from the municipality down.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The municipality it is a part of.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(municipality, ctx.language(None)))
    }

    /// The unit it belongs to; null for the municipality itself.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Unit>> {
        let Some(id) = self.parent_id.clone() else {
            return Ok(None);
        };
        Ok(ctx.loading().units.load(id).await?.map(unit_of))
    }

    /// The function of government (COFOG) it serves; null where it serves several.
    async fn function(&self, ctx: &Context<'_>) -> Result<Option<Function>> {
        function::named(ctx, self.function.clone()).await
    }

    /// Who answers for it, as documents name them in their public function.
    async fn responsible_persons(&self, ctx: &Context<'_>) -> Result<Vec<ResponsiblePerson>> {
        let persons = ctx.loading().responsible_persons_of_units.load(self.id.clone()).await?;
        Ok(persons.unwrap_or_default().into_iter().map(ResponsiblePerson::from).collect())
    }

    /// The units right below it.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn children(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Levels.")] kind: Option<Vec<UnitKind>>,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Unit>> {
        let filter = UnitFilter { kind: codes(kind, UnitKind::as_str), ..UnitFilter::default() };
        let loader = &ctx.loading().children_of_units;
        let loader = loader.with((filter, page(first, after)));
        let page = loader.require(self.id.clone()).await?;
        Ok(Connection::new(page, unit_of))
    }

    /// Its amounts: what was published last, what was known on `asOf`, or those of `document`.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn budget_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Also the amounts of every unit below it.", default)]
        include_descendants: bool,
        #[graphql(desc = "Accounts: codes.")] account: Option<Vec<String>>,
        #[graphql(desc = "Also every account below the accounts named.", default)]
        include_children: bool,
        #[graphql(desc = "What the amount is.")] scenario: Option<Vec<Scenario>>,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "What the amount covers: `year`, `part`, or a stretch of days.")]
        period: Option<Vec<String>>,
        #[graphql(desc = "Only lines whose cell a finding is about, or only lines without.")]
        has_finding: Option<bool>,
        #[graphql(desc = "What was known on this day, instead of what was published last.")]
        as_of: Option<Date>,
        #[graphql(desc = "The order; every order is total.")] sort: Option<BudgetLineSort>,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<BudgetLine>> {
        let filter = BudgetLineFilter {
            document: ids(document),
            include_descendants,
            account: account.unwrap_or_default(),
            include_children,
            scenario: codes(scenario, Scenario::as_str),
            fiscal_year: years(fiscal_year),
            period: period.unwrap_or_default(),
            has_finding,
            as_of: as_of.map(|date| date.0),
            sort: sort.map(|sort| sort.as_str().to_owned()),
            ..BudgetLineFilter::default()
        };
        let language = ctx.language(None);
        let loader = &ctx.loading().budget_lines_of_units;
        let loader = loader.with((filter, page(first, after)));
        let page = loader.require(self.id.clone()).await?;
        Ok(Connection::new(page, |line| BudgetLine::new(line, language)))
    }

    /// The findings about its amounts, by document, line and id.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those about the amounts of every unit below it.", default)]
        include_descendants: bool,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Finding>> {
        let filter = FindingFilter { include_descendants, ..FindingFilter::default() };
        let loader = ctx.loading().findings_of_units.with((filter, page(first, after)));
        Ok(Connection::new(loader.require(self.id.clone()).await?, finding_of))
    }

    #[graphql(flatten)]
    fn contents_below(&self) -> ContentsBelow {
        ContentsBelow::new(Below::Unit, &self.id)
    }
}

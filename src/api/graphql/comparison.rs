//! Comparisons and series: the questions at the root, and what they lead to.

use async_graphql::{ComplexObject, Context, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::shape::{unit_of, years};
use crate::api::graphql::{Ask, codes, function, ids, price};
use crate::api::view::{
    Account, Basis, Comparison, ComparisonCell, Date, FiscalYears, Function, Municipality,
    ScenarioChoice, Series, SeriesAnswer, SummedUnit, Unit,
};
use crate::query::{self, ComparisonFilter, SeriesFilter};

/// Cells that a comparison is reckoned to have, for the cost of a query.
const CELLS: i32 = 20;

/// The questions at the root.
pub(crate) struct ComparisonQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl ComparisonQuestions {
    /// One amount of several municipalities side by side: the amount of the topmost units that
    /// serve a function, of units by name, or of whole municipalities. Every municipality has a
    /// cell for every scenario and year asked for; where there is no figure it says why. Read the
    /// caveats before you print a figure.
    #[graphql(complexity = "price::computed(CELLS, child_complexity)")]
    async fn compare(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Municipalities: code, slug or name; all whose documents are read where none is named."
        )]
        municipality: Option<Vec<String>>,
        #[graphql(
            desc = "A function of government (COFOG) of any level: code. Without it and without units, whole municipalities."
        )]
        function: Option<String>,
        #[graphql(desc = "Units: ids; those of one municipality are added up.")] unit: Option<
            Vec<ID>,
        >,
        #[graphql(desc = "An account: code; the operating margin where none is given.")]
        account: Option<String>,
        #[graphql(desc = "What the amount is; `ACTUAL` where none is given.")] scenario: Option<
            Vec<ScenarioChoice>,
        >,
        #[graphql(
            desc = "Fiscal years, or ranges of them, or `latest`: the last year of each municipality, which is meant where none is given."
        )]
        fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "What `value` is; `PER_INHABITANT` where none is given.")] basis: Option<
            Basis,
        >,
        #[graphql(
            desc = "The municipality that is 100 in the index, or `mean`: the mean of the municipalities is."
        )]
        base: Option<String>,
        #[graphql(desc = "The year in whose prices real amounts are given.")] prices_of: Option<
            i32,
        >,
        #[graphql(desc = "What was known on this day, instead of what was published last.")]
        as_of: Option<Date>,
    ) -> Result<Comparison> {
        let filter = ComparisonFilter {
            municipality: municipality.unwrap_or_default(),
            function,
            unit: ids(unit),
            account,
            scenario: codes(scenario, ScenarioChoice::as_str),
            fiscal_year: years(fiscal_year),
            basis: basis.map(|basis| basis.as_str().to_owned()),
            base,
            prices_of: prices_of.map(|year| year.to_string()),
            as_of: as_of.map(|date| date.0),
        };
        let language = ctx.language(None);
        let asked = ask(ctx.store(), move |session| {
            Ok((query::compare(session, &filter)?, query::release_id(session)?))
        });
        let (comparison, release) = asked.await?;
        Ok(Comparison::new(comparison, release.unwrap_or_default(), language))
    }

    /// One amount of one or more municipalities over the years and scenarios, each point with the
    /// documents it comes from.
    #[graphql(complexity = "price::computed(CELLS, child_complexity)")]
    async fn series(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Municipalities: code, slug or name; all whose documents are read where none is named."
        )]
        municipality: Option<Vec<String>>,
        #[graphql(
            desc = "A function of government (COFOG) of any level: code. Without it and without units, whole municipalities."
        )]
        function: Option<String>,
        #[graphql(desc = "Units: ids; those of one municipality are added up.")] unit: Option<
            Vec<ID>,
        >,
        #[graphql(desc = "An account: code; the operating margin where none is given.")]
        account: Option<String>,
        #[graphql(desc = "What the amount is; `ACTUAL` where none is given.")] scenario: Option<
            Vec<ScenarioChoice>,
        >,
        #[graphql(desc = "Fiscal years, or ranges of them; all there are where none is given.")]
        fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "The year in whose prices real amounts are given.")] prices_of: Option<
            i32,
        >,
        #[graphql(desc = "What was known on this day, instead of what was published last.")]
        as_of: Option<Date>,
    ) -> Result<SeriesAnswer> {
        let filter = SeriesFilter {
            municipality: municipality.unwrap_or_default(),
            function,
            unit: ids(unit),
            account,
            scenario: codes(scenario, ScenarioChoice::as_str),
            fiscal_year: years(fiscal_year),
            prices_of: prices_of.map(|year| year.to_string()),
            as_of: as_of.map(|date| date.0),
        };
        let language = ctx.language(None);
        let asked = ask(ctx.store(), move |session| {
            Ok((query::series(session, &filter)?, query::release_id(session)?))
        });
        let (series, release) = asked.await?;
        Ok(SeriesAnswer::new(series, release.unwrap_or_default(), language))
    }
}

async fn municipality(ctx: &Context<'_>, code: &str) -> Result<Municipality> {
    let municipality = ctx.loading().municipalities.require(code.to_owned()).await?;
    Ok(Municipality::new(&municipality, ctx.language(None)))
}

async fn account(ctx: &Context<'_>, code: &str) -> Result<Account> {
    let account = ctx.loading().accounts.require(code.to_owned()).await?;
    Ok(Account::new(&account, ctx.language(None)))
}

#[ComplexObject]
impl Comparison {
    /// The function compared, where one was asked for.
    async fn function(&self, ctx: &Context<'_>) -> Result<Option<Function>> {
        function::named(ctx, self.function.as_ref().map(|f| f.code.clone())).await
    }

    /// The account compared.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        account(ctx, &self.account.code).await
    }
}

#[ComplexObject]
impl SeriesAnswer {
    /// The function, where one was asked for.
    async fn function(&self, ctx: &Context<'_>) -> Result<Option<Function>> {
        function::named(ctx, self.function.as_ref().map(|f| f.code.clone())).await
    }

    /// The account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        account(ctx, &self.account.code).await
    }
}

#[ComplexObject]
impl Series {
    /// Whose figures.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        municipality(ctx, &self.municipality.code).await
    }
}

#[ComplexObject]
impl ComparisonCell {
    /// Whose figure.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        municipality(ctx, &self.municipality.code).await
    }
}

#[ComplexObject]
impl SummedUnit {
    /// The function it serves; null where it serves several.
    async fn function(&self, ctx: &Context<'_>) -> Result<Option<Function>> {
        function::named(ctx, self.function.clone()).await
    }

    /// The unit, with all that it leads to.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        Ok(unit_of(ctx.loading().units.require(self.id.clone()).await?))
    }
}

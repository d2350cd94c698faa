//! Classifications, of functions of government and of goals: the questions at the root, and what a function leads to.

use async_graphql::{ComplexObject, Context, Error, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::shape::unit_of;
use crate::api::graphql::{Ask, NESTED_FIRST, ROOT_FIRST, codes, page, price};
use crate::api::language::Language;
use crate::api::view::{
    Date, Function, FunctionCoverage, FunctionLevel, Municipality, MunicipalityReference, Sdg,
    Unit, UnitKind,
};
use crate::query::{self, FunctionFilter, FunctionRecord, UnitFilter};

/// The public shape of a function; its municipalities are named by their codes and resolved
/// where they are asked for.
pub(crate) fn function_of(of: FunctionRecord, language: Language) -> Function {
    Function::new(of, language, |code| MunicipalityReference {
        code: code.to_owned(),
        name: String::new(),
    })
}

/// The function that something names by its code.
pub(crate) async fn named(ctx: &Context<'_>, code: Option<String>) -> Result<Option<Function>> {
    let Some(code) = code else {
        return Ok(None);
    };
    let found = ctx.loading().functions.load(code).await?;
    Ok(found.map(|f| function_of(f, ctx.language(None))))
}

/// The questions at the root.
pub(crate) struct FunctionQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl FunctionQuestions {
    /// The functions of government (COFOG), one before those below it, with the municipalities
    /// that have units under each.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn functions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Functions: codes.")] function: Option<Vec<String>>,
        #[graphql(desc = "Also every function below the ones named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Levels.")] level: Option<Vec<FunctionLevel>>,
        #[graphql(desc = "Functions right above: codes.")] parent: Option<Vec<String>>,
        #[graphql(
            desc = "Only functions that some municipality has units under, or only the others."
        )]
        covered: Option<bool>,
        #[graphql(desc = "Coverage as it was known on this day.")] as_of: Option<Date>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Function>> {
        let filter = FunctionFilter {
            function: function.unwrap_or_default(),
            include_descendants,
            level: codes(level, FunctionLevel::as_str),
            parent: parent.unwrap_or_default(),
            covered,
            as_of: as_of.map(|date| date.0),
        };
        let (page, language) = (page(ctx, first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::functions(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |f| function_of(f, language)))
    }

    /// The goals of sustainable development that objectives name by number.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn sdgs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Sdg>> {
        let (page, language) = (page(ctx, first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::sdgs(s, &page)).await?;
        Ok(Connection::new(asked, |sdg| Sdg::new(sdg, language)))
    }

    /// A function of government.
    async fn function(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the function.")] code: String,
    ) -> Option<Result<Function>> {
        let language = ctx.language(None);
        let asked = ask(ctx.store(), move |s| query::function(s, &code)).await;
        Some(asked.map(|asked| function_of(asked, language)).map_err(Error::from))
    }
}

#[ComplexObject]
impl Function {
    /// Id: the code.
    pub(crate) async fn id(&self) -> ID {
        ID(self.code.clone())
    }

    /// The function it belongs to; null for a division.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Function>> {
        named(ctx, self.parent_code.clone()).await
    }

    /// The units that serve it or a function below it, with all that they lead to.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Levels.")] kind: Option<Vec<UnitKind>>,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Unit>> {
        let filter = UnitFilter {
            municipality: municipality.unwrap_or_default(),
            kind: codes(kind, UnitKind::as_str),
            ..UnitFilter::default()
        };
        let loader = ctx.loading().units_of_functions.with((filter, page(ctx, first, after)));
        let units = loader.require(self.code.clone()).await?;
        Ok(Connection::new(units, unit_of))
    }

    /// The functions right below it.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn children(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "How many items to give, 1 to 500.",
            default_with = "NESTED_FIRST"
        )]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Function>> {
        let loader = ctx.loading().children_of_functions.with(page(ctx, first, after));
        let children = loader.require(self.code.clone()).await?;
        let language = ctx.language(None);
        Ok(Connection::new(children, |f| function_of(f, language)))
    }
}

#[ComplexObject]
impl FunctionCoverage {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
    }
}

//! What a unit leads to.

use async_graphql::{ComplexObject, Context, ID, OutputType, Result};

use crate::api::graphql::connection::Connection;
use crate::api::graphql::contents::ContentsBelow;
use crate::api::graphql::lines_below::LinesOfUnit;
use crate::api::graphql::shape::{finding_of, unit_of};
use crate::api::graphql::{Ask, NESTED_FIRST, codes, function, page, price};
use crate::api::view::{Finding, Function, Municipality, ResponsiblePerson, Unit, UnitKind};
use crate::query::{Below, FindingFilter, UnitFilter};

#[ComplexObject]
impl Unit {
    /// Id: a path of names from the municipality down.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The municipality it is a part of.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let code = self.municipality.code.clone();
        let municipality = ctx.loading().municipalities.require(code).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
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
    #[graphql(complexity = "price::list(first, child_complexity)")]
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
        let loader = loader.with((filter, page(ctx, first, after)));
        let page = loader.require(self.id.clone()).await?;
        Ok(Connection::new(page, unit_of))
    }

    #[graphql(flatten)]
    fn budget_lines(&self) -> LinesOfUnit {
        LinesOfUnit { parent: self.id.clone() }
    }

    /// The findings about its amounts, by document, line and id.
    #[graphql(complexity = "price::deep(include_descendants, first, child_complexity)")]
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
        let loader = ctx.loading().findings_of_units.with((filter, page(ctx, first, after)));
        Ok(Connection::new(loader.require(self.id.clone()).await?, finding_of))
    }

    #[graphql(flatten)]
    fn contents_below(&self) -> ContentsBelow {
        ContentsBelow::new(Below::Unit, &self.id)
    }
}

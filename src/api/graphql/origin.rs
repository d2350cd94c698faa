//! What everything printed leads back to: the municipality, the unit, the document and its lines.

use async_graphql::{Context, Object, Result};

use crate::api::graphql::Ask;
use crate::api::graphql::shape::{document_of, unit_of};
use crate::api::rest::parameter::neighbours;
use crate::api::view::{Document, Excerpt, Municipality, Unit};
use crate::query::Place;

/// Where something comes from; its fields stand among those of the thing itself.
pub(crate) struct Origin {
    /// Code of the municipality.
    pub(crate) municipality: String,
    /// Id of the unit.
    pub(crate) unit: String,
    /// The lines that print it.
    pub(crate) place: Place,
}

/// Where something comes from.
#[Object]
impl Origin {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        let municipality = ctx.loading().municipalities.require(self.municipality.clone()).await?;
        Ok(Municipality::new(&municipality, ctx.language(None)))
    }

    /// The unit.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        Ok(unit_of(ctx.loading().units.require(self.unit.clone()).await?))
    }

    /// The document that states it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.place.0.clone();
        Ok(document_of(ctx.loading().documents.require(id).await?))
    }

    /// The lines that print it and their neighbours.
    async fn excerpt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many lines to give on either side of the printed ones, 0 to 20.")]
        neighbours: Option<i32>,
    ) -> Result<Excerpt> {
        let neighbours = self::neighbours(neighbours.map(i64::from))?;
        let loader = ctx.loading().excerpts.with(neighbours);
        let lines = loader.load(self.place.clone()).await?;
        Ok(Excerpt::new(self.place.1, lines.unwrap_or_default()))
    }
}

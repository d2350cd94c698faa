//! What the data as a whole leads to.

use async_graphql::{ComplexObject, Context, Result};

use crate::api::graphql::Ask;
use crate::api::graphql::shape::document_of;
use crate::api::view::{Dataset, Document};
use async_graphql::futures_util::future::try_join_all;

#[ComplexObject]
impl Dataset {
    /// The documents of the release, in order of their ids.
    async fn documents(&self, ctx: &Context<'_>) -> Result<Vec<Document>> {
        let loader = &ctx.loading().documents;
        let loads = self.documents.iter().map(|id| loader.require(id.clone()));
        let records = try_join_all(loads).await?;
        Ok(records.into_iter().map(document_of).collect())
    }
}

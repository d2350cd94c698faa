//! What a table leads to.

use async_graphql::{ComplexObject, Context, ID, Result};

use crate::api::graphql::Ask;
use crate::api::graphql::shape::document_of;
use crate::api::view::{Document, Table};

#[ComplexObject]
impl Table {
    /// Id.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// The document it stands in.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let record = ctx.loading().documents.require(self.document_id.clone()).await?;
        Ok(document_of(record))
    }
}

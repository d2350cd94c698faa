//! Questions about the data as a whole and about its releases, and what they lead to.

use async_graphql::futures_util::future::try_join_all;
use async_graphql::{ComplexObject, Context, Error, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::shape::document_of;
use crate::api::graphql::{Ask, ROOT_FIRST, page, price};
use crate::api::view::{Dataset, Document, Release};
use crate::query;

/// The questions about the data as a whole.
pub(crate) struct DatasetQuestions;

#[Object]
impl DatasetQuestions {
    /// The data as a whole: what this release holds, and how it may be used.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        Ok(Dataset::new(ask(ctx.store(), query::release).await?))
    }

    /// The releases that this service has held, the newest first.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn releases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Release>> {
        let page = page(ctx, first, after);
        let asked = ask(ctx.store(), move |s| query::releases(s, &page)).await?;
        Ok(Connection::new(asked, Release::new))
    }

    /// A release.
    async fn release(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the release, or `current`.")] id: ID,
    ) -> Option<Result<Release>> {
        let asked = ask(ctx.store(), move |s| query::release_by_id(s, &id)).await;
        Some(asked.map(Release::new).map_err(Error::from))
    }
}

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

//! What an account leads to.

use async_graphql::{ComplexObject, Context, ID, Result};

use crate::api::graphql::Ask;
use crate::api::language::Language;
use crate::api::view::Account;

#[ComplexObject]
impl Account {
    /// Id: the code.
    pub(crate) async fn id(&self) -> ID {
        ID(self.code.clone())
    }

    /// Name in one language.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language; that of the request where none is given.")]
        language: Option<Language>,
    ) -> &str {
        self.names.of(ctx.language(language))
    }

    /// The account it is added into; null for a root.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let Some(code) = self.parent_code.clone() else {
            return Ok(None);
        };
        let account = ctx.loading().accounts.load(code).await?;
        Ok(account.map(|account| Account::new(account, ctx.language(None))))
    }
}

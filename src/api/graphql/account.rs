//! Accounts: what leads to them, and what they lead to.

use async_graphql::{ComplexObject, Context, Error, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::{Ask, ROOT_FIRST, page, price};
use crate::api::language::Language;
use crate::api::view::Account;
use crate::query::{self, AccountFilter};

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
        Ok(account.map(|account| Account::new(&account, ctx.language(None))))
    }
}

/// The questions at the root.
pub(crate) struct AccountQuestions;

/// The questions at the root.
#[Object]
impl AccountQuestions {
    /// The lines of an income statement and of an investment statement, in its order.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Accounts: codes.")] account: Option<Vec<String>>,
        #[graphql(desc = "Also every account below the accounts named.", default)]
        include_children: bool,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Account>> {
        let filter = AccountFilter { account: account.unwrap_or_default(), include_children };
        let (page, language) = (page(ctx, first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::accounts(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |a| Account::new(&a, language)))
    }

    /// An account.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the account.")] code: String,
    ) -> Option<Result<Account>> {
        let asked = ask(ctx.store(), move |s| query::account(s, &code)).await;
        Some(asked.map(|asked| Account::new(&asked, ctx.language(None))).map_err(Error::from))
    }
}

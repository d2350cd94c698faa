//! `/v1/accounts`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{ACCOUNT, AFTER, FIRST, INCLUDE_CHILDREN, LANGUAGE};
use crate::api::view::{Account, List};
use crate::query::{self, AccountFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/accounts",
    id: "listAccounts",
    tag: "accounts",
    summary: "Accounts",
    description: "The lines of an income statement and of an investment statement, in the order \
        of the statement. An account is the sum of its children, signs included.",
    key: None,
    parameters: &[&ACCOUNT, &INCLUDE_CHILDREN, &FIRST, &AFTER, &LANGUAGE],
    answer: Body::Items(Layout::list(schema_of::<List<Account>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = AccountFilter {
        account: call.given.many(&ACCOUNT),
        include_children: call.given.boolean(&INCLUDE_CHILDREN)?.unwrap_or_default(),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::accounts(session, &filter, page)?;
        Ok(page.map(|account| Account::new(&account, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/accounts/{id}",
    id: "getAccount",
    tag: "accounts",
    summary: "An account",
    description: "An account by its code.",
    key: Some(("Code of the account.", "operating_expenses")),
    parameters: &[&LANGUAGE],
    answer: Body::Json(schema_of::<Account>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one(move |session| {
        let account = query::account(session, &key)?;
        Ok(Account::new(&account, language))
    })
    .await
}

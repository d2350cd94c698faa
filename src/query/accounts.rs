//! Questions about accounts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Account;
use crate::query::cursor::Paging;
use crate::query::{Error, Page, PageRequest, Session, values};
use crate::store::read;

/// Which accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// `account`: codes.
    pub account: Vec<String>,
    /// `includeChildren`: also every account below the ones named.
    pub include_children: bool,
}

/// Accounts in the order of the statement.
///
/// # Errors
/// See [`Error`].
pub fn accounts(
    session: &mut Session,
    filter: &AccountFilter,
    page: &PageRequest,
) -> Result<Page<Account>, Error> {
    let codes = resolve(session, "account", &filter.account, filter.include_children)?;
    let paging = Paging::of(format!("accounts {codes:?}"));
    let window = paging.window(page)?;
    let found = read::accounts::page(session, codes.as_deref(), &window)?;
    Ok(paging.page(found, &window, read::accounts::keys))
}

/// An account by its code.
///
/// # Errors
/// See [`Error`].
pub fn account(session: &mut Session, code: &str) -> Result<Arc<Account>, Error> {
    let missing = || Error::NotFound { noun: "account", id: code.to_owned() };
    accounts_by_code(session, &[code.to_owned()])?.into_values().next().ok_or_else(missing)
}

/// Accounts by code; codes that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn accounts_by_code(
    session: &mut Session,
    codes: &[String],
) -> Result<BTreeMap<String, Arc<Account>>, Error> {
    let all = read::accounts::by_code(session)?;
    let found = codes.iter().filter_map(|code| all.get_key_value(code));
    Ok(found.map(|(code, account)| (code.clone(), Arc::clone(account))).collect())
}

/// The codes a filter asks for, in order; none where it asks for nothing in particular.
pub(super) fn resolve(
    session: &mut Session,
    parameter: &'static str,
    given: &[String],
    include_children: bool,
) -> Result<Option<Vec<String>>, Error> {
    let mut wanted = values::list(parameter, given)?;
    if wanted.is_empty() {
        return Ok(None);
    }
    let all = read::accounts::all(session)?;
    let known: Vec<String> = all.iter().map(|a| a.code.clone()).collect();
    values::require_known(parameter, "account", &wanted, &known)?;
    if include_children {
        add_descendants(&mut wanted, &all);
    }
    wanted.sort();
    Ok(Some(wanted))
}

/// Each round adds one more level of the tree, until a round adds nothing.
fn add_descendants(wanted: &mut Vec<String>, all: &[Account]) {
    loop {
        let below = |a: &&Account| a.parent_code.as_ref().is_some_and(|p| wanted.contains(p));
        let new = all.iter().filter(below).filter(|a| !wanted.contains(&a.code));
        let new: Vec<String> = new.map(|a| a.code.clone()).collect();
        if new.is_empty() {
            break;
        }
        wanted.extend(new);
    }
}

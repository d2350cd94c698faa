//! Questions about accounts.

use std::collections::BTreeMap;

use crate::domain::Account;
use crate::query::{Error, Page, PageRequest, Session};

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
    todo!()
}

/// An account by its code.
///
/// # Errors
/// See [`Error`].
pub fn account(session: &mut Session, code: &str) -> Result<Account, Error> {
    todo!()
}

/// Accounts by code; codes that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn accounts_by_code(
    session: &mut Session,
    codes: &[String],
) -> Result<BTreeMap<String, Account>, Error> {
    todo!()
}

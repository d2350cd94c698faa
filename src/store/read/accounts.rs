//! Accounts.

use std::sync::Arc;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::Account;
use crate::store::read::listing::{Listing, ascending};
use crate::store::read::{ByCode, Found, Key, Window, narrow};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

#[derive(QueryableByName)]
struct AccountRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Nullable<Text>)]
    parent_code: Option<String>,
    #[diesel(sql_type = Text)]
    name_fi: String,
    #[diesel(sql_type = Text)]
    name_sv: String,
    #[diesel(sql_type = Text)]
    name_en: String,
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = BigInt)]
    sign: i64,
}

fn listing(codes: Option<&[String]>) -> Listing {
    Listing {
        columns: "code, parent_code, name_fi, name_sv, name_en, position, sign",
        from: "account".to_owned(),
        narrow: None,
        conditions: codes.map(|codes| Sql::any_of("code", codes)).into_iter().collect(),
        order: ascending(["position", "code"]),
    }
}

fn account(row: AccountRow) -> Result<Account, StoreError> {
    Ok(Account {
        code: row.code,
        parent_code: row.parent_code,
        name_fi: row.name_fi,
        name_sv: row.name_sv,
        name_en: row.name_en,
        position: narrow(row.position)?,
        sign: narrow(row.sign)?,
    })
}

/// The keys of an account's place.
pub(crate) fn keys(account: &Account) -> Vec<Key> {
    vec![Key::Int(account.position.into()), Key::Text(account.code.clone())]
}

/// Accounts in statement order; all where `codes` is absent.
pub(crate) fn page(
    session: &mut Session,
    codes: Option<&[String]>,
    window: &Window,
) -> Result<Found<Account>, StoreError> {
    listing(codes).window(session, window)?.try_map(account)
}

/// All accounts by code.
pub(crate) fn by_code(session: &mut Session) -> Result<Arc<ByCode<Account>>, StoreError> {
    let all = all(session)?;
    session.remembered("accounts by code", |_| {
        Ok(all.iter().map(|a| (a.code.clone(), Arc::new(a.clone()))).collect())
    })
}

/// All accounts in statement order.
pub(crate) fn all(session: &mut Session) -> Result<Arc<Vec<Account>>, StoreError> {
    session.remembered("accounts", |session| {
        listing(None).all(session)?.into_iter().map(account).collect()
    })
}

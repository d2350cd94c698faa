//! The role that servers read with: it may select and nothing else, so that no flaw of a server can
//! change data.

use diesel::connection::SimpleConnection;
use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;
use diesel::{RunQueryDsl, sql_query};

use crate::store::StoreError;
use crate::store::connection::AnyConnection;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Lets a role read everything that is stored now and later, and makes it where there is none;
/// gives whether it was made.
pub(super) fn let_read(connection: &mut AnyConnection, role: &str) -> Result<bool, StoreError> {
    if matches!(connection, AnyConnection::Sqlite(_)) {
        let told = "a file knows no roles; it is always opened for reading by servers";
        return Err(StoreError::Rejected(told.to_owned()));
    }
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let begins_well = role.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
    if !begins_well || !role.bytes().all(plain) || role.len() > 63 {
        let told = format!("\"{role}\" is no name for a role: small letters, digits and _");
        return Err(StoreError::Rejected(told));
    }
    let one = |connection: &mut AnyConnection, question: &str| {
        let rows = sql_query(question).load::<Name>(connection)?;
        Ok::<_, StoreError>(rows.into_iter().next().map(|row| row.name))
    };
    let known = format!("SELECT rolname::text AS name FROM pg_roles WHERE rolname = '{role}'");
    let is_new = one(connection, &known)?.is_none();
    let database = one(connection, "SELECT quote_ident(current_database()) AS name")?;
    let database = database.unwrap_or_default();
    let make = format!(
        "CREATE ROLE {role} LOGIN; ALTER ROLE {role} SET default_transaction_read_only = on;"
    );
    connection.batch_execute(&format!(
        "BEGIN; {} GRANT CONNECT ON DATABASE {database} TO {role}; \
         GRANT USAGE ON SCHEMA public TO {role}; \
         GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}; \
         ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {role}; COMMIT",
        if is_new { make.as_str() } else { "" }
    ))?;
    Ok(is_new)
}

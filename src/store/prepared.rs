//! Statements of text as the databases take them, and which of them a connection keeps prepared:
//! those it is asked again and again, in a bounded number, since filters can be put together in
//! more ways than memory has room for.

use std::collections::HashSet;
use std::ops::{Deref, DerefMut};

use diesel::connection::CacheSize;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{BigInt, Text, Untyped};
use diesel::{Connection, RunQueryDsl};

use crate::store::connection::{AnyBackend, AnyConnection};
use crate::store::sql::{Bind, Sql};

/// Statements that a connection keeps.
const MOST: usize = 128;
/// Bytes of a text that is kept: lists of values make longer ones, and each of its own.
const LONGEST: usize = 8 * 1024;

/// A connection, and the texts of the statements that it keeps prepared.
pub(in crate::store) struct Prepared {
    connection: AnyConnection,
    texts: HashSet<Box<str>>,
}

impl Prepared {
    pub(super) fn new(connection: AnyConnection) -> Self {
        Self { connection, texts: HashSet::new() }
    }

    /// A statement; where it is to be kept, there is room for it.
    pub(super) fn statement(&mut self, sql: Sql) -> Statement {
        let (text, binds) = sql.parts();
        let whole = text.join("?");
        let is_kept = self.texts.contains(whole.as_str()) || self.makes_room(whole);
        Statement { text, binds, is_kept }
    }

    fn makes_room(&mut self, text: String) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        if self.texts.len() >= MOST {
            // A server of PostgreSQL would go on keeping those that are forgotten here.
            if let AnyConnection::Postgres(_) = self.connection {
                return false;
            }
            self.texts.clear();
            self.connection.set_prepared_statement_cache_size(CacheSize::Disabled);
            self.connection.set_prepared_statement_cache_size(CacheSize::Unbounded);
        }
        self.texts.insert(text.into())
    }
}

impl Deref for Prepared {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.connection
    }
}

impl DerefMut for Prepared {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

/// A statement of text with its values.
pub(super) struct Statement {
    /// Between the values.
    text: Vec<String>,
    binds: Vec<Bind>,
    is_kept: bool,
}

impl QueryFragment<AnyBackend> for Statement {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, AnyBackend>) -> QueryResult<()> {
        if !self.is_kept {
            pass.unsafe_to_cache_prepared();
        }
        for (n, text) in self.text.iter().enumerate() {
            pass.push_sql(text);
            match self.binds.get(n) {
                Some(Bind::Text(text)) => pass.push_bind_param::<Text, _>(text)?,
                Some(Bind::Int(number)) => pass.push_bind_param::<BigInt, _>(number)?,
                // `NULL` stands in the text, and behind the last piece there is no value.
                Some(Bind::Null) | None => {}
            }
        }
        Ok(())
    }
}

impl QueryId for Statement {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Statement {
    type SqlType = Untyped;
}

impl<Conn> RunQueryDsl<Conn> for Statement {}

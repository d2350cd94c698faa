//! GraphQL: the same questions as REST, under the same names, in one request.

mod account;
mod advice;
mod aggregate;
mod answer;
mod asked;
mod budget_execution;
mod budget_line;
mod change;
mod comparison;
mod connection;
mod contents;
mod cost;
mod dataset;
mod document;
pub(crate) mod documents;
mod finding;
mod function;
pub mod guard;
mod http;
mod indicator;
mod internal_control;
mod lines_asked;
mod lines_below;
mod loader;
mod loaders;
mod media_type;
mod municipality;
mod narrative;
mod node;
mod objective;
mod origin;
mod persisted;
mod plain;
pub mod price;
mod query;
mod repeats;
mod risk;
mod shape;
mod table;
mod unit;
mod variable_types;

use async_graphql::{Context, EmptyMutation, EmptySubscription, ID, SDLExportOptions};

use crate::api::language::Language;
use crate::query::{PageRequest, Store, Wanted};
use loaders::Loading;
use origin::Origin;

pub(crate) use answer::NOT_KEPT;
pub use documents::{NamedDocument, all as documents};
pub(crate) use http::{BODY_TIMEOUT, PATH, QUERY_TIMEOUT, ask, routes};
pub(crate) use persisted::{MAX_BYTES, MAX_QUERIES, Persisted};

/// Objects inside objects. The standard introspection query needs 15.
pub const MAX_DEPTH: usize = 20;
/// Selections inside selections, fragments written out. The standard introspection query needs 17.
pub const MAX_RECURSION: usize = 24;
/// Values that an answer may hold at the most.
pub const MAX_COST: usize = 500_000;
/// Items of a list inside another object, where `first` is not given.
const NESTED_FIRST: i32 = 20;
/// Items of a list at the root, where `first` is not given.
const ROOT_FIRST: i32 = 50;

/// The schema with everything its resolvers need but what a request brings.
pub type Schema = async_graphql::Schema<query::Query, EmptyMutation, EmptySubscription>;

/// The schema over a store.
#[must_use]
pub fn schema(store: Store) -> Schema {
    builder().data(store).finish()
}

fn builder() -> async_graphql::SchemaBuilder<query::Query, EmptyMutation, EmptySubscription> {
    // The limits of aliases are the guard's, which counts fragments once: the schema's own count
    // walks every expansion. That of the cost is measured before anything is run.
    Schema::build(query::Query, EmptyMutation, EmptySubscription)
        .limit_depth(MAX_DEPTH)
        .limit_recursive_depth(MAX_RECURSION)
        .register_output_type::<node::Node>()
}

/// The schema in the schema definition language, in an order that does not change by itself.
#[must_use]
pub fn description() -> String {
    let sorted = SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    let mut text = builder().finish().sdl_with_options(sorted).trim().to_owned();
    text.push('\n');
    text
}

/// What resolvers find in their context.
pub(crate) trait Ask {
    /// The loaders of this request.
    fn loading(&self) -> &Loading;
    /// The store.
    fn store(&self) -> &Store;
    /// The language asked for, or else that of the request.
    fn language(&self, asked: Option<Language>) -> Language;
}

impl Ask for Context<'_> {
    fn loading(&self) -> &Loading {
        self.data_unchecked::<Loading>()
    }

    fn store(&self) -> &Store {
        self.data_unchecked::<Store>()
    }

    fn language(&self, asked: Option<Language>) -> Language {
        asked.unwrap_or_else(|| *self.data_unchecked::<Language>())
    }
}

/// The page that the arguments `first` and `after` ask for.
pub(crate) fn page(ctx: &Context<'_>, first: i32, after: Option<String>) -> PageRequest {
    let asked = ctx.look_ahead();
    let is_read = ["nodes", "edges", "pageInfo"].iter().any(|part| asked.field(part).exists());
    let wanted = match (is_read, asked.field("totalCount").exists()) {
        (true, false) => Wanted::Items,
        (true, true) => Wanted::All,
        (false, _) => Wanted::Total,
    };
    PageRequest { first: Some(first.into()), after, wanted }
}

/// Ids as `query` takes them.
pub(crate) fn ids(given: Option<Vec<ID>>) -> Vec<String> {
    let given = given.unwrap_or_default();
    given.into_iter().map(|id| id.0).collect()
}

/// The codes of enum arguments, as `query` takes them.
pub(crate) fn codes<T: Copy>(values: Option<Vec<T>>, code: fn(T) -> &'static str) -> Vec<String> {
    let values = values.unwrap_or_default();
    values.into_iter().map(|value| code(value).to_owned()).collect()
}

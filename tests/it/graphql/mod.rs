//! GraphQL: its answers, its statements, its transport, and what it withstands.

mod answers;
mod attacks;
mod described;
mod documents;
mod persisted;
mod plain;
mod statements;
mod transport;

/// The introspection query that `GraphiQL` and most generators send.
pub const INTROSPECTION: &str = include_str!("introspection.graphql");

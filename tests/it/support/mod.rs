//! What the tests share: databases of both kinds, and a small set of facts.

pub mod database;
pub mod facts;

pub use database::{TestDb, on_both};

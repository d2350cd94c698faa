//! What the tests share: databases of both kinds, and a small set of facts.

pub mod client;
pub mod contents;
pub mod database;
pub mod facts;

pub use client::{Answer, Client};
pub use database::{TestDb, on_both};

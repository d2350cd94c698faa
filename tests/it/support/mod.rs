//! What the tests share: databases of both kinds, and a small set of facts.

pub mod client;
pub mod contents;
pub mod database;
pub mod facts;
pub mod server;
pub mod tools;

pub use client::{Answer, Client, encoded};
pub use database::{TestDb, on_both};
pub use server::Server;
pub use tools::Tools;

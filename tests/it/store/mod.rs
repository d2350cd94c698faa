//! The store: opening, migrating, importing.

mod counted;
mod import;
mod migrations;
mod opening;
mod vintages;

//! The store: opening, migrating, importing.

mod import;
mod migrations;
mod opening;
mod vintages;

//! Kuntavaaka: open municipal finance data for Finland.
//!
//! The rooms, in layer order; imports run downwards only, and a test holds the edges:
//!
//! | room | what it does | may use |
//! |---|---|---|
//! | [`domain`] | the nouns as plain values | nothing |
//! | `lexicon` | reads Finnish: labels to codes, numerals, confusions of optical reading | domain |
//! | `source` | bytes to document: manifest, lines, digest | domain |
//! | `table` | lines to cells by geometry and number grammar alone | domain |
//! | `layout` | recognises the sections of a document form, cells to statements | table, lexicon, source |
//! | `ingest` | document to facts and findings: read, reconcile, diagnose | layout and below |
//! | [`store`] | every line of SQL | domain |
//! | [`query`] | one function per question | store |
//! | `tabular` | rows of typed columns as CSV, Parquet and workbooks | domain |
//! | [`api`] | the public shapes and the two faces | query, tabular |
//! | [`app`] | arguments, configuration, server, commands | api, ingest, store (import only) |

pub mod api;
pub mod app;
pub mod domain;
pub mod ingest;
pub mod layout;
pub mod lexicon;
pub mod query;
pub mod source;
pub mod store;
pub mod table;
mod tabular;

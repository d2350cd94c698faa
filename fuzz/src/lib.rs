//! What must hold of hostile input, one function for each target: it takes any bytes and panics
//! where something does not hold. The fuzz targets try to break it; `tests/it/fuzzed.rs` replays
//! what they found worth keeping (`corpus/`) with every run of the suite.
//!
//! All of it goes through public doors of the library.

pub mod columns;
pub mod diagnosis;
pub mod document;
pub mod graphql;
pub mod number;
pub mod package;
pub mod parameters;
pub mod service;

mod facts;
mod passages;

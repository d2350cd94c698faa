//! The one test binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a test that meets what it does not expect shall fail on the spot"
)]

mod cli;
mod descriptions;
mod examples;
mod faces;
mod fuzzed;
mod graphql;
mod machines;
mod published;
mod query;
mod reading;
mod readme;
mod releases;
mod rest;
mod rooms;
mod store;
mod support;

//! What is published, opened by the programs of its users: readers of the formats, validators of
//! the descriptions, clients that are made from them, a browser, and questions made by chance.

mod catalogue;
mod cookbook;
mod dependencies;
mod deployment;
mod descriptions;
mod formats;
mod pages;
mod questions;
mod releases;

//! What is published, opened by the programs of its users: readers of the formats, validators of
//! the descriptions, clients that are made from them, and a browser.

mod catalogue;
mod cookbook;
mod descriptions;
mod formats;
mod pages;
mod releases;

//! REST: shapes, pages, refusals, and the manners of HTTP.

mod charts;
mod conduct;
mod cubes;
mod formats;
mod included;
mod lists;
mod pages;
mod refusals;
mod resources;

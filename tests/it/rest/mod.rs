//! REST: shapes, pages, refusals, and the manners of HTTP.

mod caching;
mod catalogue;
mod charts;
mod conduct;
mod cubes;
mod files;
mod formats;
mod included;
mod lists;
mod pages;
mod protection;
mod refusals;
mod resources;

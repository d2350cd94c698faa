//! REST: shapes, pages, refusals, and the manners of HTTP.

mod caching;
mod catalogue;
mod conduct;
mod cubes;
mod files;
mod formats;
mod included;
mod lists;
mod refusals;
mod resources;

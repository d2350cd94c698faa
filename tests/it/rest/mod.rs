//! REST: shapes, pages, refusals, and the manners of HTTP.

mod caching;
mod conduct;
mod cubes;
mod formats;
mod included;
mod lists;
mod refusals;
mod resources;

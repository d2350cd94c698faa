//! Charts: answers of `compare`, `series` and `budgetExecution` as SVG that can be read without
//! seeing it. Pure functions from an answer to text: no question is asked here, and the same
//! answer gives the same bytes.
//!
//! A drawing has no script, no style sheet and no font of its own, so it can stand in any page; its
//! parts have classes by which our own pages colour them for the dark. Coordinates are
//! floating-point numbers, what is written is made from exact decimals.

mod axis;
mod bars;
mod comparison;
mod execution;
mod frame;
mod lettering;
mod lines;
mod palette;
mod scale;
mod series;
mod wording;

pub(crate) use comparison::comparison;
pub(crate) use execution::execution;
pub(crate) use series::series;
pub(crate) use wording::{Wording, filled, word, wording};

use crate::api::language::Language;

/// How a chart is to look, and what it says of its origin.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// Language of its words and numbers.
    pub(crate) language: Language,
    /// Width in pixels.
    pub(crate) width: f64,
    /// Height of the plot in pixels, where the chart does not decide it.
    pub(crate) height: Option<f64>,
    /// Titles of the documents that print the figures, by id.
    pub(crate) documents: Vec<(String, String)>,
    /// The release that the figures are of.
    pub(crate) release: String,
    /// Whether it stands in a page of ours that tells title, caveats and source beside it.
    pub(crate) in_page: bool,
}

/// A chart, and what is said beside it where a page does so in its own words.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// The chart as SVG.
    pub(crate) svg: String,
    /// What the figures are.
    pub(crate) subtitle: String,
    /// What is to be said of them.
    pub(crate) notes: Vec<String>,
}

/// The widths that a chart may have, in pixels, and the one it has where none is given.
pub(crate) const WIDTHS: (i64, i64, i64) = (320, 1600, 720);
/// The same of the heights of a plot; none is given for bars, which have as much as they need.
pub(crate) const HEIGHTS: (i64, i64, i64) = (160, 900, 320);

//! Lines over the years. A year without a number breaks the line and has a cross on the axis that
//! says why; a number between two such years is a mark alone.

use maud::{Markup, html};

use crate::api::chart::axis::{self, px};
use crate::api::chart::frame::{Key, Plot};
use crate::api::chart::lettering;
use crate::api::chart::palette::{self, GROUND, INK, MUTED};
use crate::api::chart::scale::Scale;
use crate::api::language::Language;

const NUMBER: f64 = 12.5;
/// Lines of which each point bears its number; of more, the numbers would lie on each other.
const NUMBERED: usize = 1;

/// A line.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) points: Vec<Point>,
}

/// The number of a year.
pub(super) struct Point {
    pub(super) year: i32,
    pub(super) value: Option<f64>,
    /// The number, or why there is none.
    pub(super) told: String,
}

/// Lines in a plot of this size, and whether zero is on its axis.
pub(super) fn plot(lines: &[Line], size: (f64, f64), language: Language) -> (Plot, bool) {
    let points = || lines.iter().flat_map(|line| &line.points);
    let values: Vec<f64> = points().filter_map(|p| p.value).collect();
    let (top, bottom) = (20.0, size.1);
    let scale = Scale::new(&values, bottom, top, true);
    let left = axis::room(&scale, language) + 10.0;
    let ends = half_number(lines).max(18.0);
    let years = Years::new(points().map(|p| p.year), left + ends, size.0 - ends);
    let markup = html! {
        (axis::level(&scale, left, size.0, language))
        (years.draw(bottom))
        @for (place, line) in lines.iter().enumerate() {
            (missing(line, place, lines.len(), &years, bottom))
            (draw(line, place, &years, &scale))
        }
        @if lines.len() <= NUMBERED {
            @for line in lines { (numbers(line, &years, &scale)) }
        }
    };
    (Plot { height: bottom + 30.0, markup }, scale.has_zero())
}

fn half_number(lines: &[Line]) -> f64 {
    if lines.len() > NUMBERED {
        return 0.0;
    }
    let told = lines.iter().flat_map(|line| &line.points).filter(|p| p.value.is_some());
    told.map(|p| lettering::width(&p.told, NUMBER) / 2.0).fold(0.0, f64::max)
}

/// What tells a line from the others.
pub(super) fn key(line: &Line, place: usize) -> Key {
    let (colour, class) = (palette::colour(place), palette::class(place));
    Key {
        name: line.name.clone(),
        sample: html! {
            line class=(class) x1="0" y1="0" x2="28" y2="0" stroke=(colour) stroke-width="2.5"
                stroke-dasharray=[dash(place)] {}
            (mark(place, 14.0, 0.0))
        },
    }
}

/// Where years stand.
struct Years {
    first: i32,
    last: i32,
    left: f64,
    right: f64,
}

impl Years {
    fn new(years: impl Iterator<Item = i32> + Clone, left: f64, right: f64) -> Self {
        let (first, last) = (years.clone().min().unwrap_or(0), years.max().unwrap_or(0));
        Self { first, last, left, right }
    }

    fn at(&self, year: i32) -> f64 {
        if self.last == self.first {
            return f64::midpoint(self.left, self.right);
        }
        let share = f64::from(year - self.first) / f64::from(self.last - self.first);
        self.left + share * (self.right - self.left)
    }

    fn draw(&self, bottom: f64) -> Markup {
        let apart = (self.right - self.left) / f64::from((self.last - self.first).max(1));
        let every = if apart >= 40.0 { 1 } else { 5 };
        html! {
            @for year in self.first..=self.last {
                @if (year - self.first) % every == 0 {
                    text class="kv-muted" x=(px(self.at(year))) y=(px(bottom + 22.0))
                        font-size=(axis::SIZE) fill=(MUTED) text-anchor="middle" { (year) }
                }
            }
        }
    }
}

fn dash(place: usize) -> Option<&'static str> {
    Some(palette::dash(place)).filter(|dash| !dash.is_empty())
}

fn draw(line: &Line, place: usize, years: &Years, scale: &Scale) -> Markup {
    let (colour, class) = (palette::colour(place), palette::class(place));
    let stretches = line.points.split(|point| point.value.is_none());
    let place_of = |p: &Point| p.value.map(|value| (years.at(p.year), scale.at(value)));
    html! {
        @for stretch in stretches.filter(|s| s.len() > 1) {
            @let way: Vec<String> = stretch.iter().filter_map(place_of)
                .map(|(x, y)| format!("{},{}", px(x), px(y))).collect();
            polyline class=(class) points=(way.join(" ")) fill="none" stroke=(colour)
                stroke-width="2.5" stroke-linejoin="round" stroke-dasharray=[dash(place)] {}
        }
        @for point in &line.points {
            @if let Some((x, y)) = place_of(point) {
                g { title { (line.name) " " (point.year) ": " (point.told) } (mark(place, x, y)) }
            }
        }
    }
}

/// A mark of its own form for each of five lines.
fn mark(place: usize, x: f64, y: f64) -> Markup {
    let (colour, class) = (palette::colour(place), palette::class(place));
    let way = match place % 5 {
        0 => None,
        1 => Some("M-5-5H5V5H-5Z"),
        2 => Some("M0-6.5 6 5H-6Z"),
        3 => Some("M0-7 6 0 0 7-6 0Z"),
        _ => Some("M0 6.5-6-5H6Z"),
    };
    html! {
        g transform={ "translate(" (px(x)) " " (px(y)) ")" } {
            @match way {
                None => circle class=(class) r="5" fill=(colour) stroke=(GROUND) stroke-width="1.5" {},
                Some(way) => path class=(class) d=(way) fill=(colour) stroke=(GROUND)
                    stroke-width="1.5" {},
            }
        }
    }
}

/// Crosses on the axis for years without a number, those of several lines beside each other.
fn missing(line: &Line, place: usize, of: usize, years: &Years, bottom: f64) -> Markup {
    let (colour, class) = (palette::colour(place), palette::class(place));
    let count = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let aside = (count(place) - (count(of) - 1.0) / 2.0) * 11.0;
    html! {
        @for point in line.points.iter().filter(|p| p.value.is_none()) {
            g transform={ "translate(" (px(years.at(point.year) + aside)) " " (px(bottom)) ")" } {
                title { (line.name) " " (point.year) ": " (point.told) }
                path class=(class) d="M-4-4 4 4M4-4-4 4" stroke=(colour) stroke-width="2" {}
            }
        }
    }
}

/// The number of each point above it, or below where the line comes from above.
fn numbers(line: &Line, years: &Years, scale: &Scale) -> Markup {
    let places: Vec<Option<(f64, f64)>> = line
        .points
        .iter()
        .map(|p| p.value.map(|value| (years.at(p.year), scale.at(value))))
        .collect();
    let near = |at: Option<usize>| at.and_then(|at| places.get(at).copied().flatten());
    html! {
        @for (at, point) in line.points.iter().enumerate() {
            @if let Some((x, y)) = near(Some(at)) {
                @let beside = [near(at.checked_sub(1)), near(Some(at + 1))];
                @let below = beside.into_iter().flatten().all(|(_, other)| other < y - 4.0)
                    && beside.iter().any(Option::is_some);
                text class="kv-ink" x=(px(x)) y=(px(if below { y + 20.0 } else { y - 11.0 }))
                    font-size=(NUMBER) fill=(INK) text-anchor="middle" { (point.told) }
            }
        }
    }
}

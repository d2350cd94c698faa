//! Bars that lie one below the other, each with its number at its end; a number that is missing
//! has no bar and says why. Letters have a rim of the ground, so that no line of the axis crosses them.

use maud::{Markup, html};

use crate::api::chart::axis::{self, px};
use crate::api::chart::frame::Plot;
use crate::api::chart::lettering;
use crate::api::chart::palette::{GROUND, INK, MUTED};
use crate::api::chart::scale::Scale;
use crate::api::language::Language;

const LABEL: f64 = 14.0;
const NUMBER: f64 = 13.0;
const GAP: f64 = 7.0;
/// Room left of the line of zero for half of its number.
const ASIDE: f64 = 4.5;
/// Where labels begin: right of that line, whose rim they would cut.
const LABEL_LEFT: f64 = 9.0;

/// Bars under one label.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) bars: Vec<Bar>,
    /// What is said below them.
    pub(super) remark: Option<String>,
}

/// A bar.
pub(super) struct Bar {
    pub(super) value: Option<f64>,
    /// Its number, or why there is none.
    pub(super) told: String,
    pub(super) colour: &'static str,
    pub(super) class: String,
}

/// Bars below each other in a plot of this width.
pub(super) fn plot(rows: &[Row], width: f64, language: Language) -> Plot {
    let thickness = if rows.iter().any(|row| row.bars.len() > 1) { 16.0 } else { 20.0 };
    let scale = scale(rows, width);
    let mut y = 6.0;
    let mut drawn = Vec::new();
    for row in rows {
        y += LABEL * 1.35;
        drawn.push(html! {
            text class="kv-ink kv-halo" x=(LABEL_LEFT) y=(px(y - 4.0)) font-size=(LABEL) fill=(INK)
                font-weight="600" stroke=(GROUND) stroke-width="4" paint-order="stroke" { (lettering::cut(&row.label, LABEL * 1.06, width - LABEL_LEFT)) }
        });
        for bar in &row.bars {
            y += 2.0;
            drawn.push(draw(bar, y, thickness, &scale));
            y += thickness;
        }
        for line in row.remark.iter().flat_map(|r| lettering::lines(r, NUMBER, width - LABEL_LEFT))
        {
            y += NUMBER * 1.4;
            drawn.push(html! {
                text class="kv-muted kv-halo" x=(LABEL_LEFT) y=(px(y - 2.0)) font-size=(NUMBER) fill=(MUTED)
                    stroke=(GROUND) stroke-width="4" paint-order="stroke" {
                    (line)
                }
            });
        }
        y += 10.0;
    }
    let markup = html! {
        @if rows.iter().flat_map(|row| &row.bars).any(|bar| bar.value.is_some()) {
            (axis::upright(&scale, 2.0, y, language))
        }
        @for part in &drawn { (part) }
    };
    Plot { height: y + 26.0, markup }
}

/// An axis that leaves room for the numbers at the ends of bars and below its own ends.
fn scale(rows: &[Row], width: f64) -> Scale {
    let bars = || rows.iter().flat_map(|row| &row.bars);
    let values: Vec<f64> = bars().filter_map(|bar| bar.value).collect();
    let has_both = values.iter().any(|v| *v > 0.0) && values.iter().any(|v| *v < 0.0);
    let number = bars().filter(|bar| bar.value.is_some());
    let number = number.map(|bar| lettering::width(&bar.told, NUMBER) * 1.08).fold(0.0, f64::max);
    let beside = (number + GAP).clamp(24.0, width * 0.4);
    let left = if has_both { beside } else { ASIDE };
    Scale::new(&values, left, width - beside.max(28.0), false)
}

fn draw(bar: &Bar, y: f64, thickness: f64, scale: &Scale) -> Markup {
    let zero = scale.at(0.0);
    let Some(value) = bar.value else {
        return html! {
            text class="kv-muted" x=(px(zero + GAP)) y=(px(y + thickness / 2.0 + 4.5))
                font-size=(NUMBER) font-style="italic" fill=(MUTED) { (bar.told) }
        };
    };
    let end = scale.at(value);
    let (from, to) = (zero.min(end), zero.max(end));
    let (x, anchor) = if end < zero { (end - GAP, "end") } else { (end + GAP, "start") };
    html! {
        rect class=(bar.class) x=(px(from)) y=(px(y)) width=(px((to - from).max(1.0)))
            height=(px(thickness)) fill=(bar.colour) rx="1.5" {}
        text class="kv-ink kv-halo" x=(px(x)) y=(px(y + thickness / 2.0 + 4.5)) font-size=(NUMBER)
            fill=(INK) text-anchor=(anchor) stroke=(GROUND) stroke-width="4" paint-order="stroke" { (bar.told) }
    }
}

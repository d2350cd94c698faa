//! The lines and numbers of the axes.

use maud::{Markup, html};

use crate::api::chart::lettering;
use crate::api::chart::palette::{GRID, MUTED, ZERO};
use crate::api::chart::scale::Scale;
use crate::api::language::Language;
use crate::api::numbers;

/// Size of the letters of axes.
pub(super) const SIZE: f64 = 12.0;

/// A coordinate, with one decimal and without a sign of zero.
pub(super) fn px(at: f64) -> String {
    let text = format!("{at:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A value that an axis names.
pub(super) fn named(value: f64, scale: &Scale, language: Language) -> String {
    let places = scale.places();
    numbers::number(&format!("{value:.places$}"), Some(places), language)
}

/// The room that the numbers of an axis need beside it.
pub(super) fn room(scale: &Scale, language: Language) -> f64 {
    let widths = scale.ticks.iter().map(|t| lettering::width(&named(*t, scale, language), SIZE));
    widths.fold(0.0, f64::max)
}

/// Upright lines from `top` to `bottom`, their numbers below, as many as there is room for.
pub(super) fn upright(scale: &Scale, top: f64, bottom: f64, language: Language) -> Markup {
    let apart = match scale.ticks.as_slice() {
        [first, second, ..] => (scale.at(*second) - scale.at(*first)).abs(),
        _ => f64::INFINITY,
    };
    let every = if room(scale, language) + 10.0 > apart { 2 } else { 1 };
    // Counted from zero, so that zero is among those that are named.
    let zero = scale.ticks.iter().position(|t| *t == 0.0).unwrap_or_default();
    html! {
        g class="kv-axis" {
            @for (place, tick) in scale.ticks.iter().enumerate() {
                @let x = px(scale.at(*tick));
                (rule((&x, &px(top)), (&x, &px(bottom)), *tick == 0.0))
                @if place.abs_diff(zero) % every == 0 {
                    text class="kv-muted" x=(x) y=(px(bottom + 17.0)) font-size=(SIZE)
                        fill=(MUTED) text-anchor="middle" { (named(*tick, scale, language)) }
                }
            }
        }
    }
}

/// Level lines from `left` to `right`, their numbers to the left.
pub(super) fn level(scale: &Scale, left: f64, right: f64, language: Language) -> Markup {
    html! {
        g class="kv-axis" {
            @for tick in &scale.ticks {
                @let y = scale.at(*tick);
                (rule((&px(left), &px(y)), (&px(right), &px(y)), *tick == 0.0))
                text class="kv-muted" x=(px(left - 8.0)) y=(px(y + 4.0)) font-size=(SIZE)
                    fill=(MUTED) text-anchor="end" { (named(*tick, scale, language)) }
            }
        }
    }
}

fn rule(from: (&str, &str), to: (&str, &str), is_zero: bool) -> Markup {
    let (class, colour) = if is_zero { ("kv-zero", ZERO) } else { ("kv-grid", GRID) };
    html! {
        line class=(class) x1=(from.0) y1=(from.1) x2=(to.0) y2=(to.1) stroke=(colour)
            stroke-width="1" {}
    }
}

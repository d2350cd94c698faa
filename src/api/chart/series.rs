//! Series as lines: one for each municipality and scenario.

use std::collections::BTreeMap;

use crate::api::chart::comparison::{amount, subject, turned};
use crate::api::chart::frame::{self, Frame};
use crate::api::chart::lines::{self, Line, Point};
use crate::api::chart::wording::{Shown, filled, remarks, word};
use crate::api::chart::{Drawing, HEIGHTS, Setting, Wording};
use crate::api::numbers;
use crate::api::view::{ComparisonCell, Decimal, Series, SeriesAnswer};

/// The most lines of a chart; what is more is told.
const MOST: usize = 12;

/// The chart of series.
pub(crate) fn series(of: &SeriesAnswer, words: &Wording, setting: &Setting) -> Drawing {
    let is_real = of.prices_of.is_some();
    let shown: Vec<&Series> = of.series.iter().take(MOST).collect();
    let lines: Vec<Line> = shown.iter().map(|s| line(s, of, words, setting)).collect();
    let default = u32::try_from(HEIGHTS.2).map_or(320.0, f64::from);
    let size = (frame::room(setting), setting.height.unwrap_or(default));
    let (plot, has_zero) = lines::plot(&lines, size, setting.language);
    let mut notes = Vec::new();
    if lines.is_empty() {
        notes.push(words.nothing.clone());
    }
    if of.series.len() > MOST {
        let (shown, all) = (MOST.to_string(), of.series.len().to_string());
        notes.push(filled(&words.more_rows, &[("shown", &shown), ("all", &all)]));
    }
    let points = || shown.iter().flat_map(|s| &s.points);
    notes.extend(missing(&lines, words));
    notes.extend(turned(points().filter_map(|p| value(p, is_real)).map(|v| &*v.0), words));
    if !has_zero {
        notes.push(words.without_zero.clone());
    }
    let figures = points().filter(|p| p.missing_reason.is_none());
    let labelled = figures.map(|p| (label(p, of), p.caveats.as_slice()));
    notes.extend(remarks(words, Shown::Euros, &of.caveats, labelled));
    let mut subtitle = vec![of.account.name.clone(), word(&words.basis, "total").to_owned()];
    if let [only] = shown.as_slice() {
        subtitle.push(name(only, of, words));
    }
    if let Some(prices) = &of.prices_of {
        subtitle.push(filled(&words.prices_of, &[("year", &prices.year.to_string())]));
    }
    let keys = if lines.len() > 1 { lines.iter().enumerate() } else { [].iter().enumerate() };
    let frame = Frame {
        title: subject(of.function.as_ref(), points().map(|p| p.units.as_slice()), words),
        subtitle: subtitle.join(" · "),
        keys: keys.map(|(place, line)| lines::key(line, place)).collect(),
        notes,
        told: lines.iter().map(told).collect(),
    };
    frame::drawn(frame, &plot, setting)
}

fn value(point: &ComparisonCell, is_real: bool) -> Option<&Decimal> {
    if is_real { point.real_amount.as_ref() } else { point.amount.as_ref() }
}

/// What tells a line from the others: the municipality, the scenario, or both.
fn name(of: &Series, answer: &SeriesAnswer, words: &Wording) -> String {
    let one_place = answer.series.iter().all(|s| s.municipality.code == of.municipality.code);
    let one_scenario = answer.series.iter().all(|s| s.scenario == of.scenario);
    let scenario = word(&words.scenario, of.scenario.as_str());
    match (one_place, one_scenario) {
        (true, false) => scenario.to_owned(),
        (false, true) => of.municipality.name.clone(),
        _ => format!("{}, {scenario}", of.municipality.name),
    }
}

/// The year, with the municipality where there are several.
fn label(point: &ComparisonCell, of: &SeriesAnswer) -> String {
    let year = point.fiscal_year.map(|year| year.to_string()).unwrap_or_default();
    let mut codes = of.series.iter().map(|s| &s.municipality.code);
    if codes.all(|code| *code == point.municipality.code) {
        return year;
    }
    format!("{} {year}", point.municipality.name)
}

fn line(of: &Series, answer: &SeriesAnswer, words: &Wording, setting: &Setting) -> Line {
    let is_real = answer.prices_of.is_some();
    let point = |p: &ComparisonCell| {
        let value = value(p, is_real);
        let reason = || p.missing_reason.map(|r| word(&words.no_figure, r.as_str()));
        Some(Point {
            year: p.fiscal_year?,
            value: value.and_then(|v| amount(&v.0)),
            told: match value {
                Some(value) => numbers::euros(&value.0, setting.language),
                None => reason().unwrap_or(word(&words.caveat, "price_index_unknown")).to_owned(),
            },
        })
    };
    Line { name: name(of, answer, words), points: of.points.iter().filter_map(point).collect() }
}

fn told(line: &Line) -> String {
    let points: Vec<String> =
        line.points.iter().map(|p| format!("{} {}", p.year, p.told)).collect();
    format!("{}: {}", line.name, points.join("; "))
}

/// The years without a number, by the reason.
fn missing(lines: &[Line], words: &Wording) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in lines {
        let mut of_line: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for point in line.points.iter().filter(|p| p.value.is_none()) {
            of_line.entry(&point.told).or_default().push(point.year.to_string());
        }
        for (reason, years) in of_line {
            let told = format!("{} {}", line.name, years.join(", "));
            by_reason.entry(reason).or_default().push(told);
        }
    }
    let sentence = |(reason, places): (&str, Vec<String>)| {
        format!("{} (×), {reason}: {}.", words.missing, places.join("; "))
    };
    by_reason.into_iter().map(sentence).collect()
}

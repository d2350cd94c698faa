//! A comparison as bars: one for each municipality, scenario and year.

use crate::api::chart::bars::{self, Bar, Row};
use crate::api::chart::frame::{self, Frame};
use crate::api::chart::wording::{Shown, filled, remarks, word};
use crate::api::chart::{Drawing, Setting, Wording, palette};
use crate::api::language::Language;
use crate::api::numbers::{self, NO_BREAK_SPACE};
use crate::api::view::{Basis, Comparison, ComparisonCell, FunctionReference, SummedUnit};

/// The most bars of a chart; what is more is told.
const MOST: usize = 40;

/// The chart of a comparison.
pub(crate) fn comparison(of: &Comparison, words: &Wording, setting: &Setting) -> Drawing {
    let shown: Vec<&ComparisonCell> = of.cells.iter().take(MOST).collect();
    let rows: Vec<Row> = shown.iter().map(|cell| row(cell, of, words, setting)).collect();
    let plot = bars::plot(&rows, frame::room(setting), setting.language);
    let told = |row: &Row| {
        let bars: Vec<&str> = row.bars.iter().map(|bar| bar.told.as_str()).collect();
        format!("{}: {}", row.label, bars.join("; "))
    };
    let labelled = shown.iter().map(|cell| (label(cell, of, words), cell.caveats.as_slice()));
    let mut notes = Vec::new();
    if rows.is_empty() {
        notes.push(words.nothing.clone());
    }
    if of.cells.len() > MOST {
        let (shown, all) = (MOST.to_string(), of.cells.len().to_string());
        notes.push(filled(&words.more_rows, &[("shown", &shown), ("all", &all)]));
    }
    notes.extend(turned(shown.iter().filter_map(|c| c.value.as_ref()).map(|v| &*v.0), words));
    notes.extend(remarks(words, about(of.basis), &of.caveats, labelled));
    let frame = Frame {
        title: subject(of.function.as_ref(), shown.iter().map(|c| c.units.as_slice()), words),
        subtitle: subtitle(of, words),
        told: rows.iter().map(told).collect(),
        notes,
        ..Frame::default()
    };
    frame::drawn(frame, &plot, setting)
}

fn about(basis: Basis) -> Shown {
    match basis {
        Basis::Total => Shown::Euros,
        Basis::PerInhabitant | Basis::Index => Shown::PerInhabitant,
        Basis::ShareOfOperatingExpenses => Shown::Share,
    }
}

/// What the figures are of: a function, units, or whole municipalities.
pub(super) fn subject<'a>(
    function: Option<&FunctionReference>,
    units: impl Iterator<Item = &'a [SummedUnit]>,
    words: &Wording,
) -> String {
    if let Some(function) = function {
        return function.name.clone();
    }
    let mut names: Vec<&str> = Vec::new();
    for unit in units.flatten().filter(|unit| unit.kind.as_str() != "municipality") {
        if !names.contains(&unit.name.as_str()) {
            names.push(&unit.name);
        }
    }
    match names.as_slice() {
        [] => words.whole_municipality.clone(),
        [first, second, third, _, ..] => format!("{first}, {second}, {third} …"),
        some => some.join(", "),
    }
}

/// That the axis is turned, where it is.
pub(super) fn turned<'a>(
    values: impl Iterator<Item = &'a str> + Clone,
    words: &Wording,
) -> Option<String> {
    let mut values = values.filter_map(amount);
    let some = values.clone().any(|v| v < 0.0);
    (some && values.all(|v| v <= 0.0)).then(|| words.turned.clone())
}

/// A decimal as a length to be drawn.
pub(super) fn amount(decimal: &str) -> Option<f64> {
    decimal.parse().ok()
}

fn subtitle(of: &Comparison, words: &Wording) -> String {
    let mut scenarios: Vec<&str> = of.cells.iter().map(|c| c.scenario.as_str()).collect();
    scenarios.dedup();
    let mut parts = vec![of.account.name.clone(), word(&words.basis, of.basis.as_str()).to_owned()];
    if let [scenario] = scenarios.as_slice() {
        parts.push(word(&words.scenario, scenario).to_owned());
    }
    if let Some(prices) = &of.prices_of {
        parts.push(filled(&words.prices_of, &[("year", &prices.year.to_string())]));
    }
    parts.join(" · ")
}

/// The municipality, the year, and the scenario where there are several.
fn label(cell: &ComparisonCell, of: &Comparison, words: &Wording) -> String {
    let year = cell.fiscal_year.map(|year| format!(" {year}")).unwrap_or_default();
    let name = format!("{}{year}", cell.municipality.name);
    if of.cells.iter().all(|other| other.scenario == cell.scenario) {
        return name;
    }
    format!("{name}, {}", word(&words.scenario, cell.scenario.as_str()))
}

fn row(cell: &ComparisonCell, of: &Comparison, words: &Wording, setting: &Setting) -> Row {
    let reason = || cell.missing_reason.map(|r| word(&words.no_figure, r.as_str()));
    let told = cell.value.as_ref().map_or_else(
        || reason().unwrap_or(&words.municipality_without_figure).to_owned(),
        |value| value_told(&value.0, of.basis, words, setting.language),
    );
    let bar = Bar {
        value: cell.value.as_ref().and_then(|value| amount(&value.0)),
        told,
        colour: palette::colour(0),
        class: palette::class(0),
    };
    Row { label: label(cell, of, words), bars: vec![bar], remark: None }
}

fn value_told(value: &str, basis: Basis, words: &Wording, language: Language) -> String {
    let unit = word(&words.unit, basis.as_str());
    if basis == Basis::Total {
        return numbers::euros(value, language);
    }
    let number = numbers::number(value, Some(2), language);
    if unit.is_empty() { number } else { format!("{number}{NO_BREAK_SPACE}{unit}") }
}

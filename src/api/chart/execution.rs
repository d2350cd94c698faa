//! Budget against actual as pairs of bars, with the variance in words below each pair.

use maud::html;

use crate::api::chart::bars::{self, Bar, Row};
use crate::api::chart::comparison::{amount, turned};
use crate::api::chart::frame::{self, Frame, Key};
use crate::api::chart::wording::{Shown, filled, remarks, word};
use crate::api::chart::{Drawing, Setting, Wording, palette};
use crate::api::language::Language;
use crate::api::numbers::{self, NO_BREAK_SPACE};
use crate::api::view::{BudgetExecution, Decimal, Outturn};

/// The chart of these rows, of so many in all.
pub(crate) fn execution(
    of: &[BudgetExecution],
    all: i64,
    words: &Wording,
    setting: &Setting,
) -> Drawing {
    let rows: Vec<Row> = of.iter().map(|one| row(one, of, words, setting.language)).collect();
    let outturn = outturn(of, words);
    let plot = bars::plot(&rows, frame::room(setting), setting.language);
    let mut notes = Vec::new();
    if rows.is_empty() {
        notes.push(words.nothing.clone());
    }
    if usize::try_from(all).unwrap_or(usize::MAX) > of.len() {
        let (shown, all) = (of.len().to_string(), all.to_string());
        notes.push(filled(&words.more_rows, &[("shown", &shown), ("all", &all)]));
    }
    let amounts = of.iter().flat_map(|row| [&row.budget_in_force, &row.outturn]);
    notes.extend(turned(amounts.flatten().map(|d| &*d.0), words));
    let labelled = of.iter().map(|one| (label(one, of, words), one.caveats.as_slice()));
    notes.extend(remarks(words, Shown::Euros, &[], labelled));
    let told = |row: &Row| {
        let names = [&words.budget_in_force, &outturn];
        let bars = row.bars.iter().zip(names).map(|(bar, name)| format!("{name} {}", bar.told));
        let parts: Vec<String> = bars.chain(row.remark.clone()).collect();
        format!("{}: {}", row.label, parts.join("; "))
    };
    let frame = Frame {
        title: title(of, &outturn, words),
        subtitle: subtitle(of, words),
        told: rows.iter().map(told).collect(),
        keys: vec![
            key(words.budget_in_force.clone(), palette::PLANNED, "kv-planned"),
            key(outturn, palette::colour(0), &palette::class(0)),
        ],
        notes,
    };
    frame::drawn(frame, &plot, setting)
}

fn outturn(of: &[BudgetExecution], words: &Wording) -> String {
    let code = of.first().map_or("actual", |row| row.against.as_str());
    word(&words.scenario, code).to_owned()
}

/// What the rows have in common: the municipality, else what is held against each other.
fn title(of: &[BudgetExecution], outturn: &str, words: &Wording) -> String {
    let about = filled(&words.budget_against, &[("outturn", outturn)]);
    match common(of, |row| &row.municipality.name) {
        Some(name) => format!("{name}: {}", lowered(&about)),
        None => about,
    }
}

fn lowered(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(characters).collect()
}

/// A sector and a cost unit in it may bear one name: what all units are is said once.
fn subtitle(of: &[BudgetExecution], words: &Wording) -> String {
    let account = common(of, |row| &row.account.name).map(str::to_owned);
    let kind = of.first().map(|row| row.unit.kind.as_str());
    let kind = kind.filter(|kind| of.iter().all(|other| other.unit.kind.as_str() == *kind));
    let kind = kind.map(|kind| word(&words.unit_kinds, kind).to_owned());
    let years: Vec<i32> = of.iter().map(|row| row.fiscal_year).collect();
    let year = years.first().filter(|y| years.iter().all(|o| o == *y)).map(i32::to_string);
    [account, kind, year, Some("€".to_owned())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What all rows have alike.
fn common(of: &[BudgetExecution], get: impl Fn(&BudgetExecution) -> &String) -> Option<&str> {
    let first = of.first().map(&get)?;
    of.iter().all(|row| get(row) == first).then_some(first.as_str())
}

/// The unit, with what else tells the row from the others.
fn label(row: &BudgetExecution, of: &[BudgetExecution], words: &Wording) -> String {
    let mut label = row.unit.name.clone();
    let mut add = |text: &str| label = format!("{label}, {text}");
    let is_namesake = |other: &BudgetExecution| {
        (other.unit.id != row.unit.id && other.unit.name == row.unit.name)
            && other.municipality.code == row.municipality.code
    };
    if of.iter().any(is_namesake) {
        add(word(&words.unit_kind, row.unit.kind.as_str()));
    }
    if common(of, |r| &r.municipality.name).is_none() && row.municipality.name != row.unit.name {
        add(&row.municipality.name);
    }
    if common(of, |r| &r.account.name).is_none() {
        add(&row.account.name);
    }
    if of.iter().any(|other| other.fiscal_year != row.fiscal_year) {
        add(&row.fiscal_year.to_string());
    }
    label
}

fn row(row: &BudgetExecution, of: &[BudgetExecution], words: &Wording, language: Language) -> Row {
    let missing = |code| word(&words.no_variance, code);
    Row {
        label: label(row, of, words),
        bars: vec![
            bar(row.budget_in_force.as_ref(), missing("no_budget"), language)
                .coloured(palette::PLANNED, "kv-planned".to_owned()),
            bar(row.outturn.as_ref(), missing("no_outturn"), language)
                .coloured(palette::colour(0), palette::class(0)),
        ],
        remark: variance(row, words, language),
    }
}

fn bar(amount_of: Option<&Decimal>, missing: &str, language: Language) -> Bar {
    let told = amount_of.map_or(missing.to_owned(), |d| numbers::euros(&d.0, language));
    let value = amount_of.and_then(|d| amount(&d.0));
    Bar { value, told, colour: palette::PLANNED, class: String::new() }
}

impl Bar {
    fn coloured(self, colour: &'static str, class: String) -> Self {
        Self { colour, class, ..self }
    }
}

/// The variance in words; none where a bar says what is missing. A part of a year differs from the
/// budget of the whole one without that being good or bad: its share of the budget is told.
fn variance(row: &BudgetExecution, words: &Wording, language: Language) -> Option<String> {
    if row.against == Outturn::ActualToDate {
        let rate = numbers::number(&row.execution_rate.as_ref()?.0, Some(2), language);
        return Some(format!("{} {rate}{NO_BREAK_SPACE}%", words.execution_rate));
    }
    let amount = numbers::euros(&row.variance.as_ref()?.0, language);
    let percent = match (&row.variance_percent, row.percent_missing_reason) {
        (Some(p), _) => {
            format!(" ({}{NO_BREAK_SPACE}%)", numbers::number(&p.0, Some(2), language))
        }
        (None, Some(reason)) => format!(" ({})", word(&words.no_variance, reason.as_str())),
        (None, None) => String::new(),
    };
    let judged = match row.favourable {
        Some(true) => format!(", {}", words.favourable),
        Some(false) => format!(", {}", words.unfavourable),
        None => String::new(),
    };
    Some(format!("{} {amount}{percent}{judged}", words.variance))
}

fn key(name: String, colour: &'static str, class: &str) -> Key {
    let sample = html! {
        rect class=(class) x="0" y="-6" width="28" height="12" fill=(colour) rx="1.5" {}
    };
    Key { name, sample }
}

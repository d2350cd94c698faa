//! Series: one amount of one or more municipalities over the years and scenarios, each point with
//! the documents it comes from.

use std::sync::Arc;

use crate::domain::{Account, Function, Municipality, PriceIndex};
use crate::query::compare::{Question, figures, finish};
use crate::query::figures::{Book, ScenarioChoice, Subject, Subjects};
use crate::query::{Caveat, ComparisonCell, ComparisonFilter, Error, Session, values};

/// Which series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesFilter {
    /// `municipality`: code, slug or name; all whose documents are read where none is named.
    pub municipality: Vec<String>,
    /// `function`: a code of any level. Without it and without `unit`, whole municipalities.
    pub function: Option<String>,
    /// `unit`: ids, those of one municipality added up.
    pub unit: Vec<String>,
    /// `account`: a code; the operating margin where none is given.
    pub account: Option<String>,
    /// `scenario`: codes of [`ScenarioChoice`]; `actual` where none is given.
    pub scenario: Vec<String>,
    /// `fiscalYear`: years or ranges; from the first to the last year there is where none is given.
    pub fiscal_year: Vec<String>,
    /// `pricesOf`: the year in whose prices real amounts are given.
    pub prices_of: Option<String>,
    /// `asOf`: what was known on this day.
    pub as_of: Option<String>,
}

/// Series side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesAnswer {
    /// The function, where one was asked for.
    pub function: Option<Function>,
    /// The account.
    pub account: Arc<Account>,
    /// The year in whose prices real amounts are, where one was asked for.
    pub prices_of: Option<PriceIndex>,
    /// By municipality and scenario.
    pub series: Vec<Series>,
    /// What is to be said of all of them.
    pub caveats: Vec<Caveat>,
}

/// The figures of one municipality and scenario, year by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Whose figures.
    pub municipality: Arc<Municipality>,
    /// The scenario asked for.
    pub scenario: ScenarioChoice,
    /// Oldest first; a year without a figure says why.
    pub points: Vec<ComparisonCell>,
}

/// Series of municipalities.
///
/// # Errors
/// See [`Error`].
pub fn series(session: &mut Session, filter: &SeriesFilter) -> Result<SeriesAnswer, Error> {
    let asked = ComparisonFilter {
        municipality: filter.municipality.clone(),
        function: filter.function.clone(),
        unit: filter.unit.clone(),
        account: filter.account.clone(),
        scenario: filter.scenario.clone(),
        prices_of: filter.prices_of.clone(),
        as_of: filter.as_of.clone(),
        ..ComparisonFilter::default()
    };
    let mut question = Question::of(session, &asked)?;
    let ranges = values::years("fiscalYear", &filter.fiscal_year)?;
    question.fiscal_years = Some(ranges).filter(|ranges| !ranges.is_empty());
    let subjects = question.subjects(session, &asked)?;
    let book = question.book(session, &subjects)?;
    if question.fiscal_years.is_none() {
        question.fiscal_years = all_years(&question, &book, &subjects).map(|all| vec![all]);
    }
    let figures = figures(&question, &book, &subjects)?;
    let answer = finish(session, question, &subjects, figures)?;
    Ok(SeriesAnswer {
        function: answer.function,
        account: answer.account,
        prices_of: answer.prices_of,
        series: gathered(answer.cells),
        caveats: answer.caveats,
    })
}

/// From the first to the last year of which any of the subjects has a figure.
fn all_years(question: &Question, book: &Book, subjects: &Subjects) -> Option<(i32, i32)> {
    let of = |s: &Subject| {
        let scenarios = question.scenarios.iter();
        scenarios.flat_map(|sc| s.years(book, &question.account.code, *sc)).collect::<Vec<_>>()
    };
    let years: Vec<i32> = subjects.all.iter().flat_map(of).collect();
    Some((years.iter().min().copied()?, years.iter().max().copied()?))
}

fn gathered(cells: Vec<ComparisonCell>) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for cell in cells {
        let same = all.last_mut().filter(|s| {
            s.municipality.code == cell.municipality.code && s.scenario == cell.scenario
        });
        match same {
            Some(series) => series.points.push(cell),
            None => all.push(Series {
                municipality: cell.municipality.clone(),
                scenario: cell.scenario,
                points: vec![cell],
            }),
        }
    }
    all
}

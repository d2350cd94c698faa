//! Comparison: one amount of several municipalities, side by side, with everything needed to print
//! it: denominators, the lines each figure is made of, and coded caveats.
//!
//! Every municipality has a cell for every scenario and year asked for; where there is nothing to
//! compare the cell says why. The arithmetic of a cell is in `measures`, its caveats are in
//! `caveats`.

mod caveats;
mod filter;
mod measures;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Account, Cents, Function, Municipality, Population, PriceIndex, Unit, codes};
use crate::query::figures::{Book, Figure, NoFigure, ScenarioChoice, Subject, Subjects};
use crate::query::{BudgetLineRecord, Caveat, Error, Session};
use crate::store::read;
use rust_decimal::Decimal;

pub use filter::ComparisonFilter;
pub(in crate::query) use filter::Question;

use measures::Measures;

/// What the value of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// Euros.
    Total,
    /// Euros per inhabitant.
    #[default]
    PerInhabitant,
    /// Percent of operating expenses.
    ShareOfOperatingExpenses,
    /// Euros per inhabitant, the base being 100.
    Index,
}

codes!(Basis {
    Total => "total",
    PerInhabitant => "per_inhabitant",
    ShareOfOperatingExpenses => "share_of_operating_expenses",
    Index => "index",
});

/// A comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The function compared, where one was asked for.
    pub function: Option<Function>,
    /// The account compared.
    pub account: Arc<Account>,
    /// What the value of each cell is.
    pub basis: Basis,
    /// Code of the municipality that is 100; none where the mean of the municipalities is.
    pub base: Option<String>,
    /// The year in whose prices real amounts are, where one was asked for.
    pub prices_of: Option<PriceIndex>,
    /// By municipality, scenario and year.
    pub cells: Vec<ComparisonCell>,
    /// What is to be said of the comparison as a whole.
    pub caveats: Vec<Caveat>,
}

/// One figure of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparisonCell {
    /// Whose figure.
    pub municipality: Arc<Municipality>,
    /// The scenario asked for.
    pub scenario: ScenarioChoice,
    /// The amount with its lines, or why there is none.
    pub figure: Figure,
    /// The number compared, by the basis and in the prices asked for.
    pub value: Option<Decimal>,
    /// Euros per inhabitant.
    pub per_inhabitant: Option<Decimal>,
    /// Percent of the operating expenses of `share_of`: below zero where revenue exceeds expenses.
    pub share: Option<Decimal>,
    /// Per inhabitant, the base being 100.
    pub index: Option<Decimal>,
    /// The amount in the prices of the year asked for.
    pub real_amount: Option<Cents>,
    /// Per inhabitant, in the prices of the year asked for.
    pub real_per_inhabitant: Option<Decimal>,
    /// The population used.
    pub population: Option<Population>,
    /// The price level of the figure's year.
    pub prices: Option<PriceIndex>,
    /// Whose operating expenses the share is of.
    pub share_of: Option<Denominator>,
    /// What is to be said of the figure.
    pub caveats: Vec<Caveat>,
}

/// What a share is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denominator {
    /// The operating expenses of the units.
    pub amount: Cents,
    /// The municipality, or the largest parts of it that state them.
    pub units: Vec<Arc<Unit>>,
    /// The lines that state them.
    pub lines: Vec<Arc<BudgetLineRecord>>,
}

/// Compares municipalities.
///
/// # Errors
/// See [`Error`].
pub fn compare(session: &mut Session, filter: &ComparisonFilter) -> Result<Comparison, Error> {
    let question = Question::of(session, filter)?;
    let subjects = question.subjects(session, filter)?;
    let book = question.book(session, &subjects)?;
    let figures = figures(&question, &book, &subjects)?;
    finish(session, question, &subjects, figures)
}

/// A figure for every municipality, scenario and year of the question.
pub(in crate::query) fn figures<'a>(
    question: &Question,
    book: &Book,
    subjects: &'a Subjects,
) -> Result<Vec<(&'a Subject, ScenarioChoice, Figure)>, Error> {
    let mut figures = Vec::new();
    for subject in &subjects.all {
        for scenario in &question.scenarios {
            let years = question.years(book, subject, *scenario);
            Question::require_moderate(figures.len() + years.len())?;
            for year in years {
                let figure = figure(question, book, subject, *scenario, year);
                figures.push((subject, *scenario, figure));
            }
        }
    }
    Ok(figures)
}

fn figure(
    question: &Question,
    book: &Book,
    subject: &Subject,
    scenario: ScenarioChoice,
    year: Option<i32>,
) -> Figure {
    match year {
        Some(year) => subject.figure(book, &question.account.code, scenario, year),
        None if !subject.covered => Figure::missing(None, NoFigure::MunicipalityNotCovered),
        None if subject.units.is_empty() => Figure::missing(None, NoFigure::NoUnit),
        None if subject.units.iter().all(|u| u.parent_id.is_none()) => {
            Figure::missing(None, NoFigure::OnlyParts)
        }
        None => Figure::missing(None, NoFigure::NoLine),
    }
}

/// Figures with what they are measured by, and what is to be said of them.
pub(in crate::query) fn finish(
    session: &mut Session,
    question: Question,
    subjects: &Subjects,
    figures: Vec<(&Subject, ScenarioChoice, Figure)>,
) -> Result<Comparison, Error> {
    let measures = Measures::load(session, &question, subjects, &figures)?;
    let mut cells: Vec<ComparisonCell> =
        figures.into_iter().map(|(s, scenario, f)| measures.cell(s, scenario, f)).collect();
    measures::index(&question, &mut cells);
    for cell in &mut cells {
        cell.value = measures::value(&question, cell);
    }
    let findings: BTreeSet<String> =
        cells.iter().flat_map(|c| &c.figure.lines).flat_map(|l| l.finding_ids.clone()).collect();
    let findings = read::findings::by_id(session, &findings.into_iter().collect::<Vec<_>>())?;
    let reforms = read::comparability::reforms(session)?;
    let caveats = caveats::attach(&question, subjects, &findings, &reforms, &mut cells);
    Ok(Comparison {
        function: subjects.function.clone(),
        account: question.account,
        basis: question.basis,
        base: question.base,
        prices_of: question.prices_of,
        cells,
        caveats,
    })
}

//! What is to be said of a comparison before it is printed. What a caveat is, and what is said of
//! the lines of any figure, stands in `query/caveat.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Fit, Period, Reform, lies_within};
use crate::query::FindingRecord;
use crate::query::caveat;
use crate::query::compare::{ComparisonCell, Question, measures};
use crate::query::figures::{ScenarioChoice, Subjects};
use crate::query::{Caveat, CaveatCode};

/// Says what is to be said of each cell, and gives what is to be said of all of them.
pub(super) fn attach(
    question: &Question,
    subjects: &Subjects,
    findings: &[FindingRecord],
    reforms: &[Reform],
    cells: &mut [ComparisonCell],
) -> Vec<Caveat> {
    let crossed: Vec<&Reform> = reforms.iter().filter(|r| crosses(r, subjects, cells)).collect();
    let changing = changing_units(cells);
    for cell in cells.iter_mut() {
        let mut caveats = Vec::new();
        caveats.extend(of_the_lines(cell, findings));
        caveats.extend(of_the_units(cell, subjects, &changing));
        caveats.extend(of_the_measures(question, cell));
        cell.caveats = caveats;
    }
    let mut all = of_the_comparison(question, cells);
    all.extend(crossed.into_iter().map(|r| Caveat::new(CaveatCode::Reform, &r.description)));
    all
}

fn of_the_lines(cell: &ComparisonCell, findings: &[FindingRecord]) -> Vec<Caveat> {
    let figure = &cell.figure;
    let mut caveats = Vec::new();
    caveats.extend(figure.period.and_then(caveat::of_period));
    caveats.extend(figure.scenario.and_then(|used| caveat::of_scenario(cell.scenario, used)));
    caveats.extend(caveat::of_restatement(!figure.restated.is_empty()));
    caveats.extend(caveat::of_lines(&figure.lines, findings));
    caveats
}

fn of_the_units(
    cell: &ComparisonCell,
    subjects: &Subjects,
    changing: &BTreeSet<(String, ScenarioChoice)>,
) -> Vec<Caveat> {
    let figure = &cell.figure;
    let mut caveats = Vec::new();
    let root = subjects.tree.of(&cell.municipality.code).iter().find(|u| u.parent_id.is_none());
    if subjects.function.is_some() && figure.amount.is_some() {
        let partly = cell.share_of.as_ref().is_none_or(|d| d.units.iter().all(|u| Some(u) != root));
        let message = "documents of a part of the municipality alone are read; other parts may \
                       serve the function too";
        caveats.extend(partly.then(|| Caveat::new(CaveatCode::FunctionCoveredInPart, message)));
        let fits = |fit: Fit| figure.units.iter().filter(move |u| u.fit == Some(fit));
        let broad = "units that do more than the function; `scope` says what";
        caveats.extend(Caveat::of_units(CaveatCode::BroadUnit, broad, fits(Fit::Broad)));
        let mixed = "units that do things of several functions; `scope` says what";
        caveats.extend(Caveat::of_units(CaveatCode::MixedUnit, mixed, fits(Fit::Mixed)));
    }
    if figure.amount.is_some() {
        let without = "units without a figure, which are not in the sum";
        let code = CaveatCode::UnitsWithoutFigure;
        caveats.extend(Caveat::of_units(code, without, &figure.without));
    }
    let twins = "units left out because a unit in the sum holds the same money";
    let code = CaveatCode::CountedElsewhere;
    caveats.extend(Caveat::of_units(code, twins, &figure.counted_elsewhere));
    if changing.contains(&row(cell)) && figure.amount.is_some() {
        let message = "the municipality's figures of different years are made of different units";
        caveats.extend(Caveat::of_units(CaveatCode::UnitsDiffer, message, &figure.units));
    }
    caveats
}

fn of_the_measures(question: &Question, cell: &ComparisonCell) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    let (Some(_), Some(year)) = (cell.figure.amount, cell.figure.fiscal_year) else {
        return caveats;
    };
    let mut say = |code, message: String| caveats.push(Caveat::new(code, message));
    match &cell.population {
        None => say(
            CaveatCode::PopulationUnknown,
            format!("the population at the end of {year} or before is not known"),
        ),
        Some(p) => {
            if p.status != measures::FINAL {
                let message =
                    format!("the population of {} is {} ({})", p.date, p.status, p.source);
                say(CaveatCode::PopulationNotFinal, message);
            }
            if i32::from(p.date.year()) != year {
                let message = format!("the population is that of {}", p.date);
                say(CaveatCode::PopulationOfOtherDate, message);
            }
        }
    }
    match &cell.share_of {
        None => say(
            CaveatCode::ShareUnknown,
            "no document states the operating expenses around the units".to_owned(),
        ),
        Some(d) if d.units.iter().any(|u| u.parent_id.is_some()) => {
            let names: Vec<&str> = d.units.iter().map(|u| u.name.as_str()).collect();
            let message = format!("the share is of the expenses of {} alone", names.join(", "));
            caveats.extend(Caveat::of_units(CaveatCode::ShareOfPart, message, &d.units));
        }
        Some(_) => {}
    }
    if question.prices_of.is_some() && cell.prices.is_none() {
        let message = format!("there is no price level of {year}");
        caveats.push(Caveat::new(CaveatCode::PriceIndexUnknown, message));
    }
    let has_measure = measures::exact_per_inhabitant(question, cell).is_some();
    if cell.index.is_none() && has_measure {
        let message = "the base of the index has no figure, is zero, or lies on the other side of \
                       zero";
        caveats.push(Caveat::new(CaveatCode::BaseUnknown, message));
    }
    caveats
}

fn of_the_comparison(question: &Question, cells: &[ComparisonCell]) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    let stated = || cells.iter().filter(|c| c.figure.amount.is_some());
    let years = |scenario: ScenarioChoice| -> BTreeSet<i32> {
        let of = stated().filter(|c| c.scenario == scenario);
        of.filter_map(|c| c.figure.fiscal_year).collect()
    };
    let latest = question.fiscal_years.is_none();
    if latest && question.scenarios.iter().any(|s| years(*s).len() > 1) {
        let message = "the last year there is is not the same in all municipalities";
        caveats.push(Caveat::new(CaveatCode::FiscalYearsDiffer, message));
    }
    let whole: BTreeSet<bool> =
        stated().filter_map(|c| c.figure.period).map(Period::is_year).collect();
    if whole.len() > 1 {
        let message = "some figures cover a year and some a part of one";
        caveats.push(Caveat::new(CaveatCode::PeriodsDiffer, message));
    }
    let names: BTreeSet<&str> = cells
        .iter()
        .filter(|c| c.figure.amount.is_none())
        .map(|c| c.municipality.name_fi.as_str())
        .collect();
    if !names.is_empty() {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("without a figure for a scenario and year asked for: {names}");
        caveats.push(Caveat::new(CaveatCode::MunicipalitiesWithoutFigure, message));
    }
    caveats
}

/// Municipalities and scenarios whose figures are made of different units in different years.
fn changing_units(cells: &[ComparisonCell]) -> BTreeSet<(String, ScenarioChoice)> {
    let mut sets: BTreeMap<(String, ScenarioChoice), BTreeSet<Vec<&str>>> = BTreeMap::new();
    for cell in cells.iter().filter(|c| c.figure.amount.is_some()) {
        let units = cell.figure.units.iter().map(|u| u.id.as_str()).collect();
        sets.entry(row(cell)).or_default().insert(units);
    }
    sets.into_iter().filter(|(_, sets)| sets.len() > 1).map(|(row, _)| row).collect()
}

fn row(cell: &ComparisonCell) -> (String, ScenarioChoice) {
    (cell.municipality.code.clone(), cell.scenario)
}

/// Whether figures lie on both sides of a reform of what they are about.
fn crosses(reform: &Reform, subjects: &Subjects, cells: &[ComparisonCell]) -> bool {
    let ends = || {
        let stated = cells.iter().filter(|c| c.figure.amount.is_some());
        stated.filter(|c| concerns(reform, subjects, c)).filter_map(|c| c.figure.period)
    };
    ends().any(|p| p.start < reform.date) && ends().any(|p| p.end >= reform.date)
}

/// Whether a reform is about a function, in part or as a whole, or about the whole municipality.
fn concerns(reform: &Reform, subjects: &Subjects, cell: &ComparisonCell) -> bool {
    let touches =
        |code: &str| reform.functions.iter().any(|f| lies_within(f, code) || lies_within(code, f));
    match &subjects.function {
        Some(function) => touches(&function.code),
        None => cell.figure.units.iter().any(|u| match &u.function {
            Some(code) => touches(code),
            None => u.parent_id.is_none(),
        }),
    }
}

//! What is to be said of a comparison before it is printed: each caveat has a code, one sentence
//! in English, and names the units and findings it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Fit, Period, Reform, Severity, Unit, Verdict, codes, lies_within};
use crate::query::compare::{Basis, ComparisonCell, Question, measures};
use crate::query::figures::{ScenarioChoice, Subjects};
use crate::query::{BudgetLineRecord, FindingRecord};

/// What a caveat is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaveatCode {
    /// The figures compared are of different fiscal years.
    FiscalYearsDiffer,
    /// The figures compared cover different parts of a year.
    PeriodsDiffer,
    /// Some municipalities have no figure.
    MunicipalitiesWithoutFigure,
    /// The figure covers a part of a year.
    PeriodNotFullYear,
    /// Another stage of the budget stands in for the amended budget.
    ScenarioSubstituted,
    /// Only parts of the municipality's documents are read: others may serve the function too.
    FunctionCoveredInPart,
    /// Units that serve the function have no figure.
    UnitsWithoutFigure,
    /// The figure is made of other units than the municipality's figures of other years.
    UnitsDiffer,
    /// A unit does more than the function.
    BroadUnit,
    /// A unit does things of several functions.
    MixedUnit,
    /// A unit was left out because another one holds the same money.
    CountedElsewhere,
    /// The population figure is not a final one of Statistics Finland.
    PopulationNotFinal,
    /// There is no population figure of the end of the year; an earlier one is used.
    PopulationOfOtherDate,
    /// There is no population figure at all.
    PopulationUnknown,
    /// The share is of a part of the municipality.
    ShareOfPart,
    /// No document states what the share would be of.
    ShareUnknown,
    /// There is no price level of the year.
    PriceIndexUnknown,
    /// The base of the index has no figure, is zero, or lies on the other side of zero.
    BaseUnknown,
    /// A later document restated a figure.
    Restated,
    /// A reform moved services between the figures compared.
    Reform,
    /// A finding that is not decided is about a cell of the figure.
    UndecidedFinding,
    /// A corrected amount is used in the place of the printed one.
    CorrectedAmount,
}

codes!(CaveatCode {
    FiscalYearsDiffer => "fiscal_years_differ",
    PeriodsDiffer => "periods_differ",
    MunicipalitiesWithoutFigure => "municipalities_without_figure",
    PeriodNotFullYear => "period_not_full_year",
    ScenarioSubstituted => "scenario_substituted",
    FunctionCoveredInPart => "function_covered_in_part",
    UnitsWithoutFigure => "units_without_figure",
    UnitsDiffer => "units_differ",
    BroadUnit => "broad_unit",
    MixedUnit => "mixed_unit",
    CountedElsewhere => "counted_elsewhere",
    PopulationNotFinal => "population_not_final",
    PopulationOfOtherDate => "population_of_other_date",
    PopulationUnknown => "population_unknown",
    ShareOfPart => "share_of_part",
    ShareUnknown => "share_unknown",
    PriceIndexUnknown => "price_index_unknown",
    BaseUnknown => "base_unknown",
    Restated => "restated",
    Reform => "reform",
    UndecidedFinding => "undecided_finding",
    CorrectedAmount => "corrected_amount",
});

/// Something to be said of a figure or of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caveat {
    /// What it is about.
    pub code: CaveatCode,
    /// One sentence in English.
    pub message: String,
    /// Ids of the units it is about.
    pub units: Vec<String>,
    /// Ids of the findings it rests on.
    pub findings: Vec<String>,
}

impl Caveat {
    fn new(code: CaveatCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), units: Vec::new(), findings: Vec::new() }
    }

    fn of_units<'a>(
        code: CaveatCode,
        message: impl Into<String>,
        units: impl IntoIterator<Item = &'a Unit>,
    ) -> Option<Self> {
        let units: Vec<String> = units.into_iter().map(|u| u.id.clone()).collect();
        let some = !units.is_empty();
        some.then(|| Self { units, ..Self::new(code, message) })
    }

    fn of_findings<'a>(
        code: CaveatCode,
        message: impl Into<String>,
        findings: impl Iterator<Item = &'a FindingRecord>,
    ) -> Option<Self> {
        let findings: Vec<String> = findings.map(|f| f.finding.id.clone()).collect();
        let some = !findings.is_empty();
        some.then(|| Self { findings, ..Self::new(code, message) })
    }
}

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
    if let Some(period) = figure.period.filter(|p| !is_year(*p)) {
        let message = format!("the figure covers {} to {}", period.start, period.end);
        caveats.push(Caveat::new(CaveatCode::PeriodNotFullYear, message));
    }
    let best = cell.scenario.scenarios().first();
    if let Some(used) = figure.scenario.filter(|s| best != Some(s)) {
        let message = format!("there is no amended budget of these units; the figure is {used}");
        caveats.push(Caveat::new(CaveatCode::ScenarioSubstituted, message));
    }
    if !figure.restated.is_empty() {
        let message = "an earlier document stated another amount; /v1/changes has both";
        caveats.push(Caveat::new(CaveatCode::Restated, message));
    }
    let undecided = figure.lines.iter().flat_map(|line| about(line, findings));
    let undecided = undecided.filter(|f| f.finding.verdict == Verdict::Undecided);
    let doubtful = undecided.filter(|f| f.finding.severity != Severity::Info);
    let message = "a relation of the document does not hold and which cell is wrong is not decided";
    caveats.extend(Caveat::of_findings(CaveatCode::UndecidedFinding, message, doubtful));
    let corrected = figure.lines.iter().filter(|l| l.line.corrected_amount.is_some());
    let proof = corrected.flat_map(|line| {
        let proves = |f: &&FindingRecord| f.finding.implied_value == line.line.corrected_amount;
        about(line, findings).filter(proves)
    });
    let message = "the corrected amount is used in the place of the printed one";
    caveats.extend(Caveat::of_findings(CaveatCode::CorrectedAmount, message, proof));
    caveats
}

fn about<'a>(
    line: &'a BudgetLineRecord,
    findings: &'a [FindingRecord],
) -> impl Iterator<Item = &'a FindingRecord> {
    findings.iter().filter(|f| line.finding_ids.contains(&f.finding.id))
}

fn of_the_units(
    cell: &ComparisonCell,
    subjects: &Subjects,
    changing: &BTreeSet<(String, ScenarioChoice)>,
) -> Vec<Caveat> {
    let figure = &cell.figure;
    let mut caveats = Vec::new();
    let root = subjects
        .tree
        .values()
        .find(|u| u.municipality_code == cell.municipality.code && u.parent_id.is_none());
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
        None if question.basis == Basis::ShareOfOperatingExpenses => say(
            CaveatCode::ShareUnknown,
            "no document states the operating expenses around the units".to_owned(),
        ),
        Some(d) if d.units.iter().any(|u| u.parent_id.is_some()) => {
            let names: Vec<&str> = d.units.iter().map(|u| u.name.as_str()).collect();
            let message = format!("the share is of the expenses of {} alone", names.join(", "));
            caveats.extend(Caveat::of_units(CaveatCode::ShareOfPart, message, &d.units));
        }
        _ => {}
    }
    if question.prices_of.is_some() && cell.prices.is_none() {
        let message = format!("there is no price level of {year}");
        caveats.push(Caveat::new(CaveatCode::PriceIndexUnknown, message));
    }
    if question.basis == Basis::Index && cell.index.is_none() && cell.population.is_some() {
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
    let whole: BTreeSet<bool> = stated().filter_map(|c| c.figure.period).map(is_year).collect();
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

fn is_year(period: Period) -> bool {
    Period::year(period.start.year().into()) == Some(period)
}

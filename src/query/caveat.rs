//! Caveats: what is to be said of a figure before it is printed. Each has a code, one sentence in
//! English, and names the units and findings it is about.
//!
//! Here is what can be said of the lines of any figure; what is said of a comparison alone stands
//! in `compare/caveats.rs`.

use std::sync::Arc;

use crate::domain::{Period, Scenario, Severity, Unit, Verdict, codes};
use crate::query::figures::ScenarioChoice;
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
    pub(super) fn new(code: CaveatCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), units: Vec::new(), findings: Vec::new() }
    }

    pub(super) fn of_units<'a>(
        code: CaveatCode,
        message: impl Into<String>,
        units: impl IntoIterator<Item = &'a Arc<Unit>>,
    ) -> Option<Self> {
        let units: Vec<String> = units.into_iter().map(|u| u.id.clone()).collect();
        let some = !units.is_empty();
        some.then(|| Self { units, ..Self::new(code, message) })
    }

    pub(super) fn of_findings<'a>(
        code: CaveatCode,
        message: impl Into<String>,
        findings: impl Iterator<Item = &'a FindingRecord>,
    ) -> Option<Self> {
        let findings: Vec<String> = findings.map(|f| f.finding.id.clone()).collect();
        let some = !findings.is_empty();
        some.then(|| Self { findings, ..Self::new(code, message) })
    }
}

/// That a figure covers a part of a year.
pub(super) fn of_period(period: Period) -> Option<Caveat> {
    let message = format!("the figure covers {} to {}", period.start, period.end);
    (!period.is_year()).then(|| Caveat::new(CaveatCode::PeriodNotFullYear, message))
}

/// That another scenario than the best stands in.
pub(super) fn of_scenario(choice: ScenarioChoice, used: Scenario) -> Option<Caveat> {
    let message = format!("there is no amended budget of these units; the figure is {used}");
    let substituted = choice.scenarios().first() != Some(&used);
    substituted.then(|| Caveat::new(CaveatCode::ScenarioSubstituted, message))
}

/// That an earlier document stated another amount.
pub(super) fn of_restatement(restated: bool) -> Option<Caveat> {
    let message = "an earlier document stated another amount; /v1/changes has both";
    restated.then(|| Caveat::new(CaveatCode::Restated, message))
}

/// What findings say of lines, and that corrected amounts are used.
pub(super) fn of_lines<'a>(
    lines: impl IntoIterator<Item = &'a Arc<BudgetLineRecord>> + Clone,
    findings: &[FindingRecord],
) -> Vec<Caveat> {
    let mut caveats = Vec::new();
    let undecided = lines.clone().into_iter().flat_map(|line| about(line, findings));
    let undecided = undecided.filter(|f| f.finding.verdict == Verdict::Undecided);
    let doubtful = undecided.filter(|f| f.finding.severity != Severity::Info);
    let message = "a relation of the document does not hold and which cell is wrong is not decided";
    caveats.extend(Caveat::of_findings(CaveatCode::UndecidedFinding, message, doubtful));
    let corrected = lines.into_iter().filter(|l| l.line.corrected_amount.is_some());
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

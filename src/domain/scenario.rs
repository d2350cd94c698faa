//! What an amount is: what happened, what was decided, what was expected.

use crate::domain::codes;

/// The standing of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scenario {
    /// The outturn of a closed year (TP, toteuma 31.12.).
    Actual,
    /// The outturn of a part of the year (toteuma 30.6., 1-6).
    ActualToDate,
    /// The budget as the council adopted it (TA).
    Budget,
    /// The budget with the council's later changes (TA+muutos, MTA).
    AmendedBudget,
    /// The budget as the board divided it for use (KS, käyttösuunnitelma).
    OperatingPlan,
    /// What the year was expected to give (TPE, TP-ennuste).
    Forecast,
    /// A later year of the financial plan (TS).
    FinancialPlan,
    /// A change to the budget laid before the council, not yet decided (esitetty muutos).
    ProposedAmendment,
}

codes!(Scenario {
    Actual => "actual",
    ActualToDate => "actual_to_date",
    Budget => "budget",
    AmendedBudget => "amended_budget",
    OperatingPlan => "operating_plan",
    Forecast => "forecast",
    FinancialPlan => "financial_plan",
    ProposedAmendment => "proposed_amendment",
});

//! Which scenario a figure is of: one of those that documents state, or the budget in force.

use crate::domain::{Scenario, codes};

/// A scenario, or the budget in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScenarioChoice {
    /// The outturn of a closed year.
    Actual,
    /// The outturn of a part of the year.
    ActualToDate,
    /// The budget as adopted.
    Budget,
    /// The budget with later changes.
    AmendedBudget,
    /// The budget as divided for use.
    OperatingPlan,
    /// What the year was expected to give.
    Forecast,
    /// A later year of the financial plan.
    FinancialPlan,
    /// A change not yet decided.
    ProposedAmendment,
    /// The amended budget, else the operating plan, else the budget.
    BudgetInForce,
}

codes!(ScenarioChoice {
    Actual => "actual",
    ActualToDate => "actual_to_date",
    Budget => "budget",
    AmendedBudget => "amended_budget",
    OperatingPlan => "operating_plan",
    Forecast => "forecast",
    FinancialPlan => "financial_plan",
    ProposedAmendment => "proposed_amendment",
    BudgetInForce => "budget_in_force",
});

impl ScenarioChoice {
    /// The scenarios that answer it, the best first.
    pub(in crate::query) const fn scenarios(self) -> &'static [Scenario] {
        match self {
            Self::Actual => &[Scenario::Actual],
            Self::ActualToDate => &[Scenario::ActualToDate],
            Self::Budget => &[Scenario::Budget],
            Self::AmendedBudget => &[Scenario::AmendedBudget],
            Self::OperatingPlan => &[Scenario::OperatingPlan],
            Self::Forecast => &[Scenario::Forecast],
            Self::FinancialPlan => &[Scenario::FinancialPlan],
            Self::ProposedAmendment => &[Scenario::ProposedAmendment],
            Self::BudgetInForce => {
                &[Scenario::AmendedBudget, Scenario::OperatingPlan, Scenario::Budget]
            }
        }
    }
}

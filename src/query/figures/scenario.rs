//! Which scenario a figure is of: one of those that documents state, or the budget in force.

use std::fmt;
use std::str::FromStr;

use crate::domain::{Scenario, UnknownCode};

/// The budget in force: the first of these that there is.
const IN_FORCE: &[Scenario] =
    &[Scenario::AmendedBudget, Scenario::OperatingPlan, Scenario::Budget];

const BUDGET_IN_FORCE: &str = "budget_in_force";

/// A scenario, or the budget in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScenarioChoice {
    /// This one.
    Exactly(Scenario),
    /// The amended budget, else the operating plan, else the budget.
    BudgetInForce,
}

impl ScenarioChoice {
    /// Every code, in order.
    #[must_use]
    pub fn codes() -> Vec<&'static str> {
        let scenarios = Scenario::ALL.iter().map(|s| s.as_str());
        scenarios.chain(std::iter::once(BUDGET_IN_FORCE)).collect()
    }

    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exactly(scenario) => scenario.as_str(),
            Self::BudgetInForce => BUDGET_IN_FORCE,
        }
    }

    /// The scenarios that answer it, the best first.
    pub(in crate::query) fn scenarios(&self) -> &[Scenario] {
        match self {
            Self::Exactly(scenario) => std::slice::from_ref(scenario),
            Self::BudgetInForce => IN_FORCE,
        }
    }
}

impl fmt::Display for ScenarioChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ScenarioChoice {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        if text == BUDGET_IN_FORCE {
            return Ok(Self::BudgetInForce);
        }
        text.parse().map(Self::Exactly).map_err(|unknown: UnknownCode| UnknownCode {
            expected: Self::codes().join(", "),
            ..unknown
        })
    }
}

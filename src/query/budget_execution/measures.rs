//! The arithmetic of a row: whole cents until the last step, then two decimals, half away from
//! zero.

use rust_decimal::Decimal;

use crate::domain::{Cents, Scenario};
use crate::query::budget_execution::{NoVariance, Outturn};
use crate::query::figures::{Ratio, ScenarioChoice};

/// An amount of a scenario.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) cents: Cents,
    /// Whether it covers a whole year.
    pub(super) is_of_year: bool,
}

/// What a row is chosen and ordered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measures {
    pub(super) budget_in_force: Option<(Scenario, Cents)>,
    pub(super) outturn: Option<Cents>,
    pub(super) variance: Result<Cents, NoVariance>,
    pub(super) variance_percent: Result<Decimal, NoVariance>,
    pub(super) execution_rate: Result<Decimal, NoVariance>,
    pub(super) favourable: Option<bool>,
}

impl Measures {
    /// Those of a row with these amounts. What a part of a year gave is neither better nor worse than
    /// the budget of the whole.
    pub(super) fn of(amount: impl Fn(Scenario) -> Option<Amount>, against: Outturn) -> Self {
        let mut stages = ScenarioChoice::BudgetInForce.scenarios().iter();
        let budget = stages.find_map(|s| Some((*s, amount(*s)?)));
        let budget_in_force = budget.map(|(stage, budget)| (stage, budget.cents));
        let held = amount(against.scenario());
        let outturn = held.map(|held| held.cents);
        let is_of_part = held.is_some_and(|held| !held.is_of_year)
            && budget.is_some_and(|(_, budget)| budget.is_of_year);
        let variance = variance(budget_in_force.map(|(_, budget)| budget), outturn);
        Self {
            budget_in_force,
            outturn,
            variance: variance.map(|v| v.amount),
            variance_percent: variance.and_then(|v| v.percent),
            execution_rate: variance.and_then(|v| v.rate),
            favourable: variance.ok().and_then(Variance::favourable).filter(|_| !is_of_part),
        }
    }
}

impl Default for Measures {
    /// Those of a row without amounts.
    fn default() -> Self {
        Self::of(|_| None, Outturn::default())
    }
}

/// By how much an outturn and a budget differ.
#[derive(Debug, Clone, Copy)]
struct Variance {
    amount: Cents,
    percent: Result<Decimal, NoVariance>,
    rate: Result<Decimal, NoVariance>,
}

/// Outturn less budget. Expenses are below zero and revenue above, so that below zero is
/// unfavourable for both.
fn variance(budget: Option<Cents>, outturn: Option<Cents>) -> Result<Variance, NoVariance> {
    let budget = budget.ok_or(NoVariance::NoBudget)?;
    let outturn = outturn.ok_or(NoVariance::NoOutturn)?;
    let amount = outturn + -budget;
    let absolute = Cents(budget.0.saturating_abs());
    let rounded = |ratio: Option<Ratio>| ratio.map(Ratio::rounded).ok_or(NoVariance::BudgetIsZero);
    Ok(Variance {
        amount,
        percent: rounded(Ratio::percent(amount, absolute)),
        rate: rounded(Ratio::percent(outturn, budget)),
    })
}

impl Variance {
    fn favourable(self) -> Option<bool> {
        (self.amount.0 != 0).then_some(self.amount.0 > 0)
    }
}

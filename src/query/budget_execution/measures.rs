//! The arithmetic of a row: whole cents until the last step, then two decimals, half away from
//! zero.

use rust_decimal::Decimal;

use crate::domain::Cents;
use crate::query::budget_execution::NoVariance;
use crate::query::figures::Ratio;

/// By how much an outturn and a budget differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variance {
    pub(super) amount: Cents,
    pub(super) percent: Result<Decimal, NoVariance>,
    pub(super) rate: Result<Decimal, NoVariance>,
}

/// Outturn less budget. Expenses are below zero and revenue above, so that below zero is
/// unfavourable for both.
pub(super) fn variance(
    budget: Option<Cents>,
    outturn: Option<Cents>,
) -> Result<Variance, NoVariance> {
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
    pub(super) fn favourable(self) -> Option<bool> {
        (self.amount.0 != 0).then_some(self.amount.0 > 0)
    }
}

//! The rounding rule, stated once: money is whole cents until the last step; what is divided is
//! rounded to two decimals, half away from zero.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::Cents;

const DECIMALS: u32 = 2;

/// Rounds to two decimals, half away from zero.
#[must_use]
pub fn half_away_from_zero(value: Decimal) -> Decimal {
    let mut rounded =
        value.round_dp_with_strategy(DECIMALS, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(DECIMALS);
    rounded
}

/// A number that is not rounded yet: a quotient with as many digits as a decimal holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio(pub(in crate::query) Decimal);

impl Ratio {
    /// A quotient; none where the divisor is zero or the result too large.
    #[must_use]
    pub fn of(dividend: Decimal, divisor: Decimal) -> Option<Self> {
        dividend.checked_div(divisor).map(Self)
    }

    /// A quotient as a percentage.
    #[must_use]
    pub fn percent(dividend: Cents, divisor: Cents) -> Option<Self> {
        let dividend = dividend.to_decimal().checked_mul(Decimal::ONE_HUNDRED)?;
        Self::of(dividend, divisor.to_decimal())
    }

    /// Rounded by the rule.
    #[must_use]
    pub fn rounded(self) -> Decimal {
        half_away_from_zero(self.0)
    }

    /// Rounded to cents; none where it does not fit.
    #[must_use]
    pub fn to_cents(self) -> Option<Cents> {
        Cents::from_decimal(self.rounded())
    }
}

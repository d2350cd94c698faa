//! Amounts of euros as integer cents: exact in the store and on the way.

use rust_decimal::Decimal;

/// An amount in euro cents. Expenses are negative and revenue positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(pub i64);

impl Cents {
    /// The most that an amount may be, and all amounts of a release together, whatever their signs:
    /// 10^15 euros. It lies above what printed numbers can say (eleven digits, in thousands) and so
    /// far below what whole numbers and the decimals of exports hold that no sum or difference of
    /// amounts leaves them.
    pub const MOST: Self = Self(100_000_000_000_000_000);

    /// Whole euros as cents; `None` where the amount does not fit.
    #[must_use]
    pub fn from_euros(euros: i64) -> Option<Self> {
        euros.checked_mul(100).map(Self)
    }

    /// Euros with two decimals.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Cents of a decimal amount of euros; `None` where it has more than two decimals or does
    /// not fit.
    #[must_use]
    pub fn from_decimal(euros: Decimal) -> Option<Self> {
        let cents = euros.checked_mul(Decimal::ONE_HUNDRED)?;
        if cents.fract().is_zero() { cents.try_into().ok().map(Self) } else { None }
    }
}

impl std::fmt::Display for Cents {
    /// Euros with two decimals and a decimal point: `-6380150.00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, cents) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl std::ops::Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |a, b| a + b)
    }
}

impl std::ops::Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

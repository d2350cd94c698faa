//! Dates and the stretch of time an amount speaks of.

use std::ops::RangeInclusive;

/// A calendar date; written `YYYY-MM-DD`.
pub type Date = jiff::civil::Date;

/// The years of which documents may speak, with all their days: what lies before or behind is a slip of the pen, and far
/// enough from the ends of what dates can hold.
pub const YEARS: RangeInclusive<i16> = 1900..=2200;

/// The first and the last day an amount covers, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Period {
    /// The months `1..=last_month` of a calendar year; Finnish municipalities' fiscal year is
    /// the calendar year. `None` where the year or the month does not exist.
    #[must_use]
    pub fn months_of_year(year: i32, last_month: i8) -> Option<Self> {
        let year = i16::try_from(year).ok()?;
        let start = Date::new(year, 1, 1).ok()?;
        let end = Date::new(year, last_month, 1).ok()?.last_of_month();
        Some(Self { start, end })
    }

    /// A whole fiscal year.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Self::months_of_year(year, 12)
    }

    /// Whether it is a whole fiscal year.
    #[must_use]
    pub fn is_year(self) -> bool {
        Self::year(self.start.year().into()) == Some(self)
    }
}

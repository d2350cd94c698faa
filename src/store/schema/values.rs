//! Which values of its kind a column takes: those that can be read back, and that sums and exports
//! can hold. Whether rows name rows that are there is told in `exchange`.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use crate::domain::{Cents, Date, YEARS};
use crate::store::exchange::Cell;
use crate::store::schema::{Column, Kind};
use crate::store::{StoreError, columns, passages};

/// The decimals that are kept of a decimal number, as in exports.
const DECIMALS: u32 = 6;
/// What a decimal number lies below, on either side of zero, as in exports.
const DECIMAL_LIMIT: i64 = 1_000_000_000_000;
/// The most characters of a value that are shown where it is refused.
const SHOWN: usize = 60;

/// Which values of its kind a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Values {
    /// All that its kind holds.
    All,
    /// These codes.
    Codes(&'static [&'static str]),
    /// Whole numbers, or hundredths, from the first to the last.
    Between(i64, i64),
    /// JSON that is read back as this.
    Shape(Shape),
}

/// What JSON is read back as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Shape {
    Passage,
    Passages,
    Outcomes,
    Columns,
}

/// Counts, places and numbers of lines: as wide as whole numbers of GraphQL.
pub(in crate::store) const COUNT: Values = Values::Between(0, i32::MAX as i64);
pub(in crate::store) const AMOUNT: Values = Values::Between(-Cents::MOST.0, Cents::MOST.0);
pub(in crate::store) const YEAR: Values =
    Values::Between(*YEARS.start() as i64, *YEARS.end() as i64);

impl Column {
    /// The codes that it takes, where it takes nothing else.
    #[must_use]
    pub fn codes(&self) -> Option<&'static [&'static str]> {
        match self.values {
            Values::Codes(codes) => Some(codes),
            _ => None,
        }
    }

    /// The least and the greatest value, as they are written, where there are bounds.
    #[must_use]
    pub fn bounds(&self) -> Option<RangeInclusive<String>> {
        match (self.kind, self.values) {
            (Kind::Money, Values::Between(least, most)) => {
                Some(Cents(least).to_string()..=Cents(most).to_string())
            }
            (_, Values::Between(least, most)) => Some(least.to_string()..=most.to_string()),
            (Kind::Date, _) => {
                Some(format!("{}-01-01", YEARS.start())..=format!("{}-12-31", YEARS.end()))
            }
            _ => None,
        }
    }

    /// Whether it takes a value.
    ///
    /// # Errors
    /// What is wrong with the value, and what is expected.
    pub fn check(&self, value: Cell<'_>) -> Result<(), String> {
        match value {
            Cell::Null if self.is_required => Err("it has no value".to_owned()),
            Cell::Null => Ok(()),
            Cell::Int(number) => match self.values {
                Values::Between(least, most) if !(least..=most).contains(&number) => {
                    let shown = match self.kind {
                        Kind::Money => Cents(number).to_string(),
                        _ => number.to_string(),
                    };
                    Err(self.refused(&shown))
                }
                _ => Ok(()),
            },
            Cell::Text(text) => self.check_text(text),
        }
    }

    fn check_text(&self, text: &str) -> Result<(), String> {
        if text.contains('\0') {
            return Err("it has a NUL character".to_owned());
        }
        let is_sound = match (self.kind, self.values) {
            (_, Values::Codes(codes)) => codes.contains(&text),
            (_, Values::Shape(shape)) => {
                return shape.check(text).map_err(|why| format!("{}: {why}", self.refused(text)));
            }
            (Kind::Decimal, _) => is_decimal(text),
            (Kind::Date, _) => is_day(text),
            _ => true,
        };
        if is_sound { Ok(()) } else { Err(self.refused(text)) }
    }

    /// That a value is none of this column, and what is expected.
    #[must_use]
    pub fn refused(&self, value: &str) -> String {
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        let what = match (self.kind, self.values) {
            (_, Values::Codes(codes)) => {
                return format!("\"{shown}\" is none of {}", codes.join(", "));
            }
            (_, Values::Shape(shape)) => shape.name().to_owned(),
            (Kind::Integer, _) => "whole number".to_owned(),
            (Kind::Money, _) => "amount with two decimals, like -12.50,".to_owned(),
            (Kind::Decimal, _) => format!(
                "decimal number below {DECIMAL_LIMIT} with at most {DECIMALS} decimals, \
                 like -12.5"
            ),
            (Kind::Date, _) => "day, like 2024-12-31,".to_owned(),
            (Kind::Text | Kind::Json, _) => "text".to_owned(),
        };
        let bounds = self.bounds().map(|b| format!(" from {} to {}", b.start(), b.end()));
        format!("\"{shown}\" is no {what}{}", bounds.unwrap_or_default())
    }
}

/// A day and nothing else, as it is written: other forms of the same day sort otherwise.
fn is_day(text: &str) -> bool {
    let day = text.parse::<Date>();
    day.is_ok_and(|day| YEARS.contains(&day.year()) && day.to_string() == text)
}

/// A decimal number in figures that exports hold.
fn is_decimal(text: &str) -> bool {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'));
    let number = text.parse::<Decimal>();
    is_plain
        && number.is_ok_and(|n| n.scale() <= DECIMALS && n.abs() < Decimal::from(DECIMAL_LIMIT))
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage in JSON",
            Self::Passages => "list of passages in JSON",
            Self::Outcomes => "list of outcomes in JSON",
            Self::Columns => "list of columns in JSON",
        }
    }

    /// Reads it as whoever asks for it will.
    fn check(self, text: &str) -> Result<(), String> {
        let read = match self {
            Self::Passage => passages::from_json(text).map(drop),
            Self::Passages => passages::list_from_json(text).map(drop),
            Self::Outcomes => passages::outcomes_from_json(text).map(drop),
            Self::Columns => columns::from_json(text).map(drop),
        };
        read.map_err(|error| match error {
            StoreError::Inconsistent(reason) => reason,
            other => other.to_string(),
        })
    }
}

//! What comparisons over time rest on: price levels, and reforms that moved services away.

use rust_decimal::Decimal;

use crate::domain::Date;

/// The price level of municipal services in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceIndex {
    /// The year.
    pub year: i32,
    /// The index.
    pub value: Decimal,
    /// What the index counts from: `2015=100`.
    pub base: String,
    /// How final the figure is.
    pub status: String,
    /// Where the figure comes from.
    pub source: String,
}

/// A day from which municipalities do other things than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reform {
    /// `health_and_social_services_2023`.
    pub code: String,
    /// The first day of the new order.
    pub date: Date,
    /// Codes of the functions it is about.
    pub functions: Vec<String>,
    /// What changed, in English.
    pub description: String,
    /// Where that is said.
    pub source: String,
}

//! Values that are texts on the wire: decimals, dates and years.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{self, Cents};

/// A decimal number as a text, so that no digit is lost on the way: `-6380150.00`. Amounts are in
/// euros with two decimals, expenses negative and revenue positive as the documents print them;
/// targets and values of indicators have the decimals that are printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, pattern = "^-?[0-9]+(\\.[0-9]+)?$", example = "-6380150.00")]
pub struct Decimal(pub String);

impl Decimal {
    /// The most decimals of amounts, and of what is divided, which is rounded to them.
    pub(crate) const SCALE: u32 = 2;
}

/// A decimal number as a text with the decimals that are printed, six at the most: `12.5`.
///
/// It is declared where a field has more decimals than money; the field itself is a [`Decimal`].
#[derive(Debug, ToSchema)]
#[schema(value_type = String, pattern = "^-?[0-9]+(\\.[0-9]{1,6})?$", example = "12.5")]
pub struct PrintedDecimal(pub String);

impl PrintedDecimal {
    /// The most decimals of what documents print that is no money.
    pub(crate) const SCALE: u32 = 6;
}

impl From<Cents> for Decimal {
    fn from(cents: Cents) -> Self {
        Self(cents.to_string())
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(number: rust_decimal::Decimal) -> Self {
        Self(number.to_string())
    }
}

/// A decimal number as a text, so that no digit is lost on the way: `"-6380150.00"`. Amounts are
/// in euros with two decimals, expenses negative and revenue positive as the documents print
/// them; targets and values of indicators have the decimals that are printed. A whole number is taken as an argument too.
#[Scalar]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A calendar date, `2024-12-31`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, format = Date, example = "2024-12-31")]
pub struct Date(pub String);

impl From<domain::Date> for Date {
    fn from(date: domain::Date) -> Self {
        Self(date.to_string())
    }
}

/// A calendar date, `"2024-12-31"`.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A fiscal year or a range of them, as an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiscalYears(pub String);

/// A fiscal year, `2024` or `"2024"`, or a range of them, both ends included: `"2022..2024"`.
#[Scalar]
impl ScalarType for FiscalYears {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

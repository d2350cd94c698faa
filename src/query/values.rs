//! What the client put, as what it means: lists, codes, years, dates, amounts. Each refusal names
//! the parameter and the value.

use std::str::FromStr;

use rust_decimal::Decimal;

use crate::domain::{Cents, Date, Period, UnknownCode};
use crate::query::Error;

/// The most values of one parameter: each becomes a part of one statement, whose depth is bounded.
pub const MAX_VALUES: usize = 200;

/// The values of a parameter: each one given may itself be a comma-separated list.
pub(super) fn list(parameter: &'static str, given: &[String]) -> Result<Vec<String>, Error> {
    let mut values = Vec::new();
    for value in given.iter().flat_map(|g| g.split(',')) {
        let value = value.trim();
        if value.is_empty() || value.chars().any(char::is_control) {
            return Err(invalid(parameter, value, "one or more values, parted by commas"));
        }
        if !values.iter().any(|v| v == value) {
            values.push(value.to_owned());
        }
        if values.len() > MAX_VALUES {
            return Err(invalid(parameter, value, &format!("at most {MAX_VALUES} values")));
        }
    }
    Ok(values)
}

pub(super) fn invalid(parameter: &'static str, value: &str, expected: &str) -> Error {
    Error::InvalidParameter { parameter, value: value.to_owned(), expected: expected.to_owned() }
}

/// Values of an enum. A code that is none of its values is unknown rather than malformed; the
/// message lists those there are.
pub(super) fn codes<T>(parameter: &'static str, given: &[String]) -> Result<Vec<T>, Error>
where
    T: FromStr<Err = UnknownCode>,
{
    let code = |value: String| {
        value.parse().map_err(|unknown: UnknownCode| Error::UnknownValue {
            parameter,
            value: unknown.given,
            noun: "code",
            known: Some(unknown.expected),
        })
    };
    list(parameter, given)?.into_iter().map(code).collect()
}

/// A part of a text, in lower case.
pub(super) fn part(
    parameter: &'static str,
    given: Option<&str>,
    expected: &str,
) -> Result<Option<String>, Error> {
    let Some(given) = given else { return Ok(None) };
    let part = given.trim().to_lowercase();
    if part.is_empty() || part.chars().any(char::is_control) {
        return Err(invalid(parameter, "", expected));
    }
    Ok(Some(part))
}

/// Years and ranges of years, each as its first and last year.
pub(super) fn years(parameter: &'static str, given: &[String]) -> Result<Vec<(i32, i32)>, Error> {
    let range = |value: String| {
        let (first, last) = value.split_once("..").unwrap_or((&value, &value));
        match (year(first), year(last)) {
            (Some(first), Some(last)) if first <= last => Ok((first, last)),
            _ => Err(invalid(parameter, &value, "years such as 2024 or ranges such as 2022..2024")),
        }
    };
    list(parameter, given)?.into_iter().map(range).collect()
}

fn year(text: &str) -> Option<i32> {
    let four_digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if four_digits { text.parse().ok() } else { None }
}

/// A day.
pub(super) fn date(parameter: &'static str, value: &str) -> Result<Date, Error> {
    strict_date(value).ok_or_else(|| invalid(parameter, value, "a date such as 2024-12-31"))
}

/// A first and a last day.
pub(super) fn period(text: &str) -> Option<Period> {
    let (start, end) = text.split_once("..")?;
    let period = Period { start: strict_date(start)?, end: strict_date(end)? };
    (period.start <= period.end).then_some(period)
}

/// jiff understands more forms than the one that is published.
fn strict_date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// An amount of euros.
pub(super) fn amount(
    parameter: &'static str,
    value: Option<&String>,
) -> Result<Option<Cents>, Error> {
    let Some(value) = value else { return Ok(None) };
    let cents = Decimal::from_str_exact(value).ok().and_then(Cents::from_decimal);
    let expected = "an amount of euros such as -1250000 or 99.50";
    cents.map(Some).ok_or_else(|| invalid(parameter, value, expected))
}

/// Refuses values that are not among those known.
pub(super) fn require_known(
    parameter: &'static str,
    noun: &'static str,
    values: &[String],
    known: &[String],
) -> Result<(), Error> {
    match values.iter().find(|v| !known.contains(v)) {
        None => Ok(()),
        Some(value) => {
            Err(Error::UnknownValue { parameter, value: value.clone(), noun, known: None })
        }
    }
}

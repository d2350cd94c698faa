//! One cell of a package's CSV as the value of its column.

use rust_decimal::Decimal;

use crate::domain::Cents;
use crate::store::exchange::Cell;
use crate::store::{Column, Kind};

/// The most digits of an amount that is read without further thought.
const PLAIN_DIGITS: usize = 15;

/// What a text stands for in a column. `known` is a text that was found to be sound in it before:
/// most rows have the same days as the row before.
pub(super) fn cell<'a>(
    text: &'a str,
    column: &Column,
    known: &mut String,
) -> Result<Cell<'a>, String> {
    if text.is_empty() && !column.is_required {
        return Ok(Cell::Null);
    }
    match column.kind {
        Kind::Integer => {
            let number = text.parse().map_err(|_| expected(text, "whole number"))?;
            return Ok(Cell::Int(number));
        }
        Kind::Money => {
            let cents = plain(text).or_else(|| Cents::from_decimal(text.parse::<Decimal>().ok()?));
            return Ok(Cell::Int(cents.ok_or_else(|| expected(text, "amount"))?.0));
        }
        Kind::Text if text.contains('\0') => return Err("it has a NUL character".to_owned()),
        Kind::Text => {}
        _ if text == known => {}
        kind => {
            sound(text, kind)?;
            known.clear();
            known.push_str(text);
        }
    }
    Ok(Cell::Text(text))
}

fn sound(text: &str, kind: Kind) -> Result<(), String> {
    match kind {
        Kind::Decimal if text.parse::<Decimal>().is_err() => Err(expected(text, "decimal number")),
        Kind::Date if text.parse::<jiff::civil::Date>().is_err() => Err(expected(text, "day")),
        Kind::Json if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() => {
            Err(expected(text, "JSON"))
        }
        _ if text.contains('\0') => Err("it has a NUL character".to_owned()),
        _ => Ok(()),
    }
}

fn expected(text: &str, what: &str) -> String {
    let shown: String = text.chars().take(60).collect();
    format!("\"{shown}\" is no {what}")
}

/// An amount as packages write it: digits, a point and two digits.
fn plain(text: &str) -> Option<Cents> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (euros, cents) = digits.split_once('.')?;
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if cents.len() != 2 || digits.len() > PLAIN_DIGITS || !is_plain(euros) || !is_plain(cents) {
        return None;
    }
    let amount = euros.parse::<i64>().ok()? * 100 + cents.parse::<i64>().ok()?;
    Some(Cents(if digits.len() == text.len() { amount } else { -amount }))
}

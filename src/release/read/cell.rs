//! One cell of a package's CSV as the value of its column. Which values a column takes is told by
//! the table (`store::schema`).

use crate::domain::Cents;
use crate::store::exchange::Cell;
use crate::store::{Column, Kind};

/// The most digits of an amount that is read without further thought.
const PLAIN_DIGITS: usize = 15;
/// The most bytes of a cell: far above any text of a document, and far below what a database or a
/// reader of CSV has room for.
const MOST_BYTES: usize = 4 << 20;

/// What a text stands for in a column. `known` is a text that was found to be sound in it before:
/// most rows have the same days and codes as the row before.
pub(super) fn cell<'a>(
    text: &'a str,
    column: &Column,
    known: &mut String,
) -> Result<Cell<'a>, String> {
    if text.is_empty() && !column.is_required {
        return Ok(Cell::Null);
    }
    if text.len() > MOST_BYTES {
        let told = format!("it has {} bytes; a cell may have {MOST_BYTES}", text.len());
        return Err(told);
    }
    let number = match column.kind {
        Kind::Integer => text.parse().ok(),
        Kind::Money => plain(text).or_else(|| decimal(text)).map(|cents| cents.0),
        Kind::Text if column.codes().is_none() => {
            column.check(Cell::Text(text))?;
            return Ok(Cell::Text(text));
        }
        _ => {
            // An empty text is known from the beginning.
            if text.is_empty() || text != known {
                column.check(Cell::Text(text))?;
                known.clear();
                known.push_str(text);
            }
            return Ok(Cell::Text(text));
        }
    };
    let cell = Cell::Int(number.ok_or_else(|| column.refused(text))?);
    column.check(cell)?;
    Ok(cell)
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

/// An amount written otherwise.
fn decimal(text: &str) -> Option<Cents> {
    Cents::from_decimal(text.parse().ok()?)
}

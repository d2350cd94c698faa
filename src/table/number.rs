//! The grammar of printed numbers: thousands grouped by spaces, a decimal comma, a sign in front.

use crate::domain::Cents;

/// More digits than any municipality's euros have; longer runs are not amounts.
const MOST_DIGITS: usize = 11;

/// A legible number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The value in hundredths of the printed unit.
    pub value: Cents,
    /// Whether it has a decimal comma.
    pub decimals: bool,
    /// Whether it breaks the grouping rules (`-127188`, `- 409`, `1358`) and yet can mean only
    /// one number.
    pub irregular: bool,
}

/// Reads a printed number; `None` where the text is not certainly one number.
///
/// Regular: an optional sign, groups of three digits parted by single spaces (the first of one
/// to three), an optional decimal comma with one or two digits, an optional percent sign. A sign
/// apart from its digits and missing spaces between whole groups are irregular; a group cut
/// otherwise (`-136 89738`) is not legible.
#[must_use]
pub fn parse(text: &str) -> Option<Number> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let unsigned = text.strip_prefix(['-', '−', '–', '+']);
    let negative = text.starts_with(['-', '−', '–']);
    let (body, signed) = (unsigned.unwrap_or(text), unsigned.is_some());
    let sign_apart = signed && body.starts_with(' ');
    let body = if sign_apart { body.strip_prefix(' ')? } else { body };
    let (whole, fraction) = match body.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let (digits, ungrouped) = whole_part(whole)?;
    let hundredths = fraction.map_or(Some(0), hundredths)?;
    let value = digits.checked_mul(100)?.checked_add(hundredths)?;
    Some(Number {
        value: Cents(if negative { -value } else { value }),
        decimals: fraction.is_some(),
        irregular: sign_apart || ungrouped,
    })
}

/// The digits before the comma, and whether grouping spaces are missing.
fn whole_part(text: &str) -> Option<(i64, bool)> {
    let mut groups = text.split([' ', '\u{a0}']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut ungrouped = first.len() > 3;
    for group in groups {
        if group.is_empty() || group.len() % 3 != 0 {
            return None;
        }
        ungrouped |= group.len() != 3;
        digits.push_str(group);
    }
    let legible = !first.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
        && digits.len() <= MOST_DIGITS;
    if legible { Some((digits.parse().ok()?, ungrouped)) } else { None }
}

fn hundredths(fraction: &str) -> Option<i64> {
    let digits = fraction.bytes().all(|b| b.is_ascii_digit());
    match fraction.len() {
        1 if digits => fraction.parse::<i64>().ok().map(|d| d * 10),
        2 if digits => fraction.parse().ok(),
        _ => None,
    }
}

/// Whether a text that is no legible number was yet meant as one: most of it is digits.
#[must_use]
pub fn looks_numeric(text: &str) -> bool {
    let marks = text.chars().filter(|c| !c.is_whitespace() && !"-−–+,.%€".contains(*c));
    let (digits, others) =
        marks.fold((0, 0), |(d, o), c| if c.is_ascii_digit() { (d + 1, o) } else { (d, o + 1) });
    digits > 0 && digits >= others
}

//! The number grammar: what is read as a number is that number and no other.

use kuntavaaka::domain::Cents;
use kuntavaaka::table::{Number, looks_numeric, parse};

/// The largest whole number that is read: eleven digits.
const MOST: i64 = 99_999_999_999;

/// The bytes as a text that may be a number, and the first eight as a number to print.
pub fn hold(data: &[u8]) {
    is_read_as_what_it_is(&String::from_utf8_lossy(data));
    if let Some(bytes) = data.first_chunk() {
        is_read_again(i64::from_le_bytes(*bytes) % (MOST * 100 + 100));
    }
}

fn is_read_as_what_it_is(text: &str) {
    let looks = looks_numeric(text);
    let Some(number) = parse(text) else { return };
    assert!(looks, "a number that does not look like one: {text:?}");
    assert_eq!(number.value, by_digits(text), "{text:?}");
    assert_eq!(number.decimals, text.contains(','), "{text:?}");
    let again = parse(&printed(number.value, number.decimals));
    assert_eq!(again, Some(Number { irregular: false, ..number }), "{text:?}");
    let bare = text.trim();
    if !bare.starts_with(['-', '−', '–', '+']) {
        let negative = Number { value: -number.value, ..number };
        assert_eq!(parse(&format!("-{bare}")), Some(negative), "{text:?}");
    }
    if !bare.ends_with('%') {
        assert_eq!(parse(&format!("{bare} %")), Some(number), "{text:?}");
    }
}

/// The value that the digits of a text come to.
fn by_digits(text: &str) -> Cents {
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let fraction = format!("{:0<2}", digits(fraction));
    let cents: i64 = format!("{}{fraction}", digits(whole)).parse().expect("few digits");
    Cents(if text.contains(['-', '−', '–']) { -cents } else { cents })
}

fn is_read_again(value: i64) {
    let expected = Number { value: Cents(value), decimals: true, irregular: false };
    assert_eq!(parse(&printed(Cents(value), true)), Some(expected), "{value}");
    let whole = Cents(value / 100 * 100);
    let expected = Number { value: whole, decimals: false, irregular: false };
    assert_eq!(parse(&printed(whole, false)), Some(expected), "{value}");
}

/// A number as documents print it.
pub fn printed(value: Cents, decimals: bool) -> String {
    let digits = (value.0.unsigned_abs() / 100).to_string();
    let mut text = if value.0 < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if decimals {
        text = format!("{text},{:02}", value.0.unsigned_abs() % 100);
    }
    text
}

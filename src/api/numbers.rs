//! Numbers and dates as readers of a language write them. Exact: they are made from the digits of
//! decimals, never from floating-point numbers.

use crate::api::language::Language;

/// Keeps the groups of a number, and a number and its unit, on one line.
pub(crate) const NO_BREAK_SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A decimal such as `-1234567.80`: `−1 234 567,8` in Finnish and Swedish, `−1,234,567.8` in
/// English. Cents that are zero are left out together; `places` keeps that many.
pub(crate) fn number(decimal: &str, places: Option<usize>, language: Language) -> String {
    let (sign, digits) = match decimal.strip_prefix('-') {
        Some(digits) => (Some(MINUS), digits),
        None => (None, decimal),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = match places {
        Some(places) => fraction.chars().chain(std::iter::repeat('0')).take(places).collect(),
        None => fraction.trim_end_matches('0').to_owned(),
    };
    let (group, point) = match language {
        Language::Fi | Language::Sv => (NO_BREAK_SPACE, ','),
        Language::En => (',', '.'),
    };
    let mut written: String = sign.into_iter().collect();
    let length = whole.chars().count();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (length - place) % 3 == 0 {
            written.push(group);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(point);
        written.push_str(&fraction);
    }
    written
}

/// A count.
pub(crate) fn count(n: i64, language: Language) -> String {
    number(&n.to_string(), Some(0), language)
}

/// An amount of euros: whole euros without cents, else with both.
pub(crate) fn euros(decimal: &str, language: Language) -> String {
    let has_cents = decimal.split_once('.').is_some_and(|(_, c)| c.chars().any(|d| d != '0'));
    let amount = number(decimal, Some(if has_cents { 2 } else { 0 }), language);
    format!("{amount}{NO_BREAK_SPACE}€")
}

/// A day such as `2024-12-31`: `31.12.2024` in Finnish and Swedish, as it stands in English.
pub(crate) fn day(date: &str, language: Language) -> String {
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    match (language, parts.next(), parts.next(), parts.next()) {
        (Language::Fi | Language::Sv, Some(year), Some(month), Some(day)) => {
            format!("{day}.{month}.{year}")
        }
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_readers_of_the_language_write_them() {
        let written = |text, language| number(text, None, language).replace(NO_BREAK_SPACE, " ");
        assert_eq!(written("-1234567.80", Language::Fi), "−1 234 567,8");
        assert_eq!(written("1234567.80", Language::Sv), "1 234 567,8");
        assert_eq!(written("1234567.80", Language::En), "1,234,567.8");
        assert_eq!(written("0.00", Language::Fi), "0");
        assert_eq!(written("999.05", Language::En), "999.05");
        assert_eq!(euros("-61.04", Language::Fi), "−61,04\u{a0}€");
        assert_eq!(euros("-5420000.00", Language::En), "−5,420,000\u{a0}€");
        assert_eq!(number("-20.9", Some(2), Language::Fi), "−20,90");
        assert_eq!(day("2024-01-31", Language::Fi), "31.1.2024");
        assert_eq!(day("2024-01-31", Language::En), "2024-01-31");
    }
}

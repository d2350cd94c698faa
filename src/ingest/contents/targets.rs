//! Targets that a measure states in figures or number words: comparator, value and unit. Years,
//! dates and other figures that count nothing give none.

use rust_decimal::Decimal;

use crate::domain::{Comparator, Target};
use crate::lexicon::Lexicon;

/// The largest whole of a target such as `3/6`; a larger one is a year.
const LARGEST_WHOLE: u32 = 100;
/// A number from here on may be a year.
const FIRST_YEAR: u32 = 1900;

/// The targets of a measure.
pub(super) fn targets(text: &str) -> Vec<Target> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).filter_map(|at| target(&words, at)).collect()
}

/// The target whose figure stands at a word.
fn target(words: &[&str], at: usize) -> Option<Target> {
    let word = bare(words.get(at)?);
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let comparator = before.and_then(|w| Lexicon::get().comparator(bare(w)));
    // Behind a comparator, or at the beginning, a figure is a target whatever it counts.
    let counts = comparator.is_some() || at == 0;
    let (value, unit, last) = share(word)
        .map(|(v, u)| (v, u, at))
        .or_else(|| quantity(words, at))
        .or_else(|| numeral(words, at, comparator.is_some()))
        .or_else(|| counted(words, at, whole(word)?).filter(|_| counts))?;
    let named = before.is_some_and(|w| !w.ends_with([',', '.', ';', ':', ')']));
    let first = if named { at - 1 } else { at };
    let printed = words.get(first..=last)?.join(" ");
    Some(Target {
        comparator: comparator.unwrap_or(Comparator::Equal),
        value,
        unit,
        printed: printed.trim_matches(['(', ')', '.', ',', ';']).to_owned(),
    })
}

/// A value, its unit, and the last word of both.
type Quantity = (Decimal, String, usize);

/// A figure and its unit: `100 %`, `10%`, `2 krt/v`, `4 asteikolla 1-5`.
fn quantity(words: &[&str], at: usize) -> Option<Quantity> {
    let lexicon = Lexicon::get();
    let word = bare(words.get(at)?);
    if let Some(figure) = word.strip_suffix('%') {
        return Some((decimal(figure)?, "%".to_owned(), at));
    }
    let value = decimal(word)?;
    let unit = bare(words.get(at + 1)?);
    if lexicon.is_word("scale", unit) {
        let scale = bare(words.get(at + 2)?);
        return Some((value, format!("{unit} {scale}"), at + 2));
    }
    known_unit(words, at + 1, value)
}

/// A figure before a unit that is known, perhaps with its period: `2 kertaa vuodessa`.
fn known_unit(words: &[&str], at: usize, value: Decimal) -> Option<Quantity> {
    let unit = bare(words.get(at)?);
    Lexicon::get().is_word("target", unit).then(|| in_period(words, value, unit, at))
}

/// A quantity with the period behind it, where one follows.
fn in_period(words: &[&str], value: Decimal, unit: &str, last: usize) -> Quantity {
    let period = words.get(last + 1).map(|w| bare(w));
    match period.filter(|p| Lexicon::get().is_word("period", p)) {
        Some(period) => (value, format!("{unit} {period}"), last + 1),
        None => (value, unit.to_owned(), last),
    }
}

/// A number word: `vähintään yksi uusi palvelu`, `kaksi kertaa vuodessa`, `kerran vuodessa`.
/// Without a comparator it is a target only before a unit that is known, since `yksi` is also
/// said of anything.
fn numeral(words: &[&str], at: usize, compared: bool) -> Option<Quantity> {
    let (value, unit) = Lexicon::get().numeral(bare(words.get(at)?))?;
    let value = Decimal::from(value);
    match unit {
        Some(unit) => {
            let quantity = in_period(words, value, unit, at);
            (compared || quantity.2 > at).then_some(quantity)
        }
        None => known_unit(words, at + 1, value)
            .or_else(|| counted(words, at, value).filter(|_| compared)),
    }
}

/// A figure before what it counts, a word with those that describe it: `9 uutta tuulivoimalaa`.
fn counted(words: &[&str], at: usize, value: Decimal) -> Option<Quantity> {
    let lexicon = Lexicon::get();
    let mut last = at + 1;
    while words.get(last).is_some_and(|w| lexicon.is_word("describing", w)) {
        last += 1;
    }
    let unit = words.get(at + 1..=last)?;
    let noun = bare(unit.last()?);
    let plain = noun.chars().all(char::is_lowercase) && noun.chars().count() > 1;
    let unit = unit.iter().map(|w| bare(w)).collect::<Vec<_>>().join(" ");
    plain.then_some((value, unit, last))
}

/// A whole number that is no year and no date.
fn whole(word: &str) -> Option<Decimal> {
    let number: u32 = word.parse().ok()?;
    (number < FIRST_YEAR).then(|| Decimal::from(number))
}

/// `3/6`: three of six.
fn share(word: &str) -> Option<(Decimal, String)> {
    let (part, whole) = word.split_once('/')?;
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (part, whole) = (digits(part).then_some(part)?, digits(whole).then_some(whole)?);
    let (part, whole): (u32, u32) = (part.parse().ok()?, whole.parse().ok()?);
    (part <= whole && (2..=LARGEST_WHOLE).contains(&whole))
        .then(|| (Decimal::from(part), format!("/{whole}")))
}

fn decimal(text: &str) -> Option<Decimal> {
    text.replace(',', ".").parse().ok()
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(['(', ')', '.', ',', ';', ':'])
}

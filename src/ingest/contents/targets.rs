//! Targets that a measure states in figures: comparator, value and unit. Years, dates and other
//! figures without a unit of a target give none.

use rust_decimal::Decimal;

use crate::domain::{Comparator, Target};
use crate::lexicon::Lexicon;

/// The largest whole of a target such as `3/6`; a larger one is a year.
const LARGEST_WHOLE: u32 = 100;

/// The targets of a measure.
pub(super) fn targets(text: &str) -> Vec<Target> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).filter_map(|at| target(&words, at)).collect()
}

/// The target whose figure stands at a word.
fn target(words: &[&str], at: usize) -> Option<Target> {
    let lexicon = Lexicon::get();
    let word = bare(words.get(at)?);
    let (value, unit, last) =
        share(word).map(|(v, u)| (v, u, at)).or_else(|| quantity(words, at))?;
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let comparator = before.and_then(|w| lexicon.comparator(bare(w)));
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

/// A figure and its unit: `100 %`, `10%`, `2 krt/v`, `4 asteikolla 1-5`.
fn quantity(words: &[&str], at: usize) -> Option<(Decimal, String, usize)> {
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
    lexicon.is_word("target", unit).then(|| (value, unit.to_owned(), at + 1))
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

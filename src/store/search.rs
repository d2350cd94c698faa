//! Words as they are searched: inflected forms of one Finnish word share a root (`roots`).
//!
//! This is a rule of the store and not of the room that reads Finnish (`lexicon`), because what is
//! kept at import and what is asked for later must be made by the same rule, and no question may
//! depend on how documents are read. The text to search is words and roots between blanks, so
//! that `LIKE` finds the same rows in both databases.

use std::collections::BTreeSet;

use crate::store::roots;

/// Roots and words of this length find longer words that begin with them; shorter ones only
/// themselves.
const PREFIX_LENGTH: usize = 5;

/// Words that are searched for; all of them must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search {
    /// For each word the patterns of `LIKE`, any of which finds it.
    words: Vec<Vec<String>>,
}

impl Search {
    /// The words of a text; none where it has none.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let words: Vec<Vec<String>> = words(text).iter().map(|word| patterns(word)).collect();
        if words.is_empty() { None } else { Some(Self { words }) }
    }

    /// For each word the patterns of `LIKE`, any of which finds it.
    pub(super) fn words(&self) -> &[Vec<String>] {
        &self.words
    }

    /// How many words are searched for.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

/// What is kept of texts so that they can be searched: every word and every root once, each
/// between blanks.
pub(super) fn text<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut kept = BTreeSet::new();
    for word in texts.into_iter().flat_map(words) {
        kept.extend(roots::of(&word));
        kept.extend(roots::stem(&word));
    }
    let mut text = String::from(" ");
    for word in kept {
        text.push_str(&word);
        text.push(' ');
    }
    text
}

/// The words of a text in lower case, in order, each once.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() && !words.iter().any(|w| w == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Words hold letters and digits alone, so nothing in them means anything to `LIKE`. A stem finds
/// itself alone, a word also longer ones that begin with it.
fn patterns(word: &str) -> Vec<String> {
    let pattern = |part: String| {
        let open = if part.chars().count() < PREFIX_LENGTH { " " } else { "" };
        format!("% {part}{open}%")
    };
    let stem = roots::stem(word).map(|stem| format!("% {stem} %"));
    roots::of(word).into_iter().map(pattern).chain(stem).collect()
}

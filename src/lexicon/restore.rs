//! Restoring Finnish in optically read text: a word that can be read as exactly one known word
//! by the confusions of optical reading is that word; all others stay as read, and those that are
//! suspect can be named.

use crate::lexicon::Lexicon;

/// A shorter word is left as read.
const SHORTEST: usize = 3;

impl Lexicon {
    /// A text with its words restored where that is certain.
    #[must_use]
    pub fn restore(&self, text: &str) -> String {
        let (mut restored, mut word) = (String::new(), String::new());
        for c in text.chars().chain([' ']) {
            if is_of_word(c) {
                word.push(c);
                continue;
            }
            restored.push_str(&self.restore_word(&word).unwrap_or_else(|| word.clone()));
            word.clear();
            restored.push(c);
        }
        restored.pop();
        self.bulleted(&restored)
    }

    /// A text with the marks that bullets were read as put right.
    fn bulleted(&self, text: &str) -> String {
        let meant = |word: &str| self.bullets.iter().find(|(read, _)| read == word);
        let words = text.split(' ').map(|word| meant(word).map_or(word, |(_, meant)| meant));
        words.collect::<Vec<_>>().join(" ")
    }

    /// The words of a text that were certainly or probably misread: they hold a mark or letters
    /// that no Finnish word has, can be several known words, or are listed as undecided.
    #[must_use]
    pub fn doubtful<'a>(&self, text: &'a str) -> Vec<&'a str> {
        text.split(|c| !is_of_word(c)).filter(|word| self.is_doubtful(word)).collect()
    }

    fn is_doubtful(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let letters: Vec<char> = lower.chars().collect();
        if self.words.contains(&lower) || !letters.iter().any(|c| c.is_alphabetic()) {
            return false;
        }
        let ended = format!("{lower} ");
        has_mark(word)
            || self.undecided.contains(&lower)
            || self.impossible.iter().any(|part| ended.contains(part.as_str()))
            || letters.len() >= SHORTEST && self.readings(&letters).nth(1).is_some()
    }

    /// The one known word that a word was read for.
    pub(super) fn restore_word(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        let letters: Vec<char> = lower.chars().collect();
        if letters.len() < SHORTEST || letters.iter().all(char::is_ascii_digit) {
            return None;
        }
        if self.words.contains(&lower) {
            return Some(in_case_of(word, &lower));
        }
        let mut known = self.readings(&letters);
        let only: String = known.next()?.iter().collect();
        if known.next().is_some() {
            return None;
        }
        Some(in_case_of(word, &only))
    }

    /// The known words that letters can have been read for.
    fn readings<'a>(&'a self, letters: &'a [char]) -> impl Iterator<Item = &'a Vec<char>> {
        self.spelt.iter().filter(move |known| self.may_be(letters, known))
    }

    fn may_be(&self, read: &[char], meant: &[char]) -> bool {
        (meant.len()..=meant.len() + 4).contains(&(read.len() + 1)) && self.reads(read, meant)
    }

    /// Whether letters can have been read for others.
    fn reads(&self, read: &[char], meant: &[char]) -> bool {
        let (Some((first, rest)), Some((wanted, behind))) =
            (read.split_first(), meant.split_first())
        else {
            return read.is_empty() && meant.is_empty();
        };
        if first == wanted && self.reads(rest, behind) {
            return true;
        }
        let confused = |(from, to): &(Vec<char>, Vec<char>)| {
            let rest = read.strip_prefix(from.as_slice()).zip(meant.strip_prefix(to.as_slice()));
            rest.is_some_and(|(read, meant)| self.reads(read, meant))
        };
        self.confused.iter().any(confused)
    }
}

/// A word in the capitals of another.
fn in_case_of(model: &str, word: &str) -> String {
    let mut letters = model.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    if first && letters.clone().count() > 0 && letters.all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut rest = word.chars();
    match rest.next().filter(|_| first) {
        Some(c) => c.to_uppercase().chain(rest).collect(),
        None => word.to_owned(),
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '&'
}

/// Whether a word holds a mark that no Finnish word has, or a digit among letters.
fn has_mark(word: &str) -> bool {
    word.chars().any(|c| c == 'é' || c == '&' || c.is_ascii_digit())
}

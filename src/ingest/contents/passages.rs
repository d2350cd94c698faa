//! Lines to passages: words broken at line ends made whole where that is certain, real hyphens
//! kept, all else joined by spaces.

use crate::domain::{Assignment, Passage};
use crate::layout::contents::Piece;
use crate::lexicon::Lexicon;

/// Joins lines by the words of the lexicon.
pub(super) struct Joiner {
    lexicon: &'static Lexicon,
}

impl Joiner {
    pub(super) fn new() -> Self {
        Self { lexicon: Lexicon::get() }
    }

    /// One passage of pieces.
    pub(super) fn passage(&self, pieces: &[Piece], assignment: Assignment) -> Passage {
        Passage { text: self.join(pieces), as_read: None, lines: stretches(pieces), assignment }
    }

    /// One passage of paragraphs, parted by empty lines.
    pub(super) fn paragraphs(&self, paragraphs: &[Vec<Piece>]) -> Passage {
        let texts = paragraphs.iter().map(|p| self.join(p));
        let pieces: Vec<Piece> = paragraphs.iter().flatten().cloned().collect();
        Passage {
            text: texts.collect::<Vec<_>>().join("\n\n"),
            as_read: None,
            lines: stretches(&pieces),
            assignment: Assignment::ByLayout,
        }
    }

    fn join(&self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        for piece in pieces.iter().filter(|p| !p.text.is_empty()) {
            if !text.is_empty() {
                self.seam(&mut text, &piece.text);
            }
            text.push_str(&piece.text);
        }
        text
    }

    /// Makes the end of a text ready for the next line.
    fn seam(&self, text: &mut String, next: &str) {
        let right = next.split_whitespace().next().unwrap_or_default().to_owned();
        let left = text.split_whitespace().next_back().unwrap_or_default().to_owned();
        let Some(stem) = left.strip_suffix('-') else {
            if !self.lexicon.joins(&left, &right) {
                text.push(' ');
            }
            return;
        };
        // `ja -` before `vierailut`: the hyphen belongs to the word that follows.
        if stem.is_empty() {
            return;
        }
        if self.lexicon.is_word("conjunction", &right) {
            text.push(' ');
        } else if !self.keeps_hyphen(stem, &right) {
            text.pop();
        }
    }

    /// Whether a hyphen at the end of a line is one that the word has anyway: before a capital,
    /// between two equal vowels, behind an abbreviation, or in a word that is known to have it.
    fn keeps_hyphen(&self, stem: &str, right: &str) -> bool {
        let begins = right.chars().next();
        let ends = stem.chars().next_back();
        let equal = begins == ends && begins.is_some_and(|c| "aeiouyäö".contains(c));
        let mark = |c: char| !c.is_alphanumeric();
        let whole = format!("{stem}-{}", right.trim_end_matches(mark));
        begins.is_none_or(|c| c.is_uppercase() || !c.is_alphabetic())
            || equal
            || stem.chars().count() < 3
            || self.lexicon.is_word("join", &whole)
    }
}

/// The stretches of lines of pieces; lines that follow one another are one stretch.
fn stretches(pieces: &[Piece]) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some((_, last)) if piece.line == *last || piece.line == *last + 1 => *last = piece.line,
            _ => lines.push((piece.line, piece.line)),
        }
    }
    lines
}

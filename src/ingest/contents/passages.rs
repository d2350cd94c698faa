//! Lines to passages: words broken at line ends made whole where that is certain, real hyphens
//! kept, all else joined by spaces.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Assignment, Contents, Passage, Severity};
use crate::layout::Remark;
use crate::layout::contents::Piece;
use crate::lexicon::Lexicon;
use crate::source::SourceDocument;

/// Joins lines by the words of the lexicon.
pub(super) struct Joiner {
    lexicon: &'static Lexicon,
    /// Whether the text was read optically.
    optical: bool,
}

impl Joiner {
    pub(super) fn new(optical: bool) -> Self {
        Self { lexicon: Lexicon::get(), optical }
    }

    /// One passage of pieces.
    pub(super) fn passage(&self, pieces: &[Piece], assignment: Assignment) -> Passage {
        self.restored(self.join(pieces), pieces, assignment)
    }

    /// One passage of paragraphs, parted by empty lines.
    pub(super) fn paragraphs(&self, paragraphs: &[Vec<Piece>]) -> Passage {
        let texts = paragraphs.iter().map(|p| self.join(p));
        let pieces: Vec<Piece> = paragraphs.iter().flatten().cloned().collect();
        self.restored(texts.collect::<Vec<_>>().join("\n\n"), &pieces, Assignment::ByLayout)
    }

    /// A passage of a joined text, in optically read documents with its words restored.
    fn restored(&self, read: String, pieces: &[Piece], assignment: Assignment) -> Passage {
        let lines = stretches(pieces);
        if !self.optical {
            return Passage { text: read, as_read: None, lines, assignment };
        }
        let text = self.lexicon.restore(&read);
        let as_read = Some(read).filter(|r| *r != text);
        Passage { text, as_read, lines, assignment }
    }

    /// A line by itself, in optically read documents with its words restored.
    pub(super) fn words(&self, line: &str) -> String {
        if self.optical { self.lexicon.restore(line) } else { line.to_owned() }
    }

    fn join(&self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        for piece in pieces.iter().filter(|p| !p.text.is_empty()) {
            let next =
                if text.is_empty() { &piece.text } else { self.seam(&mut text, &piece.text) };
            text.push_str(next);
        }
        text
    }

    /// Makes the end of a text ready for the next line; gives what is to stand behind it.
    fn seam<'t>(&self, text: &mut String, next: &'t str) -> &'t str {
        let right = next.split_whitespace().next().unwrap_or_default().to_owned();
        let left = text.split_whitespace().next_back().unwrap_or_default().to_owned();
        let Some(stem) = left.strip_suffix('-') else {
            let mut rest = next;
            if self.optical && self.lexicon.lost_its_end(&left, &right) {
                let mut letters = next.chars();
                text.extend(letters.next());
                rest = letters.as_str();
            }
            if rest.len() < next.len() || !self.lexicon.joins(&left, &right, self.optical) {
                text.push(' ');
            }
            return rest;
        };
        // `ja -` before `vierailut`: the hyphen belongs to the word that follows.
        if stem.is_empty() {
            return next;
        }
        if self.lexicon.is_word("conjunction", &right) {
            text.push(' ');
        } else if !self.keeps_hyphen(stem, &right) {
            text.pop();
        }
        next
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

/// Per line, the words that could not be restored.
pub(super) fn doubts(document: &SourceDocument, contents: &Contents) -> Vec<Remark> {
    let mut passages: Vec<&Passage> = Vec::new();
    for o in &contents.objectives {
        passages.extend(&o.theme);
        passages.push(&o.text);
        passages.extend(o.actions.iter().chain(&o.responsible));
        passages.extend(o.measures.iter().map(|m| &m.text));
        passages.extend(o.outcomes.iter().flat_map(|o| &o.text));
    }
    for r in &contents.risks {
        passages.push(&r.description);
        passages.extend(r.control.iter().chain(&r.control_status));
    }
    for t in &contents.internal_control {
        passages.push(&t.task);
        passages.extend(t.action.iter().chain(&t.measure).chain(&t.outcome));
    }
    passages.extend(contents.narratives.iter().map(|n| &n.text));
    let lines = doubtful_words(document);
    let mut words: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for passage in passages {
        for word in Lexicon::get().doubtful(&passage.text) {
            words.entry(line_of(&lines, passage, word)).or_default().insert(word);
        }
    }
    words.into_iter().map(doubt).collect()
}

/// The doubtful words of a document, each with the lines that hold it. They are looked for once:
/// to look again for each word takes minutes for a thousand lines of them.
fn doubtful_words(document: &SourceDocument) -> BTreeMap<&str, BTreeSet<usize>> {
    let mut lines: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, line) in (1..).zip(&document.lines) {
        for word in Lexicon::get().doubtful(line) {
            lines.entry(word).or_default().insert(number);
        }
    }
    lines
}

/// The line of a passage that holds a word; its first where the word is broken.
fn line_of(lines: &BTreeMap<&str, BTreeSet<usize>>, passage: &Passage, word: &str) -> usize {
    let holding = lines.get(word);
    let within = |(first, last): &(usize, usize)| holding?.range(first..=last).next().copied();
    passage.lines.iter().find_map(within).unwrap_or(passage.first_line())
}

fn doubt((line, words): (usize, BTreeSet<&str>)) -> Remark {
    let words: Vec<&str> = words.into_iter().collect();
    Remark {
        rule: "text_is_restored",
        severity: Severity::Info,
        line,
        message: format!("these words stay as they were read: {}", words.join(", ")),
    }
}

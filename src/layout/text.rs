//! A line made ready for reading: markup taken off, cells or tokens parted.

use crate::lexicon::Lexicon;
use crate::source::{ColumnSeparator, SourceDocument, TextForm};
use crate::table::{Token, tail};

/// The lines of a document as layouts walk over them.
pub(super) struct Text<'a> {
    pub(super) form: TextForm,
    lines: Vec<String>,
    lexicon: &'a Lexicon,
}

/// A line as a row: its label, and what stands behind the label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The whole line, its cells joined by spaces.
    pub(super) whole: String,
    /// The first cell, or the words before the numbers.
    pub(super) label: String,
    /// What follows the label.
    pub(super) tail: Tail,
}

/// What follows the label of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tail {
    /// Cells parted by tabs; blank ones are empty.
    Cells(Vec<String>),
    /// Tokens whose columns are still to be found.
    Tokens(Vec<Token>),
}

impl Line {
    /// Whether something stands behind the label.
    pub(super) fn has_values(&self) -> bool {
        match &self.tail {
            Tail::Cells(cells) => cells.iter().any(|c| !c.is_empty()),
            Tail::Tokens(tokens) => !tokens.is_empty(),
        }
    }
}

impl<'a> Text<'a> {
    pub(super) fn new(document: &SourceDocument, lexicon: &'a Lexicon) -> Self {
        let lines = document.lines.iter().map(|l| without_markup(l)).collect();
        Self { form: document.manifest.text, lines, lexicon }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The text of a line, from 1, without markup.
    pub(super) fn raw(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|i| self.lines.get(i)).map_or("", String::as_str)
    }

    /// Whether a line says nothing: blank, or part of the page.
    pub(super) fn is_silent(&self, number: usize) -> bool {
        let text = self.raw(number).trim();
        text.is_empty() || self.lexicon.is_furniture(text)
    }

    /// The next line after `number` that says something.
    pub(super) fn next(&self, number: usize) -> Option<usize> {
        (number + 1..=self.len()).find(|n| !self.is_silent(*n))
    }

    /// A line as a row.
    pub(super) fn line(&self, number: usize) -> Line {
        let raw = self.raw(number);
        let whole = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.form.columns == ColumnSeparator::Tabs {
            let mut cells = raw.split('\t').map(|c| c.trim().to_owned());
            let label = cells.next().unwrap_or_default();
            return Line { whole, label, tail: Tail::Cells(cells.collect()) };
        }
        let tokens = self.tokens(&whole);
        let at = tail(&tokens);
        let label = tokens.get(..at).unwrap_or_default().iter().map(|t| t.printed.as_str());
        let label = label.collect::<Vec<_>>().join(" ");
        let tail = tokens.get(at..).unwrap_or_default().to_vec();
        Line { whole, label, tail: Tail::Tokens(tail) }
    }

    /// The tokens of a text; in optically read text with spoilt digits put right.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        let mend = |t: &str| match self.lexicon.mend_digit(t) {
            Some(meant) if self.form.optical => {
                Token { printed: t.to_owned(), read: meant.to_owned() }
            }
            _ => Token::plain(t),
        };
        text.split_whitespace().map(mend).collect()
    }
}

/// Takes `<b>`, `</p>` and their like off a line.
pub(super) fn without_markup(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((tag, behind)) if is_tag(tag) => rest = behind,
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.replace('\u{c}', " ")
}

fn is_tag(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    (1..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

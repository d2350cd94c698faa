//! Labels of rows and headings above tables.

use crate::lexicon::{Lexicon, distance};

/// What the part of a document under a heading is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What the council appropriated.
    Appropriations,
    /// An income statement or operating economy.
    IncomeStatement,
    /// Investments.
    Investments,
    /// Something without money tables.
    Other,
}

/// What a word in the upper left corner of a table says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    /// Key figures.
    KeyFigures,
    /// Indicators and outputs.
    Indicators,
    /// An ordinary statement.
    Statement,
}

impl Lexicon {
    /// The folded form of a text, for comparing names.
    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        self.folding.fold(text)
    }

    /// Whether two folded texts are one name; in optically read text a letter in eight may
    /// differ.
    #[must_use]
    pub fn same(a: &str, b: &str, optical: bool) -> bool {
        if a == b {
            return true;
        }
        if !optical {
            return false;
        }
        let (long, short) = (a.chars().count(), b.chars().count());
        let allowed = long.min(short) / 8;
        allowed > 0 && long.abs_diff(short) <= allowed && distance(a, b) <= allowed
    }

    /// The account a row label names in a context (`operating`, or a group of investments).
    #[must_use]
    pub fn account(&self, context: &str, label: &str, optical: bool) -> Option<&str> {
        let folded = self.fold(label);
        let key = (context.to_owned(), folded);
        if let Some(account) = self.accounts.get(&key) {
            return Some(account);
        }
        let mut near = self
            .accounts
            .iter()
            .filter(|((c, label), _)| c == context && Self::same(label, &key.1, optical));
        near.next().map(|(_, account)| account.as_str())
    }

    /// The section a heading opens; numbering and heading marks in front of it do not matter.
    #[must_use]
    pub fn section(&self, line: &str, optical: bool) -> Option<Section> {
        match self.heading("section", heading_text(line), optical)? {
            "appropriations" => Some(Section::Appropriations),
            "income_statement" => Some(Section::IncomeStatement),
            "investments" => Some(Section::Investments),
            _ => Some(Section::Other),
        }
    }

    /// The account context a heading inside a statement sets.
    #[must_use]
    pub fn group(&self, line: &str, optical: bool) -> Option<&str> {
        self.heading("group", line, optical)
    }

    /// What the corner of a table says of it.
    #[must_use]
    pub fn corner(&self, text: &str) -> Option<Corner> {
        match self.heading("corner", text, false)? {
            "key_figures" => Some(Corner::KeyFigures),
            "indicators" => Some(Corner::Indicators),
            _ => Some(Corner::Statement),
        }
    }

    /// Whether a label stands for the unit the table is about as a whole.
    #[must_use]
    pub fn is_total(&self, label: &str) -> bool {
        self.heading("total", label, false).is_some()
    }

    /// Whether a statement without units ends with this account.
    #[must_use]
    pub fn closes_statement(&self, account: &str) -> bool {
        self.heading("closing", account, false).is_some()
    }

    /// Whether a line belongs to the page and not to the text.
    #[must_use]
    pub fn is_furniture(&self, line: &str) -> bool {
        let line = line.trim();
        self.furniture.iter().any(|(kind, text)| match kind.as_str() {
            "prefix" => line.starts_with(text.as_str()),
            _ => is_date(line),
        })
    }

    fn heading(&self, kind: &str, text: &str, optical: bool) -> Option<&str> {
        let folded = self.fold(text);
        let mut near = self
            .headings
            .iter()
            .filter(|((k, known), _)| k == kind && Self::same(known, &folded, optical));
        near.next().map(|(_, meaning)| meaning.as_str())
    }
}

/// A heading without its marks and number: `## 9. Toimialan käyttötalous`.
fn heading_text(line: &str) -> &str {
    line.trim().trim_start_matches(|c: char| c == '#' || c == '.' || c.is_ascii_digit() || c == ' ')
}

/// `26.03.2025`, alone on its line.
fn is_date(line: &str) -> bool {
    let parts: Vec<&str> = line.split('.').collect();
    let digits = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits) && parts.last().is_some_and(|y| y.len() == 4)
}

//! Words of everything besides money: headings, headers of objectives, units of measure,
//! comparators, and the words that decide how broken lines join.

use crate::domain::{BindingLevel, Comparator, NarrativeKind, ObjectiveKind, OutcomeStatus};
use crate::lexicon::Lexicon;

/// A line of more bytes than this is no heading.
const LONGEST_HEADING: usize = 125;

/// What the text below a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Sentences of this kind.
    Narrative(NarrativeKind),
    /// Objectives.
    Objectives(ObjectiveKind, Option<BindingLevel>),
    /// Tasks of internal control.
    Control,
    /// A register of risks.
    Risks,
    /// Tables of figures and words on them.
    Figures,
}

/// What a cell of an objective, a task or a risk says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The objective, the task or the risk itself.
    Text,
    /// The theme or strategic goal.
    Theme,
    /// What is done.
    Action,
    /// How it is measured.
    Measure,
    /// Who answers for it and by when.
    Responsible,
    /// What came of it.
    Outcome,
    /// How far it has come, as stated.
    Status,
    /// Goals of sustainable development.
    Sdg,
    /// Likelihood of a risk.
    Likelihood,
    /// Impact of a risk.
    Impact,
    /// How a risk is controlled.
    Control,
    /// How far the control has come.
    ControlStatus,
}

/// What a header word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadWord {
    /// A column of objectives.
    Field(Field),
    /// The first column of internal control.
    Task,
    /// A header whose cells stand elsewhere.
    Other,
}

impl Lexicon {
    /// What a heading says of the text below it; numbers, marks and years do not matter.
    #[must_use]
    pub fn told(&self, line: &str, optical: bool) -> Option<Option<Told>> {
        let folded = self.fold(&heading_words(line));
        if line.contains('\t') || folded.is_empty() || line.len() > LONGEST_HEADING {
            return None;
        }
        let near = |known: &str, whole: bool| {
            let end = if whole { folded.len() } else { known.len().min(folded.len()) };
            folded.get(..end).is_some_and(|start| Self::same(start, known, optical))
        };
        let known = self.contents.iter().filter(|(kind, text, meaning)| {
            kind == "section" && near(text, meaning == "furniture" || !text.contains(' '))
        });
        let (_, _, meaning) = known.max_by_key(|(_, text, _)| text.len())?;
        Some(told(meaning))
    }

    /// What follows the words that begin a strategic goal.
    #[must_use]
    pub fn after<'a>(&self, kind: &str, line: &'a str) -> Option<&'a str> {
        let line = line.trim();
        let end = self
            .contents
            .iter()
            .filter(|(k, text, _)| k == kind && self.fold(line).starts_with(text.as_str()))
            .map(|(_, text, _)| text.chars().count())
            .max()?;
        let (at, _) = line.char_indices().nth(end)?;
        let rest = line.get(at..)?;
        rest.starts_with([' ', '\t', ':']).then(|| rest.trim_start_matches(':').trim())
    }

    /// What one header cell names.
    #[must_use]
    pub fn head_word(&self, text: &str) -> Option<HeadWord> {
        match self.content("column", text)? {
            "text" => Some(HeadWord::Field(Field::Text)),
            "task" => Some(HeadWord::Task),
            "header" => Some(HeadWord::Other),
            name => field(name).map(HeadWord::Field),
        }
    }

    /// The status a document states with these words.
    #[must_use]
    pub fn status(&self, text: &str) -> Option<OutcomeStatus> {
        self.content("status", text)?.parse().ok()
    }

    /// How a figure behind this word compares.
    #[must_use]
    pub fn comparator(&self, word: &str) -> Option<Comparator> {
        self.content("comparator", word)?.parse().ok()
    }

    /// The value of a number word, and the unit it implies: `kolmessa` 3, `puolet` 1 of `/2`.
    #[must_use]
    pub fn numeral(&self, word: &str) -> Option<(u32, Option<&str>)> {
        let word = word.to_lowercase();
        let (_, value, unit) = self.numerals.iter().find(|(known, ..)| *known == word)?;
        Some((*value, Some(unit.as_str()).filter(|u| !u.is_empty())))
    }

    /// Whether a word belongs to a kind of the content table.
    #[must_use]
    pub fn is_word(&self, kind: &str, word: &str) -> bool {
        self.content(kind, word).is_some()
    }

    /// Whether the end of one line and the beginning of the next are certainly one word: together
    /// they are a known word and the first part alone is none.
    #[must_use]
    pub fn joins(&self, left: &str, right: &str, optical: bool) -> bool {
        let mark = |c: char| !c.is_alphanumeric();
        let left = left.trim_start_matches(mark);
        let right = right.trim_end_matches(mark);
        let known = |word: &str| {
            self.words.contains(&word.to_lowercase())
                || optical && self.restore_word(word).is_some()
        };
        !left.is_empty()
            && !right.is_empty()
            && !left.ends_with(mark)
            && known(&format!("{left}{right}"))
            && !known(left)
    }

    /// Whether the first letter of a line is the last one of the word before it: with it that is a
    /// known word, and what is left is a conjunction.
    #[must_use]
    pub fn lost_its_end(&self, left: &str, right: &str) -> bool {
        let mut letters = right.chars();
        let known = |word: &str| self.restore_word(word).is_some();
        let whole = letters.next().map(|first| format!("{left}{first}"));
        whole.is_some_and(|whole| {
            self.is_word("conjunction", letters.as_str()) && known(&whole) && !known(left)
        })
    }

    /// What an indicator counts, as its name says.
    #[must_use]
    pub fn unit_of_measure(&self, name: &str) -> Option<&str> {
        let mut words = name.split_whitespace().map(|w| w.trim_matches(','));
        let first_small = |word: &str| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_lowercase().collect::<String>());
            first.unwrap_or_default() + letters.as_str()
        };
        let known = |word: &str| {
            let small = first_small(word);
            self.measures.iter().find(|(text, _)| text == word || *text == small)
        };
        words.find_map(known).map(|(_, unit)| unit.as_str())
    }

    fn content(&self, kind: &str, text: &str) -> Option<&str> {
        let folded = self.fold(text);
        let mut known = self.contents.iter().filter(|(k, t, _)| k == kind && *t == folded);
        known.next().map(|(_, _, meaning)| meaning.as_str())
    }
}

/// The field with this name, as annotations write it.
#[must_use]
pub fn field(name: &str) -> Option<Field> {
    Some(match name {
        "text" => Field::Text,
        "theme" => Field::Theme,
        "action" => Field::Action,
        "measure" => Field::Measure,
        "responsible" => Field::Responsible,
        "outcome" => Field::Outcome,
        "status" => Field::Status,
        "sdg" => Field::Sdg,
        "likelihood" => Field::Likelihood,
        "impact" => Field::Impact,
        "control" => Field::Control,
        "control_status" => Field::ControlStatus,
        _ => return None,
    })
}

fn told(meaning: &str) -> Option<Told> {
    let mut words = meaning.split(' ');
    match (words.next()?, words.next()) {
        ("narrative", Some(kind)) => kind.parse().ok().map(Told::Narrative),
        ("objectives", Some(kind)) => {
            let level = words.next().and_then(|l| l.parse().ok());
            kind.parse().ok().map(|kind| Told::Objectives(kind, level))
        }
        ("control", _) => Some(Told::Control),
        ("risks", _) => Some(Told::Risks),
        ("figures", _) => Some(Told::Figures),
        _ => None,
    }
}

/// A heading without marks, its number and years: `### 4. Vuoden 2024 tuottavuustoimenpiteet`.
fn heading_words(line: &str) -> String {
    let line = line.trim().trim_start_matches(['#', '*', '.', ' ']);
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    let year = |w: &str| w.chars().all(|c| c.is_ascii_digit() || c == '–' || c == '.');
    line.split_whitespace().filter(|w| !year(w)).collect::<Vec<_>>().join(" ")
}

//! What the reading of contents hands on: cells as the lines print them.

use crate::domain::{
    Assignment, BindingLevel, Indicator, NarrativeKind, ObjectiveKind, ResponsiblePerson,
};
use crate::layout::Remark;
use crate::lexicon::Field;

/// The contents of a document, before their words are joined and weighed.
#[derive(Debug, Default)]
pub struct ContentDraft {
    /// Objectives, tasks and risks, in the order of the text.
    pub items: Vec<Item>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Prose.
    pub narratives: Vec<DraftNarrative>,
    /// Who answers for what.
    pub persons: Vec<ResponsiblePerson>,
    /// What the reading noticed.
    pub remarks: Vec<Remark>,
    /// Lines that say something and that nothing took.
    pub unread: Vec<(usize, String)>,
    /// Ids of units and the names under which headings print them.
    pub printed_names: Vec<(String, String)>,
}

impl ContentDraft {
    /// Notes under which name a heading prints a unit.
    pub(super) fn name(&mut self, unit_id: String, printed: &str) {
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        self.printed_names.push((unit_id, printed));
    }
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An objective.
    Objective(ObjectiveKind, Option<BindingLevel>),
    /// A task of internal control.
    Control,
    /// A risk.
    Risk,
}

/// An objective, a task or a risk.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub form: Form,
    /// Id of its unit.
    pub unit_id: String,
    /// The line on which it begins.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub field: Field,
    /// Its text, piece by piece.
    pub pieces: Vec<Piece>,
    /// How its lines were found.
    pub assignment: Assignment,
}

/// A stretch of text on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The line, from 1.
    pub line: usize,
    /// The text, without markup and superfluous spaces.
    pub text: String,
}

/// A section of prose.
#[derive(Debug, Clone)]
pub struct DraftNarrative {
    /// Id of its unit.
    pub unit_id: String,
    /// What it is about.
    pub kind: NarrativeKind,
    /// The heading above it.
    pub heading: Option<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Piece>>,
}

impl Cell {
    /// A cell placed by layout.
    pub(super) fn new(field: Field, pieces: Vec<Piece>) -> Self {
        Self { field, pieces, assignment: Assignment::ByLayout }
    }
}

impl Piece {
    /// The text of a line or of a part of it, without markup.
    pub(super) fn new(line: usize, text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("\\*", "*");
        Self { line, text }
    }
}

//! What a document says in sentences, and whom it names as responsible.

use crate::domain::{Passage, codes};

/// What a piece of text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NarrativeKind {
    /// Purpose and environment of a unit.
    Purpose,
    /// What the work centres on.
    Focus,
    /// How the budget came out and how overruns are prevented.
    BudgetExecution,
    /// What a service area does.
    Description,
    /// Words on the figures beside them.
    Comment,
    /// A note below a table.
    TableNote,
    /// Anything else.
    Other,
}

codes!(NarrativeKind {
    Purpose => "purpose",
    Focus => "focus",
    BudgetExecution => "budget_execution",
    Description => "description",
    Comment => "comment",
    TableNote => "table_note",
    Other => "other",
});

/// A section of text of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// `<document>.n<first line>`.
    pub id: String,
    /// Id of the unit.
    pub unit_id: String,
    /// What it is about.
    pub kind: NarrativeKind,
    /// The heading above it, as printed.
    pub heading: Option<String>,
    /// The text; paragraphs parted by an empty line.
    pub text: Passage,
}

/// Who answers for a unit, as the document names them in their public function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsiblePerson {
    /// Id of the unit.
    pub unit_id: String,
    /// Name or office as printed.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
}

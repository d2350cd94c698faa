//! What one import brings: reference facts and, per document, everything read from it.

use crate::domain::{
    Account, BudgetLine, CellKind, Document, Finding, Function, Indicator, InternalControlTask,
    Municipality, Narrative, Objective, PriceIndex, Reform, ResponsiblePerson, Risk, Sdg, Table,
    TableKind, Unit,
};

/// Everything an import stores, in one piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Municipalities with their population.
    pub municipalities: Vec<Municipality>,
    /// The account tree, in statement order.
    pub accounts: Vec<Account>,
    /// The functions of government, by code.
    pub functions: Vec<Function>,
    /// Price levels, by year.
    pub price_index: Vec<PriceIndex>,
    /// Reforms, by day.
    pub reforms: Vec<Reform>,
    /// The goals of sustainable development, by number.
    pub sdgs: Vec<Sdg>,
    /// Units, parents before children.
    pub units: Vec<Unit>,
    /// Documents with what was read from them.
    pub documents: Vec<DocumentFacts>,
}

/// A document with everything read from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFacts {
    /// The document and its text.
    pub document: Document,
    /// Its tables as printed.
    pub tables: Vec<Table>,
    /// Its budget lines.
    pub budget_lines: Vec<BudgetLine>,
    /// What it says besides.
    pub contents: Contents,
    /// What reading found.
    pub findings: Vec<Finding>,
    /// Lines inside table sections that are not blank and that no table took: number, text.
    pub unread_lines: Vec<(usize, String)>,
}

/// What a document says besides its budget lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Objectives with actions, measures and outcomes.
    pub objectives: Vec<Objective>,
    /// The risk register.
    pub risks: Vec<Risk>,
    /// Tasks of internal control.
    pub internal_control: Vec<InternalControlTask>,
    /// Key figures and outputs.
    pub indicators: Vec<Indicator>,
    /// Sections of text.
    pub narratives: Vec<Narrative>,
    /// Who answers for what.
    pub responsible_persons: Vec<ResponsiblePerson>,
    /// Lines that say something and that no table and none of the above took: number, text.
    pub unread_lines: Vec<(usize, String)>,
}

/// The count of what was read from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingReport {
    /// Document id.
    pub document_id: String,
    /// Lines of text.
    pub lines: usize,
    /// Tables.
    pub tables: usize,
    /// Printed cells of the money tables.
    pub money_cells: usize,
    /// Cells the text lost and whose place arithmetic knows.
    pub dropped_cells: usize,
    /// Printed cells of the key-figure tables.
    pub key_figure_cells: usize,
    /// Budget lines.
    pub budget_lines: usize,
    /// Findings.
    pub findings: usize,
    /// Lines inside table sections that no table took.
    pub unread_lines: usize,
    /// What the document says besides its budget lines.
    pub contents: ContentReport,
}

/// The count of what was read besides budget lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentReport {
    /// Objectives.
    pub objectives: usize,
    /// Risks.
    pub risks: usize,
    /// Tasks of internal control.
    pub internal_control: usize,
    /// Indicators.
    pub indicators: usize,
    /// Values of indicators.
    pub indicator_values: usize,
    /// Sections of text.
    pub narratives: usize,
    /// Responsible persons.
    pub responsible_persons: usize,
    /// Lines that say something and that neither a table nor a content took.
    pub unread_lines: usize,
}

impl Contents {
    /// Counts what was read.
    #[must_use]
    pub fn report(&self) -> ContentReport {
        ContentReport {
            objectives: self.objectives.len(),
            risks: self.risks.len(),
            internal_control: self.internal_control.len(),
            indicators: self.indicators.len(),
            indicator_values: self.indicators.iter().map(|i| i.values.len()).sum(),
            narratives: self.narratives.len(),
            responsible_persons: self.responsible_persons.len(),
            unread_lines: self.unread_lines.len(),
        }
    }
}

impl DocumentFacts {
    /// Counts what was read.
    #[must_use]
    pub fn report(&self) -> ReadingReport {
        let printed = |money: bool| {
            self.tables
                .iter()
                .filter(|t| (t.kind != TableKind::KeyFigures) == money)
                .map(Table::printed_cells)
                .sum()
        };
        let cells = self.tables.iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells);
        ReadingReport {
            document_id: self.document.id.clone(),
            lines: self.document.lines.len(),
            tables: self.tables.len(),
            money_cells: printed(true),
            dropped_cells: cells.filter(|c| c.kind == CellKind::Dropped).count(),
            key_figure_cells: printed(false),
            budget_lines: self.budget_lines.len(),
            findings: self.findings.len(),
            unread_lines: self.unread_lines.len(),
            contents: self.contents.report(),
        }
    }
}

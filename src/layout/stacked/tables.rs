//! The tables of a stacked document as they are opened, filled and handed on.

use crate::domain::{ColumnRole, Row, Severity, Table, TableKind};
use crate::layout::draft::DraftTable;
use crate::layout::header::Header;
use crate::layout::runs;
use crate::layout::stacked::Walk;
use crate::layout::text::{Line, Tail};
use crate::lexicon::{Corner, Lexicon, Section};

/// A table being read.
pub(super) struct Open {
    pub(super) draft: DraftTable,
    pub(super) corner: Option<Corner>,
    /// Account context of its labels.
    pub(super) group: String,
    /// The unit its rows are about, once a heading named one.
    pub(super) unit: Option<String>,
}

impl Open {
    pub(super) fn is_amendments(&self) -> bool {
        self.draft.table.columns.iter().any(|c| matches!(c.role, ColumnRole::Account { .. }))
    }

    pub(super) fn is_key_figures(&self) -> bool {
        self.corner == Some(Corner::KeyFigures)
    }

    /// Whether a whole statement without unit headings has been read.
    pub(super) fn is_complete(&self) -> bool {
        let last = self.draft.table.rows.last().and_then(|r| r.account.as_deref());
        self.unit.is_none() && last.is_some_and(|account| Lexicon::get().closes_statement(account))
    }
}

impl Walk<'_> {
    /// A header: a new table, the same one going on after a page break, or one printed in the
    /// midst of another.
    pub(super) fn begin(&mut self, number: usize, header: Header) {
        self.carried = None;
        if header.corner == Some(Corner::Indicators) {
            self.close();
            self.section = Some(Section::Other);
            return;
        }
        let lines = number..=header.last_line;
        if let Some(open) = &self.open {
            let same = open.draft.table.columns == header.columns && open.corner == header.corner;
            if same && !(open.is_complete() && self.names_unit_next(header.last_line)) {
                self.draft.taken.extend(lines);
                return;
            }
            if header.corner == Some(Corner::KeyFigures) && !open.is_complete() {
                self.outer = self.open.take();
            }
        }
        if self.outer.is_none() {
            self.close();
        }
        for column in header.columns.iter().filter(|c| c.role == ColumnRole::Unknown) {
            let message = format!(
                "the column header \"{}\" is not known; its cells are kept as text",
                column.label
            );
            self.draft.remark("header_is_known", Severity::Warning, number, message);
        }
        self.draft.taken.extend(lines);
        self.open = Some(Open {
            corner: header.corner,
            group: "operating".to_owned(),
            unit: None,
            draft: DraftTable {
                table: Table {
                    id: format!("{}.t{number}", self.manifest.id),
                    kind: TableKind::IncomeStatement,
                    title: header.title,
                    first_line: number,
                    last_line: header.last_line,
                    scale: 1,
                    columns: header.columns,
                    rows: Vec::new(),
                },
                choices: Vec::new(),
            },
        });
    }

    /// Takes a row into the open table.
    pub(super) fn push(
        &mut self,
        number: usize,
        line: Line,
        unit: Option<String>,
        account: Option<String>,
    ) -> bool {
        let Some(open) = &mut self.open else {
            return false;
        };
        let index = open.draft.table.rows.len();
        let mut choice = match &line.tail {
            Tail::Cells(cells) => runs::of_cells(index, number, cells),
            Tail::Tokens(tokens) if open.is_key_figures() => {
                runs::of_figures(index, number, tokens, &open.draft.table.columns)
            }
            Tail::Tokens(tokens) => {
                runs::of_tokens(index, number, tokens, &open.draft.table.columns)
            }
        };
        runs::fit_columns(&mut open.draft.table.columns, &mut choice, number, &mut self.draft);
        if let Tail::Cells(cells) = &line.tail
            && cells.len() < open.draft.table.columns.len()
        {
            let message = format!(
                "the row has {} cells where its table has {} columns",
                cells.len(),
                open.draft.table.columns.len()
            );
            self.draft.remark("row_fills_its_columns", Severity::Warning, number, message);
        }
        let unit = unit.or_else(|| open.unit.clone()).unwrap_or_else(|| self.scope.clone());
        open.draft.table.rows.push(Row {
            line: number,
            label: line.label,
            unit_id: Some(unit),
            account,
            cells: Vec::new(),
        });
        open.draft.table.last_line = number;
        open.draft.choices.push(choice);
        self.draft.taken.insert(number);
        true
    }

    /// Hands the open table, and the one around it, on.
    pub(super) fn close(&mut self) {
        for mut open in self.open.take().into_iter().chain(self.outer.take()) {
            open.draft.table.kind = match self.section {
                _ if open.is_amendments() => TableKind::Amendments,
                _ if open.is_key_figures() => TableKind::KeyFigures,
                _ if open.unit.is_some() => TableKind::Units,
                Some(Section::Appropriations) => TableKind::Appropriations,
                _ => TableKind::IncomeStatement,
            };
            if open.draft.table.rows.is_empty() {
                let first = open.draft.table.first_line;
                let message = "a table header without rows below it".to_owned();
                self.draft.remark("table_has_rows", Severity::Warning, first, message);
            } else {
                self.draft.tables.push(open.draft);
            }
        }
        self.draft.tables.sort_by_key(|t| t.table.first_line);
    }
}

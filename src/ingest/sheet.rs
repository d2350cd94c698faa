//! All cells of a document at one place. The readings that a cell may have stand in `selection`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Cell, Cents, ColumnRole, Period, Scenario, Table};
use crate::ingest::relations::Orientation;
use crate::ingest::selection::{Content, Selection};
use crate::layout::DraftTable;
use crate::source::SourceDocument;

/// Where a cell stands: table, row, column, all from 0.
pub(super) type Slot = (usize, usize, usize);

/// What a cell states: the same quantity may be printed in several places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quantity {
    pub(super) unit: String,
    pub(super) account: String,
    pub(super) measure: Measure,
}

/// The kind of amount in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// Amounts of a scenario in a period.
    Amount(Scenario, i32, Period),
    /// The difference of two columns.
    Variance,
}

/// The cells of a document.
pub(super) struct Sheet<'a> {
    pub(super) document: &'a SourceDocument,
    pub(super) tables: Vec<Table>,
    /// The choices of all tables, each with the reading taken.
    pub(super) choices: Vec<Selection>,
    /// How many relations stand behind each restored value.
    pub(super) support: BTreeMap<Slot, usize>,
    /// The names of units, by id.
    pub(super) names: BTreeMap<String, String>,
    /// How amendment tables print signs.
    pub(super) orientations: Vec<Orientation>,
    /// Columns whose amounts are not rounded, by table.
    pub(super) exact: BTreeSet<(usize, usize)>,
    cells: Cells,
}

impl<'a> Sheet<'a> {
    /// Takes the drafted tables over, each choice with its likeliest reading.
    pub(super) fn new(drafts: &mut Vec<DraftTable>, document: &'a SourceDocument) -> Self {
        let mut sheet = Self {
            document,
            tables: Vec::new(),
            choices: Vec::new(),
            support: BTreeMap::new(),
            names: BTreeMap::new(),
            orientations: Vec::new(),
            exact: BTreeSet::new(),
            cells: Vec::new(),
        };
        for (t, draft) in drafts.drain(..).enumerate() {
            let (rows, columns) = (draft.table.rows.len(), draft.table.columns.len());
            sheet.cells.push(vec![vec![None; columns]; rows]);
            sheet.tables.push(draft.table);
            let optical = document.manifest.text.optical;
            let selections = draft.choices.into_iter().map(|c| Selection::new(t, &c, optical));
            sheet.choices.extend(selections);
        }
        for choice in 0..sheet.choices.len() {
            sheet.take(choice, 0);
        }
        sheet
    }

    /// The content of a slot.
    pub(super) fn content(&self, (t, r, c): Slot) -> Option<&Content> {
        self.cells.get(t)?.get(r)?.get(c)?.as_ref()
    }

    /// Sets what the relations imply for a slot.
    pub(super) fn imply(&mut self, slot: Slot, value: Option<Cents>) {
        if let Some(Some(content)) = place(&mut self.cells, slot) {
            content.implied = value;
        }
    }

    /// Takes one reading of a choice, in place of the one taken before.
    pub(super) fn take(&mut self, choice: usize, reading: usize) {
        let Some(selection) = self.choices.get_mut(choice) else {
            return;
        };
        let before = selection.take(reading);
        for (slot, _) in selection.cells(before) {
            if let Some(cell) = place(&mut self.cells, *slot) {
                *cell = None;
            }
        }
        for (slot, content) in selection.cells(reading) {
            if let Some(cell) = place(&mut self.cells, *slot) {
                *cell = Some(content.clone());
            }
        }
    }

    /// Marks the places where the text lost a value.
    pub(super) fn mark_dropped(&mut self) {
        let places: Vec<Slot> =
            self.choices.iter().flat_map(Selection::may_be_dropped).copied().collect();
        for slot in places {
            let line =
                self.tables.get(slot.0).and_then(|t| t.rows.get(slot.1)).map_or(0, |r| r.line);
            if let Some(cell @ None) = place(&mut self.cells, slot) {
                *cell = Some(Content::dropped(line));
            }
        }
    }

    /// All slots of money tables, in the order of the text.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let money = |t: &Table| super::holds_money(t.kind);
        self.slots_of(&money)
    }

    /// All slots, those of key figures too.
    pub(super) fn all_slots(&self) -> Vec<Slot> {
        self.slots_of(&|_| true)
    }

    fn slots_of(&self, wanted: &dyn Fn(&Table) -> bool) -> Vec<Slot> {
        let mut slots = Vec::new();
        let tables = self.tables.iter().enumerate();
        for (t, table) in tables.filter(|(_, t)| wanted(t)) {
            for r in 0..table.rows.len() {
                slots.extend((0..table.columns.len()).map(|c| (t, r, c)));
            }
        }
        slots
    }

    /// The quantity a slot states; none for percentages and unknown labels. A column that states
    /// two scenarios counts under the first.
    pub(super) fn quantity(&self, (t, r, c): Slot) -> Option<Quantity> {
        let table = self.tables.get(t)?;
        let row = table.rows.get(r)?;
        let (account, measure) = match &table.columns.get(c)?.role {
            ColumnRole::Amount { scenarios, fiscal_year, period } => {
                (row.account.clone()?, Measure::Amount(*scenarios.first()?, *fiscal_year, *period))
            }
            ColumnRole::Account { account } => {
                let year = self.document.manifest.fiscal_year;
                let measure =
                    Measure::Amount(Scenario::ProposedAmendment, year, Period::year(year)?);
                (account.clone(), measure)
            }
            ColumnRole::Variance { .. } => (row.account.clone()?, Measure::Variance),
            _ => return None,
        };
        Some(Quantity { unit: row.unit_id.clone()?, account, measure })
    }

    /// Euros in one unit of a slot's amount; 1 for percentages.
    pub(super) fn scale(&self, (t, _, c): Slot) -> i64 {
        let Some(table) = self.tables.get(t) else {
            return 1;
        };
        match table.columns.get(c).map(|c| &c.role) {
            Some(ColumnRole::ExecutionPercent { .. } | ColumnRole::ChangePercent { .. }) => 1,
            _ => table.scale,
        }
    }

    /// Whether a slot's table prints its amount with the other sign than budget lines have.
    pub(super) fn is_turned(&self, slot: Slot) -> bool {
        let of_table = self.orientations.iter().find(|o| o.table == slot.0);
        let account = || Some(self.quantity(slot)?.account);
        of_table.is_some_and(|o| account().is_some_and(|account| o.turns(&account)))
    }

    /// Whether a slot's amount is rounded to the unit of its table.
    pub(super) fn is_rounded(&self, (t, _, c): Slot) -> bool {
        !self.exact.contains(&(t, c))
    }

    /// Whether a slot holds a percentage.
    pub(super) fn is_percent(&self, (t, r, c): Slot) -> bool {
        let Some(table) = self.tables.get(t) else {
            return false;
        };
        let role = table.columns.get(c).map(|c| &c.role);
        let label = table.rows.get(r).map_or("", |r| r.label.as_str());
        matches!(role, Some(ColumnRole::ExecutionPercent { .. } | ColumnRole::ChangePercent { .. }))
            || !super::holds_money(table.kind) && label.contains('%')
    }

    /// The id of the cell at a slot.
    pub(super) fn cell_id(&self, (t, r, c): Slot) -> String {
        let line = self.tables.get(t).and_then(|t| t.rows.get(r)).map_or(0, |r| r.line);
        Table::cell_id(&self.document.manifest.id, line, c + 1)
    }

    /// The tables with their cells.
    pub(super) fn into_tables(self) -> Vec<Table> {
        let mut tables = self.tables;
        for (table, rows) in tables.iter_mut().zip(self.cells) {
            for (row, cells) in table.rows.iter_mut().zip(rows) {
                let present =
                    cells.into_iter().enumerate().filter_map(|(c, cell)| Some((c, cell?)));
                row.cells = present
                    .map(|(c, cell)| Cell {
                        column: c + 1,
                        line: cell.line,
                        printed: cell.printed.to_string(),
                        kind: cell.kind,
                        value: cell.value,
                        assignment: cell.assignment,
                    })
                    .collect();
            }
        }
        tables
    }
}

type Cells = Vec<Vec<Vec<Option<Content>>>>;

fn place(cells: &mut Cells, (t, r, c): Slot) -> Option<&mut Option<Content>> {
    cells.get_mut(t)?.get_mut(r)?.get_mut(c)
}

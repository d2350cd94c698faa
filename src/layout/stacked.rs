//! Documents whose tables stand row by row: a header, then headings and account rows below one
//! another, statements of many units stacked in one table. Columns are parted by tabs or by
//! single spaces.

use crate::domain::{ColumnRole, Row, Severity, Table, TableKind, Unit, UnitKind};
use crate::layout::draft::{Draft, DraftTable};
use crate::layout::header::{self, Header};
use crate::layout::places::{Places, slug};
use crate::layout::runs;
use crate::layout::text::{Line, Tail, Text};
use crate::lexicon::{Corner, Lexicon, Section};
use crate::source::{ColumnSeparator, Manifest, SourceDocument};
use crate::table::looks_numeric;

/// A line longer than this without cells is prose and ends a table.
const PROSE: usize = 60;

/// Reads a document of this form.
pub(super) fn read(document: &SourceDocument, units: &[Unit]) -> Draft {
    let lexicon = Lexicon::get();
    let manifest = &document.manifest;
    let mut walk = Walk {
        text: Text::new(document, lexicon),
        lexicon,
        places: Places::new(units, lexicon, manifest.text.optical),
        manifest,
        draft: Draft::default(),
        scope: manifest.unit.clone(),
        section: None,
        open: None,
        outer: None,
        carried: None,
    };
    let mut number = 1;
    while number <= walk.text.len() {
        number = walk.step(number);
    }
    walk.close();
    walk.draft
}

struct Walk<'a> {
    text: Text<'a>,
    lexicon: &'a Lexicon,
    places: Places<'a>,
    manifest: &'a Manifest,
    draft: Draft,
    /// The unit the text speaks of.
    scope: String,
    section: Option<Section>,
    /// The table being read.
    open: Option<Open>,
    /// A table in whose midst another one is printed.
    outer: Option<Open>,
    /// The beginning of a label that goes on in the next line.
    carried: Option<String>,
}

/// A table being read.
struct Open {
    draft: DraftTable,
    corner: Option<Corner>,
    /// Account context of its labels.
    group: String,
    /// The unit its rows are about, once a heading named one.
    unit: Option<String>,
}

impl Open {
    fn is_amendments(&self) -> bool {
        self.draft.table.columns.iter().any(|c| matches!(c.role, ColumnRole::Account { .. }))
    }

    fn is_key_figures(&self) -> bool {
        self.corner == Some(Corner::KeyFigures)
    }

    /// Whether a whole statement without unit headings has been read.
    fn is_complete(&self) -> bool {
        let last = self.draft.table.rows.last().and_then(|r| r.account.as_deref());
        self.unit.is_none() && last == Some("operating_margin")
    }
}

impl Walk<'_> {
    /// Reads one line; returns the number of the next one to read.
    fn step(&mut self, number: usize) -> usize {
        if self.text.is_silent(number) {
            return number + 1;
        }
        if let Some(header) = header::at(&self.text, self.lexicon, self.manifest, number) {
            let next = header.last_line + 1;
            self.begin(number, header);
            return next;
        }
        if self.open.is_none() || !self.row(number) {
            self.outside(number);
        }
        number + 1
    }

    /// A line outside of tables: a heading may say what follows.
    fn outside(&mut self, number: usize) {
        let line = self.text.raw(number);
        if let Some(section) = self.lexicon.section(line, self.text.form.optical) {
            self.section = Some(section);
        }
        if let Some(unit) = self.places.heading(line, &self.manifest.unit) {
            self.scope.clone_from(&unit.id);
            self.draft.name(&unit.id, line.trim().trim_start_matches('#'));
        }
    }

    /// A header: a new table, the same one going on after a page break, or one printed in the
    /// midst of another.
    fn begin(&mut self, number: usize, header: Header) {
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

    fn names_unit_next(&self, number: usize) -> bool {
        self.text.next(number).is_some_and(|n| self.account(&self.text.line(n).label).is_none())
    }

    fn account(&self, label: &str) -> Option<String> {
        let group = self.open.as_ref().map_or("operating", |o| o.group.as_str());
        self.lexicon.account(group, label, self.text.form.optical).map(str::to_owned)
    }

    /// Whether the next line that says something is a row of an account.
    fn account_row_follows(&self, number: usize) -> bool {
        self.text.next(number).is_some_and(|n| {
            let line = self.text.line(n);
            line.has_values() && self.account(&line.label).is_some()
        })
    }

    /// A line inside a table; returns whether the table took it or suffers it.
    fn row(&mut self, number: usize) -> bool {
        let Some(open) = &self.open else { return false };
        let mut line = self.text.line(number);
        if let Some(begun) = self.carried.take() {
            line.label = format!("{begun} {}", line.label);
        }
        let values = line.has_values();
        if open.is_amendments() {
            return if values { self.amendment(number, line) } else { self.end() };
        }
        let account = self.account(&line.label);
        if open.is_key_figures() {
            return self.key_figure(number, line, account.as_deref());
        }
        match account {
            Some(account) if values => self.push(number, line, None, Some(account)),
            Some(_) => {
                self.draft.taken.insert(number);
                true
            }
            None if self.heading(number, &line) => true,
            None if values && is_unknown_row(&line) => {
                let message = format!(
                    "the row label \"{}\" is not known; its cells are kept without an account",
                    line.label
                );
                self.draft.remark("label_is_known", Severity::Warning, number, message);
                self.push(number, line, None, None)
            }
            None if self.ends_table(&line) => self.end(),
            None => true,
        }
    }

    /// A line that names the unit or the group of the rows below it, or begins a label.
    fn heading(&mut self, number: usize, line: &Line) -> bool {
        if let Some(group) = self.lexicon.group(&line.whole, false).map(str::to_owned) {
            if let Some(open) = &mut self.open {
                open.group = group;
            }
            self.draft.taken.insert(number);
            return true;
        }
        let tabbed = self.text.form.columns == ColumnSeparator::Tabs;
        if tabbed && line.has_values() {
            return false;
        }
        if self.account_row_follows(number) {
            let unit = self.unit(&line.whole, number);
            if let Some(open) = &mut self.open {
                open.unit = Some(unit);
            }
            self.draft.taken.insert(number);
            return true;
        }
        let next = self.text.next(number).map(|n| self.text.line(n));
        let joined = next
            .filter(|_| !tabbed && !line.has_values())
            .map(|n| format!("{} {}", line.label, n.label));
        if joined.is_some_and(|label| self.account(&label).is_some()) {
            self.carried = Some(line.label.clone());
            self.draft.taken.insert(number);
            return true;
        }
        false
    }

    /// The unit a label names; a name that is not in the unit table makes a unit of its own.
    fn unit(&mut self, label: &str, number: usize) -> String {
        if self.lexicon.is_total(label) {
            return self.scope.clone();
        }
        if let Some(unit) = self.places.row(label, &self.scope) {
            self.draft.name(&unit.id, label);
            return unit.id.clone();
        }
        let id = format!("{}.{}", self.scope, slug(label));
        if !self.draft.new_units.iter().any(|u| u.id == id) {
            let message = format!(
                "\"{label}\" is not in the unit table of the municipality; it is kept as a unit of its own under {}",
                self.scope
            );
            self.draft.remark("unit_is_known", Severity::Warning, number, message);
            self.draft.new_units.push(Unit {
                id: id.clone(),
                parent_id: Some(self.scope.clone()),
                municipality_code: self.manifest.municipality.clone(),
                kind: UnitKind::CostUnit,
                code: None,
                name: label.to_owned(),
                position: i32::try_from(number).unwrap_or(i32::MAX),
                printed_names: Vec::new(),
            });
        }
        self.draft.name(&id, label);
        id
    }

    fn amendment(&mut self, number: usize, line: Line) -> bool {
        if !is_unknown_row(&line) {
            return self.end();
        }
        let unit = self.unit(&line.label, number);
        self.push(number, line, Some(unit), None)
    }

    fn key_figure(&mut self, number: usize, line: Line, account: Option<&str>) -> bool {
        if account.is_some() && self.outer.is_some() {
            let outer = self.outer.take();
            self.close();
            self.open = outer;
            return self.row(number);
        }
        if line.has_values() && is_unknown_row(&line) {
            return self.push(number, line, None, None);
        }
        let spaced = self.text.form.columns == ColumnSeparator::Spaces;
        if spaced && self.text.next(number).is_some_and(|n| self.text.line(n).has_values()) {
            self.carried = Some(line.label);
            self.draft.taken.insert(number);
            return true;
        }
        self.end()
    }

    fn ends_table(&self, line: &Line) -> bool {
        self.lexicon.section(&line.whole, self.text.form.optical).is_some()
            || self.places.heading(&line.whole, &self.manifest.unit).is_some()
            || is_numbered_heading(&line.whole)
            || line.has_values()
            || line.whole.chars().count() > PROSE
    }

    /// Takes a row into the open table.
    fn push(
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
        let choice = match &line.tail {
            Tail::Cells(cells) => runs::of_cells(index, number, cells),
            Tail::Tokens(tokens) if open.is_key_figures() => {
                runs::of_figures(index, number, tokens, &open.draft.table.columns)
            }
            Tail::Tokens(tokens) => {
                runs::of_tokens(index, number, tokens, &open.draft.table.columns)
            }
        };
        runs::fit_columns(&mut open.draft.table.columns, &choice, number, &mut self.draft);
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

    /// Ends the open table before a line that does not belong to it.
    fn end(&mut self) -> bool {
        self.close();
        false
    }

    /// Hands the open table, and the one around it, on.
    fn close(&mut self) {
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

/// Whether a line with an unknown label is yet a row: short, and with a number in it.
fn is_unknown_row(line: &Line) -> bool {
    let numeric = match &line.tail {
        Tail::Cells(cells) => cells.iter().any(|c| looks_numeric(c)),
        Tail::Tokens(tokens) => tokens.iter().any(|t| looks_numeric(&t.read)),
    };
    numeric && line.label.chars().count() <= PROSE && !is_numbered_heading(&line.whole)
}

/// `10. Something` or `## Something`.
fn is_numbered_heading(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    line.starts_with('#')
        || (1..=2).contains(&digits) && line.get(digits..).is_some_and(|r| r.starts_with(". "))
}

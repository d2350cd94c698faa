//! Documents whose tables stand row by row: a header, then headings and account rows below one
//! another, statements of many units stacked in one table. Columns are parted by tabs or by
//! single spaces.

mod tables;

use crate::domain::{Severity, Unit, UnitKind};
use crate::layout::draft::Draft;
use crate::layout::header::{self};
use crate::layout::places::{Places, slug};
use crate::layout::stacked::tables::Open;
use crate::layout::text::{Line, Tail, Text};
use crate::lexicon::{Lexicon, Section};
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
                function: None,
                fit: None,
                scope: None,
                same_as: None,
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

    /// Ends the open table before a line that does not belong to it.
    fn end(&mut self) -> bool {
        self.close();
        false
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

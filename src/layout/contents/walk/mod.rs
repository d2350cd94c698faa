//! The walk over the lines of a document: where each one belongs, and which of them are headings.
//!
//! What the lines below a heading say stands in `body`.

mod body;

use std::collections::BTreeSet;

use crate::domain::{ResponsiblePerson, Table, TableKind, Unit};
use crate::layout::contents::columns::Column;
use crate::layout::contents::draft::{ContentDraft, Form, Piece};
use crate::layout::contents::prose::Prose;
use crate::layout::contents::{annotated, indicators, rows};
use crate::layout::header;
use crate::layout::places::Places;
use crate::layout::text::Text;
use crate::lexicon::{Corner, Lexicon, Told};
use crate::source::{ColumnSeparator, SourceDocument};

/// A heading of more letters than this goes on in the next line.
const WRAPPED: usize = 50;

pub(super) fn read(
    document: &SourceDocument,
    units: &[Unit],
    tables: &[Table],
    taken: &BTreeSet<usize>,
) -> ContentDraft {
    let lexicon = Lexicon::get();
    let manifest = &document.manifest;
    let mut walk = Walk {
        document,
        lexicon,
        text: Text::new(document, lexicon),
        places: Places::new(units, lexicon, manifest.text.optical),
        tables,
        taken,
        annotated: annotated::lines(&document.annotations),
        draft: ContentDraft::default(),
        unit: manifest.unit.clone(),
        area: None,
        told: None,
        heading: None,
        theme: None,
        table: Open::None,
        block: 0,
        prose: Prose::default(),
        before_text: true,
    };
    let mut number = 1;
    while number <= walk.text.len() {
        number = walk.step(number) + 1;
    }
    walk.close();
    let mut draft = walk.draft;
    annotated::place(&document.annotations, &walk.text, &mut draft.items);
    draft.remarks.extend(annotated::doubts(&document.annotations, &walk.text));
    draft.narratives = walk.prose.finish();
    draft
}

/// The table being read.
enum Open {
    None,
    Rows(rows::Open),
    Column(Column),
    Indicators(indicators::Open),
}

struct Walk<'a> {
    document: &'a SourceDocument,
    lexicon: &'a Lexicon,
    text: Text<'a>,
    places: Places<'a>,
    tables: &'a [Table],
    taken: &'a BTreeSet<usize>,
    annotated: BTreeSet<usize>,
    draft: ContentDraft,
    unit: String,
    /// The unit below it that a line names for what follows.
    area: Option<String>,
    told: Option<Told>,
    heading: Option<String>,
    theme: Option<Piece>,
    table: Open,
    /// Where the objectives of the block begin.
    block: usize,
    prose: Prose,
    /// Whether nothing but the title has been met.
    before_text: bool,
}

impl Walk<'_> {
    /// Reads a line; returns the last line read.
    fn step(&mut self, number: usize) -> usize {
        let line = self.text.raw(number).trim().to_owned();
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.text.is_silent(number)
            || self.lexicon.is_word("furniture", &words)
            || self.text.form.optical && self.lexicon.corner(&words).is_some()
        {
            self.prose.pause();
            return number;
        }
        if self.annotated.contains(&number) {
            self.begin_annotated(number);
        } else if let Some(last) = self.known_heading(number, &line) {
            return last;
        } else if self.of_money(number) || self.names(number, &line) || self.header(number, &line) {
        } else {
            self.body(number);
        }
        number
    }

    fn begin_annotated(&mut self, number: usize) {
        let form = match annotated::begins(&self.document.annotations, number) {
            Some("risk") => Form::Risk,
            Some(_) => match self.told {
                Some(Told::Objectives(kind, level)) => Form::Objective(kind, level),
                _ => return,
            },
            None => return,
        };
        self.prose.end(false);
        let item = rows::item(form, self.unit.clone(), number, self.theme.clone());
        self.draft.items.push(item);
    }

    /// A heading that is known, or the name of a unit.
    fn known_heading(&mut self, number: usize, line: &str) -> Option<usize> {
        if let Some(told) = self.lexicon.told(line, self.text.form.optical) {
            self.begin_section(told, line);
            let theme = line.split_once(" – ").map(|(_, theme)| Piece::new(number, theme));
            self.theme = theme.filter(|_| matches!(told, Some(Told::Objectives(..))));
            return Some(self.end_of_heading(number));
        }
        if let Some(goal) = self.lexicon.after("goal", line) {
            let (theme, unit) = goal.rsplit_once(',').unwrap_or((goal, ""));
            let kind = crate::domain::ObjectiveKind::Strategic;
            if let Some(unit) = self.places.heading(unit, &self.document.manifest.unit) {
                self.unit.clone_from(&unit.id);
            }
            self.begin_section(Some(Told::Objectives(kind, None)), line);
            self.theme = Some(Piece::new(number, theme));
            return Some(number);
        }
        let unit = self.places.heading(line, &self.document.manifest.unit)?;
        if self.taken.contains(&number) && unit.id == self.unit {
            return None;
        }
        self.close();
        self.unit.clone_from(&unit.id);
        self.area = None;
        let heading = line.trim_start_matches(['#', ' ']).to_owned();
        self.draft.name(self.unit.clone(), &heading);
        self.heading = Some(heading);
        Some(number)
    }

    fn begin_section(&mut self, told: Option<Told>, line: &str) {
        self.close();
        self.area = None;
        self.theme = None;
        if self.lexicon.is_word("whole", line) {
            self.unit.clone_from(&self.document.manifest.unit);
        }
        self.told = told;
        self.heading = Some(line.trim_start_matches(['#', ' ']).to_owned());
        self.before_text = false;
        self.block = self.draft.items.len();
    }

    /// The last line of a heading that is wrapped.
    fn end_of_heading(&self, number: usize) -> usize {
        let mut last = number;
        if self.text.form.columns == ColumnSeparator::Spaces && !self.text.form.optical {
            while self.text.raw(last).trim().chars().count() > WRAPPED
                && !self.text.is_silent(last + 1)
                && last < self.text.len()
            {
                last += 1;
            }
        }
        last
    }

    /// Lines that belong to a table of money or of key figures.
    fn of_money(&mut self, number: usize) -> bool {
        if !self.taken.contains(&number) {
            return false;
        }
        self.close();
        self.prose.end(true);
        let key_figures = |t: &&Table| t.kind == TableKind::KeyFigures && t.first_line == number;
        if let Some(table) = self.tables.iter().find(key_figures) {
            let id = &self.document.manifest.id;
            self.draft.indicators.extend(indicators::of_table(id, table, &self.unit));
        }
        true
    }

    /// A line that names the area or the person that answers for what follows.
    fn names(&mut self, number: usize, line: &str) -> bool {
        if let Some(name) = self.lexicon.after("place", line) {
            self.close();
            self.area = self.places.heading(name, &self.unit).map(|u| u.id.clone());
            if let Some(unit) = self.area.clone() {
                self.draft.name(unit, name);
            }
        } else if let Some(name) = self.lexicon.after("person", line) {
            self.close();
            let unit_id = self.here();
            let name = name.to_owned();
            self.draft.persons.push(ResponsiblePerson { unit_id, name, line: number });
        } else {
            return false;
        }
        true
    }

    fn here(&self) -> String {
        self.area.clone().unwrap_or_else(|| self.unit.clone())
    }

    /// A header of a table, or of a column.
    fn header(&mut self, number: usize, line: &str) -> bool {
        let header = header::at(&self.text, self.lexicon, &self.document.manifest, number);
        if let Some(header) = header.filter(|h| h.corner == Some(Corner::Indicators)) {
            self.close();
            self.table = Open::Indicators(indicators::Open::new(header, self.here()));
            return true;
        }
        let Some(heads) = rows::heads(self.lexicon, line) else {
            return false;
        };
        self.prose.end(false);
        if line.contains('\t') {
            self.end_column();
            self.table = rows::open(&heads).map_or(Open::None, Open::Rows);
        } else if matches!(self.told, Some(Told::Objectives(..))) {
            self.end_column();
            let column = Column::new(&heads);
            // A line of more heads stands above cells that only annotations can part.
            self.table = match heads.len() {
                1 | 2 if !column.is_empty() => Open::Column(column),
                _ => Open::None,
            };
        }
        true
    }
}

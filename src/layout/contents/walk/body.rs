//! The lines below a heading: rows, columns, indicators, prose, and where each of them ends.

use crate::layout::contents::draft::{Form, Piece};
use crate::layout::contents::walk::{Open, Walk};
use crate::layout::contents::{Cell, indicators, rows};
use crate::layout::text::Tail;
use crate::lexicon::{Field, Told};
use crate::source::ColumnSeparator;

impl Walk<'_> {
    /// A line of a table, of a column, or prose.
    pub(super) fn body(&mut self, number: usize) {
        let raw = self.document.lines.get(number - 1).map_or("", String::as_str);
        let form = match (&self.table, self.told) {
            (Open::Rows(open), _) if open.control => Some(Form::Control),
            (_, Some(Told::Objectives(kind, level))) => Some(Form::Objective(kind, level)),
            _ => None,
        };
        let (unit, theme) = (self.unit.clone(), self.theme.clone());
        match (&mut self.table, form) {
            (Open::Rows(open), Some(form)) if raw.contains('\t') => {
                let theme = theme.filter(|_| form != Form::Control);
                let begin = || rows::item(form, unit, number, theme);
                rows::row(open, number, raw, &mut self.draft.items, begin);
            }
            (Open::Indicators(_), _) if raw.contains('\t') => self.indicator(number),
            (Open::Column(column), _) => column.take(Piece::new(number, self.text.raw(number))),
            _ => self.sentence(number),
        }
    }

    fn indicator(&mut self, number: usize) {
        let cells = |n: usize| {
            let line = self.text.line(n);
            let Tail::Cells(tail) = line.tail else {
                return vec![line.label];
            };
            std::iter::once(line.label).chain(tail).collect()
        };
        let next = self.text.next(number).map(cells).unwrap_or_default();
        let last = next.len() < 2 || next.first().is_none_or(|l| indicators::is_capitals(l));
        let row = cells(number);
        let id = &self.document.manifest.id;
        if let Open::Indicators(open) = &mut self.table {
            self.draft.indicators.extend(open.row(id, number, &row, last));
        }
    }

    /// Prose, a theme in capitals, or a line of the title.
    fn sentence(&mut self, number: usize) {
        self.table = match std::mem::replace(&mut self.table, Open::None) {
            Open::Column(column) => Open::Column(column),
            _ => Open::None,
        };
        let line = self.text.raw(number).trim().to_owned();
        let letters = || line.chars().filter(|c| c.is_alphabetic());
        let capitals = letters().count() > 3 && letters().all(char::is_uppercase);
        if self.before_text {
            return;
        }
        if capitals && matches!(self.told, Some(Told::Objectives(..))) {
            self.prose.end(false);
            self.theme = Some(Piece::new(number, &line));
            self.heading = Some(line);
        } else if letters().count() < 2 {
            self.draft.unread.push((number, line));
        } else {
            let flows = self.text.form.columns == ColumnSeparator::Spaces;
            let (unit, heading) = (self.here(), self.heading.clone());
            let piece = Piece::new(number, &line);
            let told = self.told;
            // Optically read words on figures go on below the figures.
            let notes = !self.text.form.optical;
            self.prose.take(piece, flows, &unit, heading.as_deref(), (told, notes));
        }
    }

    /// Ends what is being read.
    pub(super) fn close(&mut self) {
        self.end_column();
        self.table = Open::None;
        self.prose.end(false);
    }

    pub(super) fn end_column(&mut self) {
        let Open::Column(column) = std::mem::replace(&mut self.table, Open::None) else {
            return;
        };
        if column.begins_items() {
            let Some(Told::Objectives(kind, level)) = self.told else {
                return;
            };
            self.block = self.draft.items.len();
            for pieces in column.paragraphs {
                let line = pieces.first().map_or(0, |p| p.line);
                let form = Form::Objective(kind, level);
                let mut item = rows::item(form, self.unit.clone(), line, self.theme.clone());
                let field = Field::Text;
                item.cells.push(Cell::new(field, pieces));
                self.draft.items.push(item);
            }
            return;
        }
        let block = self.block..self.draft.items.len();
        let lines: Vec<Piece> = column.paragraphs.iter().flatten().cloned().collect();
        if let Err(remark) = column.place(&mut self.draft.items, block) {
            self.draft.remarks.push(*remark);
            self.draft.unread.extend(lines.into_iter().map(|p| (p.line, p.text)));
        }
    }
}

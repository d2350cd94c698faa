//! Objectives column by column: a heading for each column, its cells below one another as
//! paragraphs. Where a column has as many cells as there are objectives they go together in
//! their order; where it has not, only an annotation can say where they belong.

use std::ops::Range;

use crate::domain::Severity;
use crate::layout::Remark;
use crate::layout::contents::draft::{Cell, Item, Piece};
use crate::lexicon::{Field, HeadWord};

/// The column being read.
#[derive(Default)]
pub(super) struct Column {
    fields: Vec<Field>,
    pub(super) paragraphs: Vec<Vec<Piece>>,
}

impl Column {
    pub(super) fn new(heads: &[HeadWord]) -> Self {
        let fields = heads.iter().filter_map(|h| match h {
            HeadWord::Field(field) => Some(*field),
            _ => None,
        });
        Self { fields: fields.collect(), paragraphs: Vec::new() }
    }

    /// Whether the heads name no column of objectives.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Whether its cells are the objectives themselves.
    pub(super) fn begins_items(&self) -> bool {
        self.fields.first() == Some(&Field::Text)
    }

    /// Takes a line into the paragraph that is being read, or begins one.
    pub(super) fn take(&mut self, piece: Piece) {
        match self.paragraphs.last_mut() {
            Some(open) if open.last().is_some_and(|p| p.line + 1 == piece.line) => {
                open.push(piece);
            }
            _ => self.paragraphs.push(vec![piece]),
        }
    }

    /// Gives its cells to the objectives of the block; a remark where their numbers differ.
    pub(super) fn place(self, items: &mut [Item], block: Range<usize>) -> Result<(), Box<Remark>> {
        let rows = block.len();
        let count = self.paragraphs.len();
        if count == 0 {
            return Ok(());
        }
        let columns = count.checked_div(rows).unwrap_or_default();
        if columns * rows != count || columns > self.fields.len() {
            return Err(Box::new(misfit(&self.paragraphs, rows)));
        }
        let fields = self.fields.iter().flat_map(|f| std::iter::repeat_n(*f, rows));
        let places = fields.zip(block.clone().cycle());
        for ((field, at), pieces) in places.zip(self.paragraphs) {
            if let Some(item) = items.get_mut(at) {
                item.cells.push(Cell::new(field, pieces));
            }
        }
        Ok(())
    }
}

fn misfit(paragraphs: &[Vec<Piece>], rows: usize) -> Remark {
    let mut lines = paragraphs.iter().flatten().map(|p| p.line);
    let first = lines.next().unwrap_or_default();
    let last = lines.next_back().unwrap_or(first);
    Remark {
        rule: "cells_fit_their_rows",
        severity: Severity::Warning,
        line: first,
        message: format!(
            "lines {first} to {last} hold {} cells for {rows} objectives; an annotation can say where they belong",
            paragraphs.len()
        ),
    }
}

//! Cells that annotations put together from stretches of lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Assignment, Severity};
use crate::layout::Remark;
use crate::layout::contents::draft::{Cell, Item, Piece};
use crate::layout::text::Text;
use crate::lexicon::field;
use crate::source::{Annotation, Stretch};

/// The lines that annotations speak of.
pub(super) fn lines(annotations: &[Annotation]) -> BTreeSet<usize> {
    annotations.iter().flat_map(|a| a.stretch.first..=a.stretch.last.min(LAST)).collect()
}

/// No document has more lines; a wrong number in an annotation does no harm.
const LAST: usize = 1_000_000;

/// The kind of item that begins on a line, where an annotation gives its text.
pub(super) fn begins(annotations: &[Annotation], line: usize) -> Option<&str> {
    let mut own = annotations.iter().filter(|a| a.item == line && a.field == "text");
    own.next().map(|a| a.kind.as_str())
}

/// Gives annotated cells to the items they belong to.
pub(super) fn place(annotations: &[Annotation], text: &Text, items: &mut [Item]) {
    for annotation in annotations {
        let item = items.iter_mut().find(|i| i.line == annotation.item);
        let (Some(item), Some(field)) = (item, field(&annotation.field)) else {
            continue;
        };
        let pieces = pieces(text, annotation.stretch);
        if let Some(cell) = item.cells.last_mut().filter(|_| annotation.goes_on) {
            cell.pieces.extend(pieces);
        } else {
            item.cells.push(Cell { field, pieces, assignment: Assignment::Annotated });
        }
    }
    // Lines that say nothing make no cell.
    for item in items {
        item.cells.retain(|c| c.assignment != Assignment::Annotated || !c.pieces.is_empty());
    }
}

/// For each pair of items the lines that stand with the first and may belong to the second, where
/// the text has them.
pub(super) fn doubts(annotations: &[Annotation], text: &Text) -> Vec<Remark> {
    let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for annotation in annotations.iter().filter(|a| a.stretch.last <= text.len()) {
        if let Some(other) = annotation.or {
            let lines = pairs.entry((annotation.item, other)).or_default();
            lines.push(annotation.stretch.first);
        }
    }
    pairs.into_iter().map(|((item, other), lines)| doubt(item, other, &lines)).collect()
}

fn doubt(item: usize, other: usize, lines: &[usize]) -> Remark {
    let named: Vec<String> = lines.iter().map(usize::to_string).collect();
    Remark {
        rule: "cells_fit_their_rows",
        severity: Severity::Info,
        line: lines.first().copied().unwrap_or(item),
        message: format!(
            "{} {}: read with the objective on line {item}; as printed it may also be the one on line {other}",
            if named.len() == 1 { "line" } else { "lines" },
            named.join(", ")
        ),
    }
}

fn pieces(text: &Text, stretch: Stretch) -> Vec<Piece> {
    let lines = stretch.first..=stretch.last.min(text.len());
    let pieces = lines.filter(|n| !text.is_silent(*n)).map(|n| {
        let raw = text.raw(n);
        match stretch.words {
            Some((first, last)) => {
                let words = raw.split_whitespace().take(last).skip(first.saturating_sub(1));
                Piece::new(n, &words.collect::<Vec<_>>().join(" "))
            }
            None => Piece::new(n, raw),
        }
    });
    pieces.filter(|p| !p.text.is_empty()).collect()
}

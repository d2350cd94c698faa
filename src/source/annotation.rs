//! Annotations beside a document: which source lines make up a cell that layout cannot put
//! together. They hold line numbers and never text.

use std::path::Path;

use serde::Deserialize;

use crate::source::SourceError;

/// A row of `annotations.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// `objective` or `risk`.
    pub kind: String,
    /// The line on which the objective or risk begins.
    pub item: usize,
    /// The cell: `text`, `theme`, `action`, `measure`, `responsible`, `outcome`, `status`,
    /// `likelihood`, `impact`, `control`, `control_status`.
    pub field: String,
    /// Whether the stretch goes on with the cell of the row before (`action+`).
    pub goes_on: bool,
    /// The lines.
    pub stretch: Stretch,
    /// Another item that the stretch may belong to, where the document does not decide.
    pub or: Option<usize>,
}

/// A stretch of lines, or some words of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First line, from 1.
    pub first: usize,
    /// Last line, from 1.
    pub last: usize,
    /// First and last word of each line, from 1; none for whole lines.
    pub words: Option<(usize, usize)>,
}

impl Stretch {
    /// Refuses lines that are not in a text of so many.
    fn check(self, lines: usize) -> Result<(), String> {
        let Self { first, last, .. } = self;
        if 1 <= first && first <= last && last <= lines {
            return Ok(());
        }
        Err(format!("lines {first} to {last} are not in the text, which has {lines}"))
    }
}

#[derive(Deserialize)]
struct Printed {
    kind: String,
    item: usize,
    field: String,
    first_line: usize,
    last_line: usize,
    words: String,
    #[serde(default)]
    or: Option<usize>,
}

/// Reads the rows of an annotation file beside a text of so many lines.
pub(super) fn parse(csv: &[u8], path: &Path, lines: usize) -> Result<Vec<Annotation>, SourceError> {
    let wrong = |reason: String| SourceError::Manifest { path: path.to_owned(), reason };
    csv::Reader::from_reader(csv)
        .into_deserialize()
        .map(|row| {
            let row: Printed = row.map_err(|e| wrong(e.to_string()))?;
            let words = match row.words.split_once('-') {
                Some((first, last)) => match (first.parse(), last.parse()) {
                    (Ok(first), Ok(last)) => Some((first, last)),
                    _ => return Err(wrong(format!("words = \"{}\" is no range", row.words))),
                },
                None => None,
            };
            let (field, goes_on) = match row.field.strip_suffix('+') {
                Some(field) => (field.to_owned(), true),
                None => (row.field, false),
            };
            let stretch = Stretch { first: row.first_line, last: row.last_line, words };
            stretch.check(lines).map_err(wrong)?;
            Ok(Annotation { kind: row.kind, item: row.item, field, goes_on, stretch, or: row.or })
        })
        .collect()
}

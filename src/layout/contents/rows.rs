//! Objectives and tasks row by row: a header of known words, then rows whose cells are parted by
//! tabs. A row without a first cell goes on with the row above; `<p>` parts a cell.

use crate::layout::contents::draft::{Cell, Form, Item, Piece};
use crate::layout::text::without_markup;
use crate::lexicon::{Field, HeadWord, Lexicon, Meaning};

/// A table being read.
pub(super) struct Open {
    fields: Vec<Field>,
    pub(super) control: bool,
    /// Whether a row has been read.
    begun: bool,
}

/// The words of a header line, if it holds nothing else; in a line without tabs the longest
/// phrases that are known.
pub(super) fn heads(lexicon: &Lexicon, line: &str) -> Option<Vec<HeadWord>> {
    let word = |text: &str| {
        let outcome = || {
            let phrase = lexicon.header(text)?;
            let states = matches!(phrase.meaning, Meaning::Outturn | Meaning::Amounts(_));
            (states && phrase.year.or(phrase.qualifier.map(|_| 0)).is_some())
                .then_some(HeadWord::Field(Field::Outcome))
        };
        lexicon.head_word(text).or_else(outcome)
    };
    if line.contains('\t') {
        let cells = line.split('\t').map(str::trim).filter(|c| !c.is_empty());
        return cells.map(word).collect::<Option<Vec<_>>>().filter(|w| w.len() > 1);
    }
    let tokens: Vec<&str> = line.split_whitespace().filter(|t| *t != "|").collect();
    let (mut words, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let (n, known) = (1..=4).rev().find_map(|n| {
            let phrase = tokens.get(at..at + n)?.join(" ");
            word(&phrase).map(|w| (n, w))
        })?;
        words.push(known);
        at += n;
    }
    Some(words).filter(|w| !w.is_empty())
}

/// Opens a table under a header of cells.
pub(super) fn open(heads: &[HeadWord]) -> Option<Open> {
    let fields: Vec<Field> = heads
        .iter()
        .map(|h| match h {
            HeadWord::Field(field) => Some(*field),
            HeadWord::Task => Some(Field::Text),
            HeadWord::Other => None,
        })
        .collect::<Option<_>>()?;
    let control = heads.contains(&HeadWord::Task);
    (fields.first() == Some(&Field::Text)).then_some(Open { fields, control, begun: false })
}

/// Takes a row; `begin` makes the item a new row belongs to.
pub(super) fn row(
    open: &mut Open,
    line: usize,
    raw: &str,
    items: &mut Vec<Item>,
    begin: impl FnOnce() -> Item,
) {
    let cells: Vec<&str> = raw.split('\t').collect();
    let first = cells.first().is_some_and(|c| !c.trim().is_empty());
    if first || !open.begun {
        items.push(begin());
        open.begun = true;
    }
    let Some(item) = items.last_mut() else {
        return;
    };
    for (field, cell) in open.fields.iter().zip(cells) {
        let parts = cell.split("</p>").map(without_markup);
        for part in parts.filter(|p| !p.trim().is_empty()) {
            item.cells.push(Cell::new(*field, vec![Piece::new(line, &part)]));
        }
    }
}

/// The item a row begins.
pub(super) fn item(form: Form, unit_id: String, line: usize, theme: Option<Piece>) -> Item {
    let theme = theme.map(|piece| Cell::new(Field::Theme, vec![piece]));
    Item { form, unit_id, line, cells: theme.into_iter().collect() }
}

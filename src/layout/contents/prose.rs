//! Prose: paragraphs gathered under the heading they stand under.

use crate::domain::NarrativeKind;
use crate::layout::contents::draft::{DraftNarrative, Piece};
use crate::lexicon::{Lexicon, Told};

/// The prose being gathered.
#[derive(Default)]
pub(super) struct Prose {
    open: Option<DraftNarrative>,
    /// Whether the last line went on with a paragraph.
    flowing: bool,
    /// Whether a table stood between the heading and here.
    below_table: bool,
    done: Vec<DraftNarrative>,
}

impl Prose {
    /// A heading or a table ends the section.
    pub(super) fn end(&mut self, by_table: bool) {
        self.done.extend(self.open.take());
        self.flowing = false;
        self.below_table = by_table;
    }

    /// A blank line ends a paragraph.
    pub(super) fn pause(&mut self) {
        self.flowing = false;
    }

    /// Takes a line; `flows` says whether lines of one paragraph stand one below the other,
    /// `notes` whether words below a table are a note to it.
    pub(super) fn take(
        &mut self,
        piece: Piece,
        flows: bool,
        unit_id: &str,
        heading: Option<&str>,
        (told, notes): (Option<Told>, bool),
    ) {
        let kind = self.kind(&piece.text, told, notes);
        if self.open.as_ref().is_some_and(|o| o.kind != kind) {
            self.done.extend(self.open.take());
        }
        let open = self.open.get_or_insert_with(|| DraftNarrative {
            unit_id: unit_id.to_owned(),
            kind,
            heading: heading.map(str::to_owned),
            paragraphs: Vec::new(),
        });
        let begins = piece.text.starts_with("- ") || !flows || !self.flowing;
        match open.paragraphs.last_mut() {
            Some(paragraph) if !begins => paragraph.push(piece),
            _ => open.paragraphs.push(vec![piece]),
        }
        self.flowing = true;
    }

    fn kind(&self, text: &str, told: Option<Told>, notes: bool) -> NarrativeKind {
        let lexicon = Lexicon::get();
        let note = text.starts_with(['*', '\\'])
            || text.len() < 60 && text.split(' ').any(|w| lexicon.is_word("note", w));
        match told {
            Some(Told::Narrative(kind)) => kind,
            Some(Told::Figures) if notes && (note || self.below_table) => NarrativeKind::TableNote,
            Some(Told::Figures) => NarrativeKind::Comment,
            _ => NarrativeKind::Other,
        }
    }

    /// Everything gathered.
    pub(super) fn finish(mut self) -> Vec<DraftNarrative> {
        self.end(false);
        self.done
    }
}

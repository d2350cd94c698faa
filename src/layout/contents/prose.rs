//! Prose: paragraphs gathered under the heading they stand under.

use crate::domain::NarrativeKind;
use crate::layout::contents::draft::{DraftNarrative, Piece};
use crate::lexicon::{Lexicon, Told};

/// A line of so many letters was broken because it was full.
const FULL_LINE: usize = 60;

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
        self.reopen(&piece, unit_id, kind);
        if self.open.as_ref().is_some_and(|o| o.kind != kind) {
            self.done.extend(self.open.take());
        }
        let open = self.open.get_or_insert_with(|| DraftNarrative {
            unit_id: unit_id.to_owned(),
            kind,
            heading: heading.map(str::to_owned),
            paragraphs: Vec::new(),
        });
        let last = open.paragraphs.last().and_then(|p| p.last());
        let goes_on = last.is_some_and(|last| goes_on(last, &piece, flows));
        let begins = piece.text.starts_with("- ") || !goes_on && (!flows || !self.flowing);
        match open.paragraphs.last_mut() {
            Some(paragraph) if !begins => paragraph.push(piece),
            _ => open.paragraphs.push(vec![piece]),
        }
        self.flowing = true;
    }

    /// A sentence that a table broke goes on below it.
    fn reopen(&mut self, piece: &Piece, unit_id: &str, kind: NarrativeKind) {
        let broken = |n: &mut DraftNarrative| {
            let last = n.paragraphs.last().and_then(|p| p.last());
            n.unit_id == unit_id && n.kind == kind && last.is_some_and(|l| goes_on(l, piece, false))
        };
        if self.open.is_none() {
            self.open = self.done.pop_if(broken);
        }
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

/// Whether a line goes on with the sentence of the line before, though a blank line parts them:
/// no mark ends that one, and this one begins small, or that one is as long as lines are.
fn goes_on(before: &Piece, piece: &Piece, flows: bool) -> bool {
    let ended = before.text.ends_with(['.', '!', '?', ':', ';']);
    let small = piece.text.starts_with(char::is_lowercase);
    !ended && (small || flows && before.text.chars().count() >= FULL_LINE)
}

//! Documents that optical reading left row by row in some places and column by column in others:
//! labels below one another, then each column's values below one another, headers spoilt or
//! gone. The form has five columns: the accounts before, the budget, the outturn, what is left
//! of the budget, and the outturn in percent of it.

mod form;
mod values;

use crate::domain::{Row, Table, TableKind, Unit};
use crate::layout::columnar::form::{Block, COLUMNS, Heads, columns};
use crate::layout::draft::{Draft, DraftTable};
use crate::layout::places::Places;
use crate::layout::runs::{self};
use crate::layout::text::{Line, Tail, Text};
use crate::lexicon::{Corner, HeaderPhrase, Lexicon, Meaning, Section};
use crate::source::{Manifest, SourceDocument};
use crate::table::looks_numeric;

/// Reads a document of this form.
pub(super) fn read(document: &SourceDocument, units: &[Unit]) -> Draft {
    let lexicon = Lexicon::get();
    let mut walk = Walk {
        text: Text::new(document, lexicon),
        lexicon,
        places: Places::new(units, lexicon, true),
        manifest: &document.manifest,
        draft: Draft::default(),
        scope: document.manifest.unit.clone(),
        section: None,
        group: "operating".to_owned(),
        heads: Heads::default(),
        block: None,
        table: None,
    };
    for number in 1..=walk.text.len() {
        if !walk.text.is_silent(number) {
            walk.step(number);
        }
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
    scope: String,
    section: Option<Section>,
    group: String,
    heads: Heads,
    block: Option<Block>,
    table: Option<(DraftTable, String)>,
}

impl Walk<'_> {
    /// Reads one line.
    fn step(&mut self, number: usize) {
        let raw = self.text.raw(number).trim().to_owned();
        if let Some(section) = self.lexicon.section(&raw, true) {
            self.close();
            self.section = Some(section);
            "operating".clone_into(&mut self.group);
            return;
        }
        if matches!(self.section, None | Some(Section::Other)) {
            return;
        }
        if let Some(group) = self.lexicon.group(&raw, true).map(str::to_owned) {
            self.close();
            self.group = group;
            self.heads.title = Some(raw);
            self.heads.lines.push(number);
            return;
        }
        let taken = self.header(number, &raw) || self.label(number) || self.value(number, &raw);
        if !taken && let Some(unit) = self.places.heading(&raw, &self.manifest.unit) {
            self.scope.clone_from(&unit.id);
            self.draft.name(&unit.id, &raw);
            self.draft.taken.insert(number);
        }
    }

    /// A line of header words, perhaps behind the name of a unit.
    fn header(&mut self, number: usize, raw: &str) -> bool {
        let Some((title, phrases)) = self.phrases(raw) else {
            return false;
        };
        let names = |p: &HeaderPhrase| !matches!(p.meaning, Meaning::Year);
        if !phrases.iter().any(names) && self.heads.phrases.is_empty() {
            return false;
        }
        if let Some(unit) =
            title.as_deref().and_then(|t| self.places.heading(t, &self.manifest.unit))
        {
            self.scope.clone_from(&unit.id);
            self.draft.name(&unit.id, title.as_deref().unwrap_or_default());
        }
        if self.heads.title.is_none() {
            self.heads.title = title;
        }
        self.heads.phrases.extend(phrases);
        self.heads.lines.push(number);
        true
    }

    /// The header words of a line and the name of a unit in front of them; none where the line
    /// holds anything else.
    fn phrases(&self, raw: &str) -> Option<(Option<String>, Vec<HeaderPhrase>)> {
        let mended = self.lexicon.mend_year(raw);
        let tokens: Vec<&str> = mended.split_whitespace().collect();
        let (mut title, mut phrases, mut at) = (Vec::new(), Vec::new(), 0);
        while at < tokens.len() {
            let longest = (1..=3).rev().find_map(|n| {
                let words = tokens.get(at..at + n)?.join(" ");
                let word = self.head_word(&words)?;
                (n == 1 || word.meaning != Meaning::Year).then_some((n, word))
            });
            match longest {
                Some((n, phrase)) => {
                    phrases.push(phrase);
                    at += n;
                }
                None if phrases.is_empty() => {
                    title.push(tokens.get(at).copied().unwrap_or_default());
                    at += 1;
                }
                None => return None,
            }
        }
        let title = title.join(" ");
        let title_known = title.is_empty()
            || self.lexicon.corner(&title) == Some(Corner::Statement)
            || self.places.heading(&title, &self.manifest.unit).is_some()
            || self.lexicon.fold(&self.unit_name()).ends_with(&self.lexicon.fold(&title));
        (title_known && !phrases.is_empty())
            .then_some((Some(title).filter(|t| !t.is_empty()), phrases))
    }

    /// The longest name of the unit the document is about, of which a title may print the end.
    fn unit_name(&self) -> String {
        let unit = self.places.unit(&self.manifest.unit);
        let names =
            unit.map(|u| u.printed_names.iter().map(|(_, n)| n.clone()).chain([u.name.clone()]));
        names.into_iter().flatten().max_by_key(String::len).unwrap_or_default()
    }

    fn head_word(&self, words: &str) -> Option<HeaderPhrase> {
        let exact = self.lexicon.header(words);
        exact
            .or_else(|| self.lexicon.header_near(words))
            .filter(|p| !matches!(p.meaning, Meaning::Account(_)))
    }

    /// A line that begins with the label of an account.
    fn label(&mut self, number: usize) -> bool {
        let line = self.text.line(number);
        let Some(account) = self.lexicon.account(&self.group, &line.label, true).map(str::to_owned)
        else {
            return false;
        };
        let heading = !line.has_values() && line.label == line.label.to_uppercase();
        self.begin_block(number, heading && account == "operating_revenue");
        self.draft.taken.insert(number);
        if !heading {
            self.push(number, line, account);
        }
        true
    }

    /// Makes room for a label: in the block that is being read, in a new one of the same table,
    /// or in a new table.
    fn begin_block(&mut self, number: usize, statement_begins: bool) {
        let titled = !self.heads.lines.is_empty();
        if let Some(block) = &self.block
            && block.runs.is_empty()
            && !titled
        {
            let inline_only = !block.inline.is_empty() && block.free().is_empty();
            let same_unit = self.table.as_ref().is_some_and(|(_, scope)| *scope == self.scope);
            if !statement_begins || block.rows.is_empty() || !(inline_only || same_unit) {
                return;
            }
        }
        self.end_block();
        let goes_on = self.table.as_ref().is_some_and(|(_, scope)| *scope == self.scope);
        if titled || statement_begins || !goes_on {
            self.end_table();
            self.begin_table(number);
        }
        let inline = self.heads.columns();
        self.take_heads();
        self.block = Some(Block { rows: Vec::new(), inline, runs: Vec::new() });
    }

    fn begin_table(&mut self, number: usize) {
        let first_line = self.heads.lines.first().copied().unwrap_or(number);
        let title = self.heads.title.take();
        let title = title.map(|title| self.lexicon.restore(&self.whole_title(first_line, title)));
        let title = title.unwrap_or_else(|| {
            self.places.unit(&self.scope).map(|u| u.name.clone()).unwrap_or_default()
        });
        let table = Table {
            id: format!("{}.t{first_line}", self.manifest.id),
            kind: match self.section {
                Some(Section::Appropriations) => TableKind::Appropriations,
                Some(Section::Investments) => TableKind::Investments,
                _ => TableKind::IncomeStatement,
            },
            title,
            first_line,
            last_line: number,
            scale: 1,
            columns: columns(self.manifest),
            rows: Vec::new(),
        };
        self.table = Some((DraftTable { table, choices: Vec::new() }, self.scope.clone()));
    }

    /// A title with the line above it, where that breaks off with a stroke.
    fn whole_title(&self, line: usize, title: String) -> String {
        let mut above = (1..line).rev().map(|n| self.text.raw(n).trim());
        match above.find(|text| !text.is_empty()).filter(|text| text.ends_with('/')) {
            Some(begins) => format!("{begins} {title}"),
            None => title,
        }
    }

    /// Forgets the header words, which now belong to the table.
    fn take_heads(&mut self) {
        let heads = std::mem::take(&mut self.heads);
        self.draft.taken.extend(heads.lines);
    }

    /// Takes a row, with the values on its own line.
    fn push(&mut self, number: usize, line: Line, account: String) {
        let (Some((open, scope)), Some(block)) = (&mut self.table, &mut self.block) else {
            return;
        };
        let row = open.table.rows.len();
        if let Tail::Tokens(tokens) = &line.tail
            && !tokens.is_empty()
        {
            if block.inline.is_empty() {
                block.inline = (1..=COLUMNS).collect();
            }
            open.choices.push(runs::of_tokens_in(
                row,
                number,
                tokens,
                &open.table.columns,
                &block.inline,
            ));
        }
        open.table.last_line = open.table.last_line.max(number);
        open.table.rows.push(Row {
            line: number,
            label: line.label,
            unit_id: Some(scope.clone()),
            account: Some(account),
            cells: Vec::new(),
        });
        block.rows.push(row);
    }

    /// A line of values without a label.
    fn value(&mut self, number: usize, raw: &str) -> bool {
        let Some(block) = &mut self.block else {
            return false;
        };
        let numeric = looks_numeric(raw)
            || self.lexicon.is_run_of_zeros(raw)
            || self.lexicon.mend_digit(raw).is_some();
        let short =
            raw.split_whitespace().all(|t| t.chars().filter(|c| c.is_alphabetic()).count() <= 2);
        let named = self.heads.columns();
        let begins = !named.is_empty() || block.runs.is_empty();
        let room = if begins { !block.free().is_empty() } else { block.has_room() };
        if !numeric || !short || !room {
            return false;
        }
        if begins {
            let free = block.free();
            let columns: Vec<usize> = named.into_iter().filter(|c| free.contains(c)).collect();
            block.runs.push((columns, Vec::new()));
            let heads = std::mem::take(&mut self.heads);
            self.draft.taken.extend(heads.lines);
        }
        if let Some((_, lines)) = block.runs.last_mut() {
            lines.push(number);
        }
        true
    }

    fn end_table(&mut self) {
        if let Some((open, _)) = self.table.take().filter(|(t, _)| !t.table.rows.is_empty()) {
            self.draft.tables.push(open);
        }
    }

    fn close(&mut self) {
        self.end_block();
        self.end_table();
        self.heads = Heads::default();
    }
}

//! Cells of contents to objectives, tasks, risks, indicators and prose: words joined, targets
//! weighed, ids given. Which lines are which is for `layout`.

mod objectives;
mod passages;
mod sums;
mod targets;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Contents, Finding, InternalControlTask, Narrative, Passage, Risk, Table, Unit, Verdict,
};
use crate::ingest::contents::passages::Joiner;
use crate::layout::Remark;
use crate::layout::contents::{Cell, ContentDraft, Form, Item, read as read_draft};
use crate::lexicon::Field;
use crate::source::SourceDocument;

/// What a document says besides money.
pub(super) struct Read {
    pub(super) contents: Contents,
    pub(super) findings: Vec<Finding>,
    /// Ids of units and the names under which headings print them.
    pub(super) printed_names: Vec<(String, String)>,
}

/// Reads everything a document says besides money.
pub(super) fn read(
    document: &SourceDocument,
    units: &[Unit],
    tables: &[Table],
    taken: &BTreeSet<usize>,
) -> Read {
    let draft = read_draft(document, units, tables, taken);
    let joiner = Joiner::new(document.manifest.text.optical);
    let mut contents = Contents::default();
    let mut ids = Ids::default();
    for item in &draft.items {
        match item.form {
            Form::Objective(kind, level) => {
                let id = ids.next(document, 'o', item.line);
                let made = objectives::objective(&joiner, document, item, id, kind, level);
                contents.objectives.extend(made);
            }
            Form::Control => {
                let id = ids.next(document, 'c', item.line);
                contents.internal_control.extend(task(&joiner, document, item, id));
            }
            Form::Risk => {
                let id = ids.next(document, 'r', item.line);
                contents.risks.extend(risk(&joiner, document, item, id));
            }
        }
    }
    contents.narratives = narratives(&joiner, document, &draft, &mut ids);
    contents.indicators = draft.indicators;
    contents.responsible_persons = draft.persons;
    contents.unread_lines = draft.unread;
    let mut remarks = draft.remarks;
    remarks.extend(objectives::listed_goals(&contents.objectives));
    if document.manifest.text.optical {
        remarks.extend(passages::doubts(document, &contents));
    }
    let mut findings = noticed(document, &remarks);
    findings.extend(sums::findings(document, &contents.indicators));
    Read { contents, findings, printed_names: draft.printed_names }
}

/// What the reading of contents noticed, as findings.
fn noticed(document: &SourceDocument, remarks: &[Remark]) -> Vec<Finding> {
    let finding = |r: &Remark| Finding {
        id: format!("{}.f.{}.{}", document.manifest.id, r.rule, r.line),
        rule: r.rule.to_owned(),
        severity: r.severity,
        verdict: Verdict::Undecided,
        message: r.message.clone(),
        line: r.line,
        cell_ids: Vec::new(),
        printed_value: None,
        implied_value: None,
    };
    remarks.iter().map(finding).collect()
}

/// Ids by the line on which something begins.
#[derive(Default)]
struct Ids {
    begun: BTreeMap<(char, usize), usize>,
}

impl Ids {
    fn next(&mut self, document: &SourceDocument, mark: char, line: usize) -> String {
        let count = self.begun.entry((mark, line)).or_insert(0);
        *count += 1;
        match *count {
            1 => format!("{}.{mark}{line}", document.manifest.id),
            n => format!("{}.{mark}{line}.{n}", document.manifest.id),
        }
    }
}

/// The cells of a field as passages, in their order.
fn passages(joiner: &Joiner, item: &Item, field: Field) -> Vec<Passage> {
    cells(item, field).map(|c| joiner.passage(&c.pieces, c.assignment)).collect()
}

fn cells(item: &Item, field: Field) -> impl Iterator<Item = &Cell> {
    item.cells.iter().filter(move |c| c.field == field)
}

fn first(joiner: &Joiner, item: &Item, field: Field) -> Option<Passage> {
    passages(joiner, item, field).into_iter().next()
}

/// All cells of a field as one passage.
fn whole(joiner: &Joiner, item: &Item, field: Field) -> Option<Passage> {
    whole_of(joiner, item, &[field])
}

/// All cells of some fields as one passage.
fn whole_of(joiner: &Joiner, item: &Item, fields: &[Field]) -> Option<Passage> {
    let cells = || fields.iter().flat_map(|field| cells(item, *field));
    let pieces: Vec<_> = cells().flat_map(|c| c.pieces.clone()).collect();
    let assignment = cells().next()?.assignment;
    Some(joiner.passage(&pieces, assignment))
}

fn task(
    joiner: &Joiner,
    document: &SourceDocument,
    item: &Item,
    id: String,
) -> Option<InternalControlTask> {
    Some(InternalControlTask {
        id,
        unit_id: item.unit_id.clone(),
        fiscal_year: document.manifest.fiscal_year,
        task: first(joiner, item, Field::Text)?,
        action: whole(joiner, item, Field::Action),
        measure: whole(joiner, item, Field::Measure),
        outcome: whole(joiner, item, Field::Outcome),
    })
}

fn risk(joiner: &Joiner, document: &SourceDocument, item: &Item, id: String) -> Option<Risk> {
    let figure = |field| whole(joiner, item, field).and_then(|p| last_figure(&p.text));
    let (likelihood, impact) = (figure(Field::Likelihood), figure(Field::Impact));
    Some(Risk {
        id,
        unit_id: item.unit_id.clone(),
        fiscal_year: document.manifest.fiscal_year,
        category: None,
        description: first(joiner, item, Field::Text)?,
        likelihood,
        impact,
        score: likelihood.zip(impact).and_then(|(l, i)| l.checked_mul(i)),
        ratings: whole_of(joiner, item, &[Field::Likelihood, Field::Impact]),
        control: whole(joiner, item, Field::Control),
        control_status: whole(joiner, item, Field::ControlStatus),
    })
}

/// The figure a rating ends with: `Merkittävyys: 2`.
fn last_figure(text: &str) -> Option<i32> {
    text.split_whitespace().last()?.parse().ok()
}

fn narratives(
    joiner: &Joiner,
    document: &SourceDocument,
    draft: &ContentDraft,
    ids: &mut Ids,
) -> Vec<Narrative> {
    let narrative = |n: &crate::layout::contents::DraftNarrative| {
        let line = n.paragraphs.first()?.first()?.line;
        Some(Narrative {
            id: ids.next(document, 'n', line),
            unit_id: n.unit_id.clone(),
            kind: n.kind,
            heading: n.heading.as_deref().map(|heading| joiner.words(heading)),
            text: joiner.paragraphs(&n.paragraphs),
        })
    };
    draft.narratives.iter().filter_map(narrative).collect()
}

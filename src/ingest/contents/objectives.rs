//! An item's cells to an objective: responsible parted from schedule, goals of sustainable
//! development as numbers, the status where it is stated.

use crate::domain::{
    BindingLevel, Measure, Objective, ObjectiveKind, Outcome, OutcomeStatus, Passage, Severity,
};
use crate::ingest::contents::passages::Joiner;
use crate::ingest::contents::{first, passages, targets, whole};
use crate::layout::Remark;
use crate::layout::contents::Item;
use crate::lexicon::{Field, Lexicon};
use crate::source::SourceDocument;

/// How many goals of sustainable development there are.
const GOALS: i32 = 17;

pub(super) fn objective(
    joiner: &Joiner,
    document: &SourceDocument,
    item: &Item,
    id: String,
    kind: ObjectiveKind,
    binding_level: Option<BindingLevel>,
) -> Option<Objective> {
    let measures = passages(joiner, item, Field::Measure).into_iter();
    let measures = measures.map(|text| Measure { targets: targets::targets(&text.text), text });
    let answers = passages(joiner, item, Field::Responsible);
    let answers = answers.iter().map(responsibility);
    let (responsible, schedule): (Vec<_>, Vec<_>) = answers.unzip();
    Some(Objective {
        id,
        unit_id: item.unit_id.clone(),
        fiscal_year: document.manifest.fiscal_year,
        kind,
        binding_level,
        theme: first(joiner, item, Field::Theme),
        text: first(joiner, item, Field::Text)?,
        actions: passages(joiner, item, Field::Action),
        measures: measures.collect(),
        responsible: responsible.into_iter().flatten().collect(),
        schedule: schedule.into_iter().flatten().collect(),
        outcomes: outcomes(joiner, document, item),
        sdgs: goals(&passages(joiner, item, Field::Sdg)),
    })
}

/// The outcomes as stated, then the status where it stands in a cell of its own: that is said of the
/// objective, or of the goal above it, and of no single outcome.
fn outcomes(joiner: &Joiner, document: &SourceDocument, item: &Item) -> Vec<Outcome> {
    let as_of_date = document.manifest.as_of_date;
    let outcome = |(text, status): (Passage, _)| Outcome { text: Some(text), as_of_date, status };
    let stated = passages(joiner, item, Field::Outcome).into_iter().map(|text| {
        // An outcome may be no more than the words for a status.
        let status = Lexicon::get().status(&text.text);
        (text, status)
    });
    let alone = status(joiner, item).map(|(text, status)| (text, Some(status)));
    stated.chain(alone).map(outcome).collect()
}

/// The status stated, its word broken anywhere (`Tote` / `utuu`), perhaps with a check mark behind it.
fn status(joiner: &Joiner, item: &Item) -> Option<(Passage, OutcomeStatus)> {
    let read = whole(joiner, item, Field::Status)?;
    let words: Vec<&str> = read.text.split_whitespace().collect();
    (1..=words.len()).rev().find_map(|n| {
        let (word, rest) = words.split_at_checked(n)?;
        let word = word.concat();
        let status = Lexicon::get().status(&word)?;
        let text = std::iter::once(word.as_str()).chain(rest.iter().copied());
        let text = text.collect::<Vec<_>>().join(" ");
        let as_read = read.as_read.clone().or_else(|| Some(read.text.clone()));
        let as_read = as_read.filter(|as_read| *as_read != text);
        Some((Passage { text, as_read, ..read.clone() }, status))
    })
}

/// Where the goals of sustainable development run on in their order from row to row, as one list for
/// all objectives of a page would: which objective a goal belongs to is then not certain.
pub(super) fn listed_goals(objectives: &[Objective]) -> Vec<Remark> {
    let theme = |o: &Objective| o.theme.as_ref().map(Passage::first_line);
    let pages = objectives.chunk_by(|a, b| a.unit_id == b.unit_id && theme(a) == theme(b));
    pages.filter_map(listed).collect()
}

/// Objectives that are to name goals before their order says anything.
const TELLING: usize = 3;

fn listed(page: &[Objective]) -> Option<Remark> {
    let naming: Vec<&Objective> = page.iter().filter(|o| !o.sdgs.is_empty()).collect();
    let goals = naming.iter().flat_map(|o| &o.sdgs);
    let (first, last) = (naming.first()?, naming.last()?);
    (naming.len() >= TELLING && goals.is_sorted_by(|a, b| a < b)).then(|| Remark {
        rule: "cells_fit_their_rows",
        severity: Severity::Info,
        line: first.text.first_line(),
        message: format!(
            "lines {} to {}: the goals of sustainable development run on in their order from row to row, as one list for all {} objectives would; each is read with the objective on its row",
            first.text.first_line(),
            last.text.first_line(),
            page.len(),
        ),
    })
}

/// Parts who from by when: behind the last stroke, or from the first word of time on.
fn responsibility(passage: &Passage) -> (Option<Passage>, Option<Passage>) {
    let part = |text: &str| {
        let text = text.trim_matches([' ', '/', ',']).to_owned();
        (!text.is_empty()).then(|| Passage { text, ..passage.clone() })
    };
    let text = passage.text.as_str();
    match text.char_indices().find(|(at, _)| begins_time(text, *at)) {
        Some((at, _)) => match (text.get(..at), text.get(at..)) {
            (Some(who), Some(when)) => (part(who), part(when)),
            _ => (part(text), None),
        },
        None => (part(text), None),
    }
}

/// Whether the rest of a text from a byte on begins with a word of time, at the start of a word.
fn begins_time(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    if before.is_some_and(|c| c != ' ' && c != '/') {
        return false;
    }
    let rest = text.get(at..).unwrap_or_default();
    // Where sentences follow the time, who and when cannot be parted.
    if rest.contains(". ") {
        return false;
    }
    let word = rest.split([' ', '/']).next().unwrap_or_default();
    let year = |w: &str| {
        let digits = w.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && w.starts_with("20")
    };
    year(word)
        || word.strip_prefix("v.").is_some_and(year)
        || Lexicon::get().is_word("schedule", word.trim_matches(['.', ',']))
}

/// The numbers of the goals: each stands before its name in capitals.
fn goals(cells: &[Passage]) -> Vec<i32> {
    let mut goals = Vec::new();
    for cell in cells {
        let words: Vec<&str> = cell.text.split_whitespace().collect();
        for pair in words.windows(2) {
            let [number, name] = pair else {
                continue;
            };
            let named = name.chars().next().is_some_and(char::is_uppercase);
            let number = number.parse().ok().filter(|n| (1..=GOALS).contains(n) && named);
            goals.extend(number.filter(|n| !goals.contains(n)));
        }
    }
    goals
}

//! An item's cells to an objective: responsible parted from schedule, goals of sustainable
//! development as numbers, the status where it is stated.

use crate::domain::{
    BindingLevel, Measure, Objective, ObjectiveKind, Outcome, OutcomeStatus, Passage,
};
use crate::ingest::contents::passages::Joiner;
use crate::ingest::contents::{first, passages, targets, whole};
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

/// The outcomes; a status stands with the first of them, or alone.
fn outcomes(joiner: &Joiner, document: &SourceDocument, item: &Item) -> Vec<Outcome> {
    let as_of_date = document.manifest.as_of_date;
    let status = status(joiner, item);
    let texts = passages(joiner, item, Field::Outcome);
    if texts.is_empty() {
        let alone = status.map(|s| Outcome { text: None, as_of_date, status: Some(s) });
        return alone.into_iter().collect();
    }
    texts.into_iter().map(|t| Outcome { text: Some(t), as_of_date, status }).collect()
}

/// The status stated, its word broken anywhere (`Tote` / `utuu`), perhaps with a check mark.
fn status(joiner: &Joiner, item: &Item) -> Option<OutcomeStatus> {
    let lexicon = Lexicon::get();
    let text = whole(joiner, item, Field::Status)?.text;
    let words: Vec<&str> = text.split_whitespace().collect();
    let beginning = |n: usize| words.get(..n).map(<[&str]>::concat);
    (1..=words.len()).rev().filter_map(beginning).find_map(|word| lexicon.status(&word))
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

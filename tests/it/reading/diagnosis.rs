//! The diagnosis: how often a planted error is found, and how often a sound cell is accused.

use std::collections::BTreeMap;

use kuntavaaka::domain::{DocumentFacts, Finding, Severity, TableKind, Verdict};

use super::generated::{Chance, Document, KINDS, Kind, MANIFEST, Planted};
use super::{document, read_changed, read_text};

/// Findings that name one cell and its value.
fn accusations(read: &DocumentFacts) -> impl Iterator<Item = &Finding> {
    let placed = |f: &&Finding| f.verdict != Verdict::Undecided && !f.cell_ids.is_empty();
    read.findings.iter().filter(placed)
}

/// What became of planted errors.
#[derive(Debug, Default)]
struct Tally {
    planted: usize,
    /// Placed at the right cell with the right value.
    placed: usize,
    /// Noticed: placed, or among the cells of an undecided finding.
    noticed: usize,
    /// Sound cells accused.
    accused: usize,
}

fn judge(
    read: &DocumentFacts,
    planted: &[(Kind, Planted)],
    lines: &[usize],
    tally: &mut BTreeMap<Kind, Tally>,
) {
    let id = |row: usize, column: usize| format!("generated.{}.{column}", lines[row]);
    let wrong: Vec<String> = planted
        .iter()
        .flat_map(|(_, p)| p.cells.iter().map(|(r, c, _)| id(*r, *c)))
        .collect();
    for (kind, error) in planted {
        let entry = tally.entry(*kind).or_default();
        if let Some(amounts) = error.lost_row {
            let mut about = read
                .findings
                .iter()
                .filter(|f| f.rule == "statement_has_its_rows");
            let given = |f: &Finding| !amounts || f.severity == Severity::Warning;
            entry.planted += 1;
            entry.noticed += usize::from(about.clone().next().is_some());
            entry.placed += usize::from(about.any(given));
        }
        for (row, column, value) in &error.cells {
            let cell = id(*row, *column);
            entry.planted += 1;
            let about: Vec<&Finding> = read
                .findings
                .iter()
                .filter(|f| f.cell_ids.contains(&cell))
                .collect();
            let right = |f: &&Finding| {
                f.cell_ids.len() == 1
                    && f.verdict != Verdict::Undecided
                    && f.implied_value
                        .is_some_and(|v| (v.0 - value * 100).abs() <= 200)
            };
            entry.placed +=
                usize::from(accusations(read).any(|f| f.cell_ids[0] == cell && right(&f)));
            entry.noticed += usize::from(!about.is_empty());
        }
    }
    let accused = accusations(read).filter(|f| !f.cell_ids.iter().any(|c| wrong.contains(c)));
    let first = planted[0].0;
    let accused = accused.inspect(|f| {
        println!(
            "accused: {} ({planted:?})",
            f.message,
            planted = planted.iter().map(|p| p.0).collect::<Vec<_>>()
        )
    });
    tally.entry(first).or_default().accused += accused.count();
}

/// Generates documents with `errors` errors in each and tells what became of them.
fn trial(errors: usize, documents: u64) -> BTreeMap<Kind, Tally> {
    let mut tally = BTreeMap::new();
    for seed in 0..documents {
        let mut chance = Chance::new(seed + 1 + 1000 * u64::try_from(errors).unwrap());
        let mut spoilt = Vec::new();
        let mut text = Document::sound(&mut chance);
        let mut planted = Vec::new();
        while planted.len() < errors {
            let turn = usize::try_from(seed).unwrap() + planted.len();
            let kind = KINDS[turn % KINDS.len()];
            planted.extend(
                text.plant(kind, &mut chance, &mut spoilt)
                    .map(|p| (kind, p)),
            );
        }
        let (text, lines) = text.text();
        judge(&read_text(MANIFEST, &text), &planted, &lines, &mut tally);
    }
    tally
}

fn total(tally: &BTreeMap<Kind, Tally>, of: impl Fn(&Tally) -> usize) -> usize {
    tally.values().map(of).sum()
}

#[test]
fn a_sound_generated_document_has_no_findings() {
    for seed in 0..20 {
        let (text, _) = Document::sound(&mut Chance::new(seed)).text();
        let read = read_text(MANIFEST, &text);
        assert_eq!(read.tables.len(), 2, "{text}");
        let messages: Vec<&str> = read.findings.iter().map(|f| f.message.as_str()).collect();
        assert!(messages.is_empty(), "{messages:#?}\n{text}");
    }
}

#[test]
fn planted_errors_are_placed_and_sound_cells_left_in_peace() {
    for (errors, least) in [(1, 95), (2, 90), (3, 85)] {
        let tally = trial(errors, 60);
        let planted = total(&tally, |t| t.planted);
        let (placed, noticed) = (total(&tally, |t| t.placed), total(&tally, |t| t.noticed));
        let accused = total(&tally, |t| t.accused);
        println!(
            "{errors} errors each: {planted} planted, {placed} placed, {noticed} noticed, {accused} sound cells accused\n{tally:#?}"
        );
        assert!(placed * 100 >= planted * least, "{tally:#?}");
        assert!(accused * 50 <= planted, "{tally:#?}");
    }
}

#[test]
fn a_changed_digit_in_a_unit_of_kemi_is_proven_with_the_true_value() {
    let id = "kemi-osavuosikatsaus-2022-h1";
    let sound = document(id);
    let units: Vec<&str> = sound
        .tables
        .iter()
        .filter(|t| t.kind == TableKind::Units)
        .map(|t| t.id.as_str())
        .collect();
    let lines = sound
        .budget_lines
        .iter()
        .filter(|l| units.contains(&l.table_id.as_str()));
    let (mut tried, mut proven, mut accused) = (0, 0, 0);
    for (i, line) in lines.enumerate().step_by(9) {
        let digits: Vec<usize> = line
            .printed
            .match_indices(|c: char| c.is_ascii_digit())
            .map(|(i, _)| i)
            .collect();
        let text = &sound.document.lines[line.line - 1];
        let alone = text
            .split('\t')
            .filter(|f| f.contains(&line.printed))
            .count()
            == 1;
        if digits.len() < 3 || line.corrected_amount.is_some() || !alone {
            continue;
        }
        let at = digits[i % (digits.len() - 1)];
        let digit = line.printed[at..=at].parse::<u32>().unwrap();
        let other = if digit == 9 { 4 } else { digit + 1 };
        let wrong = format!("{}{other}{}", &line.printed[..at], &line.printed[at + 1..]);
        let changed = read_changed(id, |lines| {
            let mut fields: Vec<String> = lines[line.line - 1]
                .split('\t')
                .map(str::to_owned)
                .collect();
            let field = fields
                .iter_mut()
                .filter(|f| f.contains(&line.printed))
                .last()
                .unwrap();
            *field = field.replacen(&line.printed, &wrong, 1);
            lines[line.line - 1] = fields.join("\t");
        });
        tried += 1;
        let right = |f: &&Finding| {
            f.cell_ids.as_slice() == [line.id.clone()] && f.implied_value == line.amount
        };
        if accusations(&changed).any(|f| right(&f) && f.verdict == Verdict::Proven) {
            proven += 1;
        } else {
            println!(
                "{} {} -> {wrong}: {:#?}",
                line.id,
                line.printed,
                changed
                    .findings
                    .iter()
                    .filter(|f| f.rule.contains("make")
                        || f.rule.contains("agree")
                        || f.rule.contains("follow"))
                    .map(|f| &f.message)
                    .collect::<Vec<_>>()
            );
        }
        let known: Vec<&str> = sound.findings.iter().map(|f| f.id.as_str()).collect();
        accused += accusations(&changed)
            .filter(|f| !known.contains(&f.id.as_str()) && !f.cell_ids.contains(&line.id))
            .count();
    }
    println!("Kemi: {tried} tried, {proven} proven, {accused} sound cells accused");
    assert!(proven * 100 >= tried * 95, "{proven} of {tried}");
    assert_eq!(accused, 0);
}

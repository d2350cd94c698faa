//! The diagnosis: how often a planted error is found, and how often a sound cell is accused.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use proptest::{prop_assert, prop_assert_eq};

use kuntavaaka::domain::{Cents, DocumentFacts, Finding, Severity, TableKind, Verdict};

use super::generated::{Chance, Document, KINDS, Kind, MANIFEST, Planted};
use super::{document, read_changed, read_text};

const H24: &str = "kemijarvi-hallintopalvelut-2024";
const H25: &str = "kemijarvi-hallintopalvelut-2025-h1";
const ELV: &str = "kemijarvi-elinvoimapalvelut-2024";
const KEMI: &str = "kemi-osavuosikatsaus-2022-h1";
const HEI: &str = "heinola-yhteiset-palvelut-2024";

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
    let wrong: Vec<String> =
        planted.iter().flat_map(|(_, p)| p.cells.iter().map(|(r, c, _)| id(*r, *c))).collect();
    for (kind, error) in planted {
        let entry = tally.entry(*kind).or_default();
        if let Some(amounts) = error.lost_row {
            let mut about = read.findings.iter().filter(|f| f.rule == "statement_has_its_rows");
            let given = |f: &Finding| !amounts || f.severity == Severity::Warning;
            entry.planted += 1;
            entry.noticed += usize::from(about.clone().next().is_some());
            entry.placed += usize::from(about.any(given));
        }
        for (row, column, value) in &error.cells {
            let cell = id(*row, *column);
            entry.planted += 1;
            let about: Vec<&Finding> =
                read.findings.iter().filter(|f| f.cell_ids.contains(&cell)).collect();
            let right = |f: &&Finding| {
                f.cell_ids.len() == 1
                    && f.verdict != Verdict::Undecided
                    && f.implied_value.is_some_and(|v| (v.0 - value * 100).abs() <= 200)
            };
            entry.placed +=
                usize::from(accusations(read).any(|f| f.cell_ids[0] == cell && right(&f)));
            entry.noticed += usize::from(!about.is_empty());
        }
    }
    let sound = |f: &&Finding| !f.cell_ids.iter().any(|c| wrong.contains(c));
    let first = planted[0].0;
    tally.entry(first).or_default().accused += accusations(read).filter(sound).count();
}

/// Generated documents and errors to plant in them, the same ones at every run.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Generates documents with `errors` errors in each and tells what became of them.
fn trial(errors: usize, documents: u32) -> BTreeMap<Kind, Tally> {
    let tally = RefCell::new(BTreeMap::new());
    let cases = (any::<u64>(), vec(select(&KINDS[..]), errors));
    let outcome = runner(documents).run(&cases, |(seed, kinds)| {
        let mut chance = Chance::new(seed);
        let mut text = Document::sound(&mut chance);
        let (mut spoilt, mut planted) = (Vec::new(), Vec::new());
        for kind in kinds {
            let error = std::iter::repeat_with(|| text.plant(kind, &mut chance, &mut spoilt));
            planted.extend(error.flatten().next().map(|p| (kind, p)));
        }
        let (text, lines) = text.text();
        judge(&read_text(MANIFEST, &text), &planted, &lines, &mut tally.borrow_mut());
        Ok(())
    });
    outcome.unwrap();
    tally.into_inner()
}

fn total(tally: &BTreeMap<Kind, Tally>, of: impl Fn(&Tally) -> usize) -> usize {
    tally.values().map(of).sum()
}

/// The contradictions between amounts in the five documents, as an independent reading found them:
/// document, line, verdict, implied value in euros where one is implied.
const KNOWN: [(&str, usize, Verdict, Option<i64>); 26] = [
    (H24, 129, Verdict::Proven, Some(-19_036)),
    (H24, 148, Verdict::Proven, Some(-365_200)),
    (H24, 193, Verdict::Proven, Some(-136_897)),
    (H24, 219, Verdict::Proven, Some(-1_693_077)),
    (H24, 235, Verdict::Proven, Some(-477_127)),
    (H24, 237, Verdict::Proven, Some(-477_127)),
    (H25, 537, Verdict::Proven, Some(-120_000)),
    (H25, 561, Verdict::Undecided, None),
    (H25, 561, Verdict::Undecided, None),
    (H25, 564, Verdict::Proven, Some(762_980)),
    (H25, 565, Verdict::Undecided, Some(1_304_170)),
    (H25, 575, Verdict::Undecided, None),
    (H25, 706, Verdict::Undecided, Some(-3_583_616)),
    (ELV, 122, Verdict::Undecided, Some(-2_627_000)),
    (ELV, 211, Verdict::Undecided, Some(-2_759_210)),
    (ELV, 257, Verdict::SingleRelation, Some(-79_860)),
    (ELV, 257, Verdict::Proven, Some(-82_250)),
    (ELV, 257, Verdict::Proven, Some(-84_710)),
    (ELV, 379, Verdict::Undecided, None),
    (ELV, 379, Verdict::SingleRelation, Some(-279_100)),
    (ELV, 413, Verdict::Proven, Some(-359_816)),
    (KEMI, 188, Verdict::Proven, Some(906_298)),
    (KEMI, 384, Verdict::Undecided, None),
    (HEI, 559, Verdict::Proven, Some(-110_249)),
    (HEI, 819, Verdict::Proven, Some(-29_111)),
    (HEI, 1067, Verdict::Proven, Some(-25_228)),
];

/// The rates that contradict their amounts: changes in percent, margins per inhabitant, shares that
/// labels state. Implied values in hundredths.
const RATES: [(&str, usize, Verdict, Option<i64>); 7] = [
    (H24, 83, Verdict::SingleRelation, Some(-2050)),
    (H25, 563, Verdict::Undecided, None),
    (ELV, 85, Verdict::Undecided, None),
    (ELV, 380, Verdict::SingleRelation, Some(-830)),
    (ELV, 382, Verdict::SingleRelation, Some(47_520)),
    (ELV, 382, Verdict::SingleRelation, Some(-1450)),
    (ELV, 383, Verdict::SingleRelation, Some(-12_700)),
];

#[test]
fn the_contradictions_of_the_five_documents_are_found_and_no_others() {
    let amounts = KNOWN.iter().map(|(id, line, verdict, euros)| {
        (*id, *line, *verdict, euros.and_then(Cents::from_euros))
    });
    let rates =
        RATES.iter().map(|(id, line, verdict, rate)| (*id, *line, *verdict, rate.map(Cents)));
    let expected: Vec<_> = amounts.chain(rates).collect();
    for (id, line, verdict, implied) in &expected {
        let known =
            |f: &&Finding| f.line == *line && f.verdict == *verdict && f.implied_value == *implied;
        let found = document(id).findings.iter().filter(known).count();
        let alike = expected.iter().filter(|e| **e == (*id, *line, *verdict, *implied)).count();
        assert_eq!(found, alike, "{id} line {line}");
    }
    let lost = |f: &&Finding| f.severity > Severity::Info && f.rule != "value_is_in_the_text";
    let all = super::FACTS.documents.iter().flat_map(|d| &d.findings);
    assert_eq!(all.filter(lost).count(), KNOWN.len() + RATES.len());
}

#[test]
fn an_undecided_finding_names_the_cells_that_could_be_wrong() {
    let candidates = |id: &str, line: usize| -> Vec<&str> {
        let found = document(id).findings.iter().find(|f| f.line == line).unwrap();
        let cells = found.cell_ids.iter().skip(1);
        cells.map(|c| c.strip_prefix(id).unwrap()).collect()
    };
    assert_eq!(candidates(ELV, 122), [".118.3", ".119.3", ".120.3", ".121.3"]);
    assert!(candidates(H25, 565).contains(&".553.4"));
    let units = candidates(H25, 706);
    assert!(units.iter().all(|c| c.ends_with(".5")), "{units:?}");
}

#[test]
fn a_sound_generated_document_has_no_findings() {
    let outcome = runner(20).run(&any::<u64>(), |seed| {
        let (text, _) = Document::sound(&mut Chance::new(seed)).text();
        let read = read_text(MANIFEST, &text);
        prop_assert_eq!(read.tables.len(), 2, "{}", text);
        let messages: Vec<&str> = read.findings.iter().map(|f| f.message.as_str()).collect();
        prop_assert!(messages.is_empty(), "{:#?}\n{}", messages, text);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn planted_errors_are_placed_and_sound_cells_left_in_peace() {
    for (errors, least) in [(1, 100), (2, 99), (3, 99)] {
        let tally = trial(errors, 60);
        let planted = total(&tally, |t| t.planted);
        let (placed, noticed) = (total(&tally, |t| t.placed), total(&tally, |t| t.noticed));
        let accused = total(&tally, |t| t.accused);
        println!(
            "{errors} errors each: {planted} planted, {placed} placed, {noticed} noticed, {accused} sound cells accused\n{tally:#?}"
        );
        assert!(placed * 100 >= planted * least, "{tally:#?}");
        assert_eq!(accused, 0, "{tally:#?}");
    }
}

#[test]
fn a_changed_digit_in_a_unit_of_kemi_is_proven_with_the_true_value() {
    let id = KEMI;
    let sound = document(id);
    let units: Vec<&str> =
        sound.tables.iter().filter(|t| t.kind == TableKind::Units).map(|t| t.id.as_str()).collect();
    let lines = sound.budget_lines.iter().filter(|l| units.contains(&l.table_id.as_str()));
    let (mut tried, mut proven, mut accused) = (0, 0, 0);
    for (i, line) in lines.enumerate().step_by(4) {
        let digits: Vec<usize> =
            line.printed.match_indices(|c: char| c.is_ascii_digit()).map(|(i, _)| i).collect();
        let text = &sound.document.lines[line.line - 1];
        let alone = text.split('\t').filter(|f| f.contains(&line.printed)).count() == 1;
        if digits.len() < 3 || line.corrected_amount.is_some() || !alone {
            continue;
        }
        let at = digits[i % (digits.len() - 1)];
        let digit = line.printed[at..=at].parse::<u32>().unwrap();
        let other = if digit == 9 { 4 } else { digit + 1 };
        let wrong = format!("{}{other}{}", &line.printed[..at], &line.printed[at + 1..]);
        let changed = read_changed(id, |lines| {
            let mut fields: Vec<String> =
                lines[line.line - 1].split('\t').map(str::to_owned).collect();
            let field = fields.iter_mut().filter(|f| f.contains(&line.printed)).last().unwrap();
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
            let about = changed.findings.iter().filter(|f| f.cell_ids.contains(&line.id));
            let about: Vec<&str> = about.map(|f| f.message.as_str()).collect();
            println!("not proven: {} {} -> {wrong}: {about:?}", line.id, line.printed);
        }
        let known: Vec<&str> = sound.findings.iter().map(|f| f.id.as_str()).collect();
        accused += accusations(&changed)
            .filter(|f| !known.contains(&f.id.as_str()) && !f.cell_ids.contains(&line.id))
            .count();
    }
    println!("Kemi: {tried} tried, {proven} proven, {accused} sound cells accused");
    assert_eq!((tried, proven), (88, 88));
    assert_eq!(accused, 0);
}

#[test]
#[ignore = "measures time; run it by hand with --nocapture"]
fn how_long_reading_takes() {
    let time = |what: &str, read: &dyn Fn() -> DocumentFacts| {
        let facts = read();
        let begun = std::time::Instant::now();
        read();
        let took = begun.elapsed();
        println!("{what}: {} cells in {took:?}", facts.report().money_cells);
    };
    for read in &super::FACTS.documents {
        let id = read.document.id.as_str();
        time(id, &|| read_changed(id, |_| {}));
    }
    for errors in [0, 3] {
        let mut chance = Chance::new(7);
        let mut spoilt = Vec::new();
        let mut large = Document::large(&mut chance);
        while spoilt.len() < errors {
            large.plant(Kind::ChangedDigit, &mut chance, &mut spoilt);
        }
        let (text, _) = large.text();
        let found = accusations(&read_text(MANIFEST, &text)).count();
        assert_eq!(found, errors);
        time(&format!("generated, {errors} errors"), &|| read_text(MANIFEST, &text));
    }
}

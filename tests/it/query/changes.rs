//! Changes: restatements, corrections, disagreements.

use kuntavaaka::domain::{BudgetLine, Cents, Facts};
use kuntavaaka::query::{self, ChangeFilter, ChangeKind, ChangeRecord, PageRequest, Session};
use kuntavaaka::store::Access;

use crate::reading::FACTS;
use crate::support::{TestDb, facts, on_both};

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

fn kind(kind: &str) -> ChangeFilter {
    ChangeFilter { kind: list(&[kind]), ..ChangeFilter::default() }
}

fn ask(session: &mut Session, filter: &ChangeFilter) -> Vec<ChangeRecord> {
    let all = PageRequest { first: Some(500), after: None, ..PageRequest::default() };
    let page = query::changes(session, filter, &all).unwrap();
    assert_eq!(usize::try_from(page.total_count).unwrap(), page.items.len());
    page.items.into_iter().map(|i| i.item).collect()
}

fn over(facts: &Facts, filter: &ChangeFilter) -> Vec<ChangeRecord> {
    on_both(|db: &TestDb| {
        db.writer().import(facts, facts::NOW).unwrap();
        ask(&mut db.open(Access::ReadOnly).session().unwrap(), filter)
    })
}

fn ids(changes: &[ChangeRecord]) -> Vec<&str> {
    changes.iter().map(|c| c.id.as_str()).collect()
}

#[test]
fn a_later_document_restates_and_a_finding_corrects() {
    let changes = over(&facts::small(), &ChangeFilter::default());
    // The expenses are `x` in the later document: nothing is restated there.
    assert_eq!(
        ids(&changes),
        ["kemijarvi-2025-h1.11.1.restatement", "kemijarvi-2024.9.2.correction"]
    );
    let restated = &changes[0];
    assert_eq!(
        (restated.old_value, restated.new_value),
        (Cents::from_euros(1_000), Cents(110_000))
    );
    assert_eq!(restated.old.line.id, "kemijarvi-2024.4.1");
    assert_eq!(restated.date.to_string(), "2025-06-30");
    let corrected = &changes[1];
    assert_eq!(
        (corrected.old_value, corrected.new_value),
        (Cents::from_euros(-310), Cents(-30_100))
    );
    assert_eq!(corrected.old.line.id, corrected.new.line.id);
    assert_eq!(corrected.finding_ids, ["kemijarvi-2024.f.parts_make_the_sum.9.2"]);
}

#[test]
fn every_filter_narrows_the_list() {
    let restated = ["kemijarvi-2025-h1.11.1.restatement"];
    let corrected = ["kemijarvi-2024.9.2.correction"];
    let none: [&str; 0] = [];
    let default = ChangeFilter::default;
    let day = |day: &str| Some(day.to_owned());
    for (filter, expected) in [
        (kind("restatement"), restated.as_slice()),
        (ChangeFilter { municipality: list(&["aanekoski"]), ..default() }, &none),
        (ChangeFilter { document: list(&["kemijarvi-2025-h1"]), ..default() }, &restated),
        (ChangeFilter { unit: list(&["kemijarvi.hallintopalvelut"]), ..default() }, &restated),
        (ChangeFilter { account: list(&["operating_expenses"]), ..default() }, &corrected),
        (ChangeFilter { scenario: list(&["budget"]), ..default() }, &corrected),
        (ChangeFilter { fiscal_year: list(&["2025"]), ..default() }, &none),
        (ChangeFilter { since: day("2025-03-02"), ..default() }, &restated),
        (ChangeFilter { until: day("2025-03-01"), ..default() }, &corrected),
        (ChangeFilter { as_of: day("2025-06-29"), ..default() }, &corrected),
        (ChangeFilter { as_of: day("2025-02-28"), ..default() }, &none),
    ] {
        assert_eq!(ids(&over(&facts::small(), &filter)), expected, "{filter:?}");
    }
    let sector = list(&["kemijarvi.hallintopalvelut"]);
    let below = ChangeFilter { unit: sector, include_descendants: true, ..default() };
    assert_eq!(over(&facts::small(), &below).len(), 2);
    // The document of the old amount counts as well.
    let old = ChangeFilter { document: list(&["kemijarvi-2024"]), ..default() };
    assert_eq!(over(&facts::small(), &old).len(), 2);
}

#[test]
fn what_rounding_explains_is_no_change() {
    let restated = |cents: i64, scale: i64| {
        let mut facts = facts::small();
        let document = &mut facts.documents[1];
        document.tables[0].scale = scale;
        let line = document.budget_lines.iter_mut().find(|l| l.id == "kemijarvi-2025-h1.11.1");
        line.unwrap().amount = Some(Cents(cents));
        over(&facts, &kind("restatement")).len()
    };
    assert_eq!(restated(100_000, 1), 0);
    assert_eq!(restated(100_100, 1), 0);
    assert_eq!(restated(100_101, 1), 1);
    assert_eq!(restated(150_050, 1_000), 0);
    assert_eq!(restated(150_051, 1_000), 1);
}

/// The small facts with a third document of Kemijärvi, published on a day, that states the revenue
/// of 2024 once more.
fn with_a_third(id: &str, day: &str, euros: i64) -> Facts {
    let mut facts = facts::small();
    let mut third = facts.documents[1].clone();
    let renamed = |text: &str| text.replace("kemijarvi-2025-h1", id);
    id.clone_into(&mut third.document.id);
    third.document.published_date = Some(facts::date(day));
    third.contents = kuntavaaka::domain::Contents::default();
    third.findings.clear();
    for table in &mut third.tables {
        table.id = renamed(&table.id);
    }
    third.budget_lines.retain(|l| l.id == "kemijarvi-2025-h1.11.1");
    for line in &mut third.budget_lines {
        line.id = renamed(&line.id);
        line.table_id = renamed(&line.table_id);
        line.amount = Cents::from_euros(euros);
    }
    facts.documents.push(third);
    facts
}

#[test]
fn a_chain_of_documents_gives_one_change_per_step() {
    let facts = with_a_third("kemijarvi-2025", "2026-03-01", 1_150);
    let changes = over(&facts, &kind("restatement"));
    let steps: Vec<_> = changes
        .iter()
        .map(|c| (c.old.line.id.as_str(), c.new.line.id.as_str(), c.new_value.to_string()))
        .collect();
    assert_eq!(
        steps,
        [
            ("kemijarvi-2025-h1.11.1", "kemijarvi-2025.11.1", "1150.00".to_owned()),
            ("kemijarvi-2024.4.1", "kemijarvi-2025-h1.11.1", "1100.00".to_owned()),
        ]
    );
}

#[test]
fn two_documents_of_one_day_disagree_and_the_one_that_stands_restates() {
    let facts = with_a_third("kemijarvi-2025-h2", "2025-06-30", 1_150);
    let changes = over(&facts, &ChangeFilter::default());
    let found: Vec<_> = changes
        .iter()
        .filter(|c| c.kind != ChangeKind::Correction)
        .map(|c| (c.kind, c.old.line.id.as_str(), c.new.line.id.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (ChangeKind::Disagreement, "kemijarvi-2025-h1.11.1", "kemijarvi-2025-h2.11.1"),
            (ChangeKind::Restatement, "kemijarvi-2024.4.1", "kemijarvi-2025-h2.11.1"),
        ]
    );
}

#[test]
fn twins_of_the_bundled_documents_disagree_where_both_print_an_amount() {
    let changes = over(&FACTS, &kind("disagreement"));
    let of = |c: &ChangeRecord| {
        (
            c.old.line.id.clone(),
            c.old_value.unwrap().to_string(),
            c.new.line.id.clone(),
            c.new_value.to_string(),
        )
    };
    let line = |account_line: &str, other_line: &str| {
        (
            format!("kemijarvi-elinvoimapalvelut-2024.{account_line}.1"),
            "-477127.00".to_owned(),
            format!("kemijarvi-hallintopalvelut-2024.{other_line}.1"),
            "-447127.00".to_owned(),
        )
    };
    let found: Vec<_> = changes.iter().map(of).collect();
    assert_eq!(found, [line("445", "235"), line("447", "237")]);
    assert!(changes.iter().all(|c| !c.finding_ids.is_empty()));
}

#[test]
fn the_half_year_report_of_kemijarvi_restates_twenty_two_figures() {
    let changes = over(&FACTS, &kind("restatement"));
    assert!(changes.iter().all(|c| c.new.document_id == "kemijarvi-hallintopalvelut-2025-h1"));
    assert!(changes.iter().all(|c| c.old.document_id == "kemijarvi-hallintopalvelut-2024"));
    let amounts: Vec<_> = changes
        .iter()
        .map(|c| {
            (
                c.new.line.id.rsplit_once("h1.").unwrap().1,
                c.old_value.unwrap().0 / 100,
                c.new_value.0 / 100,
            )
        })
        .collect();
    // Line and column of the later document, before, after.
    assert_eq!(amounts, RESTATED);
}

/// As read in both texts by eye.
const RESTATED: &[(&str, i64, i64)] = &[
    ("552.3", 520_128, 547_476),
    ("565.3", 1_580_194, 1_607_543),
    ("567.3", -2_270_822, -2_196_937),
    ("568.1", -2_925_532, -2_971_132),
    ("568.3", -3_071_115, -3_070_945),
    ("575.1", -6_134_089, -6_179_689),
    // The later document prints the older amounts too, beside those that its accounts make.
    ("575.2", -6_624_150, -6_649_150),
    ("575.3", -6_380_150, -6_306_094),
    ("576.1", -4_634_981, -4_680_581),
    ("576.2", -5_420_000, -5_445_000),
    ("576.3", -4_799_956, -4_698_551),
    ("599.1", -1_207_426, -1_253_026),
    ("601.1", -1_207_426, -1_253_026),
    ("603.3", -329_081, -329_605),
    ("605.3", -329_081, -329_605),
    ("669.3", 38_000, 37_805),
    ("670.3", -280_280, -280_475),
    ("680.3", -76_912, -76_742),
    ("681.3", 7_869, 35_413),
    ("682.3", -69_043, -41_329),
    ("694.3", -126_739, -52_329),
    ("696.3", -120_358, -45_947),
];

#[test]
fn every_corrected_line_of_the_bundled_documents_is_a_correction_with_its_proof() {
    let corrected = FACTS.documents.iter().flat_map(|d| &d.budget_lines);
    // A table that prints growing expenses as positive is no misprint.
    let turned = |l: &&BudgetLine| {
        l.corrected_amount == l.amount.map(|a| -a)
            && FACTS
                .documents
                .iter()
                .flat_map(|d| &d.findings)
                .any(|f| f.rule == "expenses_are_negative" && f.cell_ids.contains(&l.id))
    };
    let corrected: Vec<_> = corrected
        .filter(|l| l.repeat_of.is_none() && l.corrected_amount.is_some() && !turned(l))
        .map(|l| format!("{}.correction", l.id))
        .collect();
    let changes = over(&FACTS, &kind("correction"));
    let mut found = ids(&changes);
    found.sort_unstable();
    let mut expected: Vec<&str> = corrected.iter().map(String::as_str).collect();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert!(changes.iter().all(|c| !c.finding_ids.is_empty()));
}

#[test]
fn days_that_are_no_days_or_end_before_they_begin_are_refused() {
    on_both(|db| {
        let mut session = db.filled();
        let mut refused = |since: &str, until: &str| {
            let (since, until) = (Some(since.to_owned()), Some(until.to_owned()));
            let filter = ChangeFilter { since, until, ..ChangeFilter::default() };
            query::changes(&mut session, &filter, &PageRequest::default()).unwrap_err().parameter()
        };
        assert_eq!(refused("2025-02-30", "2025-03-01"), Some("since"));
        assert_eq!(refused("2025-03-02", "2025-03-01"), Some("until"));
    });
}

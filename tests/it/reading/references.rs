//! The tables of reference facts and words that come with the program.

use std::collections::BTreeSet;

use kuntavaaka::domain::{Fit, lies_within};

use super::FACTS;

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_account_label_names_an_account_of_the_tree() {
    let known: BTreeSet<&str> = FACTS.accounts.iter().map(|a| a.code.as_str()).collect();
    for row in rows(include_str!("../../../data/lexicon/account_labels.csv")) {
        assert!(known.contains(row[2].as_str()), "{row:?}");
        assert!(!row[3].is_empty(), "a label states where it was seen: {row:?}");
    }
}

#[test]
fn every_word_table_can_be_read_to_its_end() {
    for text in [
        include_str!("../../../data/lexicon/column_headers.csv"),
        include_str!("../../../data/lexicon/confusions.csv"),
        include_str!("../../../data/lexicon/furniture.csv"),
        include_str!("../../../data/lexicon/headings.csv"),
        include_str!("../../../data/lexicon/search_endings.csv"),
        include_str!("../../../data/lexicon/search_stems.csv"),
        include_str!("../../../data/lexicon/search_words.csv"),
    ] {
        for row in rows(text) {
            assert!(row.iter().all(|field| !field.is_empty()), "{row:?}");
        }
    }
}

#[test]
fn every_word_of_contents_states_where_it_was_seen() {
    for text in [
        include_str!("../../../data/lexicon/contents.csv"),
        include_str!("../../../data/lexicon/measures.csv"),
        include_str!("../../../data/lexicon/numerals.csv"),
        include_str!("../../../data/lexicon/words.csv"),
    ] {
        for row in rows(text) {
            assert!(row.first().is_some_and(|f| !f.is_empty()), "{row:?}");
            assert!(row.last().is_some_and(|f| !f.is_empty()), "{row:?}");
        }
    }
}

#[test]
fn the_account_tree_names_parents_that_exist_and_puts_parts_before_their_sum() {
    for (i, account) in FACTS.accounts.iter().enumerate() {
        if let Some(parent) = &account.parent_code {
            let at = FACTS.accounts.iter().position(|a| a.code == *parent);
            assert!(at.is_some_and(|at| at > i), "{}", account.code);
        }
    }
}

#[test]
fn every_unit_hangs_below_a_unit_whose_id_begins_its_own() {
    let ids: BTreeSet<&str> = FACTS.units.iter().map(|u| u.id.as_str()).collect();
    assert_eq!(ids.len(), FACTS.units.len());
    for unit in &FACTS.units {
        match &unit.parent_id {
            Some(parent) => {
                assert!(ids.contains(parent.as_str()), "{}", unit.id);
                assert!(unit.id.starts_with(&format!("{parent}.")), "{}", unit.id);
            }
            None => assert_eq!(unit.kind.as_str(), "municipality"),
        }
    }
}

#[test]
fn no_bundled_document_names_a_unit_that_the_unit_tables_do_not() {
    let unknown: Vec<_> = FACTS
        .documents
        .iter()
        .flat_map(|d| &d.findings)
        .filter(|f| f.rule == "unit_is_known" || f.rule == "label_is_known")
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_unit_serves_a_function_that_exists_below_that_of_the_units_above_it() {
    let known: BTreeSet<&str> = FACTS.functions.iter().map(|f| f.code.as_str()).collect();
    for unit in &FACTS.units {
        let Some(function) = &unit.function else {
            assert!(unit.parent_id.is_none(), "{}", unit.id);
            continue;
        };
        assert!(known.contains(function.as_str()), "{}: {function}", unit.id);
        let fit = unit.fit.unwrap();
        assert!(fit == Fit::Exact || unit.scope.is_some(), "{} says no scope", unit.id);
        let mut above = unit.parent_id.as_ref();
        while let Some(other) = above.and_then(|id| FACTS.units.iter().find(|u| u.id == *id)) {
            let whole = other.function.as_ref().filter(|_| other.fit != Some(Fit::Mixed));
            let holds = whole.is_none_or(|f| lies_within(function, f));
            assert!(holds, "{}: {function} is not within that of {}", unit.id, other.id);
            above = other.parent_id.as_ref();
        }
        let twin = FACTS.units.iter().find(|u| Some(&u.id) == unit.same_as.as_ref());
        assert!(twin.is_none_or(|t| t.function == unit.function), "{}", unit.id);
    }
}

#[test]
fn functions_have_names_in_all_languages_and_those_they_belong_to() {
    for function in &FACTS.functions {
        assert!(function.name_fi.is_some() && function.name_sv.is_some(), "{}", function.code);
        let above = function.code.rsplit_once('.').map(|(above, _)| above);
        assert_eq!(function.parent_code.as_deref(), above, "{}", function.code);
        assert!(above.is_none_or(|a| FACTS.functions.iter().any(|f| f.code == a)));
    }
}

#[test]
fn reforms_name_functions_that_exist_and_goals_are_seventeen() {
    let known = |code: &String| FACTS.functions.iter().any(|f| f.code == *code);
    assert!(FACTS.reforms.iter().all(|r| r.functions.iter().all(known)));
    assert!(FACTS.reforms.iter().any(|r| r.date.to_string() == "2023-01-01"));
    assert!(FACTS.sdgs.iter().map(|s| s.number).eq(1..=17));
}

#[test]
fn the_page_of_functions_shows_every_mapping_as_the_unit_tables_have_it() {
    let page = include_str!("../../../docs/FUNCTIONS.md");
    for unit in FACTS.units.iter().filter(|u| u.parent_id.is_some()) {
        let row = format!(
            "{} | {} | {} |",
            unit.function.as_deref().unwrap_or("—"),
            unit.fit.map_or("", Fit::as_str),
            unit.scope.as_deref().unwrap_or_default(),
        );
        let name = |line: &&str| line.contains(&unit.name) && line.ends_with(&row);
        assert!(page.lines().any(|l| name(&l)), "{}: {row}", unit.id);
    }
}

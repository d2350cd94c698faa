//! Values of a package that no question could read afterwards.

use kuntavaaka::release::ReleaseError;

use super::packages::{refused, sound};
use super::{Parts, part, sum_again};
use crate::support::{TestDb, on_both};

/// Puts a text into the cells of a column: of the first rows that have one.
fn put(parts: &mut Parts, table: &str, column: &str, text: &str, rows: usize) {
    let bytes = part(parts, &format!("tables/{table}.csv"));
    let mut lines = csv::Reader::from_reader(bytes.as_slice());
    let header = lines.headers().unwrap().clone();
    let place = header.iter().position(|name| name == column).unwrap();
    let mut written =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    written.write_record(&header).unwrap();
    let mut left = rows;
    for record in lines.records() {
        let record = record.unwrap();
        let is_meant = left > 0 && !record[place].is_empty();
        left -= usize::from(is_meant);
        let cells = record.iter().enumerate();
        let cells = cells.map(|(n, cell)| if is_meant && n == place { text } else { cell });
        written.write_record(cells).unwrap();
    }
    assert_eq!(left, 0, "{table} has no {column}");
    *bytes = written.into_inner().unwrap();
}

/// What is wrong with a package in which one cell is this text.
fn told(db: &TestDb, sound: &Parts, table: &str, column: &str, text: &str) -> Vec<String> {
    let mut broken = sound.clone();
    put(&mut broken, table, column, text, 1);
    sum_again(&mut broken);
    match refused(db, &broken) {
        ReleaseError::BadRows { first, .. } => first.iter().map(ToString::to_string).collect(),
        other => panic!("{table}.{column} {text}: {other}"),
    }
}

#[test]
fn a_value_that_no_question_can_read_is_refused_with_its_place_and_what_is_expected() {
    on_both(|db| {
        let sound = sound(db);
        for (table, column, text, reason) in [
            ("budget_line", "scenario", "bogus", "is none of actual, actual_to_date, budget, "),
            ("document", "kind", "weird", "is none of operating_plan, performance_report, "),
            ("unit", "kind", "", "\"\" is none of municipality, sector, "),
            ("cell", "assignment", "by_guess", "is none of by_layout, by_arithmetic, annotated"),
            ("finding", "verdict", "sure", "is none of proven, single_relation, undecided"),
            (
                "budget_line",
                "fiscal_year",
                "9223372036854775807",
                "is no whole number from 1900 to 2200",
            ),
            ("budget_line", "fiscal_year", "-5", "\"-5\" is no whole number from 1900 to 2200"),
            ("budget_line", "line", "-1", "\"-1\" is no whole number from 0 to 2147483647"),
            (
                "budget_line",
                "amount",
                "92233720368547758.07",
                "like -12.50, from -1000000000000000.00 to 1000000000000000.00",
            ),
            ("document", "as_of_date", "2024-12-31T00:00", "is no day, like 2024-12-31, from 1900"),
            ("document", "as_of_date", "20241231", "is no day"),
            ("document", "vintage_date", "9999-12-31", "to 2200-12-31"),
            ("document", "vintage_date", "", "\"\" is no day"),
            ("budget_line", "known_from", "yesterday", "is no day"),
            ("price_index", "value", "1e3", "is no decimal number"),
            ("price_index", "value", "0.123456789", "is no decimal number"),
            ("indicator_value", "value", "99999999999999999999999", "is no decimal number"),
            ("narrative", "text", r#"{"a":1}"#, "is no passage in JSON: missing field `text`"),
            ("objective", "actions", r#"{"a":1}"#, "is no list of passages in JSON: "),
            ("objective", "outcomes", "[1]", "is no list of outcomes in JSON: "),
            ("printed_table", "columns", "{}", "is no list of columns in JSON: "),
        ] {
            let told = told(db, &sound, table, column, text);
            let place = format!("tables/{table}.csv line ");
            let found = |line: &String| {
                let shown: String = text.chars().take(60).collect();
                line.starts_with(&place)
                    && line.contains(&format!(", column {column}: \"{shown}\""))
                    && line.contains(reason)
            };
            assert!(told.iter().any(found), "{table}.{column} {text}: {told:#?}");
        }
    });
}

#[test]
fn amounts_that_cannot_be_added_up_are_refused_however_small_each_is() {
    let db = TestDb::sqlite();
    let mut much = sound(&db);
    put(&mut much, "budget_line", "amount", "-600000000000000.00", 1);
    sum_again(&mut much);
    // One is taken, and the package is only another release than it says.
    assert!(!matches!(refused(&db, &much), ReleaseError::BadRows { .. }));
    put(&mut much, "budget_line", "amount", "-600000000000000.00", 2);
    sum_again(&mut much);
    let told = refused(&db, &much).to_string();
    let reason = ", column amount: with it, all amounts together are more than 1000000000000000.00";
    assert!(told.contains("tables/budget_line.csv line ") && told.contains(reason), "{told}");
}

#[test]
fn a_row_that_lies_below_itself_is_refused() {
    let db = TestDb::sqlite();
    let mut circle = sound(&db);
    let units = String::from_utf8(part(&mut circle, "tables/unit.csv").clone()).unwrap();
    let mut lines = csv::Reader::from_reader(units.as_bytes());
    let record = lines.records().map(Result::unwrap).find(|unit| !unit[1].is_empty()).unwrap();
    let (own, parent) = (record[0].to_owned(), record[1].to_owned());
    for (below, named) in [(format!("{own},{parent},"), &own), (format!("{parent},,"), &own)] {
        let mut circle = circle.clone();
        let id = below.split(',').next().unwrap().to_owned();
        super::change(&mut circle, "tables/unit.csv", &below, &format!("{id},{named},"));
        sum_again(&mut circle);
        let told = refused(&db, &circle).to_string();
        assert!(told.contains("column parent_id: ") && told.contains(" itself, or"), "{told}");
    }
}

#[test]
fn a_row_longer_than_any_text_is_refused_before_it_is_in_memory() {
    let db = TestDb::sqlite();
    let sound = sound(&db);
    let cell = told(&db, &sound, "unit", "name", &"x".repeat(5 << 20));
    assert!(cell[0].contains("column name: it has 5242880 bytes"), "{:.200}", cell[0]);
    // Lines without end in one cell, under quotes, and with quotes.
    for filler in ["\n", "x", "\"\"", "\n\"\"", ","] {
        let mut endless = sound.clone();
        let bytes = part(&mut endless, "tables/reform.csv");
        let header = bytes.split(|b| *b == b'\n').next().unwrap().len() + 1;
        bytes.truncate(header);
        bytes.extend_from_slice(if filler == "," { b"" } else { b"\"" });
        bytes.extend(filler.as_bytes().iter().cycle().take(20 << 20));
        sum_again(&mut endless);
        let told = refused(&db, &endless).to_string();
        let place = "tables/reform.csv: line 2: the row has more than 16777216 bytes";
        assert!(told.contains(place), "{filler:?}: {told:.300}");
    }
}

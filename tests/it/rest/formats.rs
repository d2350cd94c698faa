//! The formats of lists: the same values in each, whole, and harmless.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::readme::bundled;
use crate::support::{Answer, Client, TestDb, on_both};

/// Every list of one thing, and what else has items.
pub(super) const LISTS: &[&str] = &[
    "/v1/municipalities",
    "/v1/documents",
    "/v1/documents/kemijarvi-hallintopalvelut-2024/tables",
    "/v1/units",
    "/v1/accounts",
    "/v1/functions",
    "/v1/sdgs",
    "/v1/budget-lines",
    "/v1/changes",
    "/v1/budget-execution",
    "/v1/objectives",
    "/v1/risks",
    "/v1/internal-control",
    "/v1/indicators",
    "/v1/narratives",
    "/v1/findings",
    "/v1/dataset/releases",
];
/// The rows of CSV with the names of their columns.
pub(super) fn rows(answer: &Answer, delimiter: u8) -> Vec<Vec<(String, String)>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).from_reader(answer.body.as_slice());
    let names = reader.headers().unwrap().clone();
    let with_names = |row: csv::StringRecord| {
        let cells = names.iter().zip(row.iter());
        cells.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| with_names(row.unwrap())).collect()
}

fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// All items, page by page.
pub(super) fn paged(client: &Client, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = path.to_owned();
    loop {
        let page = client.rest(&next);
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(url) => url.trim_start_matches("http://data.example").clone_into(&mut next),
            None => return items,
        }
    }
}

/// The scalars of an item that stand in no list, by the names of their columns.
fn scalars(value: &Value, name: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}_{field}") };
                scalars(value, &name, found);
            }
        }
        Value::Array(_) | Value::Null => {}
        Value::String(text) => found.push((name.to_owned(), text.clone())),
        other => found.push((name.to_owned(), other.to_string())),
    }
}

fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[test]
fn every_list_says_the_same_in_every_format_and_comes_whole() {
    let client = bundled(&TestDb::sqlite());
    for path in LISTS {
        let items = paged(&client, path);
        assert!(!items.is_empty(), "{path}");
        assert_eq!(lines(&client.get(&format!("{path}.ndjson"))), items, "{path}");
        let answer = client.get(&format!("{path}.csv"));
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
        let rows = rows(&answer, b',');
        // Of lists that make a row for each element of a list inside, the first row is enough.
        let is_by_element = path.ends_with("indicators") || path.ends_with("tables");
        assert!(rows.len() == items.len() || is_by_element, "{path}");
        assert!(rows.len() >= items.len(), "{path}");
        for (item, row) in items.iter().zip(&rows).take(if is_by_element { 1 } else { usize::MAX })
        {
            let mut expected = Vec::new();
            scalars(item, "", &mut expected);
            for (name, text) in expected {
                let cell = row.iter().find(|(known, _)| *known == name);
                let (_, cell) = cell.unwrap_or_else(|| panic!("{path}: no column {name}"));
                assert!(*cell == text || *cell == harmless(&text), "{path}: {name}: {cell}");
            }
        }
    }
    assert!(paged(&client, "/v1/budget-lines?first=500").len() > 500);
}

#[test]
fn a_row_for_each_value_keeps_what_its_indicator_is() {
    let client = bundled(&TestDb::sqlite());
    let items = paged(&client, "/v1/indicators");
    let rows = rows(&client.get("/v1/indicators.csv"), b',');
    let mut expected = Vec::new();
    for item in &items {
        let values = item["values"].as_array().unwrap();
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        for value in values {
            expected.push((text(&item["id"]), text(&value["id"]), text(&value["value"])));
        }
        if values.is_empty() {
            expected.push((text(&item["id"]), String::new(), String::new()));
        }
    }
    let cell = |row: &[(String, String)], name: &str| {
        row.iter().find(|(known, _)| known == name).unwrap().1.clone()
    };
    let found: Vec<_> = rows
        .iter()
        .map(|r| (cell(r, "id"), cell(r, "values_id"), cell(r, "values_value")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn comparisons_and_series_are_rows_with_what_was_asked_beside_them() {
    let client = bundled(&TestDb::sqlite());
    for (path, name, items) in
        [("/v1/compare", "comparison", "cells"), ("/v1/series", "series", "series")]
    {
        let answer = client.rest(path);
        let expected: Vec<Value> = match items {
            "cells" => answer["cells"].as_array().unwrap().clone(),
            _ => answer["series"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|s| s["points"].as_array().unwrap().clone())
                .collect(),
        };
        let mut found = lines(&client.get(&format!("{path}.ndjson")));
        for line in &mut found {
            let rest = line.as_object_mut().unwrap().shift_remove(name).unwrap();
            assert_eq!(
                (&rest["account"], &rest["caveats"]),
                (&answer["account"], &answer["caveats"])
            );
        }
        assert_eq!(found, expected, "{path}");
        let rows = rows(&client.get(&format!("{path}.csv")), b',');
        assert_eq!(rows.len(), expected.len());
        for (row, item) in rows.iter().zip(&expected) {
            let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
            let cell = |name: &str| row.iter().find(|(n, _)| n == name).unwrap().1.clone();
            assert_eq!(cell("amount"), text(&item["amount"]));
            assert_eq!(cell("missingReason"), text(&item["missingReason"]));
            assert_eq!(cell(&format!("{name}_account_code")), text(&answer["account"]["code"]));
        }
    }
}

#[test]
fn every_field_of_an_item_is_a_column_or_is_said_to_be_left_out() {
    let client = bundled(&TestDb::sqlite());
    let described = client.rest("/openapi.json");
    for path in LISTS {
        let described_path = path.replace("kemijarvi-hallintopalvelut-2024", "{id}");
        let content = &described["paths"][&described_path]["get"]["responses"]["200"]["content"];
        let told = content["text/csv"]["schema"]["description"].as_str().unwrap();
        let (columns, left_out) = told.split_once("In JSON and NDJSON alone").unwrap_or((told, ""));
        let answer = client.get(&format!("{path}.csv"));
        let header = answer.text().lines().next().unwrap().to_owned();
        let names: BTreeSet<&str> = header.split(',').collect();
        assert_eq!(names.len(), header.split(',').count(), "{path}: a name stands twice");
        for name in &names {
            assert!(columns.contains(&format!("`{name}`")), "{path}: {name} is not described");
        }
        let mut seen = BTreeSet::new();
        for item in paged(&client, path) {
            leaves(&item, "", &mut seen);
        }
        for leaf in seen {
            let parents = leaf.match_indices('_').map(|(at, _)| format!("`{}_*`", &leaf[..at]));
            let is_left_out = parents.into_iter().any(|parent| left_out.contains(&parent));
            assert!(names.contains(leaf.as_str()) || is_left_out, "{path}: {leaf} is nowhere");
        }
    }
}

/// The names of all scalars of an item, also of those in lists.
fn leaves(value: &Value, name: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| leaves(one, name, found)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}_{field}") };
                leaves(value, &name, found);
            }
        }
        Value::Null => {}
        _ => drop(found.insert(name.to_owned())),
    }
}

#[test]
fn a_file_is_named_by_what_it_is_and_its_release_on_both_databases() {
    on_both(|database| {
        let client = Client::of(database);
        let release = client.rest("/v1/units")["release"].as_str().unwrap().to_owned();
        let answer = client.get("/v1/budget-lines.csv");
        let name = format!("attachment; filename=\"budget-lines-{release}.csv\"");
        assert_eq!(answer.header("content-disposition"), name);
        let tables = client.get("/v1/documents/kemijarvi-2024/tables?format=ndjson");
        let name = format!("attachment; filename=\"kemijarvi-2024-tables-{release}.ndjson\"");
        assert_eq!(tables.header("content-disposition"), name);
        let tag = answer.header("etag");
        let again = client.send("GET", "/v1/budget-lines.csv", &[("if-none-match", tag)], b"");
        assert_eq!((again.status, again.body.len()), (304, 0));
        answer.text()
    });
}

#[test]
fn the_parameter_wins_over_the_suffix_and_the_suffix_over_the_header() {
    let client = Client::of(&TestDb::sqlite());
    let json = "application/json";
    let ndjson = "application/x-ndjson";
    let csv = "text/csv; charset=utf-8; header=present";
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let parquet = "application/vnd.apache.parquet";
    for (path, accept, expected) in [
        ("/v1/units", "*/*", json),
        ("/v1/units", "text/csv", csv),
        ("/v1/units", "text/*", csv),
        ("/v1/units", "application/x-ndjson, text/csv;q=0.9", ndjson),
        ("/v1/units", "text/html, */*;q=0.8", json),
        ("/v1/units", "application/json;q=0, application/*", ndjson),
        ("/v1/units.csv", json, csv),
        ("/v1/units.json", csv, json),
        ("/v1/units.csv?format=ndjson", json, ndjson),
        ("/v1/units?format=json", csv, json),
        ("/v1/units?dialect=fi", json, csv),
        ("/v1/compare.csv", json, csv),
        ("/v1/series?format=ndjson", json, ndjson),
        ("/v1/units.xlsx", json, xlsx),
        ("/v1/units?header=labels", json, csv),
        ("/v1/units?header=names", xlsx, xlsx),
        ("/v1/units", xlsx, xlsx),
        ("/v1/compare?format=parquet", json, parquet),
        (
            "/v1/aggregate.parquet?scenario=budget&account=operating_margin&fiscalYear=2024&unitKind=sector",
            json,
            parquet,
        ),
        ("/v1/units", parquet, parquet),
    ] {
        let answer = client.send("GET", path, &[("accept", accept)], b"");
        assert_eq!(answer.header("content-type"), expected, "{path} {accept}");
        let head = client.send("HEAD", path, &[("accept", accept)], b"");
        assert_eq!((head.status, head.header("content-type")), (200, expected), "{path} {accept}");
    }
}

#[test]
fn what_no_format_fits_is_refused_with_those_known() {
    let client = Client::of(&TestDb::sqlite());
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let told = |path: &str, status: u16, code: &str, detail: &str| {
        let answer = client.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{path}");
        let text = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(text.contains(detail), "{path}: {text}");
    };
    let (lists, cubes) = ("json, ndjson, csv, xlsx, parquet", ", jsonstat");
    told("/v1/units?format=xls", 400, "invalid_parameter", lists);
    told("/v1/units?format=jsonstat", 400, "invalid_parameter", lists);
    told("/v1/compare?format=xml", 400, "invalid_parameter", &[lists, cubes].concat());
    told("/v1/units.xls", 404, "unknown_address", ".json, .ndjson, .csv, .xlsx, .parquet");
    told("/v1/units.csv?dialect=us", 400, "invalid_parameter", "rfc4180, fi");
    told("/v1/units.json?dialect=fi", 400, "invalid_parameter", "csv alone");
    told("/v1/units.xlsx?dialect=fi", 400, "invalid_parameter", "csv alone");
    told("/v1/units.parquet?header=labels", 400, "invalid_parameter", "csv and xlsx alone");
    told("/v1/units.json?header=labels", 400, "invalid_parameter", "csv and xlsx alone");
    told("/v1/units.csv?header=fi", 400, "invalid_parameter", "names, labels");
    told("/v1/accounts/x?format=csv", 400, "unknown_parameter", "language");
    told("/v1/budget-lines.csv?scenario=budjet", 422, "unknown_value", "budjet");
    told("/v1/budget-lines.ndjson?first=501", 422, "page_size", "500");
    let answer = client.send("GET", "/v1/units", &[("accept", "text/html")], b"");
    assert_eq!((answer.status, answer.problem().as_str()), (406, "not_acceptable"));
    for known in ["application/json", "application/x-ndjson", "text/csv", xlsx] {
        assert!(answer.text().contains(known), "{known}");
    }
}

#[test]
fn a_page_size_gives_a_page_in_every_format() {
    let client = Client::of(&TestDb::sqlite());
    let first = client.get("/v1/units.ndjson?first=2");
    assert_eq!(lines(&first).len(), 2);
    let link = first.header("link");
    let next = link.trim_start_matches("<http://data.example").split('>').next().unwrap();
    assert!(next.starts_with("/v1/units.ndjson?first=2&after="), "{next}");
    let all = paged(&client, "/v1/units");
    assert_eq!(lines(&client.get(next)), all[2..4]);
    let (_, cursor) = next.split_once("after=").unwrap();
    let rest = client.get(&format!("/v1/units.csv?after={cursor}"));
    assert_eq!(rows(&rest, b',').len(), all.len() - 2);
}

#[test]
fn what_a_spreadsheet_would_run_is_harmless_and_numbers_are_numbers() {
    let client = bundled(&TestDb::sqlite());
    let answer = client.get("/v1/budget-lines.csv");
    assert!(answer.text().contains("\r\n") && !answer.text().starts_with('\u{feff}'));
    let (mut negative, mut escaped) = (0, 0);
    for row in rows(&answer, b',') {
        for (name, cell) in row {
            if matches!(name.as_str(), "amount" | "correctedAmount" | "fiscalYear") {
                assert!(cell.is_empty() || cell.parse::<f64>().is_ok(), "{name}: {cell}");
                negative += i32::from(cell.starts_with('-'));
            } else {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
                escaped += i32::from(cell.starts_with('\''));
            }
        }
    }
    assert!(negative > 100 && escaped > 100, "{negative} {escaped}");
}

#[test]
fn the_finnish_dialect_is_the_same_with_semicolons_and_decimal_commas() {
    let client = bundled(&TestDb::sqlite());
    let answer = client.get("/v1/budget-lines?dialect=fi");
    assert!(answer.text().starts_with("\u{feff}id;municipality_code;"));
    let finnish = rows(&answer, b';');
    let plain = rows(&client.get("/v1/budget-lines.csv"), b',');
    assert_eq!(finnish.len(), plain.len());
    for (finnish, plain) in finnish.iter().zip(&plain) {
        for ((name, cell), (_, expected)) in finnish.iter().zip(plain) {
            let is_amount = name == "amount" || name == "correctedAmount";
            let expected = if is_amount { expected.replace('.', ",") } else { expected.clone() };
            assert_eq!(*cell, expected, "{name}");
        }
    }
}

#[test]
fn names_stand_in_the_language_of_the_answer() {
    let client = Client::of(&TestDb::sqlite());
    let answer = client.get("/v1/accounts.csv?language=sv&account=operating_expenses");
    assert_eq!(
        rows(&answer, b',')[0][2],
        ("name".to_owned(), "operating_expenses på svenska".to_owned())
    );
}

#[test]
fn only_three_lists_are_on_their_way_at_a_time_and_their_room_is_given_back() {
    let database = TestDb::sqlite();
    let client = bundled(&database);
    assert_eq!(client.unread("/v1/budget-lines.ndjson", 4), [200, 200, 200, 503]);
    // What ends with its first window takes no room.
    assert_eq!(client.unread("/v1/municipalities.csv", 4), [200; 4]);
    for _ in 0..4 {
        let head = client.send("HEAD", "/v1/budget-lines.csv", &[], b"");
        assert_eq!(head.status, 200);
        assert!(lines(&client.get("/v1/budget-lines.ndjson")).len() > 500);
    }
}

//! Files of rows: what their columns are called, their parts, and what is the same each time.

use std::collections::BTreeSet;

use kuntavaaka::store::Access;

use super::formats::{LISTS, rows};
use crate::readme::bundled;
use crate::support::{Client, TestDb, facts};

const AGGREGATE: &str =
    "/v1/aggregate?groupBy=unit&scenario=budget&account=operating_margin&fiscalYear=2024";

/// The cells of the first line of CSV.
fn header(client: &Client, path: &str, more: &str) -> Vec<String> {
    let mark = if path.contains('?') { '&' } else { '?' };
    let answer = client.get(&format!("{path}{mark}format=csv{more}"));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    let mut reader = csv::Reader::from_reader(answer.body.as_slice());
    reader.headers().unwrap().iter().map(str::to_owned).collect()
}

#[test]
fn every_column_has_a_label_of_its_own_in_three_languages() {
    let client = bundled(&TestDb::sqlite());
    let described = client.rest("/openapi.json");
    let others = ["/v1/compare", "/v1/series", AGGREGATE];
    let paths: Vec<&str> = LISTS.iter().copied().chain(others).collect();
    let with_rows = described["paths"]
        .as_object()
        .unwrap()
        .values()
        .filter(|path| !path["get"]["responses"]["200"]["content"]["text/csv"].is_null());
    assert_eq!(paths.len(), with_rows.count(), "an operation is not asked here");
    for path in paths {
        let names = header(&client, path, "");
        for language in ["fi", "sv", "en"] {
            let labels = header(&client, path, &format!("&header=labels&language={language}"));
            assert_eq!(labels.len(), names.len());
            for (name, label) in names.iter().zip(&labels) {
                let is_label = label != name && !label.contains('_') && !label.is_empty();
                assert!(is_label, "{path}: {name} has no label in {language}; see data/labels");
                assert!(label.starts_with(|c: char| c.is_uppercase()), "{label}");
            }
            let distinct: BTreeSet<&String> = labels.iter().collect();
            assert_eq!(distinct.len(), labels.len(), "{path}: two columns alike in {language}");
        }
    }
}

#[test]
fn labels_name_the_same_cells_in_the_language_of_the_answer() {
    let client = Client::of(&TestDb::sqlite());
    let named = rows(&client.get("/v1/accounts.csv?language=sv"), b',');
    let labelled = rows(&client.get("/v1/accounts.csv?language=sv&header=labels"), b',');
    assert_eq!(labelled[0][0].0, "Kod");
    let cells = |rows: &[Vec<(String, String)>]| -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|(_, cell)| cell.clone()).collect()).collect()
    };
    assert_eq!(cells(&named), cells(&labelled));
}

#[test]
fn a_file_is_the_same_each_time_and_its_head_tells_its_length() {
    let client = bundled(&TestDb::sqlite());
    for path in ["/v1/budget-lines.parquet", "/v1/budget-lines.csv", "/v1/indicators.xlsx"] {
        let answer = client.get(path);
        assert_eq!(answer.body, client.get(path).body, "{path}");
        let range = [("range", "bytes=0-")];
        let part = client.send("GET", path, &range, b"");
        assert_eq!((part.status, &part.body), (206, &answer.body), "{path}");
    }
}

#[test]
fn parts_of_an_answer_are_given_by_their_place() {
    let client = bundled(&TestDb::sqlite());
    for path in ["/v1/budget-lines.parquet", "/v1/budget-lines.csv", "/v1/units", "/v1/compare.csv"]
    {
        let whole = client.get(path);
        let length = whole.body.len();
        let ask = |range: &str, more: &[(&str, &str)]| {
            client.send("GET", path, &[&[("range", range)], more].concat(), b"")
        };
        for (range, from, to) in
            [("bytes=0-3", 0, 4), ("bytes=5-", 5, length), ("bytes=-7", length - 7, length)]
        {
            let part = ask(range, &[("accept-encoding", "gzip")]);
            assert_eq!(part.status, 206, "{path} {range}");
            assert_eq!(part.body, whole.body[from..to], "{path} {range}");
            assert_eq!(part.header("content-range"), format!("bytes {from}-{}/{length}", to - 1));
            assert_eq!(part.header("etag"), whole.header("etag"), "{path}: a strong tag");
            assert_eq!(part.header("content-encoding"), "");
        }
        let tag = whole.header("etag");
        assert_eq!(ask("bytes=0-3", &[("if-range", tag)]).status, 206);
        let unfit: &[(&str, &[(&str, &str)])] = &[
            ("bytes=0-3", &[("if-range", "\"another\"")]),
            ("bytes=0-1,4-5", &[]),
            ("lines=0-1", &[]),
            ("bytes=99999999-", &[]),
        ];
        for (range, more) in unfit {
            let answer = ask(range, more);
            assert_eq!((answer.status, answer.body.len()), (200, length), "{path} {range}");
        }
        let unchanged = ask("bytes=0-3", &[("if-none-match", tag)]);
        assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
    }
    let missing = client.send("GET", "/v1/units/none", &[("range", "bytes=0-3")], b"");
    assert_eq!((missing.status, missing.problem().as_str()), (404, "not_found"));
}

#[test]
fn a_page_of_rows_is_a_file_that_leads_to_the_next() {
    let client = bundled(&TestDb::sqlite());
    for format in ["csv", "parquet", "xlsx", "ndjson"] {
        let path = format!("/v1/units?format={format}&first=2");
        let answer = client.get(&path);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let link = answer.header("link");
        assert!(link.contains("first=2&after=") && link.contains("rel=\"next\""), "{path}: {link}");
    }
}

#[test]
fn a_sum_of_nothing_and_an_amount_that_was_lost_say_why() {
    let client = bundled(&TestDb::sqlite());
    let mut lost = 0;
    let changes = client.rest("/v1/changes?first=500");
    for change in changes["items"].as_array().unwrap() {
        let reason = &change["oldMissingReason"];
        assert_eq!(change["oldValue"].is_null(), !reason.is_null(), "{change}");
        lost += i32::from(reason == "dropped");
    }
    assert!(lost > 0);
    // A unit of whose amounts the document says that they are none of its own.
    let groups = client.rest(
        "/v1/aggregate?groupBy=unit,account&unit=kemijarvi.elinvoimapalvelut.asuminen-ja-ymparisto\
         .lautakunta&scenario=budget&fiscalYear=2024&period=year",
    );
    let mut without = 0;
    for group in groups["items"].as_array().unwrap() {
        let reason = &group["missingReason"];
        assert_eq!(group["amount"].is_null(), reason == "no_amounts", "{group}");
        without += i32::from(reason == "no_amounts");
    }
    assert!(without > 0);
}

#[test]
fn a_text_that_no_cell_of_a_workbook_holds_is_refused_with_the_formats_that_hold_it() {
    let db = TestDb::sqlite();
    let mut facts = facts::small();
    facts.documents[0].document.title = "ä".repeat(32_768);
    db.writer().import(&facts, facts::NOW).unwrap();
    let client = Client::over(db.open(Access::ReadOnly));
    let refused = client.get("/v1/documents.xlsx");
    assert_eq!((refused.status, refused.problem().as_str()), (422, "text_too_long"));
    for part in ["32768", "32767", "csv, parquet or ndjson"] {
        assert!(refused.text().contains(part), "{}", refused.text());
    }
    for format in ["csv", "parquet", "ndjson", "json"] {
        assert_eq!(client.get(&format!("/v1/documents.{format}")).status, 200, "{format}");
    }
}

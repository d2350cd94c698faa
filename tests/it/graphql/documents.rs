//! The worked questions: documents with a name and an address.

use std::collections::BTreeSet;

use kuntavaaka::api::graphql::documents;
use serde_json::Value;

use crate::readme::bundled;
use crate::support::{Client, TestDb};

#[test]
fn every_file_is_a_document_with_titles_and_a_comment() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/graphql");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|e| Some(e.unwrap().path().file_name()?.to_str()?.to_owned()))
        .filter_map(|name| Some(name.strip_suffix(".graphql")?.to_owned()))
        .collect();
    let named: BTreeSet<String> = documents().iter().map(|d| d.name.clone()).collect();
    assert_eq!((files.len(), &files), (12, &named));
    for document in documents() {
        let titles = [&document.title.fi, &document.title.sv, &document.title.en];
        assert!(titles.into_iter().collect::<BTreeSet<_>>().len() == 3, "{}", document.name);
        assert!(titles.iter().all(|title| title.ends_with('?')), "{}", document.name);
        assert!(document.description.len() > 20, "{}", document.name);
        assert!(!document.variables.is_empty(), "{}", document.name);
    }
}

#[test]
fn every_document_answers_with_data_at_its_address() {
    let client = bundled(&TestDb::sqlite());
    let listed = client.rest("/graphql/documents");
    assert_eq!(listed["totalCount"], 12);
    for document in listed["items"].as_array().unwrap() {
        let address = document["address"].as_str().unwrap();
        let path = address.strip_prefix("http://data.example").unwrap();
        let answer = client.get(path);
        let body = answer.json();
        assert!(answer.status == 200 && body["errors"].is_null(), "{path}: {body}");
        assert!(!hollow(&body["data"]), "{path} gives nothing: {body}");
        assert!(answer.header("cache-control").starts_with("public"), "{path}");
        let again = client.send("GET", path, &[("if-none-match", answer.header("etag"))], b"");
        assert_eq!(again.status, 304, "{path}");
        let named = format!(
            "/graphql?extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22{}%22%7D%7D",
            document["sha256"].as_str().unwrap()
        );
        assert_eq!(client.rest(&named)["data"], body["data"], "{path}");
    }
}

/// Whether an answer holds an empty list, so that nothing is shown by it.
fn hollow(data: &Value) -> bool {
    match data {
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            // What may rightly be empty.
            !["caveats", "lines", "budgetLines"].contains(&name.as_str()) && hollow(value)
        }),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

#[test]
fn variables_and_language_are_those_of_the_address() {
    let client = bundled(&TestDb::sqlite());
    let of = |query: &str| client.get(&format!("/graphql/documents/sectors-and-forecast{query}"));
    let kemijarvi = of("?variables=%7B%22municipality%22:%22kemijarvi%22%7D").json();
    assert_eq!(kemijarvi["data"]["municipality"]["name"], "Kemijärvi");
    for (query, status, code) in [
        ("?variables=%7B", 400, "malformed_request"),
        ("?variables=%5B%5D", 400, "malformed_request"),
        ("?variables=%7B%22scenario%22:%22x%22%7D", 422, "graphql_invalid"),
        ("?municipality=kemi", 400, "unknown_parameter"),
    ] {
        let answer = of(query);
        assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{query}");
    }
    let unknown = client.get("/graphql/documents/nothing");
    assert_eq!((unknown.status, unknown.problem().as_str()), (404, "not_found"));
    let none = client
        .get("/graphql/documents/sectors-and-forecast?variables=%7B%22municipality%22:%22x%22%7D");
    assert_eq!((none.status, none.header("cache-control")), (200, "no-store"));
}

#[test]
fn a_document_is_asked_by_get_and_head_alone() {
    let client = Client::of(&TestDb::sqlite());
    for path in ["/graphql/documents", "/graphql/documents/printed-line"] {
        let answer = client.send("POST", path, &[], b"");
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, OPTIONS"));
        assert_eq!(client.send("OPTIONS", path, &[], b"").status, 204);
    }
}

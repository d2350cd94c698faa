//! From a database to a package and back: every question has the same answer afterwards.

use std::collections::BTreeSet;

use kuntavaaka::release::{Package, Shelf};
use kuntavaaka::store::{Access, Store};
use serde_json::Value;

use super::package_of;
use crate::reading::FACTS;
use crate::readme::questions;
use crate::support::{Client, TestDb, facts, on_both};

/// Every address that the description names without a key, as it is and with each parameter's
/// example, page by page and to its end.
fn addresses(client: &Client) -> Vec<String> {
    let description = client.rest("/openapi.json");
    let mut addresses = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        if !path.starts_with("/v1/") || path.contains('{') {
            continue;
        }
        addresses.push(path.clone());
        let answers = item["get"]["responses"]["200"]["content"].as_object().unwrap();
        if answers.contains_key("application/x-ndjson") {
            addresses.push(format!("{path}?format=ndjson"));
        }
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let example = match &parameter["example"] {
                Value::Null => continue,
                Value::Array(values) => values[0].clone(),
                other => other.clone(),
            };
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let name = parameter["name"].as_str().unwrap();
            addresses.push(format!("{path}?{name}={}", example.replace(' ', "%20")));
        }
    }
    addresses
}

/// Holds all answers over one store against those over another; gives how many were 200.
fn hold(original: &Client, copy: &Client) -> usize {
    let mut answered = 0;
    for address in addresses(original) {
        let (expected, found) = (original.get(&address), copy.get(&address));
        assert_eq!(found.status, expected.status, "{address}");
        assert_eq!(found.text(), expected.text(), "{address}");
        answered += usize::from(found.status == 200);
    }
    answered
}

/// A store over a database that was filled from the package of another.
fn from_package(original: &Store, db: &TestDb) -> Store {
    let folder = tempfile::tempdir().unwrap();
    let package = package_of(original, folder.path());
    let package = Package::open(&package).unwrap();
    let imported = package.import(&db.writer(), facts::NOW, &mut |_| ()).unwrap();
    assert!(imported.changed);
    db.open(Access::ReadOnly)
}

#[test]
fn a_package_gives_an_empty_database_the_same_answers() {
    on_both(|db| {
        let origin = TestDb::sqlite();
        origin.writer().import(&facts::small(), facts::NOW).unwrap();
        let original = Client::over(origin.open(Access::ReadOnly));
        let copy = Client::over(from_package(&original.store, db));
        assert!(hold(&original, &copy) > 200);
    });
}

#[test]
fn the_package_of_the_bundle_answers_every_question_of_the_documents_alike() {
    let origin = TestDb::sqlite();
    origin.writer().import(&FACTS, facts::NOW).unwrap();
    let original = Client::over(origin.open(Access::ReadOnly));
    let db = TestDb::postgres().unwrap_or_else(TestDb::sqlite);
    let copy = Client::over(from_package(&original.store, &db));
    let mut kinds = BTreeSet::new();
    for (kind, question) in questions() {
        let (expected, found) = (question(&original), question(&copy));
        assert_eq!(found.text(), expected.text());
        kinds.insert(kind);
    }
    assert_eq!(kinds.len(), 2, "REST and GraphQL are asked");
}

#[test]
fn the_database_of_a_release_is_served_as_it_is() {
    let origin = TestDb::sqlite();
    let release = origin.writer().import(&facts::small(), facts::NOW).unwrap().release;
    let original = Client::over(origin.open(Access::ReadOnly));
    let folder = tempfile::tempdir().unwrap();
    Shelf::at(folder.path().to_owned()).fill(&original.store).unwrap();
    let file = folder.path().join(format!("kuntavaaka-{release}.sqlite3"));
    let store = Store::open(&file.display().to_string(), Access::ReadOnly).unwrap();
    let copy = Client::over(store);
    assert_eq!(copy.rest("/v1/dataset")["importedAt"], Value::Null);
    for address in addresses(&original) {
        // When it was imported is not in the file: its bytes are the same whenever it is made.
        if !address.starts_with("/v1/dataset") && !address.contains("jsonstat") {
            assert_eq!(copy.get(&address).text(), original.get(&address).text(), "{address}");
        }
    }
}

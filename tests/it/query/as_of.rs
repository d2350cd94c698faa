//! No door shows a figure before the document that states it was known.

use serde_json::Value;

use crate::support::{Client, on_both};

/// Of the small facts: the first document is of 2025-03-01, the second of 2025-06-30.
const DOORS: &[&str] = &[
    "/v1/budget-lines?municipality=kemijarvi",
    "/v1/indicators?municipality=kemijarvi",
    "/v1/changes?municipality=kemijarvi",
    "/v1/aggregate?municipality=kemijarvi&groupBy=unit,account,fiscalYear&scenario=actual",
    "/v1/aggregate?municipality=kemijarvi&groupBy=unit,account,fiscalYear&scenario=budget",
];

fn answer(client: &Client, door: &str, day: &str) -> Vec<Value> {
    client.items(&format!("{door}&asOf={day}"))
}

#[test]
fn before_a_document_is_known_no_door_shows_its_figures() {
    on_both(|db| {
        let client = Client::of(db);
        for door in DOORS {
            assert!(answer(&client, door, "2025-02-28").is_empty(), "{door}");
            let told = format!("{:?}", answer(&client, door, "2025-06-29"));
            assert!(!told.contains("2025-h1") && !told.contains("1100.00"), "{door}: {told}");
            assert!(!answer(&client, door, "2025-03-01").is_empty(), "{door}");
            assert_eq!(answer(&client, door, "2025-06-30"), client.items(door), "{door}");
        }
    });
}

#[test]
fn comparisons_and_functions_neither() {
    on_both(|db| {
        let client = Client::of(db);
        let compared = |day: &str| {
            client
                .rest(&format!(
                    "/v1/compare?municipality=kemijarvi&function=01&account=operating_expenses\
                 &scenario=budget&fiscalYear=2025&asOf={day}"
                ))
                .to_string()
        };
        assert!(!compared("2025-06-29").contains("2025-h1"));
        assert!(compared("2025-06-30").contains("2025-h1"));
        let covered = |day: &str| {
            let function = client.rest(&format!("/v1/functions?function=01.3&asOf={day}"));
            function["items"][0]["coverage"].to_string().contains("2025")
        };
        assert!(!covered("2025-06-29"));
        assert!(covered("2025-06-30"));
    });
}

#[test]
fn indicators_below_something_know_the_day_too() {
    on_both(|db| {
        let client = Client::of(db);
        let count = |day: &str| {
            let of = client.graphql(&format!(
                "{{ municipality(code: \"320\") {{ indicators(asOf: \"{day}\") {{ totalCount }} }} }}"
            ));
            of["municipality"]["indicators"]["totalCount"].as_i64().unwrap()
        };
        assert_eq!(count("2025-02-28"), 0);
        assert!(count("2025-03-01") > 0);
    });
}

//! Questions to a large database, with the parameters that it is asked for them.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;

use crate::{Questions, connect, get, ids, post};

const YEARS: std::ops::Range<i64> = 2015..2025;
const ACCOUNTS: [&str; 4] =
    ["operating_expenses", "personnel_costs", "purchased_services", "operating_revenue"];
const FUNCTIONS: [&str; 6] = ["01", "04", "06", "08", "09", "10"];
/// Pages of 500 lines that a deep page may lie behind.
const DEPTH: usize = 100;

/// The questions, each as requests with different parameters.
pub(crate) fn questions(address: SocketAddr) -> Questions {
    let mut connection = connect(address);
    let mut ask = |path: &str| get(&mut connection, path);
    let names = |body: &str| -> Vec<String> {
        let body: Value = serde_json::from_str(body).unwrap();
        let all = body["items"].as_array().unwrap().iter();
        all.map(|m| m["code"].as_str().unwrap().to_owned()).collect()
    };
    let municipalities = names(&ask("/v1/municipalities?first=500"));
    let mut lines = Vec::new();
    for code in municipalities.iter().step_by(7) {
        lines.extend(ids(&ask(&format!("/v1/budget-lines?first=50&municipality={code}"))));
    }
    let mut deep = Vec::new();
    let mut after = String::new();
    for _ in 0..DEPTH {
        let body: Value =
            serde_json::from_str(&ask(&format!("/v1/budget-lines?first=500{after}"))).unwrap();
        let Some(cursor) = body["pageInfo"]["endCursor"].as_str() else { break };
        after = format!("&after={cursor}");
        deep.push(format!("/v1/budget-lines?first=50{after}"));
    }
    let years: Vec<i64> = YEARS.collect();
    let every = |count: usize, make: &dyn Fn(usize) -> String| {
        requests((0..count).map(|n| make(n * 7919)).collect())
    };
    let of = |n: usize| municipalities[n % municipalities.len()].as_str();
    let year = |n: usize| years[n % years.len()];
    let nested = (0..years.len()).map(|n| {
        let year = year(n);
        let some: Vec<String> = (0..10).map(|m| format!("\"{}\"", of(n * 10 + m))).collect();
        post(&format!(
            "{{ municipalities(municipality: [{}], first: 10) {{ nodes {{ name units(kind: [SECTOR], \
             first: 10) {{ nodes {{ name budgetLines(first: 20, fiscalYear: \"{year}\") {{ nodes {{ amount \
             }} }} }} }} }} }} }}",
            some.join(", ")
        ))
    });
    vec![
        ("health", requests(vec!["/health/live".to_owned()])),
        (
            "one line by id",
            requests(lines.iter().map(|l| format!("/v1/budget-lines/{l}")).collect()),
        ),
        (
            "page of 50 lines",
            every(1000, &|n| {
                format!("/v1/budget-lines?municipality={}&fiscalYear={}", of(n), year(n / 3))
            }),
        ),
        ("deep page", requests(deep)),
        (
            "totals by municipality",
            every(40, &|n| {
                let account = ACCOUNTS[n % ACCOUNTS.len()];
                format!(
                    "/v1/aggregate?groupBy=municipality&account={account}&fiscalYear={}&scenario=actual\
                 &unitKind=municipality&first=500",
                    year(n / 4)
                )
            }),
        ),
        (
            "series of three",
            every(200, &|n| {
                format!(
                    "/v1/series?function={}&municipality={},{},{}",
                    FUNCTIONS[n % FUNCTIONS.len()],
                    of(n),
                    of(n + 1),
                    of(n + 2)
                )
            }),
        ),
        ("nested GraphQL", Arc::new(nested.collect())),
        (
            "comparison of all",
            requests(
                FUNCTIONS
                    .iter()
                    .map(|f| format!("/v1/compare?function={f}&fiscalYear=2024"))
                    .collect(),
            ),
        ),
        ("changes", requests(vec!["/v1/changes".to_owned()])),
        ("functions", requests(vec!["/v1/functions?first=500".to_owned()])),
        (
            "CSV of one municipality",
            every(50, &|n| format!("/v1/budget-lines?format=csv&municipality={}", of(n))),
        ),
    ]
}

fn requests(paths: Vec<String>) -> Arc<Vec<String>> {
    let request = |path: String| format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n");
    Arc::new(paths.into_iter().map(request).collect())
}

//! Sums, comparisons and series as cubes of JSON-stat 2.

use serde_json::{Value, json};

use super::formats::paged;
use crate::readme::bundled;
use crate::support::{Client, TestDb};

const AGGREGATE: &str = "/v1/aggregate?groupBy=municipality,fiscalYear&account=operating_expenses\
    &scenario=actual&unitKind=municipality&period=year";

/// The numbers of a cube by the codes of their places.
fn numbers(cube: &Value) -> Vec<(Vec<String>, Value, Value)> {
    let ids: Vec<&str> =
        cube["id"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    let categories: Vec<&Vec<Value>> = ids
        .iter()
        .map(|id| cube["dimension"][id]["category"]["index"].as_array().unwrap())
        .collect();
    let values = cube["value"].as_array().unwrap();
    let place = |mut at: usize| {
        let mut codes = Vec::new();
        for codes_of in categories.iter().rev() {
            codes.push(codes_of[at % codes_of.len()].as_str().unwrap().to_owned());
            at /= codes_of.len();
        }
        codes.reverse();
        codes
    };
    (0..values.len())
        .map(|at| (place(at), values[at].clone(), cube["status"][at].clone()))
        .collect()
}

fn is_valid(cube: &Value) {
    let told = jsonstat_validator::validate(cube, &jsonstat_validator::ValidateOptions::default());
    assert!(told.valid, "{:?}", told.findings);
}

#[test]
fn a_cube_of_sums_holds_every_sum() {
    let client = bundled(&TestDb::sqlite());
    let cube = client.rest(&format!("{AGGREGATE}&format=jsonstat"));
    is_valid(&cube);
    assert_eq!(cube["id"], json!(["municipality", "fiscalYear", "measure"]));
    assert_eq!(
        cube["role"],
        json!({"time": ["fiscalYear"], "geo": ["municipality"], "metric": ["measure"]})
    );
    assert_eq!(cube["extension"]["licence"], "CC-BY-4.0");
    let numbers = numbers(&cube);
    let items = paged(&client, AGGREGATE);
    assert!(!items.is_empty());
    for item in &items {
        let codes = [
            item["municipality"]["code"].as_str().unwrap().to_owned(),
            item["fiscalYear"].to_string(),
            "amount".to_owned(),
        ];
        let (_, value, _) = numbers.iter().find(|(known, _, _)| *known == codes).unwrap();
        let expected: f64 = item["amount"].as_str().unwrap().parse().unwrap();
        assert_eq!(value.as_f64(), Some(expected), "{codes:?}");
    }
    let present = numbers.iter().filter(|(_, value, _)| !value.is_null()).count();
    assert_eq!(present, items.len() * 4);
    for (codes, value, status) in numbers {
        assert_eq!(value.is_null(), !status.is_null(), "{codes:?}");
    }
}

#[test]
fn a_cube_of_a_comparison_says_why_a_figure_is_missing() {
    let client = bundled(&TestDb::sqlite());
    for path in ["/v1/compare", "/v1/series"] {
        let address = format!("{path}?function=01.3&fiscalYear=2020..2024&format=jsonstat");
        let cube = client.rest(&address);
        is_valid(&cube);
        let json = client.rest(&address.replace("&format=jsonstat", ""));
        let numbers = numbers(&cube);
        let cells: Vec<Value> = match json["cells"].as_array() {
            Some(cells) => cells.clone(),
            None => json["series"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|s| s["points"].as_array().unwrap().clone())
                .collect(),
        };
        assert_eq!(cube["extension"]["items"].as_array().unwrap().len(), cells.len());
        assert_eq!(cube["extension"]["answer"]["caveats"], json["caveats"]);
        for cell in cells {
            let codes = [
                cell["municipality"]["code"].as_str().unwrap().to_owned(),
                cell["scenario"].as_str().unwrap().to_owned(),
                cell["fiscalYear"].to_string(),
                "amount".to_owned(),
            ];
            let (_, value, status) = numbers.iter().find(|(known, _, _)| *known == codes).unwrap();
            let expected: Option<f64> = cell["amount"].as_str().map(|a| a.parse().unwrap());
            assert_eq!((value.as_f64(), status), (expected, &cell["missingReason"]), "{codes:?}");
        }
    }
}

#[test]
fn a_cube_is_labelled_in_the_language_of_the_answer_and_a_damaged_one_is_refused() {
    let client = bundled(&TestDb::sqlite());
    for (language, expected) in [
        ("fi", ["Kunta", "Määrä", "euroa"]),
        ("sv", ["Kommun", "Belopp", "euro"]),
        ("en", ["Municipality", "Amount", "EUR"]),
    ] {
        let mut cube = client.rest(&format!("{AGGREGATE}&format=jsonstat&language={language}"));
        is_valid(&cube);
        let (dimension, amount) = (&cube["dimension"], "amount");
        let measure = &dimension["measure"]["category"];
        let labels = [
            &dimension["municipality"]["label"],
            &measure["label"][amount],
            &measure["unit"][amount]["label"],
        ];
        assert_eq!(labels, expected);
        cube["size"][0] = json!(99);
        let options = jsonstat_validator::ValidateOptions::default();
        assert!(!jsonstat_validator::validate(&cube, &options).valid);
    }
}

#[test]
fn a_cube_of_nothing_is_a_cube() {
    let client = Client::of(&TestDb::sqlite());
    let cube = client.rest("/v1/aggregate.jsonstat?municipality=kemijarvi&account=operating_margin&scenario=forecast&fiscalYear=2024&unitKind=sector");
    assert_eq!((&cube["size"], &cube["value"]), (&json!([0, 4]), &json!([])));
}

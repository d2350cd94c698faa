//! The pages and the charts in a browser.

use std::process::Command;

use crate::support::{Server, Tools};

fn look(what: &str, more: &[&str]) {
    let Some(tools) = Tools::here() else { return };
    let origin = Server::of_bundle().url("");
    tools.node("pages.mjs", &[&[origin.as_str(), what], more].concat());
}

#[test]
fn the_front_page_is_accessible_in_three_languages_in_the_light_and_in_the_dark() {
    look("front", &[]);
}

#[test]
fn graphiql_asks_worked_questions_and_explains_the_schema() {
    look("graphiql", &[]);
}

#[test]
fn the_reference_of_rest_lists_the_operations_and_tries_them() {
    look("reference", &[]);
}

#[test]
fn no_text_of_a_chart_is_cut_off_at_any_width() {
    let questions = [
        "/v1/compare.svg?function=01.1.2&pricesOf=2024",
        "/v1/compare.svg?function=01.3.1&basis=share_of_operating_expenses&language=sv",
        "/v1/compare.svg?function=09.1&language=en",
        "/v1/series.svg?unit=kemijarvi.hallintopalvelut&account=operating_expenses&scenario=actual,actual_to_date,budget_in_force",
        "/v1/series.svg?function=01.3.1&language=en",
        "/v1/budget-vs-actual.svg?municipality=kemi&fiscalYear=2022&against=actual_to_date&language=sv",
        "/v1/budget-vs-actual.svg?fiscalYear=2024&onlyOver=true&language=en",
    ];
    let charts =
        questions.iter().flat_map(|q| [320, 480, 720, 1200].map(|w| format!("{q}&width={w}")));
    let charts: Vec<String> = charts.collect();
    look("charts", &charts.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_page_that_breaks_the_rules_is_found() {
    let Some(_) = Tools::here() else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/pages.mjs");
    let origin = Server::of_bundle().url("");
    let output = Command::new("node").args([script, &origin, "broken"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    for rule in ["html-has-lang", "image-alt", "policy: script-src"] {
        assert!(told.contains(rule), "{rule}: {told}");
    }
}

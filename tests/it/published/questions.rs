//! Questions that nobody thought of: schemathesis makes them from the descriptions and asks each of
//! a running server.

use std::path::Path;
use std::process::Command;

use crate::support::tools::well_ended;
use crate::support::{Server, Tools};

/// How many questions of chance are asked of each operation; those that follow from the
/// description alone come besides.
const QUESTIONS: &str = "--max-examples=5";

fn schemathesis(tools: &Tools, description: &str, address: &str) -> Command {
    let mut command = tools.python_program("schemathesis");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["--config-file", "tests/tools/schemathesis.toml", "run", description]);
    command.args(["--url", address, "--seed=1", "--no-color", QUESTIONS]);
    command
}

#[test]
fn every_operation_of_rest_answers_what_is_asked_of_it_as_it_is_described() {
    let Some(tools) = Tools::here() else { return };
    let server = Server::of_bundle();
    let description = "openapi/openapi.json";
    let told = well_ended(&mut schemathesis(&tools, description, &server.url("")));
    let passed = |phase: &str| told.lines().any(|l| l.contains('✅') && l.ends_with(phase));
    for phase in ["Examples", "Coverage", "Fuzzing", "Stateful"] {
        assert!(passed(phase), "{told}");
    }
}

#[test]
fn an_operation_that_answers_otherwise_than_described_is_found() {
    let Some(tools) = Tools::here() else { return };
    let text = std::fs::read_to_string("openapi/openapi.json").unwrap();
    let mut described: serde_json::Value = serde_json::from_str(&text).unwrap();
    let dataset = described["paths"]["/v1/dataset"].take();
    described["paths"] = serde_json::json!({ "/v1/dataset": dataset });
    described["components"]["schemas"]["Dataset"]["required"] =
        serde_json::json!(["what_is_not_there"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.json");
    std::fs::write(&path, described.to_string()).unwrap();
    let told = untrue(&tools, &path);
    assert!(told.contains("what_is_not_there"), "{told}");
}

fn untrue(tools: &Tools, description: &Path) -> String {
    let server = Server::of_bundle();
    let mut command = schemathesis(tools, description.to_str().unwrap(), &server.url(""));
    let output = command.output().unwrap();
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_field_of_graphql_answers_or_says_why_not() {
    let Some(tools) = Tools::here() else { return };
    let server = Server::of_bundle();
    let mut command = schemathesis(&tools, "schema.graphql", &server.url("/graphql"));
    let told = well_ended(command.arg("--checks=graphql_answers_or_says_why"));
    assert!(told.contains("Fuzzing") && !told.contains("0 passed"), "{told}");
}

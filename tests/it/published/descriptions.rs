//! The descriptions as their linters see them, and the clients that are made from them. Each check
//! is shown a damaged description too: one that finds nothing there would find nothing at all.

use std::path::{Path, PathBuf};
use std::process::Command;

use kuntavaaka::api::{graphql, rest};
use serde_json::json;
use tempfile::TempDir;

use crate::support::tools::well_ended;
use crate::support::{Server, Tools};

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// What a command says that must end badly.
fn badly_ended(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success(), "{command:?} finds nothing");
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Replaces what must be there.
fn damaged(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "nothing to damage: {from}");
    text.replacen(from, to, 1)
}

fn redocly(tools: &Tools, description: &Path) -> Command {
    let mut lint = tools.node_program("redocly");
    lint.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    lint.args(["lint", "--format=stylish", "--max-problems=20"]).arg(description);
    lint
}

fn spectral(tools: &Tools, description: &Path) -> Command {
    let mut lint = tools.node_program("spectral");
    lint.args(["lint", "--quiet", "--fail-severity=hint", "--ruleset"]);
    lint.arg(repository("tests/tools/spectral.yaml")).arg(description);
    lint
}

#[test]
fn the_description_of_rest_passes_its_linters_and_a_damaged_one_does_not() {
    let Some(tools) = Tools::here() else { return };
    let published = repository("openapi/openapi.json");
    let told = well_ended(&mut redocly(&tools, &published));
    assert!(!told.contains("warning"), "{told}");
    well_ended(&mut spectral(&tools, &published));

    let text = rest::openapi::description();
    // An example that is not of its schema, and an answer without a description.
    let wrong = damaged(&text, "\"totalCount\": ", "\"totalCount\": \"many\", \"was\": ");
    let untold = damaged(
        &text,
        "\"304\": {\n            \"description\":",
        "\"304\": {\n            \"x-told\":",
    );
    let files = folder(&[("wrong.json", &wrong), ("untold.json", &untold)]);
    let path = |name: &str| files.path().join(name);
    let told = badly_ended(&mut spectral(&tools, &path("wrong.json")));
    assert!(told.contains("oas3-valid-media-example"), "{told}");
    let told = badly_ended(&mut spectral(&tools, &path("untold.json")));
    assert!(told.contains("description"), "{told}");
    let told = badly_ended(&mut redocly(&tools, &path("untold.json")));
    assert!(told.contains("description"), "{told}");
}

/// A compiler of a program over made types, as strict as it can be.
fn compiler(tools: &Tools, folder: &TempDir, program: &str) -> Command {
    let types = tools.node_folder().join("node_modules/@types");
    let mut compile = tools.node_program("tsc");
    compile.current_dir(folder.path()).args(["--strict", "--noUncheckedIndexedAccess"]);
    compile.args(["--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"]);
    compile.args(["--types", "node", "--typeRoots"]).arg(types).arg(program);
    compile
}

const MODULE: (&str, &str) = ("package.json", "{\"type\":\"module\"}");

#[test]
fn a_typescript_client_of_rest_is_made_compiled_and_used() {
    let Some(tools) = Tools::here() else { return };
    let program = include_str!("../../tools/rest_client.ts");
    let wrong = damaged(program, ".totalCount", ".total");
    let files = folder(&[MODULE, ("client.ts", program), ("wrong.ts", &wrong)]);
    let mut make = tools.node_program("openapi-typescript");
    make.arg(repository("openapi/openapi.json")).arg("-o").arg(files.path().join("openapi.d.ts"));
    well_ended(&mut make);
    well_ended(&mut compiler(&tools, &files, "client.ts"));
    let told = badly_ended(&mut compiler(&tools, &files, "wrong.ts"));
    assert!(told.contains("'total' does not exist"), "{told}");
    let compiled = files.path().join("client.js");
    tools.node(compiled.to_str().unwrap(), &[&Server::of_bundle().url("")]);
}

#[test]
fn a_python_client_of_rest_is_made_and_used() {
    let Some(tools) = Tools::here() else { return };
    let files = folder(&[]);
    let mut make = tools.python_program("openapi-python-client");
    make.args(["generate", "--meta", "none", "--fail-on-warning", "--config"]);
    make.arg(repository("tests/tools/openapi-python-client.yaml")).arg("--path");
    make.arg(repository("openapi/openapi.json")).arg("--output-path");
    make.arg(files.path().join("kuntavaaka_client")).env("PATH", tools.python_path());
    well_ended(&mut make);
    let folder = files.path().to_str().unwrap();
    tools.python("rest_client.py", &[folder, &Server::of_bundle().url("")]);
}

#[test]
fn the_schema_of_graphql_passes_its_linter_and_a_damaged_one_does_not() {
    let Some(tools) = Tools::here() else { return };
    let schema = graphql::description();
    let files = folder(&[("schema.graphql", &schema)]);
    let lint = || {
        let mut lint = tools.node_program("eslint");
        lint.current_dir(files.path()).env("KUNTAVAAKA_TEST_TOOLS", tools.folder());
        lint.arg("--max-warnings=0").arg("--config");
        lint.arg(repository("tests/tools/eslint.config.mjs")).arg("schema.graphql");
        lint
    };
    well_ended(&mut lint());
    let undescribed = damaged(
        &schema,
        "\"\"\"\nSomething to be said of a figure before it is printed.\n\"\"\"\n",
        "",
    );
    std::fs::write(files.path().join("schema.graphql"), undescribed).unwrap();
    let told = badly_ended(&mut lint());
    assert!(told.contains("require-description"), "{told}");
}

#[test]
fn breaking_changes_of_graphql_are_named() {
    let Some(tools) = Tools::here() else { return };
    let now = graphql::description();
    let gone = damaged(&now, "\tcorrectedAmount: Decimal\n", "\tcorrected: Decimal\n");
    let files = folder(&[("now.graphql", &now), ("gone.graphql", &gone)]);
    let diff = |name: &str| {
        let mut diff = tools.node_program("graphql-inspector");
        diff.current_dir(files.path()).arg("diff");
        diff.arg(repository("schema.graphql")).arg(files.path().join(name));
        diff
    };
    let told = well_ended(&mut diff("now.graphql"));
    assert!(told.contains("No changes detected"), "{told}");
    let told = badly_ended(&mut diff("gone.graphql"));
    assert!(told.contains("correctedAmount") && told.contains("was removed"), "{told}");
}

/// The queries that a page of documentation asks, each with a name.
fn queries_of(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository(page)).unwrap();
    let bodies = text.split("-d '").skip(1).map(|rest| rest.split('\'').next().unwrap());
    let query = |body: &str| {
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        body["query"].as_str().unwrap().to_owned()
    };
    bodies.map(query).collect()
}

#[test]
fn a_typescript_client_of_graphql_is_made_compiled_and_used() {
    let Some(tools) = Tools::here() else { return };
    let pages = ["README.md", "docs/COMPARING.md"].map(queries_of).concat();
    assert!(pages.len() >= 6, "{}", pages.len());
    let named = pages.iter().enumerate().map(|(n, query)| format!("query Page{n} {query}\n"));
    let named: String = named.collect();
    let program = include_str!("../../tools/graphql_client.ts");
    let wrong = damaged(program, "cell.perInhabitant", "cell.perHead");
    let files =
        folder(&[MODULE, ("client.ts", program), ("wrong.ts", &wrong), ("pages.graphql", &named)]);
    let path = |name: &str| files.path().join(name);
    let (schema, operations) = (path("schema.ts"), path("types.ts"));
    let config = json!({
        "schema": repository("schema.graphql"),
        "documents": [repository("data/graphql/*.graphql"), path("pages.graphql")],
        "config": {
            "strictScalars": true,
            "scalars": { "Decimal": "string", "Date": "string", "FiscalYears": "string" },
        },
        "generates": {
            schema.to_str().unwrap(): { "plugins": ["typescript"] },
            operations.to_str().unwrap(): { "plugins": ["typescript-operations"] },
        },
    });
    std::fs::write(path("codegen.json"), config.to_string()).unwrap();
    let mut make = tools.node_program("graphql-codegen");
    // Plugins are looked for from where it is run.
    make.current_dir(tools.node_folder()).arg("--config").arg(path("codegen.json"));
    well_ended(&mut make);
    well_ended(compiler(&tools, &files, "client.ts").arg("schema.ts"));
    let told = badly_ended(&mut compiler(&tools, &files, "wrong.ts"));
    assert!(told.contains("perHead"), "{told}");
    let (compiled, documents) = (path("client.js"), repository("data/graphql"));
    let arguments = [&Server::of_bundle().url(""), documents.to_str().unwrap()];
    tools.node(compiled.to_str().unwrap(), &arguments);
}

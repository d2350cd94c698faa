//! The published descriptions: equal to the code, whole, and documented.

use std::collections::BTreeSet;
use std::path::Path;

use kuntavaaka::api::problem::Code;
use kuntavaaka::api::{graphql, rest};
use serde_json::Value;

use crate::graphql::INTROSPECTION;
use crate::support::{Client, TestDb, encoded};

fn published(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).unwrap_or_default()
}

fn openapi() -> Value {
    serde_json::from_str(&rest::openapi::description()).unwrap()
}

#[test]
fn published_files_are_what_the_code_says() {
    let advice = "run `cargo run -- publish`";
    assert!(published("schema.graphql") == graphql::description(), "schema.graphql: {advice}");
    assert!(
        published("openapi/openapi.json") == rest::openapi::description(),
        "openapi.json: {advice}"
    );
}

#[test]
fn the_service_gives_out_its_descriptions() {
    let client = Client::of(&TestDb::sqlite());
    assert_eq!(client.get("/schema.graphql").text(), graphql::description());
    assert_eq!(client.get("/openapi.json").text(), rest::openapi::description());
}

#[test]
fn every_described_operation_answers_and_takes_the_parameters_described() {
    let client = Client::of(&TestDb::sqlite());
    for (path, item) in openapi()["paths"].as_object().unwrap() {
        let operation = &item["get"];
        let address = path.replace("{id}", "x");
        let answer = client.get(&address);
        assert!(!answer.text().contains("unknown_address"), "{path}");
        // CKAN ignores what it does not know, and so do the addresses in its shape.
        if path.starts_with("/api/3/") {
            assert_ne!(client.get(&format!("{address}?nobody=1")).status, 400, "{path}");
            continue;
        }
        let unknown = client.get(&format!("{address}?nobody=1"));
        assert_eq!(
            (unknown.status, unknown.problem().as_str()),
            (400, "unknown_parameter"),
            "{path}"
        );
        let told = unknown.json()["errors"][0]["detail"].as_str().unwrap().to_owned();
        let described: Vec<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|p| p["in"] == "query")
            .map(|p| p["name"].as_str().unwrap())
            .collect();
        match told.split_once("takes: ") {
            Some((_, taken)) => {
                assert_eq!(taken.split(", ").collect::<Vec<_>>(), described, "{path}");
            }
            None => assert!(described.is_empty(), "{path}: {told}"),
        }
    }
}

#[test]
fn examples_of_parameters_are_taken() {
    let client = Client::of(&TestDb::sqlite());
    for (path, item) in openapi()["paths"].as_object().unwrap() {
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] != "query" || parameter["name"] == "after" {
                continue;
            }
            let example = match &parameter["example"] {
                Value::Array(many) => &many[0],
                one => one,
            };
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let name = parameter["name"].as_str().unwrap();
            let path = path.replace("{id}", "kemijarvi-2024");
            let address = format!("{path}?{name}={}", encoded(&example));
            let answer = client.get(&address);
            // The examples name things of the bundled documents, which the small facts lack.
            assert!(matches!(answer.status, 200 | 404 | 422), "{address}: {}", answer.text());
        }
    }
}

#[test]
fn every_operation_and_parameter_of_openapi_is_described() {
    let document = openapi();
    assert!(!document["info"]["license"]["name"].as_str().unwrap().is_empty());
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let operation = &item["get"];
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{path}");
        for name in ["summary", "description"] {
            assert!(operation[name].as_str().is_some_and(|t| t.len() > 3), "{path}: {name}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(
                parameter["description"].as_str().is_some_and(|t| t.len() > 3),
                "{path}: {parameter}"
            );
            // The id of a release is soon of the past, and a form filled with it would be refused.
            let has_example = !parameter["example"].is_null();
            assert!(has_example || parameter["name"] == "release", "{path}: {parameter}");
        }
        let responses = operation["responses"].as_object().unwrap();
        for status in ["200", "400", "405", "406", "413", "414", "500"] {
            assert!(responses.contains_key(status), "{path}: {status}");
        }
        for (status, response) in responses {
            assert!(
                response["description"].as_str().is_some_and(|t| !t.is_empty()),
                "{path}: {status}"
            );
        }
    }
    let tags: Vec<&Value> =
        document["tags"].as_array().unwrap().iter().map(|t| &t["name"]).collect();
    for (path, item) in document["paths"].as_object().unwrap() {
        for tag in item["get"]["tags"].as_array().unwrap() {
            assert!(tags.contains(&tag), "{path}: the tag {tag} is not described");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema["description"].is_string(), "{name}");
        for (property, of) in schema["properties"].as_object().into_iter().flatten() {
            // What may be null or a thing described elsewhere is told beside the thing.
            let either = of["oneOf"].as_array().into_iter().flatten();
            let told = of["description"].is_string()
                || of["$ref"].is_string()
                || either.into_iter().any(|one| one["description"].is_string());
            assert!(told, "{name}.{property}");
        }
    }
    let text = document.to_string();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(!document["components"]["schemas"][name].is_null(), "{name} is not described");
    }
}

#[test]
fn every_parameter_of_openapi_is_bounded() {
    let mut unbounded = Vec::new();
    for (path, item) in openapi()["paths"].as_object().unwrap() {
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let schema = &parameter["schema"];
            let one = if schema["type"] == "array" { &schema["items"] } else { schema };
            let has = |name: &str| !one[name].is_null();
            let bounded = match one["type"].as_str().unwrap() {
                "string" => has("maxLength") || has("enum"),
                // How far the lines of a document go is told by the document.
                "integer" => has("minimum"),
                other => other == "boolean",
            };
            if !bounded || (schema["type"] == "array" && schema["maxItems"].is_null()) {
                unbounded.push(format!("{path} {}", parameter["name"]));
            }
        }
    }
    assert!(unbounded.is_empty(), "{unbounded:#?}");
}

#[test]
fn both_faces_name_their_filters_alike() {
    let client = Client::of(&TestDb::sqlite());
    let data = client.graphql(INTROSPECTION);
    let types = data["__schema"]["types"].as_array().unwrap();
    let query = types.iter().find(|t| t["name"] == "Query").unwrap();
    let document = openapi();
    for (path, field) in [
        ("/v1/municipalities", "municipalities"),
        ("/v1/documents", "documents"),
        ("/v1/units", "units"),
        ("/v1/accounts", "accounts"),
        ("/v1/budget-lines", "budgetLines"),
        ("/v1/aggregate", "aggregate"),
        ("/v1/changes", "changes"),
        ("/v1/budget-execution", "budgetExecution"),
        ("/v1/objectives", "objectives"),
        ("/v1/risks", "risks"),
        ("/v1/internal-control", "internalControl"),
        ("/v1/indicators", "indicators"),
        ("/v1/narratives", "narratives"),
        ("/v1/findings", "findings"),
    ] {
        let parameters = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        let parameters: BTreeSet<&str> = parameters
            .iter()
            .map(|p| p["name"].as_str().unwrap())
            // GraphQL asks for the language of each name, or of the whole request by its header,
            // for a release in its address, and speaks JSON alone.
            .filter(|name| !["language", "format", "dialect", "release", "header"].contains(name))
            .collect();
        let field =
            query["fields"].as_array().unwrap().iter().find(|f| f["name"] == field).unwrap();
        let arguments = field["args"].as_array().unwrap();
        let arguments: BTreeSet<&str> =
            arguments.iter().map(|a| a["name"].as_str().unwrap()).collect();
        assert_eq!(parameters, arguments, "{path}");
    }
}

#[test]
fn every_code_of_a_problem_is_used_and_stands_for_one_thing() {
    let mut source = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("problem.rs") {
                source.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        assert!(source.contains(&format!("Code::{}", code.name())), "{} is not used", code.name());
        assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
    }
    for code in kuntavaaka::query::Error::CODES {
        assert!(seen.contains(code), "{code} of query is not among the problems");
    }
}

#[test]
fn the_example_of_every_single_resource_is_real() {
    let client = crate::readme::bundled(&TestDb::sqlite());
    let described = client.rest("/openapi.json");
    let mut tried = 0;
    for (path, operations) in described["paths"].as_object().unwrap() {
        let parameters = operations["get"]["parameters"].as_array().cloned().unwrap_or_default();
        // The names of files have the id of a release, which changes with the data.
        if path.contains("{file}") {
            continue;
        }
        let Some(key) = parameters.iter().find(|p| p["in"] == "path") else { continue };
        let example = [&key["example"], &key["schema"]["example"]];
        let example = example.into_iter().find_map(|e| e.as_str()).unwrap_or_default();
        let (before, after) = path.split_once('{').unwrap();
        let (_, after) = after.split_once('}').unwrap();
        let answer = client.get(&format!("{before}{example}{after}"));
        assert_eq!(answer.status, 200, "{path} with \"{example}\": {}", answer.text());
        tried += 1;
    }
    assert!(tried >= 12, "{tried}");
}

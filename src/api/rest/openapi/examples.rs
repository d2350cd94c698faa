//! The examples of OpenAPI: what the service answered, from `openapi/examples.json`. A test asks it
//! again and writes them anew when it is told to.

use serde_json::{Map, Value, json};

use crate::api::problem::MEDIA_TYPE;

/// Questions with their answers, by the name of the operation; problems, by their code.
const EXAMPLES: &str = include_str!("../../../../openapi/examples.json");
/// The name of the example of an answer.
const NAME: &str = "answer";
/// What begins the names of examples of problems.
const PROBLEM: &str = "problem-";

/// Adds examples to the answers of operations that have one, and to every problem.
pub(super) fn add(document: &mut Value) {
    // What cannot be read is found by the test that every operation has its example.
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let mut shared = Map::new();
    for (code, example) in examples["problems"].as_object().into_iter().flatten() {
        let shown = json!({ "summary": example["about"], "value": example["answer"] });
        shared.insert(format!("{PROBLEM}{code}"), shown);
    }
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for operation in paths.filter_map(|(_, item)| item.get_mut("get")) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        if let Some(example) = examples["answers"].get(&id) {
            add_answer(operation, example);
        }
        for response in operation["responses"].as_object_mut().into_iter().flatten() {
            add_problems(response.1, &shared);
        }
    }
    document["components"]["examples"] = Value::Object(shared);
}

fn add_answer(operation: &mut Value, example: &Value) {
    let contents = operation["responses"]["200"]["content"].as_object_mut();
    if let Some(content) = contents.and_then(|c| c.get_mut("application/json")) {
        let address = example["address"].as_str().unwrap_or_default();
        let shown = json!({
            "summary": format!("GET {address}"),
            "description": "What the service answers; lists are cut to their first two elements.",
            "value": example["answer"],
        });
        content["examples"] = json!({ NAME: shown });
    }
}

/// The examples of the codes that the description of a refusal names.
fn add_problems(response: &mut Value, shared: &Map<String, Value>) {
    let told = response["description"].as_str().unwrap_or_default().to_owned();
    let Some(content) = response.get_mut("content").and_then(|c| c.get_mut(MEDIA_TYPE)) else {
        return;
    };
    let codes = shared.keys().filter_map(|name| name.strip_prefix(PROBLEM));
    let named = codes.filter(|code| told.contains(&format!("`{code}`")));
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/examples/{PROBLEM}{name}") });
    let named: Map<String, Value> = named.map(|c| (c.to_owned(), reference(c))).collect();
    content["examples"] = Value::Object(named);
}

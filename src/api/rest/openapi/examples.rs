//! The examples of OpenAPI: what the service answered, from `openapi/examples.json`. A test asks it
//! again and writes them anew when it is told to.

use serde_json::{Map, Value, json};

use crate::api::problem::MEDIA_TYPE;
use crate::api::rest::openapi::{operations, responses, share};

/// Questions with their answers, by the name of the operation; problems, by their code.
const EXAMPLES: &str = include_str!("../../../../openapi/examples.json");
/// The name of the example of an answer.
const NAME: &str = "answer";
/// Where examples stand, what they are called in the file, and how they are cut.
const CUTS: &[(&str, &str, &str)] = &[
    ("/content/application~1json", "answer", "lists cut to their first two elements"),
    ("/content/application~1ld+json", "answer", "lists cut to their first two elements"),
    ("/content/text~1csv", "csv", "as CSV (`format=csv`), cut to its first row"),
];
/// What begins the names of examples of problems.
const PROBLEM: &str = "problem-";

/// Adds examples to the answers of operations that have one, and to every problem.
pub(super) fn add(document: &mut Value) {
    // What cannot be read is found by the test that every operation has its example.
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap_or_default();
    let mut shared = Map::new();
    for (code, example) in part(&examples, "problems") {
        let of = |name| example.get(name).cloned().unwrap_or_default();
        let shown = json!({ "summary": of("about"), "value": of("answer") });
        shared.insert(format!("{PROBLEM}{code}"), shown);
    }
    for operation in operations(document) {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default();
        if let Some(example) = part(&examples, "answers").find(|(name, _)| *name == id) {
            add_answer(operation, example.1);
        }
        for (status, response) in responses(operation) {
            add_problems(response, &shared);
            add_ckan_error(response, part(&examples, "ckan").find(|(of, _)| *of == status));
        }
    }
    share(document, "examples", shared);
}

fn part<'a>(examples: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    examples.get(name).and_then(Value::as_object).into_iter().flatten()
}

fn add_answer(operation: &mut Value, example: &Value) {
    let address = example.get("address").and_then(Value::as_str).unwrap_or_default();
    let Some((_, answered)) = responses(operation).find(|(status, _)| *status == "200") else {
        return;
    };
    for (pointer, part, cut) in CUTS {
        let content = answered.pointer_mut(pointer).and_then(Value::as_object_mut);
        if let (Some(content), Some(value)) = (content, example.get(part)) {
            let shown = json!({
                "summary": format!("GET {address}"),
                "description": format!("What the service answers, {cut}."),
                "value": value,
            });
            content.insert("examples".to_owned(), json!({ NAME: shown }));
        }
    }
}

/// The example of an error in CKAN's envelope.
fn add_ckan_error(response: &mut Value, example: Option<(&String, &Value)>) {
    let content = response.get_mut("content").and_then(|c| c.get_mut("application/json"));
    let content = content.and_then(Value::as_object_mut);
    if let (Some(content), Some((_, example))) = (content, example) {
        let of = |name| example.get(name).cloned().unwrap_or_default();
        let shown = json!({ NAME: { "summary": of("about"), "value": of("answer") } });
        content.insert("examples".to_owned(), shown);
    }
}

/// The examples of the codes that the description of a refusal names.
fn add_problems(response: &mut Value, shared: &Map<String, Value>) {
    let told = response.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    let content = response.get_mut("content").and_then(|c| c.get_mut(MEDIA_TYPE));
    let Some(content) = content.and_then(Value::as_object_mut) else { return };
    let codes = shared.keys().filter_map(|name| name.strip_prefix(PROBLEM));
    let named = codes.filter(|code| told.contains(&format!("`{code}`")));
    let reference =
        |name: &str| json!({ "$ref": format!("#/components/examples/{PROBLEM}{name}") });
    let named: Map<String, Value> = named.map(|c| (c.to_owned(), reference(c))).collect();
    content.insert("examples".to_owned(), Value::Object(named));
}

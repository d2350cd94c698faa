//! Which fields are always there. What may be null is still sent; `utoipa` takes it for optional.

use serde_json::{Map, Value};

use crate::api::rest::openapi::schemas;

/// The shapes that leave out what they do not have.
const LEAVE_OUT: &[&str] = &["Problem", "Included"];

/// States that every field of every other shape is there.
pub(super) fn add(document: &mut Value) {
    for (name, schema) in schemas(document) {
        if !LEAVE_OUT.contains(&name.as_str()) {
            require_all(schema);
        }
    }
}

fn require_all(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    if let Some(names) = schema.get("properties").and_then(Value::as_object).map(names_of) {
        schema.insert("required".to_owned(), names);
    }
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        require_all(part);
    }
}

fn names_of(properties: &Map<String, Value>) -> Value {
    properties.keys().cloned().collect()
}

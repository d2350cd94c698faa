//! The headers of answers, as OpenAPI describes them.

use serde_json::{Map, Value, json};

use crate::api::rest::openapi::{operations, responses, share};

/// Headers by name: what they say, and an example.
const HEADERS: &[(&str, &str, &str)] = &[
    (
        "ETag",
        "Names the answer: it changes with the release of the data.",
        "\"0123456789abcdef01234567\"",
    ),
    ("Cache-Control", "How long caches may keep the answer.", "public, max-age=300"),
    (
        "Link",
        "The next page (`rel=\"next\"`), and what is said of deprecation.",
        "</v1/units?after=eyJ2IjoxfQ>; rel=\"next\"",
    ),
    (
        "Deprecation",
        "Since when what was asked should not be used any more (RFC 9745).",
        "@1798761600",
    ),
    ("Sunset", "The day on which what was asked goes (RFC 8594).", "Sat, 01 Jan 2028 00:00:00 GMT"),
    ("Allow", "The methods that the address takes.", "GET, HEAD, OPTIONS"),
    ("Retry-After", "Seconds after which to ask again.", "5"),
    (
        "RateLimit-Policy",
        "What one client may ask: `q` requests in `w` seconds.",
        "\"default\";q=500;w=10",
    ),
    (
        "RateLimit",
        "What is left of it: `r` requests, all of them in `t` seconds.",
        "\"default\";r=0;t=10",
    ),
];

/// Adds the headers that answers of each status have.
pub(super) fn add(document: &mut Value) {
    let header = |(name, about, example): &(&str, &str, &str)| {
        let shown =
            json!({ "description": about, "schema": { "type": "string" }, "example": example });
        ((*name).to_owned(), shown)
    };
    let shared: Map<String, Value> = HEADERS.iter().map(header).collect();
    share(document, "headers", shared);
    for operation in operations(document) {
        let is_kept = responses(operation).any(|(status, _)| status == "304");
        for (status, response) in responses(operation) {
            let names: &[&str] = match status.as_str() {
                "200" if is_kept => &["ETag", "Cache-Control", "Link", "Deprecation", "Sunset"],
                "304" => &["ETag", "Cache-Control"],
                "405" => &["Allow"],
                "429" => &["Retry-After", "RateLimit-Policy", "RateLimit"],
                "503" => &["Retry-After"],
                _ => continue,
            };
            let reference = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
            let headers = names.iter().map(|name| ((*name).to_owned(), reference(name)));
            if let Some(response) = response.as_object_mut() {
                response.insert("headers".to_owned(), Value::Object(headers.collect()));
            }
        }
    }
}

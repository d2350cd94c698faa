//! The examples of OpenAPI, asked again; `KUNTAVAAKA_BLESS=1 cargo test examples` writes the
//! answers anew, and `cargo run -- publish` after it the description.

use std::path::Path;

use kuntavaaka::api::problem::{Code, Problem};
use kuntavaaka::api::rest;
use serde_json::{Map, Value, json};

use crate::readme::bundled;
use crate::support::{Client, TestDb};

/// Where the examples say the service answers, and where the client of the tests asks it.
const BASES: (&str, &str) = ("http://127.0.0.1:8080", "http://data.example");

/// An answer as it is shown: lists cut to their first two elements.
fn shortened(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().take(2).map(shortened).collect(),
        Value::Object(fields) => fields.into_iter().map(|(k, v)| (k, shortened(v))).collect(),
        other => other,
    }
}

fn asked(client: &Client, example: &Value) -> Value {
    let method = example["method"].as_str().unwrap_or("GET");
    let headers = example["headers"].as_object().into_iter().flatten();
    let headers: Vec<(&str, &str)> =
        headers.map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let answer = client.send(method, example["address"].as_str().unwrap(), &headers, b"");
    let text = answer.text().replace(BASES.1, BASES.0);
    shortened(serde_json::from_str(&text).unwrap_or_else(|_| panic!("{example}: {text}")))
}

/// The header and the first row of an answer in CSV, where there is one.
fn asked_in_csv(client: &Client, example: &Value) -> Option<String> {
    let address = example["address"].as_str().filter(|a| a.starts_with("/v1"))?;
    let joint = if address.contains('?') { '&' } else { '?' };
    let answer = client.get(&format!("{address}{joint}format=csv"));
    (answer.status == 200).then(|| {
        let text = answer.text();
        text.split_inclusive("\r\n").take(2).collect()
    })
}

/// A problem that cannot be had by asking.
fn imagined(code: &str) -> Value {
    let code = Code::ALL.iter().find(|c| c.as_str() == code).unwrap();
    let detail = match code {
        Code::AddressTooLong => "Path and query together may have 24576 bytes.",
        Code::QueryTimeout => {
            "The answer took more than 30 seconds; ask for less, with filters or `first`."
        }
        Code::TooManyRows => {
            "The answer has 25000 rows, and xlsx holds 20000 at the most; csv, parquet and ndjson \
             have no limit."
        }
        Code::TextTooLong => {
            "format: column text: a text of 40000 characters, and a cell holds 32767 at the most; \
             ask for csv, parquet or ndjson, which have no limit"
        }
        Code::RangeNotSatisfiable => "The file has 670653 bytes.",
        Code::ReleaseGone => {
            "release 0a1b2c3d4e5f was replaced by another; its data is to be downloaded at \
             /v1/dataset/releases/0a1b2c3d4e5f"
        }
        Code::QuotaExceeded => {
            "A client may ask 500 times at once and 50 times per second; go on after 1 s, and take \
             whole lists as files, or the package of the release, rather than one thing at a time."
        }
        Code::Overloaded => {
            "The service is answering as many requests as it can; try again in a moment."
        }
        Code::DatabaseUnavailable => "The database does not answer; try again in a moment.",
        Code::Internal => "The service failed; the cause is in its log.",
        other => panic!("{} can be asked for", other.as_str()),
    };
    let body = Problem::new(*code, detail).answer(Some("/v1/units")).into_body();
    let bytes = actix_web::body::MessageBody::try_into_bytes(body).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn examples_are_what_the_service_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/examples.json");
    let given: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let client = bundled(&TestDb::sqlite());
    let answer = |(name, example): (&String, &Value)| {
        let answer = match example["address"].as_str() {
            Some(_) => asked(&client, example),
            None => imagined(name),
        };
        let mut example = example.clone();
        example["answer"] = answer;
        let is_problem = !example["about"].is_null();
        if let Some(csv) = asked_in_csv(&client, &example).filter(|_| !is_problem) {
            example["csv"] = csv.into();
        }
        (name.clone(), example)
    };
    let of = |kind: &str| given[kind].as_object().unwrap().iter().map(answer).collect();
    let (answers, problems): (Map<_, _>, Map<_, _>) = (of("answers"), of("problems"));
    let ckan: Map<_, _> = of("ckan");
    for (name, example) in &answers {
        assert!(
            example["answer"]["code"]
                .as_str()
                .is_none_or(|code| { !Code::ALL.iter().any(|known| known.as_str() == code) }),
            "{name}: {example}"
        );
    }
    for (code, example) in &problems {
        assert_eq!(example["answer"]["code"].as_str(), Some(code.as_str()), "{example}");
    }
    let now = json!({ "answers": answers, "problems": problems, "ckan": ckan });
    if std::env::var_os("KUNTAVAAKA_BLESS").is_some() {
        std::fs::write(&path, format!("{}\n", serde_json::to_string_pretty(&now).unwrap()))
            .unwrap();
        return;
    }
    for kind in ["answers", "problems", "ckan"] {
        for (name, example) in now[kind].as_object().unwrap() {
            assert_eq!(&given[kind][name], example, "{name}");
        }
    }
}

#[test]
fn every_answer_in_json_and_every_problem_that_is_described_has_an_example() {
    let described: Value = serde_json::from_str(&rest::openapi::description()).unwrap();
    let mut without = Vec::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        let id = item["get"]["operationId"].as_str().unwrap();
        for (status, response) in item["get"]["responses"].as_object().unwrap() {
            for (media_type, content) in response["content"].as_object().into_iter().flatten() {
                let is_json = media_type.ends_with("json") && media_type != "application/x-ndjson";
                let has = content["examples"].as_object().is_some_and(|e| !e.is_empty());
                // The description would hold itself.
                if is_json && !has && id != "describeRest" {
                    without.push(format!("{path} {status} {media_type}"));
                }
            }
            let told = response["description"].as_str().unwrap().split('`').skip(1).step_by(2);
            let codes = told.filter(|told| Code::ALL.iter().any(|code| code.as_str() == *told));
            if status.starts_with(['4', '5']) {
                let examples = &response["content"]["application/problem+json"]["examples"];
                without.extend(
                    codes.filter(|c| examples[c].is_null()).map(|c| format!("{path} {status} {c}")),
                );
            }
        }
    }
    assert!(without.is_empty(), "openapi/examples.json lacks: {without:#?}");
}

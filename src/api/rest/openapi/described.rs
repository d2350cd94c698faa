//! What OpenAPI says of one operation: how it is asked, what it answers, and with which problems.

use std::collections::BTreeMap;

use utoipa::openapi::path::OperationBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{ContentBuilder, Deprecated, Ref, RefOr, Response, ResponseBuilder, path};

use super::parameters;
use crate::api::ageing::Ageing;
use crate::api::problem::{Code, MEDIA_TYPE};
use crate::api::rest::formats;
use crate::api::rest::operation::{Body, Operation};

/// Problems that any operation may answer with.
const COMMON_PROBLEMS: &[Code] = &[
    Code::MalformedRequest,
    Code::UnknownParameter,
    Code::MethodNotAllowed,
    Code::NotAcceptable,
    Code::BodyTooLarge,
    Code::AddressTooLong,
    Code::Internal,
];

/// Problems of a service that has much to do.
const OF_LOAD: &[Code] = &[Code::QuotaExceeded, Code::Overloaded, Code::QueryTimeout];

/// The errors of CKAN's envelope, by status.
const CKAN_ERRORS: &[(&str, &str)] = &[
    ("404", "Nothing bears the name (`Not Found Error`)."),
    (
        "409",
        "A parameter is wrong (`Validation Error`), or a filter is not understood (`Search Error`).",
    ),
];

/// Describes an operation; adds the shapes that it names.
pub(super) fn describe(
    operation: &Operation,
    table: &'static [Ageing],
    schemas: &mut Vec<(String, RefOr<Schema>)>,
) -> path::Operation {
    let ageing = Ageing::of(table, operation.path, None);
    let told = ageing.map(|ageing| format!(" {}", ageing.told())).unwrap_or_default();
    let mut described = OperationBuilder::new()
        .operation_id(Some(operation.id))
        .tag(operation.tag)
        .summary(Some(operation.summary))
        .description(Some(format!("{}{told}", operation.description)))
        .deprecated(ageing.map(|_| Deprecated::True));
    if let Some((about, example)) = operation.key {
        described = described.parameter(parameters::in_path("id", about, example));
    }
    if operation.path.ends_with("/{file}") {
        let example = "kuntavaaka-5f0c2a9d71be.zip";
        described = described.parameter(parameters::in_path("file", "Name of the file.", example));
    }
    for parameter in operation.parameters() {
        let ageing = Ageing::of(table, operation.path, Some(parameter.name));
        described = described.parameter(parameters::in_query(parameter, ageing));
    }
    let answer = ResponseBuilder::new().description(operation.summary);
    described = described.response("200", contents(operation, schemas, answer).build());
    if let Body::Ckan(schemas_of) = &operation.answer {
        let (_, error) = schemas_of(schemas);
        for (status, about) in CKAN_ERRORS {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(&error)));
            let refusal = ResponseBuilder::new().description(*about);
            let refusal = refusal.content(operation.answer.media_type(), content.build());
            described = described.response(*status, refusal.build());
        }
    }
    if matches!(operation.answer, Body::File) {
        described = described.response("206", Response::new("The range asked for (`Range`)."));
    }
    if is_kept(operation) {
        let unchanged = Response::new("The client has this answer already (`If-None-Match`).");
        described = described.response("304", unchanged);
    }
    for (status, codes) in problems(operation) {
        described = described.response(status, problem_response(&codes));
    }
    described.build()
}

/// Whether caches keep its answers, named by the release.
fn is_kept(operation: &Operation) -> bool {
    !operation.path.starts_with("/health")
}

fn contents(
    operation: &Operation,
    schemas: &mut Vec<(String, RefOr<Schema>)>,
    answer: ResponseBuilder,
) -> ResponseBuilder {
    let media_type = operation.answer.media_type();
    let of = |name| ContentBuilder::new().schema(Some(Ref::from_schema_name(name))).build();
    match &operation.answer {
        Body::Items(layout) => {
            let name = (layout.answer)(schemas);
            formats::contents(layout, name, answer)
        }
        Body::Json(schema) => answer.content(media_type, of(schema(schemas))),
        Body::AnyJson => answer.content(media_type, content_of(Type::Object)),
        Body::Text | Body::File | Body::Chart { .. } => {
            answer.content(media_type, content_of(Type::String))
        }
        Body::Graph(media_types) => media_types.iter().fold(answer, |answer, media_type| {
            let kind = if media_type.ends_with("json") { Type::Object } else { Type::String };
            answer.content(*media_type, content_of(kind))
        }),
        Body::Ckan(schemas_of) => answer.content(media_type, of(schemas_of(schemas).0)),
    }
}

fn content_of(kind: Type) -> utoipa::openapi::Content {
    let schema = ObjectBuilder::new().schema_type(SchemaType::Type(kind)).build();
    ContentBuilder::new().schema(Some(Schema::Object(schema))).build()
}

/// The codes an operation may answer with, by status.
fn problems(operation: &Operation) -> BTreeMap<String, Vec<Code>> {
    let mut by_status: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    let of_formats: &[Code] = match operation.layout() {
        Some(_) => &[Code::TooManyRows, Code::TextTooLong],
        None => &[],
    };
    let of_data: &[Code] =
        if operation.is_of_data() { &[Code::ReleaseGone, Code::UnknownValue] } else { &[] };
    let ignores = matches!(operation.answer, Body::Ckan(_));
    let common = COMMON_PROBLEMS.iter().filter(|code| !ignores || **code != Code::UnknownParameter);
    let is_limited = !operation.path.starts_with("/health");
    let of_load: &[Code] = if is_limited { OF_LOAD } else { &[] };
    for code in common.chain(of_load).chain(operation.problems).chain(of_formats).chain(of_data) {
        let of_status = by_status.entry(code.status().as_str().to_owned()).or_default();
        if !of_status.contains(code) {
            of_status.push(*code);
        }
    }
    by_status
}

fn problem_response(codes: &[Code]) -> Response {
    let told: Vec<String> =
        codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(told.join(" ")).content(MEDIA_TYPE, content).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::rest::OPERATIONS;
    use jiff::civil::date;
    use serde_json::{Value, json};

    const fn ageing(parameter: Option<&'static str>) -> Ageing {
        Ageing {
            path: "/v1/units",
            parameter,
            since: date(2027, 1, 1),
            until: date(2028, 1, 1),
            instead: "/docs#units",
        }
    }

    fn described(table: &'static [Ageing]) -> Value {
        let units = OPERATIONS.iter().find(|o| o.path == "/v1/units").unwrap();
        serde_json::to_value(describe(units, table, &mut Vec::new())).unwrap()
    }

    #[test]
    fn what_is_on_its_way_out_is_described_as_such() {
        const TABLE: &[Ageing] = &[ageing(None), ageing(Some("q"))];
        let told = "Deprecated since 2027-01-01, gone on 2028-01-01: see /docs#units.";
        let (plain, aged) = (described(&[]), described(TABLE));
        assert_eq!((&plain["deprecated"], &aged["deprecated"]), (&Value::Null, &json!(true)));
        assert!(aged["description"].as_str().unwrap().ends_with(told));
        for parameter in aged["parameters"].as_array().unwrap() {
            let is_aged = parameter["deprecated"] == true;
            assert_eq!(is_aged, parameter["name"] == "q", "{parameter}");
            assert_eq!(is_aged, parameter["description"].as_str().unwrap().ends_with(told));
        }
    }
}

//! OpenAPI 3.1, made from the table of operations and the public shapes. What it says of
//! parameters, headers and examples stands beside; nothing else builds it.

mod examples;
mod headers;
mod parameters;
mod presence;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};
use utoipa::openapi::path::{OperationBuilder, PathItemBuilder, PathsBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{
    ComponentsBuilder, ContactBuilder, ContentBuilder, Deprecated, HttpMethod, Info, InfoBuilder,
    LicenseBuilder, OpenApiBuilder, Ref, RefOr, Response, ResponseBuilder, ServerBuilder,
    tag::TagBuilder,
};

use crate::api::ageing::{AGEING, Ageing};
use crate::api::problem::{Code, MEDIA_TYPE, ProblemBody};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::{OPERATIONS, formats};
use crate::api::service::Service;

const ABOUT: &str = "Open municipal finance data for Finland: budgets and results of \
    municipalities, every figure traceable to the line of the document that printed it.\n\n\
    Every list is paged: `first` items after the cursor `after`; `next` (also a `Link` header) is \
    the address of the next page and `totalCount` the length of the whole list. A parameter that \
    takes many values takes them comma-separated or repeated, and they mean \"any of\". A \
    parameter that an address does not know is refused. Amounts are decimal texts in euros, \
    expenses negative and revenue positive. Every error is a Problem Details object (RFC 9457) \
    with a stable `code`. Every list is also given as NDJSON, CSV, XLSX and Parquet, whole unless \
    `first` is given: by `format`, by a suffix such as `.csv`, or by `Accept`. Answers carry an `ETag` that changes with the release \
    of the data; what is on its way out says so by `Deprecation` and `Sunset`.\n\n\
    The same questions can be asked over GraphQL at `/graphql`, described by `/schema.graphql`. \
    Limits, licence and addresses: `/v1/config`.";

/// The groups of operations.
const TAGS: &[(&str, &str)] = &[
    ("municipalities", "Municipalities, their names and population."),
    ("documents", "The documents that figures were read from, with their text and tables."),
    ("units", "The parts of municipalities that money belongs to."),
    ("accounts", "The lines of an income statement and of an investment statement."),
    ("functions", "What money is for: the functions of government (COFOG)."),
    ("sdgs", "The goals of sustainable development."),
    ("comparison", "Municipalities side by side, and figures over the years."),
    ("charts", "Answers as charts in SVG, to be put into a page."),
    ("budget lines", "Amounts by unit, account and scenario, and budget against actual."),
    ("aggregate", "Sums that never count money twice."),
    ("changes", "What newer documents state otherwise."),
    ("objectives", "What units set out to do, and what came of it."),
    ("risks", "The registers of risks."),
    ("internal control", "The tasks of internal control and risk management."),
    ("indicators", "Key figures and outputs."),
    ("narratives", "What documents say in sentences."),
    ("findings", "What reading found to be wrong or doubtful."),
    ("dataset", "The data as a whole."),
    ("catalogue", "What portals harvest: DCAT-AP, and the reading half of CKAN's action API."),
    ("graphql", "Worked questions of GraphQL under addresses of their own."),
    ("service", "The service itself."),
];

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

/// The description of REST as indented JSON with a final newline.
#[must_use]
pub fn description() -> String {
    static DESCRIPTION: LazyLock<String> = LazyLock::new(written);
    DESCRIPTION.clone()
}

fn written() -> String {
    let mut schemas = Vec::new();
    schema_of::<ProblemBody>(&mut schemas);
    let mut paths = PathsBuilder::new();
    for operation in OPERATIONS {
        let described = describe(operation, AGEING, &mut schemas);
        let item = PathItemBuilder::new().operation(HttpMethod::Get, described);
        paths = paths.path(operation.path, item.build());
    }
    let schemas: BTreeMap<_, _> = schemas.into_iter().collect();
    let tag = |(name, about): &(&str, &str)| {
        TagBuilder::new().name(*name).description(Some(*about)).build()
    };
    let server =
        ServerBuilder::new().url("/").description(Some("The service that describes itself."));
    let document = OpenApiBuilder::new()
        .info(info())
        .servers(Some([server.build()]))
        .paths(paths)
        .components(Some(ComponentsBuilder::new().schemas_from_iter(schemas).build()))
        .tags(Some(TAGS.iter().map(tag)))
        // Nobody has to say who they are.
        .security(Some(Vec::<SecurityRequirement>::new()))
        .build();
    // A description that cannot be written would be a mistake in the program; the test that
    // compares it with the published file would find it empty.
    let mut document = serde_json::to_value(document).unwrap_or_default();
    presence::add(&mut document);
    headers::add(&mut document);
    examples::add(&mut document);
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The operations of a document that is written.
fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths.into_iter().flatten().filter_map(|(_, item)| item.get_mut("get"))
}

/// The answers of an operation, by status.
fn responses(operation: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten()
}

/// The shapes of answers, by name.
fn schemas(document: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    document.pointer_mut("/components/schemas").and_then(Value::as_object_mut).into_iter().flatten()
}

/// Adds what other parts of the document refer to.
fn share(document: &mut Value, kind: &str, what: Map<String, Value>) {
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert(kind.to_owned(), Value::Object(what));
    }
}

fn info() -> Info {
    let publisher = Service::default().publisher;
    let licence = LicenseBuilder::new()
        .name("CC BY 4.0 (data); Apache-2.0 (program)")
        .url(Some("https://creativecommons.org/licenses/by/4.0/"));
    InfoBuilder::new()
        .title("Kuntavaaka")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .contact(Some(ContactBuilder::new().name(Some(publisher.name)).url(publisher.url).build()))
        .license(Some(licence.build()))
        .build()
}

fn describe(
    operation: &Operation,
    table: &'static [Ageing],
    schemas: &mut Vec<(String, RefOr<Schema>)>,
) -> utoipa::openapi::path::Operation {
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
    use jiff::civil::date;
    use serde_json::json;

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

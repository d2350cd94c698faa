//! OpenAPI 3.1, made from the table of operations and the public shapes; the only file that
//! builds it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::path::{OperationBuilder, Parameter as OpenApiParameter, ParameterIn};
use utoipa::openapi::path::{ParameterBuilder, PathItemBuilder, PathsBuilder};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApiBuilder,
    Ref, RefOr, Required, Response, ResponseBuilder, Server, tag::TagBuilder,
};

use crate::api::problem::{Code, MEDIA_TYPE, ProblemBody};
use crate::api::rest::OPERATIONS;
use crate::api::rest::formats;
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::parameter::{Kind, Parameter};

const DESCRIPTION: &str = "Open municipal finance data for Finland: budgets and results of \
    municipalities, every figure traceable to the line of the document that printed it.\n\n\
    Every list is paged: `first` items after the cursor `after`; `next` (also a `Link` header) is \
    the address of the next page and `totalCount` the length of the whole list. A parameter that \
    takes many values takes them comma-separated or repeated, and they mean \"any of\". A \
    parameter that an address does not know is refused. Amounts are decimal texts in euros, \
    expenses negative and revenue positive. Every error is a Problem Details object (RFC 9457) \
    with a stable `code`. Every list is also given as NDJSON and CSV, whole unless `first` is \
    given: by `format`, by a suffix such as `.csv`, or by `Accept`. Answers carry an `ETag` that changes with the release of the data.\n\n\
    The same questions can be asked over GraphQL at `/graphql`, described by `/schema.graphql`.";

/// The groups of operations.
const TAGS: &[(&str, &str)] = &[
    ("municipalities", "Municipalities, their names and population."),
    ("documents", "The documents that figures were read from, with their text and tables."),
    ("units", "The parts of municipalities that money belongs to."),
    ("accounts", "The lines of an income statement and of an investment statement."),
    ("charts", "Answers as charts in SVG, to be put into a page."),
    ("budget lines", "Amounts by unit, account and scenario."),
    ("objectives", "What units set out to do, and what came of it."),
    ("risks", "The registers of risks."),
    ("internal control", "The tasks of internal control and risk management."),
    ("indicators", "Key figures and outputs."),
    ("narratives", "What documents say in sentences."),
    ("findings", "What reading found to be wrong or doubtful."),
    ("dataset", "The data as a whole."),
    ("service", "The service itself."),
];

/// Problems that any operation may answer with.
const COMMON_PROBLEMS: &[Code] = &[
    Code::MalformedRequest,
    Code::UnknownParameter,
    Code::MethodNotAllowed,
    Code::NotAcceptable,
    Code::AddressTooLong,
    Code::Internal,
];

/// The description of REST as indented JSON with a final newline.
#[must_use]
pub fn description() -> String {
    let mut schemas = Vec::new();
    schema_of::<ProblemBody>(&mut schemas);
    let mut paths = PathsBuilder::new();
    for operation in OPERATIONS {
        let described = describe(operation, &mut schemas);
        let item = PathItemBuilder::new().operation(HttpMethod::Get, described);
        paths = paths.path(operation.path, item.build());
    }
    let schemas: BTreeMap<_, _> = schemas.into_iter().collect();
    let info = InfoBuilder::new()
        .title("Kuntavaaka")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(
            LicenseBuilder::new()
                .name("CC BY 4.0 (data); Apache-2.0 (program)")
                .url(Some("https://creativecommons.org/licenses/by/4.0/"))
                .build(),
        ));
    let tag = |(name, about): &(&str, &str)| {
        TagBuilder::new().name(*name).description(Some(*about)).build()
    };
    let document = OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/")]))
        .paths(paths)
        .components(Some(ComponentsBuilder::new().schemas_from_iter(schemas).build()))
        .tags(Some(TAGS.iter().map(tag)))
        .build();
    // A description that cannot be written would be a mistake in the program; the test that
    // compares it with the published file would find it empty.
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

fn describe(
    operation: &Operation,
    schemas: &mut Vec<(String, RefOr<Schema>)>,
) -> utoipa::openapi::path::Operation {
    let mut described = OperationBuilder::new()
        .operation_id(Some(operation.id))
        .tag(operation.tag)
        .summary(Some(operation.summary))
        .description(Some(operation.description));
    if let Some((about, example)) = operation.key {
        described = described.parameter(path_parameter(about, example));
    }
    for parameter in operation.parameters() {
        described = described.parameter(query_parameter(parameter));
    }
    let answer = ResponseBuilder::new().description(operation.summary);
    described = described.response("200", contents(operation, schemas, answer).build());
    if operation.path.starts_with("/v1") {
        let unchanged = Response::new("The client has this answer already (`If-None-Match`).");
        described = described.response("304", unchanged);
    }
    for (status, codes) in problems(operation) {
        described = described.response(status, problem_response(&codes));
    }
    described.build()
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
        Body::Text | Body::Chart => answer.content(media_type, content_of(Type::String)),
    }
}

fn content_of(kind: Type) -> utoipa::openapi::Content {
    let schema = ObjectBuilder::new().schema_type(SchemaType::Type(kind)).build();
    ContentBuilder::new().schema(Some(Schema::Object(schema))).build()
}

/// The codes an operation may answer with, by status.
fn problems(operation: &Operation) -> BTreeMap<String, Vec<Code>> {
    let mut by_status: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for code in COMMON_PROBLEMS.iter().chain(operation.problems) {
        by_status.entry(code.status().as_str().to_owned()).or_default().push(*code);
    }
    by_status
}

fn problem_response(codes: &[Code]) -> Response {
    let told: Vec<String> =
        codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.title())).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(told.join(" ")).content(MEDIA_TYPE, content).build()
}

fn path_parameter(about: &str, example: &str) -> OpenApiParameter {
    ParameterBuilder::new()
        .name("id")
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(about))
        .schema(Some(Schema::Object(text().min_length(Some(1)).build())))
        .example(Some(json!(example)))
        .build()
}

fn query_parameter(parameter: &Parameter) -> OpenApiParameter {
    let one = value_schema(parameter);
    let (schema, example) = if parameter.many {
        let many = ArrayBuilder::new().items(RefOr::T(Schema::Object(one))).build();
        (Schema::Array(many), json!([parameter.example]))
    } else {
        (Schema::Object(one), example_of(parameter))
    };
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.description))
        .explode(parameter.many.then_some(true))
        .schema(Some(schema))
        .example(Some(example))
        .build()
}

fn example_of(parameter: &Parameter) -> Value {
    match parameter.kind {
        Kind::Integer { .. } | Kind::Boolean => {
            serde_json::from_str(parameter.example).unwrap_or_default()
        }
        _ => json!(parameter.example),
    }
}

fn value_schema(parameter: &Parameter) -> utoipa::openapi::schema::Object {
    let of = |kind| ObjectBuilder::new().schema_type(SchemaType::Type(kind));
    match &parameter.kind {
        Kind::Text => text().min_length(Some(1)).build(),
        Kind::Pattern(pattern) => text().pattern(Some(*pattern)).build(),
        Kind::Codes(codes) => text().enum_values(Some(codes())).build(),
        Kind::Boolean => of(Type::Boolean).build(),
        Kind::Integer { min, max, default } => of(Type::Integer)
            .minimum(Some(*min))
            .maximum(*max)
            .default(default.map(Value::from))
            .build(),
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

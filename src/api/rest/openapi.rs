//! OpenAPI 3.1, made from the table of operations and the public shapes. What it says of one
//! operation, of parameters, headers and examples stands beside; nothing else builds it.

mod described;
mod examples;
mod headers;
mod parameters;
mod presence;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};
use utoipa::openapi::path::{PathItemBuilder, PathsBuilder};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContactBuilder, HttpMethod, Info, InfoBuilder, LicenseBuilder,
    OpenApiBuilder, ServerBuilder,
};

use crate::api::ageing::AGEING;
use crate::api::problem::ProblemBody;
use crate::api::rest::OPERATIONS;
use crate::api::rest::operation::schema_of;
use crate::api::service::Service;
use described::describe;

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

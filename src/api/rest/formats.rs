//! What OpenAPI says of the formats of an answer that has items.

use serde_json::json;
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{ContentBuilder, OneOfBuilder, Ref, RefOr, ResponseBuilder};

use crate::api::export::workbook::MAX_ROWS;
use crate::api::export::{Columns, Format, Layout};

const CELLS: &str = "Lines of CSV, the first one with the names of the columns. A text that a \
    spreadsheet would take for a formula has an apostrophe before it; a cell that holds several \
    texts has `;` between them.";

const WORKBOOK: &str = "A workbook for spreadsheets: the rows of CSV as numbers, dates and texts, \
    with a link to the lines that print each, and a sheet that says where they come from and what \
    the columns are.";
const PARQUET: &str = "The rows of CSV as Parquet: exact decimals, dates, whole numbers and texts; \
    null where there is no value.";
const BINARY: SchemaFormat = SchemaFormat::KnownFormat(KnownFormat::Binary);

/// The answer in each of its formats.
pub(super) fn contents(layout: &Layout, name: String, answer: ResponseBuilder) -> ResponseBuilder {
    let mut json: RefOr<Schema> = Ref::from_schema_name(name).into();
    if layout.cube.is_some() {
        json = RefOr::T(Schema::OneOf(OneOfBuilder::new().item(json).item(cube()).build()));
    }
    let content = |schema| ContentBuilder::new().schema(Some(schema)).build();
    let file = |about: String| {
        let file = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        content(RefOr::T(Schema::Object(
            file.format(Some(BINARY)).description(Some(about)).build(),
        )))
    };
    let lines = "One item on every line, each a JSON object of the shape that items have in JSON.";
    answer
        .content(Format::Json.media_type(), content(json))
        .content(Format::Ndjson.media_type(), content(text(lines)))
        .content(Format::Csv.media_type(), content(text(&columns(layout))))
        .content(
            Format::Xlsx.media_type(),
            file(format!("{WORKBOOK} It has {MAX_ROWS} rows at the most.")),
        )
        .content(Format::Parquet.media_type(), file(PARQUET.to_owned()))
}

/// What the columns of CSV are, and what has none.
fn columns(layout: &Layout) -> String {
    let columns = Columns::of(layout);
    let names: Vec<String> = columns.columns.iter().map(|c| format!("`{}`", c.name)).collect();
    let mut told = format!("{CELLS} Columns: {}.", names.join(", "));
    if let Some(list) = layout.rows.last() {
        told = format!("{told} One row for each of `{list}`, with the rest of the item repeated.");
    }
    if !columns.left_out.is_empty() {
        let names: Vec<String> = columns.left_out.iter().map(|n| format!("`{n}`")).collect();
        told = format!("{told} In JSON and NDJSON alone is what else is in: {}.", names.join(", "));
    }
    told
}

fn text(about: &str) -> RefOr<Schema> {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    RefOr::T(Schema::Object(text.description(Some(about)).build()))
}

/// The part of JSON-stat 2 that tells it from the answer in JSON.
fn cube() -> ObjectBuilder {
    let of = |kind| ObjectBuilder::new().schema_type(SchemaType::Type(kind));
    let list = |kind| ArrayBuilder::new().items(of(kind));
    let number_or_none = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Number, Type::Null]))
        .examples([json!(null)]);
    of(Type::Object)
        .description(Some("With `format=jsonstat`: a dataset of JSON-stat 2."))
        .property("version", of(Type::String).enum_values(Some(["2.0"])))
        .property("class", of(Type::String).enum_values(Some(["dataset"])))
        .property("id", list(Type::String))
        .property("size", list(Type::Integer))
        .property("dimension", of(Type::Object))
        .property("value", ArrayBuilder::new().items(number_or_none))
        .required("version")
        .required("class")
        .required("id")
        .required("size")
        .required("dimension")
        .required("value")
}

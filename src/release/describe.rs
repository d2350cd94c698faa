//! What describes a package to machines: a Data Package with Table Schema, and CSVW.

use serde_json::{Map, Value, json};

use crate::query::ReleaseInHistory;
use crate::release::dictionary::Dictionary;
use crate::release::{FORMAT, ReleaseError};
use crate::store::exchange::{self, csv_path};
use crate::store::{Column, Kind, TableOf};

const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/";

/// A file of a package.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) path: String,
    pub(super) table: &'static TableOf,
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

/// `datapackage.json` as of Data Package v2.
pub(super) fn data_package(
    of: &ReleaseInHistory,
    digest: &str,
    parts: &[Part],
    dictionary: &Dictionary,
) -> Result<Value, ReleaseError> {
    let release = &of.release;
    let resources: Vec<Value> =
        parts.iter().map(|part| resource(part, dictionary)).collect::<Result<_, _>>()?;
    let sources: Vec<Value> = release
        .documents
        .iter()
        .map(|d| json!({ "title": d.title, "version": d.sha256 }))
        .collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kuntavaaka",
        "id": format!("urn:kuntavaaka:release:{}", release.id),
        "title": "Kuntavaaka: open municipal finance data for Finland",
        "description": "Budget lines, objectives, indicators and risks of municipalities, each \
            traceable to the line of the document that printed it.",
        "version": release.id,
        "keywords": ["Finland", "municipality", "budget", "financial statements", "open data"],
        "licenses": [{
            "name": "CC-BY-4.0",
            "path": LICENCE_URL,
            "title": "Creative Commons Attribution 4.0 International",
        }],
        "resources": resources,
        "kuntavaaka": { "format": FORMAT, "release": release.id, "digest": digest },
    });
    // A list of sources may not be empty.
    if let (Some(fields), false) = (package.as_object_mut(), sources.is_empty()) {
        fields.insert("sources".to_owned(), Value::Array(sources));
    }
    Ok(package)
}

fn resource(part: &Part, dictionary: &Dictionary) -> Result<Value, ReleaseError> {
    let table = part.table;
    let entry = dictionary.table(table.name)?;
    let hash = format!("sha256:{}", part.sha256);
    if part.path != csv_path(table.name) {
        return Ok(json!({
            "name": format!("{}-parquet", table.name),
            "path": part.path,
            "title": entry.en,
            "description": format!("The rows of {} as Parquet.", csv_path(table.name)),
            "type": "file",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "bytes": part.bytes,
            "hash": hash,
        }));
    }
    Ok(json!({
        "name": table.name,
        "path": part.path,
        "title": entry.en,
        "description": entry.about,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": part.bytes,
        "hash": hash,
        "dialect": { "lineTerminator": "\r\n" },
        "schema": table_schema(table, dictionary)?,
    }))
}

fn table_schema(table: &TableOf, dictionary: &Dictionary) -> Result<Value, ReleaseError> {
    let field = |column: &Column| {
        let entry = dictionary.column(table.name, column.name)?;
        let mut field = json!({
            "name": column.name,
            "type": match column.kind {
                Kind::Text | Kind::Json => "string",
                Kind::Integer => "integer",
                Kind::Money | Kind::Decimal => "number",
                Kind::Date => "date",
            },
            "title": entry.en,
            "description": entry.about,
        });
        let constraints = constraints(column);
        if let (false, Some(fields)) = (constraints.is_empty(), field.as_object_mut()) {
            fields.insert("constraints".to_owned(), Value::Object(constraints));
        }
        Ok(field)
    };
    let fields: Vec<Value> =
        table.columns.iter().map(field).collect::<Result<_, ReleaseError>>()?;
    let key: Vec<&str> = table.key().collect();
    let foreign: Vec<Value> = table.columns.iter().filter_map(|c| reference(table, c)).collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "primaryKey": key,
    });
    if let (Some(fields), false) = (schema.as_object_mut(), foreign.is_empty()) {
        fields.insert("foreignKeys".to_owned(), Value::Array(foreign));
    }
    Ok(schema)
}

/// Which values a column takes, as Table Schema tells it.
fn constraints(column: &Column) -> Map<String, Value> {
    let mut all = Map::new();
    if never_empty(column) {
        all.insert("required".to_owned(), json!(true));
    }
    if let Some(codes) = column.codes() {
        all.insert("enum".to_owned(), json!(codes));
    }
    if let Some(bounds) = column.bounds() {
        all.insert("minimum".to_owned(), bound(bounds.start()));
        all.insert("maximum".to_owned(), bound(bounds.end()));
    }
    all
}

/// A bound as a number, where it is one.
fn bound(text: &str) -> Value {
    let number = text.strip_suffix(".00").unwrap_or(text).parse::<i64>();
    number.map_or_else(|_| json!(text), |number| json!(number))
}

/// Whether its cells are never empty. An empty text is a text, and CSV does not tell it from none.
fn never_empty(column: &Column) -> bool {
    column.is_required && (column.kind != Kind::Text || column.codes().is_some())
}

/// Which values a column takes, as CSVW tells it.
fn datatype(column: &Column) -> Value {
    let base = match column.kind {
        Kind::Text => "string",
        Kind::Json => "json",
        Kind::Integer => "integer",
        Kind::Money | Kind::Decimal => "decimal",
        Kind::Date => "date",
    };
    let mut datatype = json!({ "base": base });
    let Some(fields) = datatype.as_object_mut() else { return json!(base) };
    if column.kind == Kind::Date {
        fields.insert("format".to_owned(), json!("yyyy-MM-dd"));
    }
    if let Some(codes) = column.codes() {
        fields.insert("format".to_owned(), json!(codes.join("|")));
    }
    if let Some(bounds) = column.bounds() {
        fields.insert("minimum".to_owned(), bound(bounds.start()));
        fields.insert("maximum".to_owned(), bound(bounds.end()));
    }
    if fields.len() == 1 { json!(base) } else { datatype }
}

fn reference(table: &TableOf, column: &Column) -> Option<Value> {
    let to = column.references?;
    let key: Vec<&str> = exchange::tables().iter().find(|t| t.name == to)?.key().collect();
    // A reference to the table itself names no resource.
    let resource = if to == table.name { "" } else { to };
    Some(json!({ "fields": [column.name], "reference": { "resource": resource, "fields": key } }))
}

/// What CSVW says of the CSV of a table.
pub(super) fn csvw(table: &TableOf, dictionary: &Dictionary) -> Result<Value, ReleaseError> {
    let entry = dictionary.table(table.name)?;
    let column = |column: &Column| {
        let entry = dictionary.column(table.name, column.name)?;
        Ok(json!({
            "name": column.name,
            "titles": { "en": [column.name, entry.en], "fi": [entry.fi], "sv": [entry.sv] },
            "dc:description": entry.about,
            "datatype": datatype(column),
            "required": never_empty(column),
        }))
    };
    let columns: Vec<Value> =
        table.columns.iter().map(column).collect::<Result<_, ReleaseError>>()?;
    Ok(json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": format!("{}.csv", table.name),
        "dc:title": entry.en,
        "dc:description": entry.about,
        "dc:license": { "@id": LICENCE_URL },
        "tableSchema": { "columns": columns, "primaryKey": table.key().collect::<Vec<_>>() },
    }))
}

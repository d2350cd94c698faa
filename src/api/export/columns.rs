//! The columns of CSV, derived from the schema that OpenAPI publishes of an item, so that no
//! field can be forgotten: a field is a column, or its name stands among those left out.
//!
//! The name of a column is the path of the field in JSON, joined by `_`: names in JSON have none.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::export::Layout;

/// What a thing in a list is called by, where a cell has room for one text of each: the first
/// of these fields that it has.
const CALLED_BY: &[&str] = &["id", "code", "text", "printed", "name", "first"];
/// Between the texts of a cell that holds several.
const BETWEEN: &str = ";";
/// The schema of decimal numbers, which are texts in JSON.
const DECIMAL: &str = "Decimal";

/// The columns of an operation.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// In order.
    pub(crate) columns: Vec<Column>,
    /// What is in JSON and NDJSON alone: `units_*` is whatever else the things of a list say.
    pub(crate) left_out: Vec<String>,
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its name in the header.
    pub(crate) name: String,
    /// Whether its cells are numbers.
    pub(crate) is_number: bool,
    path: Vec<String>,
}

impl Columns {
    /// The columns of an answer.
    pub(crate) fn of(layout: &Layout) -> Self {
        let (name, schemas) = layout.schemas();
        let mut walk = Walk { schemas: &schemas, found: Self::default() };
        let Some(answer) = schemas.get(&name) else { return walk.found };
        let item = layout.items.iter().fold(answer, |schema, list| {
            let list = walk.resolve(schema).1["properties"].get(*list);
            list.map_or(schema, |list| walk.resolve(&list["items"]).1)
        });
        walk.fields(item, &[], layout.rows, &[]);
        if let Some(rest) = layout.rest {
            walk.fields(answer, &[rest.to_owned()], &[], layout.items);
        }
        walk.found
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: &Value) -> impl Iterator<Item = (&Column, String)> {
        self.columns.iter().map(|column| (column, column.cell(row)))
    }
}

impl Column {
    fn cell(&self, row: &Value) -> String {
        let mut texts = Vec::new();
        collect(row, &self.path, &mut texts);
        texts.join(BETWEEN)
    }
}

fn collect(value: &Value, path: &[String], texts: &mut Vec<String>) {
    match (value, path.split_first()) {
        (Value::Null, _) => {}
        (Value::Array(list), _) => list.iter().for_each(|one| collect(one, path, texts)),
        (Value::Object(fields), Some((name, deeper))) => {
            if let Some(value) = fields.get(name) {
                collect(value, deeper, texts);
            }
        }
        (Value::String(text), _) => texts.push(text.clone()),
        (other, _) => texts.push(other.to_string()),
    }
}

/// A walk over the schema of an item.
struct Walk<'a> {
    schemas: &'a BTreeMap<String, Value>,
    found: Columns,
}

impl<'a> Walk<'a> {
    /// The name of a schema, where it has one, and what it says.
    fn resolve(&self, schema: &'a Value) -> (&'a str, &'a Value) {
        let one =
            schema["oneOf"].as_array().and_then(|all| all.iter().find(|s| s["type"] != "null"));
        let schema = one.unwrap_or(schema);
        let name = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()).unwrap_or_default();
        (name, self.schemas.get(name).unwrap_or(schema))
    }

    /// The fields of an object; `rows` are the lists that make rows, `without` what stands
    /// elsewhere.
    fn fields(&mut self, object: &'a Value, path: &[String], rows: &[&str], without: &[&str]) {
        for (name, schema) in object["properties"].as_object().into_iter().flatten() {
            if without.contains(&name.as_str()) {
                continue;
            }
            let path = [path, std::slice::from_ref(name)].concat();
            match rows.split_first() {
                Some((list, deeper)) if list == name => {
                    let element = self.resolve(&schema["items"]).1;
                    self.fields(element, &path, deeper, &[]);
                }
                _ => self.field(schema, path),
            }
        }
    }

    fn field(&mut self, schema: &'a Value, path: Vec<String>) {
        let (name, schema) = self.resolve(schema);
        if schema["properties"].is_object() {
            self.fields(schema, &path, &[], &[]);
        } else if is_of(schema, "array") {
            self.called(&schema["items"], path);
        } else {
            let is_number = name == DECIMAL || is_of(schema, "integer") || is_of(schema, "number");
            self.add(path, is_number);
        }
    }

    /// The things of a list, by what they are called.
    fn called(&mut self, schema: &'a Value, path: Vec<String>) {
        let schema = self.resolve(schema).1;
        if is_of(schema, "array") {
            return self.found.left_out.push(format!("{}_*", path.join("_")));
        }
        let Some(fields) = schema["properties"].as_object() else {
            return self.add(path, false);
        };
        let called_by = CALLED_BY.iter().find(|name| fields.contains_key(**name));
        if fields.len() > usize::from(called_by.is_some()) {
            self.found.left_out.push(format!("{}_*", path.join("_")));
        }
        if let Some((name, schema)) = called_by.and_then(|name| fields.get_key_value(*name)) {
            self.called(schema, [path.as_slice(), std::slice::from_ref(name)].concat());
        }
    }

    fn add(&mut self, path: Vec<String>, is_number: bool) {
        self.found.columns.push(Column { name: path.join("_"), is_number, path });
    }
}

fn is_of(schema: &Value, kind: &str) -> bool {
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().any(|k| k == kind),
        one => one == kind,
    }
}

//! The columns of rows, derived from the schema that OpenAPI publishes of an item, so that no
//! field can be forgotten: a field is a column, or its name stands among those left out.
//!
//! The name of a column is the path of the field in JSON, joined by `_`: names in JSON have none.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::export::{Labels, Layout};
use crate::api::language::Language;
use crate::api::view;
use crate::tabular::{self, Kind};

/// What a thing in a list is called by, where a cell has room for one text of each: the first
/// of these fields that it has.
const CALLED_BY: &[&str] = &["id", "code", "text", "printed", "name", "first"];
/// Between the texts of a cell that holds several.
const BETWEEN: &str = ";";
/// The schemas of decimal numbers, which are texts in JSON, with the most decimals they have.
const DECIMALS: &[(&str, u32)] =
    &[("Decimal", view::Decimal::SCALE), ("PrintedDecimal", view::PrintedDecimal::SCALE)];

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
    /// What its cells are.
    pub(crate) kind: Kind,
    /// What it is, in a sentence or two; empty where the schema says nothing.
    pub(crate) about: String,
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

    /// The columns as they are written, named by their labels in a language, or by their names.
    pub(crate) fn written(&self, language: Option<Language>) -> Vec<tabular::Column> {
        let written = |column: &Column| tabular::Column {
            name: language
                .map_or_else(|| column.name.clone(), |l| Labels::known().of(&column.path, l)),
            kind: column.kind,
            is_required: false,
        };
        self.columns.iter().map(written).collect()
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: &Value) -> Vec<tabular::Value> {
        self.columns.iter().map(|column| column.cell(row)).collect()
    }
}

impl Column {
    /// The cell of a row. What is not what its column holds stays a text, and is refused there.
    fn cell(&self, row: &Value) -> tabular::Value {
        let mut found = None;
        let mut several = Vec::new();
        each_leaf(row, &self.path, &mut |leaf| match found.replace(leaf) {
            Some(before) if several.is_empty() => several.extend([text(before), text(leaf)]),
            Some(_) => several.push(text(leaf)),
            None => {}
        });
        match found {
            None => tabular::Value::Missing,
            Some(one) if several.is_empty() => self.typed(one),
            Some(_) => tabular::Value::Text(several.join(BETWEEN)),
        }
    }

    fn typed(&self, one: &Value) -> tabular::Value {
        let typed = match self.kind {
            Kind::Integer => one.as_i64().map(tabular::Value::Integer),
            Kind::Decimal { .. } => {
                let number = one.as_str().and_then(|text| text.parse().ok());
                number.map(tabular::Value::Decimal)
            }
            Kind::Boolean => one.as_bool().map(tabular::Value::Boolean),
            Kind::Text | Kind::Date => None,
        };
        typed.unwrap_or_else(|| tabular::Value::Text(text(one)))
    }
}

/// The scalars at the end of a path, also those in lists on the way; none that is null.
pub(super) fn leaves<'a, S: AsRef<str>>(value: &'a Value, path: &[S]) -> Vec<&'a Value> {
    let mut leaves = Vec::new();
    each_leaf(value, path, &mut |leaf| leaves.push(leaf));
    leaves
}

fn each_leaf<'a, S: AsRef<str>>(value: &'a Value, path: &[S], found: &mut impl FnMut(&'a Value)) {
    match (value, path.split_first()) {
        (Value::Null, _) => {}
        (Value::Array(list), _) => list.iter().for_each(|one| each_leaf(one, path, found)),
        (Value::Object(fields), Some((name, deeper))) => {
            if let Some(value) = fields.get(name.as_ref()) {
                each_leaf(value, deeper, found);
            }
        }
        (leaf, _) => found(leaf),
    }
}

/// A scalar as a text.
pub(super) fn text(leaf: &Value) -> String {
    leaf.as_str().map_or_else(|| leaf.to_string(), str::to_owned)
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

    fn field(&mut self, of: &'a Value, path: Vec<String>) {
        let (name, schema) = self.resolve(of);
        if schema["properties"].is_object() {
            self.fields(schema, &path, &[], &[]);
        } else if is_of(schema, "array") {
            self.called(&schema["items"], path, about(of));
        } else {
            self.add(path, kind(name, schema), about(of));
        }
    }

    /// The things of a list, by what they are called.
    fn called(&mut self, schema: &'a Value, path: Vec<String>, told: String) {
        let schema = self.resolve(schema).1;
        if is_of(schema, "array") {
            return self.found.left_out.push(format!("{}_*", path.join("_")));
        }
        let Some(fields) = schema["properties"].as_object() else {
            return self.add(path, Kind::Text, told);
        };
        let called_by = CALLED_BY.iter().find(|name| fields.contains_key(**name));
        if fields.len() > usize::from(called_by.is_some()) {
            self.found.left_out.push(format!("{}_*", path.join("_")));
        }
        if let Some((name, schema)) = called_by.and_then(|name| fields.get_key_value(*name)) {
            self.called(schema, [path.as_slice(), std::slice::from_ref(name)].concat(), told);
        }
    }

    fn add(&mut self, path: Vec<String>, kind: Kind, about: String) {
        self.found.columns.push(Column { name: path.join("_"), kind, about, path });
    }
}

fn kind(name: &str, schema: &Value) -> Kind {
    let decimals = DECIMALS.iter().find(|(known, _)| *known == name);
    match decimals {
        Some((_, scale)) => Kind::Decimal { scale: *scale },
        None if is_of(schema, "integer") => Kind::Integer,
        None if is_of(schema, "boolean") => Kind::Boolean,
        None if schema["format"] == "date" => Kind::Date,
        None => Kind::Text,
    }
}

/// What a field says of itself, on one line.
fn about(schema: &Value) -> String {
    let of_one = schema["oneOf"].as_array().into_iter().flatten();
    let told = std::iter::once(schema).chain(of_one).find_map(|s| s["description"].as_str());
    told.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_of(schema: &Value, kind: &str) -> bool {
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().any(|k| k == kind),
        one => one == kind,
    }
}

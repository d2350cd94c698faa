//! How the answer of an operation is laid out as rows: what is an item, what is a row, and
//! which line of which document it comes from.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::api::export::Format;
use crate::api::export::jsonstat::Cube;
use crate::api::rest::operation::Schemas;

/// How an answer is laid out as rows.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Adds the schema of the answer in JSON and gives its name.
    pub(crate) answer: fn(&mut Schemas) -> String,
    /// Where the items stand in the answer: the names of the lists, each inside the one before.
    pub(crate) items: &'static [&'static str],
    /// The name under which each item bears the rest of the answer; none for pages of lists,
    /// whose rest is about the page.
    pub(crate) rest: Option<&'static str>,
    /// The lists inside an item, each inside the one before, whose elements are rows.
    pub(crate) rows: &'static [&'static str],
    /// The cube that the items fill, where they fill one.
    pub(crate) cube: Option<&'static Cube>,
    /// Where a row says which documents print it on which lines.
    pub(crate) sources: &'static [Origin],
}

/// Where a row says which document prints it on which line: the paths of both. Where either leads
/// to several, they stand in the same order.
pub(crate) type Origin = (&'static [&'static str], &'static [&'static str]);

/// A source with one line.
const OF_LINE: Origin = (&["source", "document"], &["source", "line"]);
/// A source with several lines, by the first.
const OF_LINES: Origin = (&["source", "document"], &["source", "lines", "first"]);

impl Layout {
    /// A page of a list, each item a row.
    pub(crate) const fn list(answer: fn(&mut Schemas) -> String) -> Self {
        Self { answer, items: &["items"], rest: None, rows: &[], cube: None, sources: &[] }
    }

    /// The same with a row for each element of a list inside the items.
    pub(crate) const fn by(self, rows: &'static [&'static str]) -> Self {
        Self { rows, ..self }
    }

    /// The same of things that one line prints.
    pub(crate) const fn on_line(self) -> Self {
        Self { sources: &[OF_LINE], ..self }
    }

    /// The same of things that several lines print.
    pub(crate) const fn on_lines(self) -> Self {
        Self { sources: &[OF_LINES], ..self }
    }

    /// The same of things that say elsewhere which lines print them.
    pub(crate) const fn at(self, sources: &'static [Origin]) -> Self {
        Self { sources, ..self }
    }

    /// The same as a cube too.
    pub(crate) const fn cube(self, cube: &'static Cube) -> Self {
        Self { cube: Some(cube), ..self }
    }

    /// The formats it is given in.
    pub(crate) const fn formats(&self) -> &'static [Format] {
        if self.cube.is_some() { Format::OF_CUBES } else { Format::OF_LISTS }
    }

    /// The items of an answer that is no page, each with the rest of the answer beside it.
    pub(crate) fn items_of(&self, mut answer: Value) -> (Vec<Value>, Value) {
        let items = taken(&mut answer, self.items);
        let with_rest = |mut item: Value| {
            if let (Some(name), Some(fields)) = (self.rest, item.as_object_mut()) {
                fields.insert(name.to_owned(), answer.clone());
            }
            item
        };
        (items.into_iter().map(with_rest).collect(), answer)
    }

    /// The rows that an item makes; one where a list that makes rows is empty.
    pub(crate) fn rows_of(&self, item: Value) -> Vec<Value> {
        unfolded(item, self.rows)
    }

    /// The schema of the answer and those it is made of, by name.
    pub(crate) fn schemas(&self) -> (String, BTreeMap<String, Value>) {
        let mut schemas = Vec::new();
        let name = (self.answer)(&mut schemas);
        let value = |schema| serde_json::to_value(schema).unwrap_or_default();
        (name, schemas.into_iter().map(|(name, schema)| (name, value(schema))).collect())
    }
}

/// Takes a list of lists out of an answer, as one list.
fn taken(answer: &mut Value, names: &[&str]) -> Vec<Value> {
    let Some((name, deeper)) = names.split_first() else { return Vec::new() };
    let Some(Value::Array(list)) = answer.as_object_mut().and_then(|a| a.shift_remove(*name))
    else {
        return Vec::new();
    };
    if deeper.is_empty() {
        return list;
    }
    list.into_iter().flat_map(|mut one| taken(&mut one, deeper)).collect()
}

fn unfolded(item: Value, names: &[&str]) -> Vec<Value> {
    let Some((name, deeper)) = names.split_first() else { return vec![item] };
    let Value::Object(mut fields) = item else { return vec![item] };
    let elements = match fields.get_mut(*name).map(Value::take) {
        Some(Value::Array(elements)) if !elements.is_empty() => elements,
        _ => vec![Value::Null],
    };
    let row = |element| {
        let mut row: Map<String, Value> = fields.clone();
        row.insert((*name).to_owned(), element);
        Value::Object(row)
    };
    elements.into_iter().flat_map(|element| unfolded(element, deeper)).map(row).collect()
}

/// The name of the file that an export makes: what the address is about, and of which release.
pub(crate) fn name_of(path: &str, key: &str, release: &str, format: Format) -> String {
    let about = path.rsplit('/').next().unwrap_or_default();
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    let key: String = key.chars().filter(is_plain).collect();
    let parts = [key.as_str(), about, release].into_iter().filter(|part| !part.is_empty());
    format!("{}.{}", parts.collect::<Vec<_>>().join("-"), format.as_str())
}

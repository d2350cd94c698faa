//! Items as a cube of JSON-stat 2: a dimension for each key that the items have, the last one for
//! what is measured. A place of the cube without a number says why in `status`.

use serde_json::{Map, Value, json};

use crate::api::export::Labels;
use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::view::{LICENCE, SOURCE_STATEMENT};
use crate::query::Edition;

/// The most places of a cube: most of a sparse one are empty, and all are in memory.
pub(crate) const MAX_PLACES: usize = 200_000;
/// The category of items without a key.
const NONE: &str = "none";
/// The dimension of what is measured.
const MEASURE: &str = "measure";
/// Why a place has no number: no item is there.
const NO_ITEM: &str = "no_item";
/// Why a place has no number: the item is there, and this number of it is not.
const NOT_AVAILABLE: &str = "not_available";

/// The cube that items fill.
#[derive(Debug)]
pub(crate) struct Cube {
    /// The keys that may be dimensions.
    pub(crate) keys: &'static [Key],
    /// What is measured: the field, and the word for its unit.
    pub(crate) measures: &'static [(&'static str, &'static str)],
    /// The fields of items that are told beside the numbers.
    pub(crate) beside: &'static [&'static str],
}

/// A key of the items.
#[derive(Debug)]
pub(crate) struct Key {
    /// The field.
    pub(crate) name: &'static str,
    /// The field in it that is its code, and the one that is its label; none where it is a code.
    pub(crate) of: Option<(&'static str, &'static str)>,
    /// Its role.
    pub(crate) role: Option<&'static str>,
}

impl Key {
    /// A key that is a code or a number.
    pub(crate) const fn plain(name: &'static str) -> Self {
        Self { name, of: None, role: None }
    }

    /// A key that is a thing with a code and a name.
    pub(crate) const fn of(name: &'static str, code: &'static str) -> Self {
        Self { name, of: Some((code, "name")), role: None }
    }

    /// The same with a role.
    pub(crate) const fn role(self, role: &'static str) -> Self {
        Self { role: Some(role), ..self }
    }

    /// Code and label of the key of an item.
    fn read(&self, item: &Value) -> (String, String) {
        let field = &item[self.name];
        match self.of {
            _ if field.is_null() => (NONE.to_owned(), NONE.to_owned()),
            Some((code, label)) => (plain(&field[code]), plain(&field[label])),
            None => (plain(field), plain(field)),
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A dimension with its categories in order.
struct Dimension<'a> {
    key: &'a Key,
    categories: Vec<(String, String)>,
}

impl Dimension<'_> {
    fn place(&self, item: &Value) -> usize {
        let (code, _) = self.key.read(item);
        self.categories.iter().position(|(known, _)| *known == code).unwrap_or_default()
    }

    fn json(&self, language: Language) -> Value {
        let codes: Vec<&String> = self.categories.iter().map(|(code, _)| code).collect();
        let labels: Map<String, Value> =
            self.categories.iter().map(|(code, label)| (code.clone(), json!(label))).collect();
        let name = Labels::known().of(&[self.key.name], language);
        json!({ "label": name, "category": { "index": codes, "label": labels } })
    }
}

impl Cube {
    /// The cube of all items, with the rest of the answer.
    pub(crate) fn of(
        &self,
        label: &str,
        items: &[Value],
        rest: &Value,
        about: &Edition,
        language: Language,
    ) -> Result<Value, Problem> {
        let dimensions = self.dimensions(items);
        let mut size: Vec<usize> = dimensions.iter().map(|d| d.categories.len()).collect();
        size.push(self.measures.len());
        let places = size.iter().try_fold(1_usize, |all, one| all.checked_mul(*one));
        let places = places.filter(|places| *places <= MAX_PLACES).ok_or_else(too_large)?;
        let (value, status) = self.values(&dimensions, items, places)?;
        let mut id: Vec<&str> = dimensions.iter().map(|d| d.key.name).collect();
        let mut role = roles(&dimensions);
        role.insert("metric".to_owned(), json!([MEASURE]));
        let mut described: Map<String, Value> =
            dimensions.iter().map(|d| (d.key.name.to_owned(), d.json(language))).collect();
        id.push(MEASURE);
        described.insert(MEASURE.to_owned(), self.measured(language));
        Ok(json!({
            "version": "2.0",
            "class": "dataset",
            "label": label,
            "source": SOURCE_STATEMENT,
            "updated": about.imported_at,
            "id": id,
            "size": size,
            "role": role,
            "dimension": described,
            "value": value,
            "status": status,
            "extension": {
                "release": about.release,
                "licence": LICENCE,
                "answer": rest,
                "items": self.told(&dimensions, items),
            },
        }))
    }

    /// The keys that some item has; the first one where there is no item.
    fn dimensions(&self, items: &[Value]) -> Vec<Dimension<'_>> {
        let is_used = |key: &&Key| items.iter().any(|item| !item[key.name].is_null());
        let mut keys: Vec<&Key> = self.keys.iter().filter(is_used).collect();
        if keys.is_empty() {
            keys.extend(self.keys.first());
        }
        let dimension = |key: &'_ Key| {
            let mut categories: Vec<(String, String)> = Vec::new();
            for category in items.iter().map(|item| key.read(item)) {
                if !categories.iter().any(|(code, _)| *code == category.0) {
                    categories.push(category);
                }
            }
            if key.role == Some("time") {
                categories.sort();
            }
            categories
        };
        keys.into_iter().map(|key| Dimension { key, categories: dimension(key) }).collect()
    }

    /// The numbers in the order of the dimensions, and why those that are missing are.
    fn values(
        &self,
        dimensions: &[Dimension],
        items: &[Value],
        places: usize,
    ) -> Result<(Vec<Value>, Vec<Value>), Problem> {
        let mut value = vec![Value::Null; places];
        let mut status = vec![json!(NO_ITEM); places];
        let mut taken = vec![false; places];
        for item in items {
            let first = dimensions.iter().fold(0, |at, d| at * d.categories.len() + d.place(item))
                * self.measures.len();
            for (at, (name, _)) in (first..).zip(self.measures) {
                let (Some(value), Some(status), Some(taken)) =
                    (value.get_mut(at), status.get_mut(at), taken.get_mut(at))
                else {
                    return Err(ambiguous());
                };
                if std::mem::replace(taken, true) {
                    return Err(ambiguous());
                }
                *value = number(&item[*name]);
                *status = if value.is_null() { reason(item) } else { Value::Null };
            }
        }
        Ok((value, status))
    }

    fn measured(&self, language: Language) -> Value {
        let known = Labels::known();
        let names: Vec<&str> = self.measures.iter().map(|(name, _)| *name).collect();
        let labels: Map<String, Value> =
            names.iter().map(|n| ((*n).to_owned(), json!(known.of(&[n], language)))).collect();
        let unit = |(name, unit): &(&str, &str)| {
            ((*name).to_owned(), json!({ "label": known.note(unit, language) }))
        };
        let units: Map<String, Value> = self.measures.iter().map(unit).collect();
        json!({
            "label": known.of(&[MEASURE], language),
            "category": { "index": names, "label": labels, "unit": units },
        })
    }

    /// What is told of each item, beside the codes of its place.
    fn told(&self, dimensions: &[Dimension], items: &[Value]) -> Vec<Value> {
        let one = |item: &Value| {
            let at: Vec<String> = dimensions.iter().map(|d| d.key.read(item).0).collect();
            let mut told = Map::from_iter([("at".to_owned(), json!(at))]);
            told.extend(self.beside.iter().map(|name| ((*name).to_owned(), item[*name].clone())));
            Value::Object(told)
        };
        items.iter().map(one).collect()
    }
}

fn roles(dimensions: &[Dimension]) -> Map<String, Value> {
    let mut roles = Map::new();
    for role in ["time", "geo"] {
        let of_role = dimensions.iter().filter(|d| d.key.role == Some(role));
        let names: Vec<&str> = of_role.map(|d| d.key.name).collect();
        if !names.is_empty() {
            roles.insert(role.to_owned(), json!(names));
        }
    }
    roles
}

/// A decimal as the number that JSON-stat wants.
fn number(value: &Value) -> Value {
    match value {
        Value::String(text) => serde_json::from_str(text).unwrap_or_default(),
        other => other.clone(),
    }
}

fn reason(item: &Value) -> Value {
    item["missingReason"].as_str().map_or_else(|| json!(NOT_AVAILABLE), |reason| json!(reason))
}

fn too_large() -> Problem {
    let detail = format!(
        "the cube of this question has more than {MAX_PLACES} places; ask for less, or for csv"
    );
    Problem::parameter(Code::InvalidParameter, "format", detail)
}

/// Two items at one place: the keys do not tell them apart.
fn ambiguous() -> Problem {
    crate::api::export::writer::unwritten("two items of a cube have the same keys")
}

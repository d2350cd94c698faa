//! The columns that are made from others of their row, so that content can be searched.

use serde_json::Value as Json;

use crate::store::schema::{Derived, How, Kind, TableOf};
use crate::store::search;
use crate::store::sql::Bind;

/// The derived columns of a row, in the order of the table.
pub(in crate::store) fn derived(table: &TableOf, row: &[Bind]) -> Vec<Bind> {
    table.derived.iter().map(|derived| value(derived, table, row)).collect()
}

fn value(derived: &Derived, table: &TableOf, row: &[Bind]) -> Bind {
    let mut texts = Vec::new();
    for name in derived.from {
        let found = table.columns.iter().zip(row).find(|(column, _)| column.name == *name);
        if let Some((column, Bind::Text(text))) = found {
            match serde_json::from_str(text) {
                Ok(json) if column.kind == Kind::Json => collect(&json, derived.how, &mut texts),
                _ => texts.push(text.clone()),
            }
        }
    }
    match derived.how {
        How::LowerCase if texts.is_empty() => Bind::Null,
        How::LowerCase => Bind::Text(texts.join(" ").to_lowercase()),
        How::Words => Bind::Text(search::text(texts.iter().map(String::as_str))),
    }
}

/// The texts of passages; for words, also those that were read before they were restored.
fn collect(json: &Json, how: How, texts: &mut Vec<String>) {
    match json {
        Json::Array(list) => list.iter().for_each(|one| collect(one, how, texts)),
        Json::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("text", Json::String(text)) => texts.push(text.clone()),
                    ("as_read", Json::String(text)) if how == How::Words => {
                        texts.push(text.clone());
                    }
                    (_, Json::Array(_) | Json::Object(_)) => collect(value, how, texts),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

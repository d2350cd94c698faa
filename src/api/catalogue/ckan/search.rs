//! Packages by name, and searching them: which fit, in what order, from where to where. What the
//! terms of a question mean stands in `terms`.

use serde_json::{Value, json};

use crate::api::catalogue::ckan::package::{id as id_of, name, package};
use crate::api::catalogue::ckan::terms::{self, Searched};
use crate::api::catalogue::ckan::{Outcome, Refusal, id, number};
use crate::api::catalogue::model::Catalogue;
use crate::api::rest::call::Call;
use crate::api::rest::parameter::{CKAN_LIMIT, CKAN_OFFSET, CKAN_Q, CKAN_SORT, FQ, ROWS, START};

/// How many packages an answer has where nothing is said, and at the most.
const DEFAULT_ROWS: usize = 10;
const MAX_ROWS: usize = 1_000;

pub(super) fn package_list(catalogue: &Catalogue<'_>, call: &Call) -> Outcome {
    let (limit, offset) = (number(call, &CKAN_LIMIT)?, number(call, &CKAN_OFFSET)?);
    let mut names: Vec<String> = catalogue.datasets.iter().map(name).collect();
    names.sort();
    let names = names.into_iter().skip(offset.unwrap_or_default());
    Ok(names.take(limit.unwrap_or(usize::MAX)).collect())
}

pub(super) fn package_show(catalogue: &Catalogue<'_>, call: &Call) -> Outcome {
    let id = id(call)?;
    let found = catalogue.datasets.iter().find(|d| name(d) == id || id_of(&d.uri) == id);
    found.map(|dataset| package(catalogue, dataset)).ok_or(Refusal::NotFound)
}

pub(super) fn package_search(catalogue: &Catalogue<'_>, call: &Call) -> Outcome {
    let start = number(call, &START)?.unwrap_or_default();
    let rows = number(call, &ROWS)?.unwrap_or(DEFAULT_ROWS).min(MAX_ROWS);
    let question = [call.given.many(&CKAN_Q), call.given.many(&FQ)].concat();
    let mut found: Vec<Value> = catalogue.datasets.iter().map(|d| package(catalogue, d)).collect();
    for text in &question {
        let terms = terms::read(text).map_err(Refusal::Search)?;
        found.retain(|package| terms.fit(&Searched { package }));
    }
    let sort = call.given.one(&CKAN_SORT).unwrap_or_default();
    order(&mut found, &sort)?;
    let count = found.len();
    let results: Vec<Value> = found.into_iter().skip(start).take(rows).collect();
    Ok(json!({
        "count": count,
        "sort": sort,
        "facets": {},
        "search_facets": {},
        "results": results,
    }))
}

/// Orders packages as asked; they stand in the order of the catalogue where nothing is said, or
/// where relevance is asked for, of which these few have none.
fn order(packages: &mut [Value], sort: &str) -> Result<(), Refusal> {
    const FIELDS: [&str; 4] = ["id", "name", "metadata_modified", "metadata_created"];
    for key in sort.split(',').rev().map(str::trim).filter(|key| !key.is_empty()) {
        let (field, direction) = key.split_once(' ').unwrap_or((key, "asc"));
        let descending = match direction.trim().to_lowercase().as_str() {
            "asc" => false,
            "desc" => true,
            _ => return Err(unsortable(key)),
        };
        let field = match field {
            "score" => continue,
            "title_string" => "title",
            field if FIELDS.contains(&field) => field,
            _ => return Err(unsortable(key)),
        };
        packages.sort_by(|a, b| {
            let order = a[field].as_str().cmp(&b[field].as_str());
            if descending { order.reverse() } else { order }
        });
    }
    Ok(())
}

fn unsortable(key: &str) -> Refusal {
    let shown: String = key.chars().take(60).collect();
    Refusal::Search(format!(
        "sort: \"{shown}\" is not known; there are id, name, title_string, metadata_modified, \
         metadata_created and score, with asc or desc"
    ))
}

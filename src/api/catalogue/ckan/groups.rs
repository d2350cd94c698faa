//! The publisher as an organization of CKAN, and the themes as its groups.

use serde_json::{Value, json};

use crate::api::catalogue::ckan::package::{id as id_of, modified};
use crate::api::catalogue::ckan::{Outcome, Refusal, id, yes};
use crate::api::catalogue::knowledge::CodeOf;
use crate::api::catalogue::model::Catalogue;
use crate::api::rest::call::Call;
use crate::api::rest::parameter::ALL_FIELDS;

/// The name of the organization in addresses: that of the service, whoever publishes it.
pub(super) const ORGANIZATION: &str = "kuntavaaka";

pub(super) fn organization_id(catalogue: &Catalogue<'_>) -> String {
    id_of(&catalogue.at("/dataset#publisher"))
}

/// The organization, as it stands in packages.
pub(super) fn organization(catalogue: &Catalogue<'_>) -> Value {
    let whole = &catalogue.knowledge.about.catalogue;
    json!({
        "id": organization_id(catalogue),
        "name": ORGANIZATION,
        "title": catalogue.service.publisher.name,
        "description": whole.description.fi,
        "type": "organization",
        "image_url": "",
        "is_organization": true,
        "approval_status": "approved",
        "state": "active",
        "created": catalogue.holdings.issued,
    })
}

/// The groups, as they stand in packages.
pub(super) fn all(catalogue: &Catalogue<'_>) -> Vec<Value> {
    themes(catalogue).map(|(name, code)| group(name, code)).collect()
}

fn themes(catalogue: &Catalogue<'_>) -> impl Iterator<Item = (&'static str, &'static CodeOf)> {
    let knowledge = catalogue.knowledge;
    let themes = knowledge.about.terms.themes.iter();
    themes.filter_map(|name| Some((name.as_str(), knowledge.vocabulary.codes.get(name)?)))
}

fn group(name: &str, code: &CodeOf) -> Value {
    json!({
        "id": id_of(&code.uri),
        "name": name.to_lowercase(),
        "title": code.label.fi,
        "title_translated": code.label,
        "display_name": code.label.fi,
        "description": "",
        "image_display_url": "",
        "type": "group",
        "is_organization": false,
        "state": "active",
        "extras": [{ "key": "uri", "value": code.uri }],
    })
}

pub(super) fn organization_list(catalogue: &Catalogue<'_>, call: &Call) -> Value {
    if yes(call, &ALL_FIELDS) {
        return json!([with_count(catalogue, organization(catalogue))]);
    }
    json!([ORGANIZATION])
}

pub(super) fn organization_show(catalogue: &Catalogue<'_>, call: &Call) -> Outcome {
    let id = id(call)?;
    if id == ORGANIZATION || id == organization_id(catalogue) {
        return Ok(with_count(catalogue, organization(catalogue)));
    }
    Err(Refusal::NotFound)
}

pub(super) fn group_list(catalogue: &Catalogue<'_>, call: &Call) -> Value {
    if yes(call, &ALL_FIELDS) {
        return all(catalogue).into_iter().map(|group| with_count(catalogue, group)).collect();
    }
    themes(catalogue).map(|(name, _)| name.to_lowercase()).collect()
}

pub(super) fn group_show(catalogue: &Catalogue<'_>, call: &Call) -> Outcome {
    let id = id(call)?;
    let found = all(catalogue).into_iter().find(|group| group["id"] == id || group["name"] == id);
    found.map(|group| with_count(catalogue, group)).ok_or(Refusal::NotFound)
}

/// Every dataset is the publisher's, and of every theme.
fn with_count(catalogue: &Catalogue<'_>, mut of: Value) -> Value {
    if let Some(of) = of.as_object_mut() {
        of.insert("package_count".to_owned(), json!(catalogue.datasets.len()));
        of.insert("metadata_modified".to_owned(), json!(modified(catalogue)));
    }
    of
}

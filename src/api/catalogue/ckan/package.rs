//! A dataset as a package of CKAN, with the fields that avoindata.fi requires besides.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::api::catalogue::ckan::groups;
use crate::api::catalogue::model::{Catalogue, Dataset, Distribution};

/// Licence of the data, as CKAN's list of licences names it.
const LICENCE_ID: &str = "cc-by-4.0";
const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The name of a dataset: unlike its id in our addresses it stands among those of other portals.
pub(super) fn name(dataset: &Dataset<'_>) -> String {
    match dataset.entry.id.as_str() {
        "kuntavaaka" => "kuntavaaka".to_owned(),
        id => format!("kuntavaaka-{id}"),
    }
}

/// An id in the form of a UUID (version 8), made from the address of the thing: the same at every
/// harvest, and another one for the same thing at another service.
pub(super) fn id(uri: &str) -> String {
    let digest = Sha256::digest(uri.as_bytes());
    let number = digest.iter().take(16).fold(0_u128, |n, byte| (n << 8) | u128::from(*byte));
    let number = number & !(0xf << 76) | (0x8 << 76);
    let number = number & !(0x3 << 62) | (0x2 << 62);
    let text = format!("{number:032x}");
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

/// A moment as CKAN writes it: in UTC, without saying so.
fn moment(rfc3339: &str) -> &str {
    rfc3339.trim_end_matches('Z')
}

/// When the catalogue was last changed, as CKAN writes it.
pub(super) fn modified<'a>(catalogue: &'a Catalogue<'_>) -> Option<&'a str> {
    catalogue.holdings.modified.as_deref().map(moment)
}

/// The package.
pub(super) fn package(catalogue: &Catalogue<'_>, dataset: &Dataset<'_>) -> Value {
    let (entry, terms) = (dataset.entry, &catalogue.knowledge.about.terms);
    let (publisher, contact) = (&catalogue.service.publisher, &catalogue.service.contact);
    let home = catalogue.at("/");
    let id = id(&dataset.uri);
    let mut resources = Vec::new();
    for distribution in &dataset.distributions {
        resources.push(resource(catalogue, &id, distribution, resources.len()));
    }
    json!({
        "id": id,
        "name": name(dataset),
        "type": "dataset",
        "state": "active",
        "private": false,
        "title": entry.title.fi,
        "title_translated": entry.title,
        "notes": entry.description.fi,
        "notes_translated": entry.description,
        "url": home,
        "version": catalogue.holdings.release,
        "license_id": LICENCE_ID,
        "license_title": "Creative Commons Attribution 4.0",
        "license_url": LICENCE_URL,
        "isopen": true,
        "copyright_notice_translated": terms.rights,
        "collection_type": "Open Data",
        "author": publisher.name,
        "maintainer": publisher.name,
        "maintainer_email": contact.email,
        "maintainer_website": contact.url.as_ref().unwrap_or(&home),
        "owner_org": groups::organization_id(catalogue),
        "organization": groups::organization(catalogue),
        "groups": groups::all(catalogue),
        "keywords": entry.keywords,
        "tags": tags(&entry.keywords.fi),
        "geographical_coverage": places(dataset),
        "update_frequency": frequency(catalogue),
        "valid_from": dataset.period.map(|period| period.start.to_string()),
        "valid_till": dataset.period.map(|period| period.end.to_string()),
        "date_released": catalogue.holdings.issued.as_deref().map(moment),
        "metadata_created": catalogue.holdings.issued.as_deref().map(moment),
        "metadata_modified": modified(catalogue),
        "extras": [{ "key": "uri", "value": dataset.uri }],
        "num_tags": entry.keywords.fi.len(),
        "num_resources": resources.len(),
        "resources": resources,
    })
}

fn resource(
    catalogue: &Catalogue<'_>,
    package_id: &str,
    distribution: &Distribution,
    position: usize,
) -> Value {
    json!({
        "id": id(&distribution.uri),
        "package_id": package_id,
        "position": position,
        "state": "active",
        "name": distribution.title.fi,
        "name_translated": distribution.title,
        "description": distribution.description.fi,
        "description_translated": distribution.description,
        "url": distribution.download_url.as_ref().unwrap_or(&distribution.access_url),
        "format": distribution.format,
        "mimetype": distribution.media_type,
        "size": distribution.bytes,
        "maturity": "current",
        "created": catalogue.holdings.issued.as_deref().map(moment),
        "last_modified": modified(catalogue),
    })
}

fn tags(words: &[String]) -> Vec<Value> {
    let tag = |word: &String| json!({ "name": word, "display_name": word, "state": "active" });
    words.iter().map(tag).collect()
}

/// The municipalities, in the small letters that avoindata.fi has them in.
fn places(dataset: &Dataset<'_>) -> Vec<String> {
    dataset.municipalities.iter().map(|m| m.name_fi.to_lowercase()).collect()
}

/// How often it is updated, as words for each language.
fn frequency(catalogue: &Catalogue<'_>) -> Value {
    let terms = &catalogue.knowledge.about.terms;
    let code = catalogue.knowledge.vocabulary.codes.get(&terms.frequency);
    code.map_or(
        Value::Null,
        |code| json!({ "fi": [code.label.fi], "sv": [code.label.sv], "en": [code.label.en] }),
    )
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_a_uuid_that_belongs_to_one_address() {
        let made = id("https://data.example/dataset/budget-lines");
        let parts: Vec<usize> = made.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(made.chars().nth(14), Some('8'));
        assert!(made.chars().nth(19).is_some_and(|c| "89ab".contains(c)), "{made}");
        assert_ne!(made, id("https://other.example/dataset/budget-lines"));
    }
}

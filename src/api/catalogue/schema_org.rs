//! The data as a `Dataset` of schema.org, for search engines: the landing page embeds it.

use serde_json::{Map, Value, json};

use crate::api::catalogue::model::{Catalogue, Dataset, Distribution};
use crate::api::problem::Problem;
use crate::api::service::Service;
use crate::query::Holdings;

/// Where the licence of the data stands.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The data as a whole, with its datasets as parts, as seen at `base`.
///
/// # Errors
///
/// An address that cannot stand in links.
pub(crate) fn schema_org(
    service: &Service,
    base: &str,
    holdings: &Holdings,
) -> Result<Value, Problem> {
    let catalogue = Catalogue::new(service, base, holdings)?;
    let mut datasets = catalogue.datasets.iter().map(|dataset| described(&catalogue, dataset));
    let mut whole = datasets.next().unwrap_or_default();
    whole.insert("@context".to_owned(), json!("https://schema.org/"));
    whole.insert("hasPart".to_owned(), datasets.map(Value::Object).collect());
    let of = json!({
        "@type": "DataCatalog",
        "name": catalogue.knowledge.about.catalogue.title.fi,
        "url": catalogue.at("/dataset"),
    });
    whole.insert("includedInDataCatalog".to_owned(), of);
    Ok(Value::Object(whole))
}

fn described(catalogue: &Catalogue<'_>, dataset: &Dataset<'_>) -> Map<String, Value> {
    let (entry, holdings) = (dataset.entry, catalogue.holdings);
    let told = json!({
        "@type": "Dataset",
        "@id": dataset.uri,
        "url": catalogue.at("/"),
        "identifier": dataset.uri,
        "name": entry.title.fi,
        "alternateName": [entry.title.sv, entry.title.en],
        "description": entry.description.fi,
        "keywords": entry.keywords.fi,
        "license": LICENCE,
        "isAccessibleForFree": true,
        "creator": creator(catalogue),
        "publisher": creator(catalogue),
        "version": holdings.release,
        "datePublished": holdings.issued,
        "dateModified": holdings.modified,
        "temporalCoverage": dataset.period.map(|of| format!("{}/{}", of.start, of.end)),
        "spatialCoverage": places(dataset),
        "citation": citations(dataset),
        "distribution": downloads(dataset),
    });
    // What nobody knows is not said, rather than said to be null.
    let said = |(name, value): (String, Value)| (!value.is_null()).then_some((name, value));
    match told {
        Value::Object(fields) => fields.into_iter().filter_map(said).collect(),
        _ => Map::new(),
    }
}

fn creator(catalogue: &Catalogue<'_>) -> Value {
    let publisher = &catalogue.service.publisher;
    let home = catalogue.at("/");
    let url = publisher.url.as_ref().unwrap_or(&home);
    json!({ "@type": "Organization", "name": publisher.name, "url": url })
}

fn places(dataset: &Dataset<'_>) -> Vec<Value> {
    let names = dataset.municipalities.iter().map(|municipality| municipality.name_fi.as_str());
    let place = |name| json!({ "@type": "Place", "name": name });
    std::iter::once("Suomi").chain(names).map(place).collect()
}

/// The documents it was read from.
fn citations(dataset: &Dataset<'_>) -> Vec<String> {
    dataset.documents.iter().map(|of| format!("{}: {}", of.publisher, of.title)).collect()
}

fn downloads(dataset: &Dataset<'_>) -> Vec<Value> {
    let download = |of: &Distribution| {
        let url = of.download_url.as_ref()?;
        Some(json!({
            "@type": "DataDownload",
            "name": of.title.fi,
            "contentUrl": url,
            "encodingFormat": of.media_type,
        }))
    };
    dataset.distributions.iter().filter_map(download).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Period;

    #[test]
    fn a_search_engine_finds_what_it_asks_for() {
        let holdings = Holdings {
            release: Some("5f0c2a9d71be".to_owned()),
            issued: Some("2026-11-01T02:00:00Z".to_owned()),
            modified: Some("2026-11-23T02:00:00Z".to_owned()),
            amounts: Period::year(2024),
            ..Holdings::default()
        };
        let told = schema_org(&Service::default(), "https://data.example", &holdings).unwrap();
        assert_eq!(told["@type"], "Dataset");
        assert_eq!(told["license"], LICENCE);
        assert_eq!(told["temporalCoverage"], "2024-01-01/2024-12-31");
        assert_eq!(told["version"], "5f0c2a9d71be");
        let name = |part: &Value| part["name"].as_str().map(str::len).unwrap_or_default();
        // Google refuses descriptions of fewer than 50 characters.
        let description =
            |part: &Value| part["description"].as_str().map(str::len).unwrap_or_default();
        let parts = told["hasPart"].as_array().unwrap();
        assert!(parts.len() > 3);
        for part in parts.iter().chain([&told]) {
            assert!(name(part) > 5 && description(part) > 50, "{part}");
            for download in part["distribution"].as_array().unwrap() {
                let url = download["contentUrl"].as_str().unwrap();
                assert!(url.starts_with("https://data.example/v1/"), "{url}");
            }
        }
        assert!(schema_org(&Service::default(), "http://\"", &holdings).is_err());
    }
}

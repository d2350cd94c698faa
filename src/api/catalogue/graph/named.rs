//! What the datasets name: publisher and contact, places, documents, media types and codes.
//! Validators want all of it described in the graph.

use std::collections::BTreeSet;

use crate::api::catalogue::graph::Graph;
use crate::api::catalogue::model::{Catalogue, Dataset};
use crate::api::problem::Problem;
use crate::api::query_string::encode;
use crate::domain::Municipality;

/// Where media types are registered.
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

/// The address of a media type where it is registered; those that begin with `x-` are not.
pub(super) fn registered(media_type: &str) -> Option<String> {
    let private = media_type.split('/').nth(1).is_some_and(|name| name.starts_with("x-"));
    (!private).then(|| format!("{MEDIA_TYPES}{media_type}"))
}

/// The address of a document, which is also its name.
pub(super) fn document_uri(catalogue: &Catalogue<'_>, id: &str) -> String {
    catalogue.at(&format!("/v1/documents/{}", encode(id)))
}

/// The name of a municipality in the national code set.
pub(super) fn place_uri(catalogue: &Catalogue<'_>, municipality: &Municipality) -> String {
    let places = &catalogue.knowledge.vocabulary.places;
    format!("{}{}", places.municipality, encode(&municipality.code))
}

/// Everything that these datasets name.
pub(super) fn of_named_things(
    graph: &mut Graph<'_>,
    catalogue: &Catalogue<'_>,
    datasets: &[&Dataset<'_>],
) -> Result<(), Problem> {
    of_people(graph, catalogue)?;
    let terms = &catalogue.knowledge.about.terms;
    graph
        .about(&catalogue.at("/dataset#rights"), "dct:RightsStatement")
        .texts("rdfs:label", &terms.rights);
    graph
        .about(&catalogue.at("/dataset#provenance"), "dct:ProvenanceStatement")
        .texts("rdfs:label", &terms.provenance);
    graph.about(&catalogue.at("/openapi.json"), "dct:Standard").tagged(
        "dct:title",
        "The description of REST (OpenAPI)",
        "en",
    );
    graph.about(&catalogue.at("/"), "foaf:Document");
    of_places(graph, catalogue, datasets);
    of_documents(graph, catalogue, datasets);
    let distributions = datasets.iter().flat_map(|dataset| &dataset.distributions);
    let media_types: BTreeSet<String> =
        distributions.filter_map(|of| registered(of.media_type)).collect();
    for media_type in media_types {
        graph.about(&media_type, "dct:MediaType");
    }
    of_codes(graph)
}

fn of_places(graph: &mut Graph<'_>, catalogue: &Catalogue<'_>, datasets: &[&Dataset<'_>]) {
    for municipality in &catalogue.holdings.municipalities {
        if datasets.iter().any(|d| d.municipalities.iter().any(|m| m.code == municipality.code)) {
            graph
                .about(&place_uri(catalogue, municipality), "dct:Location")
                .tagged("skos:prefLabel", &municipality.name_fi, "fi")
                .tagged("skos:prefLabel", &municipality.name_sv, "sv")
                .tagged("skos:prefLabel", &municipality.name_en, "en")
                .text("skos:notation", &municipality.code);
        }
    }
}

fn of_documents(graph: &mut Graph<'_>, catalogue: &Catalogue<'_>, datasets: &[&Dataset<'_>]) {
    for document in &catalogue.holdings.documents {
        if datasets.iter().any(|d| d.documents.iter().any(|of| of.id == document.id)) {
            let mut node = graph.about(&document_uri(catalogue, &document.id), "foaf:Document");
            node.tagged("dct:title", &document.title, &document.language);
            node.text("dct:identifier", &document.id);
            let citation = format!("{}: {}", document.publisher, document.title);
            node.text("dct:bibliographicCitation", &citation);
            if let Some(date) = document.published_date {
                node.date("dct:issued", date);
            }
        }
    }
}

fn of_people(graph: &mut Graph<'_>, catalogue: &Catalogue<'_>) -> Result<(), Problem> {
    let (publisher, contact) = (&catalogue.service.publisher, &catalogue.service.contact);
    let home = catalogue.at("/");
    let mut node = graph.about(&catalogue.at("/dataset#publisher"), "foaf:Agent");
    node.text("foaf:name", &publisher.name).code("dct:type", &publisher.kind)?;
    node.link("foaf:homepage", publisher.url.as_deref().unwrap_or(&home));
    if let Some(url) = &publisher.url {
        graph.about(url, "foaf:Document");
    }
    let mut node = graph.about(&catalogue.at("/dataset#contact"), "vcard:Kind");
    node.class("vcard:Organization").text("vcard:fn", &publisher.name);
    if let Some(email) = &contact.email {
        node.link("vcard:hasEmail", &format!("mailto:{email}"));
    }
    match (&contact.url, &contact.email) {
        (Some(url), _) => node.link("vcard:hasURL", url),
        (None, None) => node.link("vcard:hasURL", &home),
        (None, Some(_)) => &mut node,
    };
    Ok(())
}

/// The codes that were used, and the schemes they belong to.
fn of_codes(graph: &mut Graph<'_>) -> Result<(), Problem> {
    let vocabulary = graph.vocabulary;
    let mut used: Vec<String> = graph.codes.iter().cloned().collect();
    for name in used.clone() {
        used.extend(vocabulary.code(&name)?.kind.clone());
    }
    used.sort();
    used.dedup();
    let mut schemes = BTreeSet::new();
    for name in &used {
        let code = vocabulary.code(name)?;
        let mut node = graph.about(&code.uri, &code.class);
        if code.class != "skos:Concept" {
            node.class("skos:Concept");
        }
        node.texts("skos:prefLabel", &code.label).texts("rdfs:label", &code.label);
        if code.class == "dct:LicenseDocument" {
            node.texts("dct:title", &code.label);
        }
        if let Some(scheme) = vocabulary.schemes.get(&code.scheme) {
            node.link("skos:inScheme", &scheme.uri);
            schemes.insert(&scheme.uri);
        }
        if let Some(kind) = &code.kind {
            node.code("dct:type", kind)?;
        }
    }
    for scheme in vocabulary.schemes.values().filter(|scheme| schemes.contains(&scheme.uri)) {
        graph.about(&scheme.uri, "skos:ConceptScheme").tagged("dct:title", &scheme.title, "en");
    }
    Ok(())
}

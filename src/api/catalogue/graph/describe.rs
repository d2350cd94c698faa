//! The catalogue as DCAT-AP 3: what is said of the catalogue, its services, datasets and
//! distributions. What they name is described in `named`.

use crate::api::catalogue::graph::named::{document_uri, of_named_things, place_uri, registered};
use crate::api::catalogue::graph::{Graph, Node};
use crate::api::catalogue::knowledge::ServiceEntry;
use crate::api::catalogue::model::{Catalogue, Dataset, Distribution};
use crate::api::problem::Problem;

/// The whole catalogue.
///
/// # Errors
///
/// A code that the vocabulary does not have.
pub(crate) fn of_all(catalogue: &Catalogue<'_>) -> Result<Graph<'static>, Problem> {
    let mut graph = Graph::new(&catalogue.knowledge.vocabulary);
    of_catalogue(&mut graph, catalogue)?;
    for (name, service) in &catalogue.knowledge.about.services {
        of_service(&mut graph, catalogue, name, service)?;
    }
    for dataset in &catalogue.datasets {
        of_dataset(&mut graph, catalogue, dataset)?;
    }
    let everything: Vec<&Dataset<'_>> = catalogue.datasets.iter().collect();
    of_named_things(&mut graph, catalogue, &everything)?;
    Ok(graph)
}

/// One dataset of the catalogue.
///
/// # Errors
///
/// A code that the vocabulary does not have.
pub(crate) fn of_one(
    catalogue: &Catalogue<'_>,
    dataset: &Dataset<'_>,
) -> Result<Graph<'static>, Problem> {
    let mut graph = Graph::new(&catalogue.knowledge.vocabulary);
    of_dataset(&mut graph, catalogue, dataset)?;
    for (name, service) in &catalogue.knowledge.about.services {
        of_service(&mut graph, catalogue, name, service)?;
    }
    of_named_things(&mut graph, catalogue, &[dataset])?;
    Ok(graph)
}

fn of_catalogue(graph: &mut Graph<'_>, catalogue: &Catalogue<'_>) -> Result<(), Problem> {
    let (whole, terms) = (&catalogue.knowledge.about.catalogue, &catalogue.knowledge.about.terms);
    let taxonomy = catalogue.knowledge.vocabulary.schemes.get("data-theme");
    let mut node = graph.about(&catalogue.at("/dataset"), "dcat:Catalog");
    node.texts("dct:title", &whole.title).texts("dct:description", &whole.description);
    node.link("dct:publisher", &catalogue.at("/dataset#publisher"));
    node.link("foaf:homepage", &catalogue.at("/"));
    for language in &whole.languages {
        node.code("dct:language", language)?;
    }
    node.code("dct:license", &terms.licence)?.code("dct:spatial", &terms.country)?;
    node.link("dct:rights", &catalogue.at("/dataset#rights"));
    if let Some(taxonomy) = taxonomy {
        node.link("dcat:themeTaxonomy", &taxonomy.uri);
    }
    dates(&mut node, catalogue);
    for name in catalogue.knowledge.about.services.keys() {
        node.link("dcat:service", &catalogue.at(&format!("/dataset#{name}")));
    }
    for dataset in &catalogue.datasets {
        node.link("dcat:dataset", &dataset.uri);
    }
    Ok(())
}

fn dates(node: &mut Node<'_, '_>, catalogue: &Catalogue<'_>) {
    let holdings = catalogue.holdings;
    node.moment("dct:issued", holdings.issued.as_deref());
    node.moment("dct:modified", holdings.modified.as_deref());
}

fn of_service(
    graph: &mut Graph<'_>,
    catalogue: &Catalogue<'_>,
    name: &str,
    service: &ServiceEntry,
) -> Result<(), Problem> {
    let terms = &catalogue.knowledge.about.terms;
    let mut node = graph.about(&catalogue.at(&format!("/dataset#{name}")), "dcat:DataService");
    node.texts("dct:title", &service.title).texts("dct:description", &service.description);
    node.link("dcat:endpointURL", &catalogue.at(&service.path));
    node.link("dcat:endpointDescription", &catalogue.at(&service.described_by));
    node.link("dct:conformsTo", &service.standard.uri);
    node.link("dct:publisher", &catalogue.at("/dataset#publisher"));
    node.link("dcat:contactPoint", &catalogue.at("/dataset#contact"));
    node.code("dct:license", &terms.licence)?.code("dct:accessRights", &terms.access)?;
    for theme in &terms.themes {
        node.code("dcat:theme", theme)?;
    }
    if let Some(whole) = catalogue.datasets.first() {
        for (language, words) in whole.entry.keywords.each() {
            for word in words {
                node.tagged("dcat:keyword", word, language);
            }
        }
    }
    for dataset in &catalogue.datasets {
        node.link("dcat:servesDataset", &dataset.uri);
    }
    graph.about(&service.standard.uri, "dct:Standard").tagged(
        "dct:title",
        &service.standard.title,
        "en",
    );
    Ok(())
}

fn of_dataset(
    graph: &mut Graph<'_>,
    catalogue: &Catalogue<'_>,
    dataset: &Dataset<'_>,
) -> Result<(), Problem> {
    let (entry, terms) = (dataset.entry, &catalogue.knowledge.about.terms);
    let mut node = graph.about(&dataset.uri, "dcat:Dataset");
    node.texts("dct:title", &entry.title).texts("dct:description", &entry.description);
    node.text("dct:identifier", &dataset.uri);
    for (language, words) in entry.keywords.each() {
        for word in words {
            node.tagged("dcat:keyword", word, language);
        }
    }
    for theme in &terms.themes {
        node.code("dcat:theme", theme)?;
    }
    for language in &entry.languages {
        node.code("dct:language", language)?;
    }
    node.code("dct:accessRights", &terms.access)?;
    node.code("dct:accrualPeriodicity", &terms.frequency)?;
    node.link("dct:publisher", &catalogue.at("/dataset#publisher"));
    node.link("dcat:contactPoint", &catalogue.at("/dataset#contact"));
    node.link("dcat:landingPage", &catalogue.at("/"));
    node.link("dct:conformsTo", &catalogue.at("/openapi.json"));
    node.link("dct:provenance", &catalogue.at("/dataset#provenance"));
    dates(&mut node, catalogue);
    if let Some(release) = &catalogue.holdings.release {
        node.text("dcat:version", release);
    }
    node.code("dct:spatial", &terms.country)?;
    for municipality in &dataset.municipalities {
        node.link("dct:spatial", &place_uri(catalogue, municipality));
    }
    let period = format!("{}#period", dataset.uri);
    if dataset.period.is_some() {
        node.link("dct:temporal", &period);
    }
    for document in &dataset.documents {
        node.link("prov:wasDerivedFrom", &document_uri(catalogue, &document.id));
    }
    for distribution in &dataset.distributions {
        node.link("dcat:distribution", &distribution.uri);
    }
    if let Some(of) = dataset.period {
        let mut node = graph.about(&period, "dct:PeriodOfTime");
        node.date("dcat:startDate", of.start).date("dcat:endDate", of.end);
    }
    for distribution in &dataset.distributions {
        of_distribution(graph, catalogue, distribution)?;
    }
    Ok(())
}

fn of_distribution(
    graph: &mut Graph<'_>,
    catalogue: &Catalogue<'_>,
    distribution: &Distribution,
) -> Result<(), Problem> {
    let terms = &catalogue.knowledge.about.terms;
    let mut node = graph.about(&distribution.uri, "dcat:Distribution");
    node.texts("dct:title", &distribution.title);
    node.texts("dct:description", distribution.description);
    node.link("dcat:accessURL", &distribution.access_url);
    match &distribution.download_url {
        Some(url) => node.link("dcat:downloadURL", url),
        None => node.link("dcat:accessService", &catalogue.at("/dataset#rest")),
    };
    if let Some(file_type) = distribution.file_type {
        node.code("dct:format", file_type)?;
    }
    let media_type = registered(distribution.media_type);
    if let Some(media_type) = &media_type {
        node.link("dcat:mediaType", media_type);
    }
    node.bytes("dcat:byteSize", distribution.bytes);
    node.code("dct:license", &terms.licence)?;
    node.link("dct:rights", &catalogue.at("/dataset#rights"));
    node.code("dcatap:availability", &terms.availability)?;
    dates(&mut node, catalogue);
    Ok(())
}

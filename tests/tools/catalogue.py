"""The catalogue of a running server held against shapes.

    catalogue.py valid BASE SHAPES...      no violation; the properties warned of are printed
    catalogue.py damaged BASE SHAPES       each of the damages below is found by the shapes of this file
    catalogue.py alike BASE                Turtle, JSON-LD and the datasets' own graphs agree
    catalogue.py there BASE                every distribution answers in the media type it states
"""

import sys

import pyshacl
import rdflib
import requests
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV, SH, SKOS, XSD

IANA = "https://www.iana.org/assignments/media-types/"
# Newer than the list of names that rdflib has.
VERSION = URIRef(str(DCAT) + "version")


def fetched(url, accept="*/*"):
    answer = requests.get(url, headers={"Accept": accept}, timeout=60)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    media_type = answer.headers["content-type"].split(";")[0]
    return rdflib.Graph().parse(data=answer.content, format=media_type), media_type


def results(graph, shapes):
    """The severity, the path and the node of each result that is not a detail of another."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=False, advanced=False)
    return [
        (report.value(result, SH.resultSeverity), report.value(result, SH.resultPath), report.value(result, SH.focusNode))
        for result in report.objects(None, SH.result)
    ]


def valid(base, *shape_files):
    graph, _ = fetched(f"{base}/catalog.ttl")
    for name in shape_files:
        shapes = rdflib.Graph().parse(name, format="turtle")
        assert any(shapes.subjects(RDF.type, SH.NodeShape)), f"{name} has no shapes"
        found = results(graph, shapes)
        wrong = [f"{path} of {node}" for severity, path, node in found if severity == SH.Violation]
        assert not wrong, f"{name}: {wrong}"
        warned = sorted({path.n3(graph.namespace_manager) for _, path, _ in found})
        print(":", name.rsplit("/", 1)[-1], *warned)


def one(graph, of):
    return sorted(graph.subjects(RDF.type, of))[-1]


def title_in(graph, language):
    dataset = one(graph, DCAT.Dataset)
    return dataset, DCTERMS.title, next(t for t in graph.objects(dataset, DCTERMS.title) if t.language == language)


def of(kind, property):
    """Takes a property away from one thing of a kind."""
    return lambda g: g.remove((one(g, kind), property, None))


def said(kind, property, value):
    """Says a property of one thing of a kind, and nothing else of that property."""
    return lambda g: g.set((one(g, kind), property, value))


# Each takes something away, or says something false, as a slip in the data or the code could. Those of
# DCAT-AP are found by its shapes too, the others by ours alone.
OF_DCAT_AP = {
    "a dataset without a description": of(DCAT.Dataset, DCTERMS.description),
    "a dataset of two releases": lambda g: g.add((one(g, DCAT.Dataset), VERSION, Literal("0123456789ab"))),
    "a distribution without an address": of(DCAT.Distribution, DCAT.accessURL),
    "a distribution with a text for an address": said(DCAT.Distribution, DCAT.accessURL, Literal("here")),
    "a moment that is none": said(DCAT.Distribution, DCTERMS.issued, Literal("yesterday")),
    "a catalogue without a publisher": of(DCAT.Catalog, DCTERMS.publisher),
    "a service without an end": of(DCAT.DataService, DCAT.endpointURL),
    "a code without a label": of(SKOS.Concept, SKOS.prefLabel),
}
DAMAGES = OF_DCAT_AP | {
    "a dataset without its Swedish title": lambda g: g.remove(title_in(g, "sv")),
    "a dataset without its documents": of(DCAT.Dataset, PROV.wasDerivedFrom),
    "a distribution of another licence": said(DCAT.Distribution, DCTERMS.license, URIRef("urn:none")),
    "a distribution that no dataset has": lambda g: g.remove((None, DCAT.distribution, one(g, DCAT.Distribution))),
    "a period that ends before it begins": said(
        DCTERMS.PeriodOfTime, DCAT.endDate, Literal("1917-12-06", datatype=XSD.date)
    ),
}


def damaged(base, shape_file):
    shapes = rdflib.Graph().parse(shape_file, format="turtle")
    damages = OF_DCAT_AP if "/dcat-ap/" in shape_file else DAMAGES
    whole, _ = fetched(f"{base}/catalog.ttl")
    for name, damage in damages.items():
        graph = rdflib.Graph()
        graph += whole
        damage(graph)
        assert set(graph) != set(whole), f"{name} changes nothing"
        assert any(severity == SH.Violation for severity, _, _ in results(graph, shapes)), f"{name} passes"
    print(len(damages), "damages found")


def alike(base):
    turtle, _ = fetched(f"{base}/catalog.ttl")
    for path, accept, expected in [
        ("/catalog.jsonld", "*/*", "application/ld+json"),
        ("/dataset", "application/ld+json", "application/ld+json"),
        ("/dataset", "text/turtle, application/ld+json;q=0.5", "text/turtle"),
    ]:
        other, media_type = fetched(base + path, accept)
        assert media_type == expected, f"{path}: {media_type}"
        assert set(other) == set(turtle), f"{path} says something else"
    for dataset in turtle.subjects(RDF.type, DCAT.Dataset):
        own, _ = fetched(dataset)
        assert set(own.predicate_objects(dataset)) == set(turtle.predicate_objects(dataset)), dataset
        assert set(own) < set(turtle), f"{dataset} says more than the catalogue"
    print(len(turtle), "statements")


def tried(graph):
    """Asks for every address of the graph; gives how many there were."""
    count = 0
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        stated = graph.value(distribution, DCAT.mediaType)
        for url in {*graph.objects(distribution, DCAT.accessURL), *graph.objects(distribution, DCAT.downloadURL)}:
            answer = requests.get(url, timeout=60)
            assert answer.status_code == 200, f"{url}: {answer.status_code}"
            given = answer.headers["content-type"].split(";")[0]
            # Media types that are not registered cannot be stated.
            assert stated == URIRef(IANA + given) if stated else given.startswith("application/x-"), f"{url}: {given}"
            size = graph.value(distribution, DCAT.byteSize)
            assert size is None or int(size) == len(answer.content), f"{url}: {size}"
            count += 1
    for service in graph.subjects(RDF.type, DCAT.DataService):
        for url in graph.objects(service, DCAT.endpointDescription):
            assert requests.get(url, timeout=60).status_code == 200, url
            count += 1
    return count


def there(base):
    graph, _ = fetched(f"{base}/catalog.ttl")
    count = tried(graph)
    assert count > 10, count
    print(count, "addresses")
    csv = next(d for d in graph.subjects(RDF.type, DCAT.Distribution) if d.endswith("#budget-lines-csv"))
    for name, property, value in [
        ("nothing at an address", DCAT.downloadURL, URIRef(f"{base}/v1/none.csv")),
        ("another media type", DCAT.mediaType, URIRef(IANA + "text/plain")),
        ("another size", DCAT.byteSize, Literal(1)),
    ]:
        alone = rdflib.Graph()
        alone += graph.triples((csv, None, None))
        alone.set((csv, property, value))
        try:
            tried(alone)
        except AssertionError:
            continue
        raise AssertionError(f"{name} passes")


{"valid": valid, "damaged": damaged, "alike": alike, "there": there}[sys.argv[1]](*sys.argv[2:])

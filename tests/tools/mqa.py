"""The score of a catalogue by the Metadata Quality Assessment of data.europa.eu (405 points).

    mqa.py BASE [--shapes FILE] [--least POINTS]

Each dataset is scored, and the score of the catalogue is the mean. What is asked of distributions
counts by the share of them that have it, except interoperability, where the methodology takes the
best distribution, since their content is the same. `--shapes` is the file that DCAT-AP compliance is
checked with.
"""

import argparse
from statistics import mean

import pyshacl
import rdflib
import requests
from rdflib import RDF
from rdflib.namespace import DCAT, DCTERMS

# As published with the methodology (edp-machine-readable-format, edp-non-proprietary-format).
MACHINE_READABLE = """CSV GEOJSON ICS JSON JSON_LD KML KMZ NETCDF ODS RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG
    RDF_TURTLE RDF_XML RSS SHP XLS XLSX XML""".split()
NON_PROPRIETARY = """BMP CSV DBF GEOJSON GZIP HTML ICS JPEG2000 JSON JSON_LD KML KMZ NETCDF ODS PNG RDF_N_QUADS
    RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS RTF TAR TIFF TSV TXT WMS_SRVC XML ZIP""".split()
EUROPE = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
REGISTERED = """application/json application/vnd.apache.parquet application/vnd.sqlite3 application/zip text/csv
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet""".split()

arguments = argparse.ArgumentParser()
arguments.add_argument("base")
arguments.add_argument("--shapes")
arguments.add_argument("--least", type=float, default=0)
options = arguments.parse_args()
options.base = options.base.rstrip("/")

answer = requests.get(f"{options.base}/catalog.ttl", timeout=60)
assert answer.status_code == 200, answer.status_code
graph = rdflib.Graph().parse(data=answer.content, format="turtle")
datasets = sorted(graph.subjects(RDF.type, DCAT.Dataset))
complies = False
if options.shapes:
    complies, _, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(options.shapes, format="turtle"))


def has(node, *properties):
    return all((node, property, None) in graph for property in properties)


statuses = {}


def answers(node, property):
    """Whether every address answers with 200."""
    urls = list(graph.objects(node, property))
    for url in urls:
        if url not in statuses:
            statuses[url] = requests.get(url, stream=True, timeout=60).status_code
    return bool(urls) and all(statuses[url] == 200 for url in urls)


def code(node, property):
    return str(graph.value(node, property) or "").rsplit("/", 1)[-1]


def of_europe(node, property, scheme):
    return str(graph.value(node, property) or "").startswith(EUROPE + scheme)


def registered(distribution):
    stated = str(graph.value(distribution, DCAT.mediaType) or "")
    return stated.removeprefix(IANA) in REGISTERED and of_europe(distribution, DCTERMS["format"], "file-type/")


OF_DATASET, SHARE, BEST = "dataset", "distributions", "best distribution"
INDICATORS = [
    ("Findability", "dcat:keyword", 30, OF_DATASET, lambda d: has(d, DCAT.keyword)),
    ("Findability", "dcat:theme", 30, OF_DATASET, lambda d: of_europe(d, DCAT.theme, "data-theme/")),
    ("Findability", "dct:spatial", 20, OF_DATASET, lambda d: has(d, DCTERMS.spatial)),
    ("Findability", "dct:temporal", 20, OF_DATASET, lambda d: has(d, DCTERMS.temporal)),
    ("Accessibility", "dcat:accessURL answers 200", 50, SHARE, lambda d: answers(d, DCAT.accessURL)),
    ("Accessibility", "dcat:downloadURL", 20, SHARE, lambda d: has(d, DCAT.downloadURL)),
    ("Accessibility", "dcat:downloadURL answers 200", 30, SHARE, lambda d: answers(d, DCAT.downloadURL)),
    ("Interoperability", "dct:format", 20, BEST, lambda d: has(d, DCTERMS["format"])),
    ("Interoperability", "dcat:mediaType", 10, BEST, lambda d: has(d, DCAT.mediaType)),
    ("Interoperability", "format and media type from vocabularies", 10, BEST, registered),
    ("Interoperability", "non-proprietary format", 20, BEST, lambda d: code(d, DCTERMS["format"]) in NON_PROPRIETARY),
    ("Interoperability", "machine-readable format", 20, BEST, lambda d: code(d, DCTERMS["format"]) in MACHINE_READABLE),
    ("Interoperability", "DCAT-AP compliance", 30, OF_DATASET, lambda d: complies),
    ("Reusability", "dct:license", 20, SHARE, lambda d: has(d, DCTERMS.license)),
    ("Reusability", "dct:license from vocabulary", 10, SHARE, lambda d: of_europe(d, DCTERMS.license, "licence/")),
    ("Reusability", "dct:accessRights", 10, OF_DATASET, lambda d: has(d, DCTERMS.accessRights)),
    ("Reusability", "dct:accessRights from vocabulary", 5, OF_DATASET, lambda d: of_europe(d, DCTERMS.accessRights, "access-right/")),
    ("Reusability", "dcat:contactPoint", 20, OF_DATASET, lambda d: has(d, DCAT.contactPoint)),
    ("Reusability", "dct:publisher", 10, OF_DATASET, lambda d: has(d, DCTERMS.publisher)),
    ("Contextuality", "dct:rights", 5, SHARE, lambda d: has(d, DCTERMS.rights)),
    ("Contextuality", "dcat:byteSize", 5, SHARE, lambda d: has(d, DCAT.byteSize)),
    ("Contextuality", "dct:issued", 5, OF_DATASET, lambda d: has(d, DCTERMS.issued)),
    ("Contextuality", "dct:modified", 5, OF_DATASET, lambda d: has(d, DCTERMS.modified)),
]
assert sum(weight for _, _, weight, _, _ in INDICATORS) == 405


def scored(dataset):
    """The points of each indicator; those of the best distribution are chosen together."""
    distributions = sorted(graph.objects(dataset, DCAT.distribution))
    best = max(
        distributions,
        key=lambda d: sum(weight * test(d) for _, _, weight, kind, test in INDICATORS if kind is BEST),
        default=None,
    )
    points = []
    for _, _, weight, kind, test in INDICATORS:
        of = {OF_DATASET: [dataset], SHARE: distributions, BEST: [best] if best else []}[kind]
        points.append(weight * mean(bool(test(one)) for one in of) if of else 0)
    return points


table = {dataset: scored(dataset) for dataset in datasets}
print("| dimension | indicator | of | points | mean |\n|---|---|---|---|---|")
for place, (dimension, name, weight, kind, _) in enumerate(INDICATORS):
    of_all = mean(points[place] for points in table.values())
    print(f"| {dimension} | {name} | {kind} | {weight} | {of_all:.1f} |")
total = mean(sum(points) for points in table.values())
print(f"| | **sum** | | **405** | **{total:.1f}** |\n")
for dataset, points in table.items():
    print(f"{sum(points):6.1f}  {dataset}")
if not options.shapes:
    print("DCAT-AP compliance was not checked and counts nothing: name the shapes with --shapes")
assert total >= options.least, f"{total:.1f} is less than {options.least}"

//! A graph under construction, and its two spellings. What stands in it is told in `describe`.
//!
//! Nodes are named, never blank, and statements keep the order in which they are made: equal data
//! gives equal bytes.

mod describe;
mod named;

use std::collections::BTreeSet;

use oxjsonld::JsonLdSerializer;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Triple};
use oxttl::TurtleSerializer;

use crate::api::catalogue::knowledge::{Texts, Vocabulary, broken};
use crate::api::problem::Problem;

pub(crate) use describe::{of_all, of_one};

/// The media type of Turtle.
pub(crate) const TURTLE: &str = "text/turtle";
/// The media type of JSON-LD.
pub(crate) const JSON_LD: &str = "application/ld+json";

/// The vocabularies, by the prefixes that are used for them here and in Turtle.
const PREFIXES: [(&str, &str); 10] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A graph.
pub(crate) struct Graph<'v> {
    vocabulary: &'v Vocabulary,
    triples: Vec<Triple>,
    /// The codes used so far, which are described at the end.
    codes: BTreeSet<String>,
}

impl<'v> Graph<'v> {
    fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, triples: Vec::new(), codes: BTreeSet::new() }
    }

    /// Begins to speak of a thing.
    fn about(&mut self, uri: &str, class: &str) -> Node<'_, 'v> {
        let mut node = Node { graph: self, subject: NamedNode::new_unchecked(uri) };
        node.name(rdf::TYPE.into_owned(), named(class));
        node
    }

    /// The graph in Turtle or JSON-LD.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, which would be a mistake in what is bundled.
    pub(crate) fn write(&self, media_type: &str) -> Result<Vec<u8>, Problem> {
        let written = if media_type == JSON_LD { self.json_ld() } else { self.turtle() };
        written.map_err(|reason| broken(&reason))
    }

    fn turtle(&self) -> Result<Vec<u8>, String> {
        let mut serializer = TurtleSerializer::new();
        for (prefix, uri) in self.prefixes() {
            serializer = serializer.with_prefix(prefix, uri).map_err(|e| e.to_string())?;
        }
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            writer.serialize_triple(triple).map_err(|e| e.to_string())?;
        }
        writer.finish().map_err(|e| e.to_string())
    }

    fn json_ld(&self) -> Result<Vec<u8>, String> {
        let mut serializer = JsonLdSerializer::new();
        for (prefix, uri) in self.prefixes() {
            serializer = serializer.with_prefix(prefix, uri).map_err(|e| e.to_string())?;
        }
        let mut writer = serializer.for_writer(Vec::new());
        for triple in &self.triples {
            let quad = triple.clone().in_graph(GraphName::DefaultGraph);
            writer.serialize_quad(&quad).map_err(|e| e.to_string())?;
        }
        writer.finish().map_err(|e| e.to_string())
    }

    /// The prefixes that the graph uses.
    fn prefixes(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        let used = |uri: &str| {
            self.triples.iter().any(|triple| {
                let class = match &triple.object {
                    oxrdf::Term::NamedNode(node) => node.as_str().starts_with(uri),
                    oxrdf::Term::Literal(literal) => literal.datatype().as_str().starts_with(uri),
                    oxrdf::Term::BlankNode(_) => false,
                };
                class || triple.predicate.as_str().starts_with(uri)
            })
        };
        PREFIXES.into_iter().filter(move |(_, uri)| used(uri))
    }
}

/// A thing that statements are made about.
struct Node<'g, 'v> {
    graph: &'g mut Graph<'v>,
    subject: NamedNode,
}

impl Node<'_, '_> {
    fn name(&mut self, property: NamedNode, object: NamedNode) {
        self.graph.triples.push(Triple::new(self.subject.clone(), property, object));
    }

    fn say(&mut self, property: &str, literal: Literal) -> &mut Self {
        self.graph.triples.push(Triple::new(self.subject.clone(), named(property), literal));
        self
    }

    /// Another thing, by its address.
    fn link(&mut self, property: &str, uri: &str) -> &mut Self {
        self.name(named(property), NamedNode::new_unchecked(uri));
        self
    }

    /// A class it belongs to besides.
    fn class(&mut self, class: &str) -> &mut Self {
        self.name(rdf::TYPE.into_owned(), named(class));
        self
    }

    /// A code of the vocabulary.
    fn code(&mut self, property: &str, name: &str) -> Result<&mut Self, Problem> {
        let uri = &self.graph.vocabulary.code(name)?.uri;
        self.graph.codes.insert(name.to_owned());
        Ok(self.link(property, uri))
    }

    /// A text in each language.
    fn texts(&mut self, property: &str, texts: &Texts) -> &mut Self {
        for (language, text) in texts.each() {
            self.tagged(property, text, language);
        }
        self
    }

    /// A text in one language.
    fn tagged(&mut self, property: &str, text: &str, language: &str) -> &mut Self {
        self.say(property, Literal::new_language_tagged_literal_unchecked(text, language))
    }

    /// A text of no language.
    fn text(&mut self, property: &str, text: &str) -> &mut Self {
        self.say(property, Literal::new_simple_literal(text))
    }

    fn date(&mut self, property: &str, date: crate::domain::Date) -> &mut Self {
        self.say(property, Literal::new_typed_literal(date.to_string(), xsd::DATE))
    }

    /// A moment, where there is one.
    fn moment(&mut self, property: &str, moment: Option<&str>) -> &mut Self {
        if let Some(moment) = moment {
            self.say(property, Literal::new_typed_literal(moment, xsd::DATE_TIME));
        }
        self
    }

    fn bytes(&mut self, property: &str, bytes: Option<u64>) -> &mut Self {
        if let Some(bytes) = bytes {
            let number = Literal::new_typed_literal(bytes.to_string(), xsd::NON_NEGATIVE_INTEGER);
            self.say(property, number);
        }
        self
    }
}

/// A name of a vocabulary, `dct:title`, as a node.
fn named(name: &str) -> NamedNode {
    let known = name.split_once(':').and_then(|(prefix, local)| {
        let (_, uri) = PREFIXES.into_iter().find(|(known, _)| *known == prefix)?;
        Some(format!("{uri}{local}"))
    });
    NamedNode::new_unchecked(known.unwrap_or_else(|| name.to_owned()))
}

//! The worked questions: documents of GraphQL that have a name, titles in three languages and an
//! address of their own. They stand in `data/graphql`.

use std::sync::LazyLock;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, VariableDefinition};
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::api::digest;
use crate::api::view::{GraphqlVariable, Titles};

/// `data/graphql`, as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "data/graphql/"]
struct Data;

/// A document with a name.
#[derive(Debug, Clone)]
pub struct NamedDocument {
    /// Its name, which is the last part of its address.
    pub name: String,
    /// What it asks, in a few words.
    pub title: Titles,
    /// What it gives, from the comment that it begins with.
    pub description: String,
    /// The variables that it takes.
    pub variables: Vec<GraphqlVariable>,
    /// Its text.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
}

#[derive(Deserialize)]
struct Index {
    document: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    title: Titles,
}

/// Every document with a name, in the order in which they are shown.
#[must_use]
pub fn all() -> &'static [NamedDocument] {
    // What is in the program does not change while it runs; a test reads every one of them.
    static DOCUMENTS: LazyLock<Vec<NamedDocument>> = LazyLock::new(|| read().unwrap_or_default());
    &DOCUMENTS
}

fn read() -> Option<Vec<NamedDocument>> {
    let index: Index = toml::from_str(&text_of("documents.toml")?).ok()?;
    index.document.into_iter().map(NamedDocument::read).collect()
}

fn text_of(file: &str) -> Option<String> {
    String::from_utf8(Data::get(file)?.data.into_owned()).ok()
}

impl NamedDocument {
    fn read(entry: Entry) -> Option<Self> {
        let text = text_of(&format!("{}.graphql", entry.name))?;
        let comment = text.lines().map_while(|line| line.strip_prefix('#'));
        let description: Vec<&str> = comment.map(str::trim).collect();
        let DocumentOperations::Multiple(operations) = parse_query(&text).ok()?.operations else {
            return None;
        };
        let operation = operations.into_values().next()?;
        let variables = operation.node.variable_definitions.iter().map(|v| variable(&v.node));
        Some(Self {
            name: entry.name,
            title: entry.title,
            description: description.join(" "),
            variables: variables.collect(),
            sha256: digest::of_text(&text),
            text,
        })
    }
}

fn variable(of: &VariableDefinition) -> GraphqlVariable {
    let default = of.default_value.as_ref().map(|value| value.node.clone().into_json());
    GraphqlVariable {
        name: of.name.node.to_string(),
        of_type: of.var_type.node.to_string(),
        default: default.and_then(Result::ok),
    }
}

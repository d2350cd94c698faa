//! Documents of GraphQL with an address of their own, as REST lists them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The documents of GraphQL that have an address of their own.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphqlDocuments {
    /// The documents, in the order in which they are shown.
    pub items: Vec<GraphqlDocument>,
    /// How many they are.
    #[schema(example = 10, minimum = 0)]
    pub total_count: usize,
}

/// A document of GraphQL with an address of its own.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphqlDocument {
    /// Its name; stable.
    #[schema(example = "cost-per-inhabitant")]
    pub name: String,
    /// What it asks, in a few words.
    pub title: Titles,
    /// What it gives.
    pub description: String,
    /// The variables that it takes.
    pub variables: Vec<GraphqlVariable>,
    /// The address that executes it; `variables` is a parameter of it.
    #[schema(example = "http://127.0.0.1:8080/graphql/documents/cost-per-inhabitant")]
    pub address: String,
    /// SHA-256 of its text, in hexadecimal; names it also as a persisted query.
    pub sha256: String,
    /// Its text.
    pub query: String,
}

/// A title in every language.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Titles {
    /// In Finnish.
    pub fi: String,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

/// A variable of a document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GraphqlVariable {
    /// Its name.
    #[schema(example = "pricesOf")]
    pub name: String,
    /// Its type, as GraphQL writes it.
    #[serde(rename = "type")]
    #[schema(example = "Int")]
    pub of_type: String,
    /// What it is where it is not given; null where the document states nothing.
    #[schema(example = 2024)]
    pub default: Option<Value>,
}

//! What a client needs to know of the service before it asks: limits, versions, licence, addresses.
//!
//! Every value is the constant that enforces it.

use serde::Serialize;
use utoipa::ToSchema;

/// The configuration of the service.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// Versions of the program and of the interface.
    pub versions: Versions,
    /// Id of the release that is served; null before the first import.
    #[schema(example = "5f0c2a9d71be")]
    pub release: Option<String>,
    /// Licence of the data, as an SPDX identifier.
    #[schema(example = "CC-BY-4.0")]
    pub licence: String,
    /// Where the data comes from and how to name it.
    pub attribution: String,
    /// How to cite the release that is served.
    #[schema(
        example = "Kuntavaaka, release 5f0c2a9d71be. http://127.0.0.1:8080/v1/dataset. CC-BY-4.0."
    )]
    pub citation: String,
    /// Where to turn to.
    pub contact: Contact,
    /// The languages of names, the default first.
    #[schema(example = json!(["fi", "sv", "en"]))]
    pub languages: Vec<&'static str>,
    /// The formats of lists and of cubes.
    pub formats: Vec<OfferedFormat>,
    /// What may be asked at the most.
    pub limits: Limits,
    /// The addresses of the service.
    pub addresses: Addresses,
}

/// Versions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Versions {
    /// Of the program.
    #[schema(example = "0.1.0")]
    pub program: &'static str,
    /// Of the interface: what addresses under it promise is told in docs/COMPATIBILITY.md.
    #[schema(example = "v1")]
    pub api: &'static str,
}

/// Where to turn to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Contact {
    /// Who publishes the data.
    #[schema(example = "Kuntavaaka")]
    pub name: String,
    /// Address of mail; null where none is configured.
    #[schema(example = "data@kuntavaaka.example")]
    pub email: Option<String>,
    /// Address of a page; null where none is configured.
    #[schema(example = "https://kuntavaaka.example")]
    pub url: Option<String>,
}

/// A format.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferedFormat {
    /// Its code, for the parameter `format` and as a suffix.
    #[schema(example = "csv")]
    pub format: &'static str,
    /// Its media type.
    #[schema(example = "text/csv")]
    pub media_type: &'static str,
    /// Whether every list is given in it, or only what is also a cube.
    #[schema(example = true)]
    pub of_every_list: bool,
}

/// What may be asked at the most.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Items of a page where none are asked for.
    #[schema(example = 50)]
    pub default_first: i64,
    /// Items of a page.
    #[schema(example = 500)]
    pub max_first: i64,
    /// Bytes of path and query string.
    #[schema(example = 24576)]
    pub address_bytes: usize,
    /// Bytes of a request body.
    #[schema(example = 65536)]
    pub body_bytes: usize,
    /// Values of one parameter.
    #[schema(example = 200)]
    pub parameter_values: usize,
    /// Characters of one value of a parameter.
    #[schema(example = 500)]
    pub parameter_characters: usize,
    /// Lines of a document in one answer.
    #[schema(example = 2000)]
    pub lines: usize,
    /// Requests per second that one client may go on asking; null where nobody is limited.
    #[schema(example = 50)]
    pub requests_per_second: Option<u32>,
    /// Requests that one client may ask at once; null where nobody is limited.
    #[schema(example = 500)]
    pub requests_at_once: Option<u32>,
    /// Seconds that a request may take until its answer begins.
    #[schema(example = 30)]
    pub request_seconds: u64,
    /// Requests of all clients that ask the database at once.
    #[schema(example = 16)]
    pub worked_on_at_once: usize,
    /// Requests of all clients that may wait for their turn; what comes beyond is answered 503.
    #[schema(example = 256)]
    pub waiting_at_once: usize,
    /// Seconds that a request waits for its turn before it is answered 503.
    #[schema(example = 2)]
    pub waiting_seconds: u64,
    /// Whole lists of more than one page that are sent at a time.
    #[schema(example = 3)]
    pub exports_at_once: usize,
    /// Seconds that a whole list may take to its end; what takes longer is broken off.
    #[schema(example = 600)]
    pub export_seconds: u64,
    /// Seconds that a client may take nothing of a whole list before it is broken off.
    #[schema(example = 30)]
    pub export_unread_seconds: u64,
    /// Places of a cube of JSON-stat.
    #[schema(example = 200_000)]
    pub cube_places: usize,
    /// Those of GraphQL.
    pub graphql: GraphqlLimits,
}

/// What may be asked of GraphQL at the most.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GraphqlLimits {
    /// Bytes of query text.
    #[schema(example = 16384)]
    pub query_bytes: usize,
    /// Brackets of any kind, one inside the other.
    #[schema(example = 64)]
    pub nesting: usize,
    /// Objects inside objects.
    #[schema(example = 20)]
    pub depth: usize,
    /// Selections inside selections, fragments written out.
    #[schema(example = 24)]
    pub recursion: usize,
    /// Fields, fragments written out.
    #[schema(example = 5000)]
    pub fields: usize,
    /// Aliases, fragments written out.
    #[schema(example = 50)]
    pub aliases: usize,
    /// Directives, fragments written out.
    #[schema(example = 50)]
    pub directives: usize,
    /// Values of an answer, every list counted as `first` times what is asked of an item.
    #[schema(example = 500_000)]
    pub cost: usize,
    /// Points of the questions of a query: a list costs 4, what is computed from many lines 15.
    #[schema(example = 100)]
    pub points: usize,
    /// Seconds that a query may take.
    #[schema(example = 10)]
    pub query_seconds: u64,
    /// Seconds that a body may take to arrive.
    #[schema(example = 10)]
    pub body_seconds: u64,
    /// Persisted queries that are kept at a time.
    #[schema(example = 1000)]
    pub persisted_queries: usize,
    /// Bytes of all persisted queries that are kept.
    #[schema(example = 1_000_000)]
    pub persisted_bytes: usize,
}

/// The addresses of the service.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Addresses {
    /// Of REST.
    #[schema(example = "http://127.0.0.1:8080/v1")]
    pub rest: String,
    /// The description of REST: OpenAPI.
    #[schema(example = "http://127.0.0.1:8080/openapi.json")]
    pub openapi: String,
    /// Of GraphQL.
    #[schema(example = "http://127.0.0.1:8080/graphql")]
    pub graphql: String,
    /// The description of GraphQL: its schema.
    #[schema(example = "http://127.0.0.1:8080/schema.graphql")]
    pub graphql_schema: String,
    /// The worked questions of GraphQL.
    #[schema(example = "http://127.0.0.1:8080/graphql/documents")]
    pub graphql_documents: String,
}

//! What an operation of REST is: its address, its parameters and its answer, stated once for the
//! routes, for the reading of requests and for OpenAPI.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use crate::api::problem::Code;
use crate::api::rest::parameter::Parameter;

/// An operation of REST. All of them are reads.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The address; `{id}` stands for the name of a resource.
    pub(crate) path: &'static str,
    /// Name of the operation, for generated clients.
    pub(crate) id: &'static str,
    /// The group it belongs to.
    pub(crate) tag: &'static str,
    /// What it does, in a few words.
    pub(crate) summary: &'static str,
    /// What it does.
    pub(crate) description: &'static str,
    /// What `{id}` is, with an example.
    pub(crate) key: Option<(&'static str, &'static str)>,
    /// The query parameters it takes.
    pub(crate) parameters: &'static [&'static Parameter],
    /// What it answers with.
    pub(crate) answer: Body,
    /// What can go wrong, beside what can go wrong everywhere.
    pub(crate) problems: &'static [Code],
}

/// What can go wrong with a list that is filtered and paged.
pub(crate) const LIST_PROBLEMS: &[Code] = &[
    Code::InvalidParameter,
    Code::InvalidCursor,
    Code::UnknownValue,
    Code::PageSize,
    Code::DatabaseUnavailable,
];
/// What can go wrong with a resource named in the path.
pub(crate) const ONE_PROBLEMS: &[Code] =
    &[Code::InvalidParameter, Code::NotFound, Code::DatabaseUnavailable];

/// Schemas by name.
pub(crate) type Schemas = Vec<(String, RefOr<Schema>)>;

/// A body of an answer.
#[derive(Debug)]
pub(crate) enum Body {
    /// JSON of a schema; the function adds it and gives its name.
    Json(fn(&mut Schemas) -> String),
    /// JSON of no fixed schema.
    AnyJson,
    /// Plain text.
    Text,
}

impl Body {
    /// Its media type.
    pub(crate) const fn media_type(&self) -> &'static str {
        match self {
            Self::Json(_) | Self::AnyJson => "application/json",
            Self::Text => "text/plain",
        }
    }
}

/// Adds a type and the types it is made of; gives its name.
pub(crate) fn schema_of<T: ToSchema + PartialSchema>(schemas: &mut Schemas) -> String {
    T::schemas(schemas);
    schemas.push((T::name().into(), T::schema()));
    T::name().into()
}

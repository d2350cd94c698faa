//! What an operation of REST is: its address, its parameters and its answer, stated once for the
//! routes, for the reading of requests and for OpenAPI.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use crate::api::export::{Format, Layout};
use crate::api::problem::Code;
use crate::api::rest::parameter::{
    AFTER, DIALECT, FIRST, FORMAT, FORMAT_OF_CUBE, HEADER, LANGUAGE, Parameter, RELEASE,
};

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
    /// The query parameters it takes, beside those of its formats and of what a chart is drawn from.
    pub(crate) parameters: &'static [&'static Parameter],
    /// What it answers with.
    pub(crate) answer: Body,
    /// What can go wrong, beside what can go wrong everywhere.
    pub(crate) problems: &'static [Code],
}

impl Operation {
    /// How its answer is laid out as rows, where it is.
    pub(crate) const fn layout(&self) -> Option<&Layout> {
        match &self.answer {
            Body::Items(layout) => Some(layout),
            Body::Json(_)
            | Body::AnyJson
            | Body::Text
            | Body::File
            | Body::Chart { .. }
            | Body::Graph(_)
            | Body::Ckan(_) => None,
        }
    }

    /// Whether it answers from the data of a release.
    pub(crate) fn is_of_data(&self) -> bool {
        self.path.starts_with("/v1/") && !matches!(self.answer, Body::File)
    }

    /// Every query parameter it takes.
    pub(crate) fn parameters(&self) -> Vec<&'static Parameter> {
        let of_formats: &[&Parameter] = match self.layout() {
            None => &[],
            Some(layout) if layout.cube.is_some() => &[&FORMAT_OF_CUBE, &DIALECT, &HEADER],
            Some(_) => &[&FORMAT, &DIALECT, &HEADER],
        };
        let of_releases: &[&Parameter] = if self.is_of_data() { &[&RELEASE] } else { &[] };
        // Labels of columns have a language, also where nothing in the answer itself has one.
        let own = self.own_parameters();
        let has_language = own.iter().any(|known| known.name == LANGUAGE.name);
        let language: &[&Parameter] =
            if of_formats.is_empty() || has_language { &[] } else { &[&LANGUAGE] };
        [&own, language, of_formats, of_releases].concat()
    }

    fn own_parameters(&self) -> Vec<&'static Parameter> {
        let Body::Chart { of, beside } = &self.answer else { return self.parameters.to_vec() };
        let is_of_pages = |known: &Parameter| [FIRST.name, AFTER.name].contains(&known.name);
        let asked = of.parameters.iter().filter(|known| !is_of_pages(known));
        asked.chain(*beside).copied().collect()
    }
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
    /// Items, in the formats of their layout.
    Items(Layout),
    /// JSON of a schema; the function adds it and gives its name.
    Json(fn(&mut Schemas) -> String),
    /// JSON of no fixed schema.
    AnyJson,
    /// Plain text.
    Text,
    /// The bytes of a file.
    File,
    /// A graph (RDF) in one of these media types, the one preferred first.
    Graph(&'static [&'static str]),
    /// JSON in CKAN's envelope; the function adds the schemas of answer and error and gives their
    /// names. Unknown parameters are ignored, as CKAN does.
    Ckan(fn(&mut Schemas) -> (String, String)),
    /// A chart of what a question answers: it takes the parameters of the question, but for its
    /// pages, and others beside.
    Chart { of: &'static Operation, beside: &'static [&'static Parameter] },
}

impl Body {
    /// The media type that it has where no format is chosen.
    pub(crate) const fn media_type(&self) -> &'static str {
        match self {
            Self::Items(_) | Self::Json(_) | Self::AnyJson | Self::Ckan(_) => {
                Format::Json.media_type()
            }
            Self::Text => "text/plain",
            Self::File => "application/octet-stream",
            Self::Chart { .. } => "image/svg+xml",
            Self::Graph(media_types) => match media_types {
                [first, ..] => first,
                [] => "text/turtle",
            },
        }
    }

    /// Every media type it can have, where that is not a matter of formats.
    pub(crate) fn media_types(&self) -> Vec<&'static str> {
        match self {
            Self::Graph(media_types) => media_types.to_vec(),
            _ => vec![self.media_type()],
        }
    }
}

/// Adds a type and the types it is made of; gives its name.
pub(crate) fn schema_of<T: ToSchema + PartialSchema>(schemas: &mut Schemas) -> String {
    T::schemas(schemas);
    schemas.push((T::name().into(), T::schema()));
    T::name().into()
}

//! A GraphQL request as it arrives, in a body or in a query string.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::api::graphql::persisted::PersistedQuery;
use crate::api::problem::{Code, Problem};
use crate::api::query_string;

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Asked {
    pub(super) query: Option<String>,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Option<Map<String, Value>>,
    /// The release that must answer; the query string names it, also beside a body.
    #[serde(skip)]
    pub(super) release: Option<String>,
    extensions: Option<Extensions>,
}

/// The extensions that mean something here; others are let pass.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    persisted_query: Option<PersistedQuery>,
}

impl Asked {
    /// A text that is known, with variables as a query string has them.
    pub(super) fn of_text(text: &str, variables: &str) -> Result<Self, Problem> {
        let variables = read_variables(variables)?;
        Ok(Self { query: Some(text.to_owned()), variables, ..Self::default() })
    }

    /// Reads a body.
    pub(super) fn of_body(bytes: &[u8]) -> Result<Self, Problem> {
        let first = bytes.iter().find(|b| !b.is_ascii_whitespace());
        if first == Some(&b'[') {
            let detail = "Batches are not taken; send one query.";
            return Err(Problem::new(Code::MalformedRequest, detail));
        }
        serde_json::from_slice(bytes)
            .map_err(|error| Problem::new(Code::MalformedRequest, format!("The body: {error}.")))
    }

    /// Reads a query string.
    pub(super) fn of_query_string(query: &str) -> Result<Self, Problem> {
        let mut asked = Self::default();
        for (name, value) in query_string::pairs(query)? {
            match name.as_str() {
                "query" => asked.query = Some(value),
                "operationName" => {
                    asked.operation_name = Some(value).filter(|name| !name.is_empty());
                }
                "release" => asked.release = Some(value),
                "variables" => asked.variables = read_variables(&value)?,
                "extensions" if !value.is_empty() => {
                    asked.extensions = json("extensions", &value)?;
                }
                // The draft leaves other names to the server; none means anything to this one.
                _ => {}
            }
        }
        Ok(asked)
    }

    /// The same of the release that a query string names.
    pub(super) fn of_release(self, query: &str) -> Result<Self, Problem> {
        let mut pairs = query_string::pairs(query)?.into_iter();
        Ok(Self { release: pairs.find(|(name, _)| name == "release").map(|(_, id)| id), ..self })
    }

    /// The query that the request names by its digest.
    pub(super) fn persisted(&self) -> Option<&PersistedQuery> {
        self.extensions.as_ref()?.persisted_query.as_ref()
    }
}

fn read_variables(text: &str) -> Result<Option<Map<String, Value>>, Problem> {
    if text.is_empty() { Ok(None) } else { json("variables", text) }
}

fn json<T: for<'de> Deserialize<'de>>(parameter: &str, text: &str) -> Result<T, Problem> {
    serde_json::from_str(text)
        .map_err(|error| Problem::parameter(Code::MalformedRequest, parameter, error.to_string()))
}

//! The media types of GraphQL over HTTP: what a body must be, and what an answer can be.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};

use crate::api::language::quality;
use crate::api::problem::{Code, Problem};

const JSON: &str = "application/json";
const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// Refuses a body that is not plain JSON in UTF-8.
pub(super) fn check_content(headers: &HeaderMap) -> Result<(), Problem> {
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|t| t.to_str().ok()).unwrap_or_default();
    let (name, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let charset = parameters.trim().to_ascii_lowercase().replace('"', "");
    let utf8 = charset.is_empty() || charset == "charset=utf-8";
    let encoded = headers.contains_key(header::CONTENT_ENCODING);
    if name.trim().eq_ignore_ascii_case(JSON) && utf8 && !encoded {
        return Ok(());
    }
    let detail = format!("The body must be {JSON} in UTF-8, not compressed.");
    Err(Problem::new(Code::UnsupportedMediaType, detail))
}

/// The media types that an answer can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// That of the draft, with statuses that tell what went wrong.
    GraphqlJson,
    /// The older one: 200 for whatever is a GraphQL request.
    Json,
}

impl MediaType {
    /// The media type that the client likes best; of two that it likes alike, that of the draft.
    /// A browser, which likes HTML best, is given JSON that it can show.
    pub(super) fn accepted(headers: &HeaderMap) -> Result<Self, Problem> {
        let mut best: Option<(Self, f32)> = None;
        let mut given = false;
        for range in headers.get_all(header::ACCEPT).filter_map(|h| h.to_str().ok()) {
            for part in range.split(',').filter(|part| !part.trim().is_empty()) {
                given = true;
                let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
                let media_type = match name.trim().to_ascii_lowercase().as_str() {
                    GRAPHQL_JSON | "*/*" | "application/*" => Self::GraphqlJson,
                    JSON | "text/html" => Self::Json,
                    _ => continue,
                };
                let weight = quality(parameters);
                let better = best.is_none_or(|(known, weighs)| {
                    weight > weighs || (weight >= weighs && known == Self::Json)
                });
                if weight > 0.0 && better {
                    best = Some((media_type, weight));
                }
            }
        }
        match best {
            Some((media_type, _)) => Ok(media_type),
            None if !given => Ok(Self::GraphqlJson),
            None => {
                let detail = format!("This address answers in {GRAPHQL_JSON} and {JSON}.");
                Err(Problem::new(Code::NotAcceptable, detail))
            }
        }
    }

    /// The media type as a header names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::GraphqlJson => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The status of a refusal by the rules of GraphQL.
    pub(super) const fn status(self, told: StatusCode) -> StatusCode {
        match self {
            Self::GraphqlJson => told,
            Self::Json => StatusCode::OK,
        }
    }
}

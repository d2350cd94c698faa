//! Every error a client can see: one table of codes, and the answer they are sent as.
//!
//! Both faces use the same codes: REST as Problem Details (RFC 9457), GraphQL in
//! `extensions.code`. What went wrong inside is logged and never sent.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";
/// Seconds a client should wait when the store cannot be reached.
const RETRY_AFTER_SECONDS: u64 = 5;

macro_rules! table {
    ($($(#[doc = $doc:literal])+ $name:ident => $code:literal, $status:ident, $title:literal;)+) => {
        /// The codes, each with its HTTP status and its title.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it is sent; stable.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The name of the code in this enum, for the test that finds unused ones.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }

            /// The HTTP status it is sent with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),+ }
            }

            /// A short sentence that is the same for every occurrence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

table! {
    /// The request is not well formed: broken percent-encoding, broken JSON, a missing part.
    MalformedRequest => "malformed_request", BAD_REQUEST, "The request is not well formed";
    /// A query parameter that the address does not know.
    UnknownParameter => "unknown_parameter", BAD_REQUEST, "Unknown parameter";
    /// A parameter whose value cannot be read: not a number, not a date, not one of the codes.
    InvalidParameter => "invalid_parameter", BAD_REQUEST, "The value of a parameter cannot be read";
    /// A cursor that was not given out, or was given out for another question.
    InvalidCursor => "invalid_cursor", BAD_REQUEST, "The cursor does not belong to this question";
    /// No such address.
    UnknownAddress => "unknown_address", NOT_FOUND, "There is nothing at this address";
    /// No resource with that id or code.
    NotFound => "not_found", NOT_FOUND, "No such resource";
    /// The address does not take this method.
    MethodNotAllowed => "method_not_allowed", METHOD_NOT_ALLOWED, "The address does not take this method";
    /// The address cannot answer in any of the media types accepted.
    NotAcceptable => "not_acceptable", NOT_ACCEPTABLE, "The address does not speak this media type";
    /// The request took too long to arrive.
    RequestTimeout => "request_timeout", REQUEST_TIMEOUT, "The request took too long to arrive";
    /// A client that asked too much in too short a time; `Retry-After` says when to go on.
    QuotaExceeded => "quota_exceeded", TOO_MANY_REQUESTS, "Too many requests in too short a time";
    /// The body is too long.
    BodyTooLarge => "body_too_large", PAYLOAD_TOO_LARGE, "The body of the request is too long";
    /// The address is too long.
    AddressTooLong => "address_too_long", URI_TOO_LONG, "The address is too long";
    /// The body is in a media type that is not understood.
    UnsupportedMediaType => "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "The body is in a media type that is not understood";
    /// A value that can be read but names nothing that the data knows.
    UnknownValue => "unknown_value", UNPROCESSABLE_ENTITY, "The data knows nothing of that name";
    /// A question whose answer would count money twice; the detail says how to ask instead.
    DoubleCount => "double_count", UNPROCESSABLE_ENTITY, "The answer would count money twice";
    /// A page size out of bounds.
    PageSize => "page_size", UNPROCESSABLE_ENTITY, "The page size is out of bounds";
    /// A range that lies outside of the file.
    RangeNotSatisfiable => "range_not_satisfiable", RANGE_NOT_SATISFIABLE, "The file has no such range";
    /// A release that was replaced; the detail says where its files are.
    ReleaseGone => "release_gone", GONE, "The release was replaced";
    /// More rows than the format asked for can hold; the detail names the formats without a limit.
    TooManyRows => "too_many_rows", UNPROCESSABLE_ENTITY, "The answer has too many rows for the format";
    /// A text that is longer than a cell of the format asked for; the detail names the formats without
    /// a limit.
    TextTooLong => "text_too_long", UNPROCESSABLE_ENTITY, "A text is too long for the format";
    /// The text of a GraphQL query is not GraphQL.
    GraphqlSyntax => "graphql_syntax", BAD_REQUEST, "The query is not GraphQL";
    /// A GraphQL query that does not fit the schema, or its variables do not fit it.
    GraphqlInvalid => "graphql_invalid", UNPROCESSABLE_ENTITY, "The query does not fit the schema";
    /// A GraphQL query over a published limit of size, depth or cost.
    QueryTooLarge => "query_too_large", UNPROCESSABLE_ENTITY, "The query is over a limit";
    /// A query that was stopped because it took too long.
    QueryTimeout => "query_timeout", SERVICE_UNAVAILABLE, "The query took too long";
    /// A persisted query that is not kept: clients know by the code, which is Apollo's, and by the
    /// status that they have to send its text.
    PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND", OK, "The persisted query is not kept";
    /// A persisted query whose digest is not that of its text.
    PersistedQueryMismatch => "persisted_query_mismatch", BAD_REQUEST, "The digest is not that of the query";
    /// Something failed that the client cannot mend.
    Internal => "internal", INTERNAL_SERVER_ERROR, "The service failed";
    /// More requests at once than the service can answer; try again.
    Overloaded => "overloaded", SERVICE_UNAVAILABLE, "The service has too much to do";
    /// The database cannot be reached or is busy; try again.
    DatabaseUnavailable => "database_unavailable", SERVICE_UNAVAILABLE, "The service is not available now";
}

/// What is wrong with one parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParameterProblem {
    /// Name of the parameter, as in the request.
    #[schema(example = "scenario")]
    pub parameter: String,
    /// What is wrong with it, and what would be right.
    #[schema(example = "unknown code \"budjet\"; expected one of: actual, budget")]
    pub detail: String,
}

/// An error on its way to a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", .code.as_str())]
pub struct Problem {
    code: Code,
    detail: String,
    errors: Vec<ParameterProblem>,
    allow: Option<&'static str>,
    length: Option<u64>,
    retry_after: Option<u64>,
}

/// Problem Details as of RFC 9457: the body of every error answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Names the kind of problem: `urn:kuntavaaka:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:kuntavaaka:problem:invalid_parameter")]
    pub kind: String,
    /// What the kind of problem is, in one short sentence.
    #[schema(example = "The value of a parameter cannot be read")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 400, minimum = 400, maximum = 599)]
    pub status: u16,
    /// What is wrong this time.
    #[schema(example = "scenario: unknown code \"budjet\"")]
    pub detail: String,
    /// The path that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/v1/budget-lines")]
    pub instance: Option<String>,
    /// The code of the problem; stable, and the same as in GraphQL's `extensions.code`.
    #[schema(example = "invalid_parameter")]
    pub code: String,
    /// The parameters that are at fault, if any are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ParameterProblem>,
}

impl Problem {
    /// A problem with what is wrong this time.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            allow: None,
            length: None,
            retry_after: (code.status() == StatusCode::SERVICE_UNAVAILABLE)
                .then_some(RETRY_AFTER_SECONDS),
        }
    }

    /// A problem with one parameter.
    #[must_use]
    pub fn parameter(code: Code, parameter: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let mut problem = Self::new(code, format!("{parameter}: {detail}"));
        problem.errors.push(ParameterProblem { parameter: parameter.to_owned(), detail });
        problem
    }

    /// Several problems with parameters as one; the first decides the code.
    #[must_use]
    pub fn all(problems: Vec<Self>) -> Option<Self> {
        let mut problems = problems.into_iter();
        let mut first = problems.next()?;
        for other in problems {
            first.detail = format!("{}; {}", first.detail, other.detail);
            first.errors.extend(other.errors);
        }
        Some(first)
    }

    /// A method that the address does not take, with those it does.
    #[must_use]
    pub fn method_not_allowed(allow: &'static str) -> Self {
        let detail = format!("The methods of this address are {allow}.");
        Self { allow: Some(allow), ..Self::new(Code::MethodNotAllowed, detail) }
    }

    /// A range outside of a file, with the length of the file in bytes.
    #[must_use]
    pub fn range_not_satisfiable(length: u64) -> Self {
        let detail = format!("The file has {length} bytes.");
        Self { length: Some(length), ..Self::new(Code::RangeNotSatisfiable, detail) }
    }

    /// More requests than a client may ask, with the seconds after which it may go on.
    #[must_use]
    pub fn quota_exceeded(per_second: u32, burst: u32, seconds: u64) -> Self {
        let detail = format!(
            "A client may ask {burst} times at once and {per_second} times per second; go on \
             after {seconds} s, and take whole lists as files, or the package of the release, \
             rather than one thing at a time."
        );
        Self { retry_after: Some(seconds), ..Self::new(Code::QuotaExceeded, detail) }
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// What is wrong this time.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The parameters at fault.
    #[must_use]
    pub fn errors(&self) -> &[ParameterProblem] {
        &self.errors
    }

    /// The answer for a request to this path.
    #[must_use]
    pub fn answer(&self, instance: Option<&str>) -> HttpResponse {
        let mut response = HttpResponse::build(self.code.status());
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if let Some(allow) = self.allow {
            response.insert_header((header::ALLOW, allow));
        }
        if let Some(length) = self.length {
            response.insert_header((header::CONTENT_RANGE, format!("bytes */{length}")));
        }
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        let mut response = response.json(ProblemBody {
            kind: format!("urn:kuntavaaka:problem:{}", self.code.as_str()),
            title: self.code.title().to_owned(),
            status: self.code.status().as_u16(),
            detail: self.detail.clone(),
            instance: instance.map(str::to_owned),
            code: self.code.as_str().to_owned(),
            errors: self.errors.clone(),
        });
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        response
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(None)
    }
}

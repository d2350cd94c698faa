//! Answers of GraphQL on their way out: the statuses of the draft, the codes of errors, and costs.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use async_graphql::{Response, ServerError};
use serde_json::json;

use crate::api::graphql::cost::{self, Cost};
use crate::api::graphql::http::PATH;
use crate::api::graphql::media_type::MediaType;
use crate::api::problem::{Code, Problem};

/// Errors of an answer.
const MAX_ERRORS: usize = 10;
/// Characters of an error message.
const MAX_MESSAGE_CHARS: usize = 300;
/// The header of an answer with errors: the next one may be without.
pub(crate) const NOT_KEPT: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// A query that was not run, with what it would have cost where that is why.
pub(super) struct Refused {
    pub(super) problem: Problem,
    pub(super) cost: Option<Cost>,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problem, cost: None }
    }
}

/// The answer to a query that was executed, or that the schema refused.
pub(super) fn response_of(response: Response, media_type: MediaType) -> HttpResponse {
    let (refused, is_whole) = (is_refused(&response), response.errors.is_empty());
    let response = finished(response);
    if refused {
        let status = media_type.status(StatusCode::UNPROCESSABLE_ENTITY);
        return send(status, media_type, false, &json!({ "errors": response.errors }));
    }
    send(StatusCode::OK, media_type, is_whole, &response)
}

/// Whether nothing was executed.
pub(super) fn is_refused(response: &Response) -> bool {
    response.data == async_graphql::Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// Gives errors their codes, and cuts them: some messages repeat the query.
pub(super) fn finished(mut response: Response) -> Response {
    response.errors.truncate(MAX_ERRORS);
    for error in &mut response.errors {
        let (code, message) = told(error);
        let parameter = error.source::<Problem>().and_then(|p| p.errors().first().cloned());
        let extensions = error.extensions.get_or_insert_default();
        if let Some(fault) = parameter {
            extensions.set("parameter", fault.parameter);
        }
        extensions.set("code", code.as_str());
        error.message = cut(&message);
    }
    response
}

/// What an error is to a client: its code, and what went wrong.
pub(super) fn told(error: &ServerError) -> (Code, String) {
    if let Some(problem) = error.source::<Problem>() {
        return (problem.code(), problem.detail().to_owned());
    }
    // What is too dear was refused before: the schema's own limit only stands behind it.
    let is_deep = error.message.starts_with("Query is too complex")
        || error.message.starts_with("Query is nested too deep")
        || error.message.starts_with("The recursion depth");
    let code = if is_deep { Code::QueryTooLarge } else { Code::GraphqlInvalid };
    (code, error.message.clone())
}

pub(super) fn cut(message: &str) -> String {
    let mut characters = message.chars();
    let mut text: String = characters.by_ref().take(MAX_MESSAGE_CHARS).collect();
    if characters.next().is_some() {
        text.push('…');
    }
    text
}

/// The answer to what was not executed: errors, and no `data`.
pub(super) fn refusal(refused: &Refused, media_type: MediaType) -> HttpResponse {
    let problem = &refused.problem;
    if problem.code() == Code::MethodNotAllowed {
        return problem.answer(Some(PATH));
    }
    let status = match problem.code() {
        // What could not be read as a GraphQL request is refused as such in both media types.
        Code::GraphqlSyntax | Code::GraphqlInvalid | Code::QueryTooLarge => {
            media_type.status(problem.code().status())
        }
        Code::QueryTimeout => StatusCode::OK,
        code => code.status(),
    };
    let error = json!({
        "message": cut(problem.detail()),
        "extensions": { "code": problem.code().as_str() },
    });
    let mut body = json!({ "errors": [error] });
    if let (Some(cost), Some(body)) = (&refused.cost, body.as_object_mut()) {
        body.insert("extensions".to_owned(), json!({ cost::NAME: cost.told() }));
    }
    send(status, media_type, false, &body)
}

fn send(
    status: StatusCode,
    media_type: MediaType,
    is_whole: bool,
    body: &impl serde::Serialize,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CONTENT_TYPE, media_type.name()));
    if !is_whole {
        response.insert_header(NOT_KEPT);
    }
    response.json(body)
}

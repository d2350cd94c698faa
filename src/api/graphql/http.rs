//! GraphQL over HTTP, by the draft of that name: POST with JSON, and GET for answers that caches
//! may keep.
//!
//! Ours rather than the library's integration, which takes bodies of any size, uploads and
//! batches, and answers 200 to whatever goes wrong. What bodies and answers are made of stands in
//! `media_type`.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{self, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::from_fn;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Response, ServerError, Variables};
use serde_json::{Value, json};

use crate::api::ask::ask as ask_store;
use crate::api::conditional::conditional;
use crate::api::finish::{MAX_BODY_BYTES, body_too_large};
use crate::api::graphql::asked::Asked;
use crate::api::graphql::loaders::Loading;
use crate::api::graphql::media_type::{MediaType, check_content};
use crate::api::graphql::persisted::{self, PersistedQuery};
use crate::api::graphql::{MAX_COST, guard};
use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::{Faces, answered};
use crate::query::{self, Session};

/// The address of GraphQL.
pub(crate) const PATH: &str = "/graphql";
/// How long a body may take to arrive.
pub(crate) const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a query may take.
pub(crate) const QUERY_TIMEOUT: Duration = Duration::from_secs(10);
/// How often a query is asked where imports come between.
const ATTEMPTS: usize = 3;
/// Errors of an answer.
const MAX_ERRORS: usize = 10;
/// Characters of an error message.
const MAX_MESSAGE_CHARS: usize = 300;
/// The header of an answer with errors: the next one may be without.
pub(crate) const NOT_KEPT: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");
const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// Registers `/graphql`.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config.service(
        web::resource(PATH)
            .route(web::get().to(get))
            .route(web::head().to(get))
            .route(web::post().to(post))
            .default_service(web::to(other_method))
            .wrap(from_fn(conditional)),
    );
}

async fn other_method(request: HttpRequest) -> Result<HttpResponse, Problem> {
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, METHODS)).finish());
    }
    Err(Problem::method_not_allowed(METHODS))
}

async fn post(
    faces: web::Data<Faces>,
    request: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    let media_type = MediaType::accepted(request.headers())?;
    let asked = match check_content(request.headers()) {
        Ok(()) => {
            let read = read_body(body).await.and_then(|bytes| Asked::of_body(&bytes));
            read.and_then(|asked| asked.of_release(request.query_string()))
        }
        Err(problem) => Err(problem),
    };
    Ok(answer(&faces, &request, media_type, asked).await)
}

async fn get(faces: web::Data<Faces>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let media_type = MediaType::accepted(request.headers())?;
    let asked = Asked::of_query_string(request.query_string());
    Ok(answer(&faces, &request, media_type, asked).await)
}

async fn read_body(body: web::Payload) -> Result<web::Bytes, Problem> {
    let read = tokio::time::timeout(BODY_TIMEOUT, body.to_bytes_limited(MAX_BODY_BYTES));
    match read.await {
        Ok(Ok(Ok(bytes))) => Ok(bytes),
        Ok(Ok(Err(_))) => Err(Problem::new(Code::MalformedRequest, "The body broke off.")),
        Ok(Err(_)) => Err(body_too_large()),
        Err(_) => Err(Problem::new(Code::RequestTimeout, "The body did not arrive in time.")),
    }
}

async fn answer(
    faces: &Faces,
    request: &HttpRequest,
    media_type: MediaType,
    asked: Result<Asked, Problem>,
) -> HttpResponse {
    let language = request.headers().get(header::ACCEPT_LANGUAGE);
    let language = Language::of_header(language.and_then(|l| l.to_str().ok()).unwrap_or_default());
    let executed = match asked {
        Ok(asked) => of_one_release(faces, request.method(), asked, language).await,
        Err(problem) => Err(problem),
    };
    match executed {
        Ok(response) => response_of(response, media_type),
        Err(problem) => refusal(&problem, media_type),
    }
}

/// Executes a text that is known, with variables as a query string has them; gives the answer and
/// whether it is whole, without errors of single fields.
pub(crate) async fn ask(
    faces: &Faces,
    text: &str,
    variables: &str,
    language: Language,
) -> Result<(Value, bool), Problem> {
    let asked = Asked::of_text(text, variables)?;
    let response = of_one_release(faces, &Method::GET, asked, language).await?;
    if let Some(error) = response.errors.first().filter(|_| is_refused(&response)) {
        let (code, message) = told(error);
        return Err(Problem::parameter(code, "variables", cut(&message)));
    }
    let is_whole = response.errors.is_empty();
    Ok((serde_json::to_value(finished(response)).unwrap_or_default(), is_whole))
}

/// Answers from one release, that which is named where one is. Each field is asked in a session of
/// its own: where an import came between two of them, everything is asked again.
async fn of_one_release(
    faces: &Faces,
    method: &Method,
    asked: Asked,
    language: Language,
) -> Result<Response, Problem> {
    for _ in 0..ATTEMPTS {
        let prepared = prepare(faces, method, asked.clone(), language)?;
        let (response, releases) = answered::watch(execute(faces, prepared)).await;
        match (asked.release.clone(), &Vec::from_iter(releases)[..]) {
            (_, []) => return response,
            (Some(named), [release]) if named != *release => {
                let required = move |session: &mut Session| query::require_release(session, &named);
                ask_store(&faces.store, required).await?;
            }
            (_, [release]) => {
                answered::tell(release);
                return response;
            }
            _ => {}
        }
    }
    let detail = "Imports follow one another too fast for one answer; try again in a moment.";
    Err(Problem::new(Code::DatabaseUnavailable, detail))
}

async fn execute(faces: &Faces, prepared: async_graphql::Request) -> Result<Response, Problem> {
    let executed = tokio::time::timeout(QUERY_TIMEOUT, faces.schema.execute(prepared)).await;
    executed.map_err(|_| {
        let seconds = QUERY_TIMEOUT.as_secs();
        let detail = format!(
            "The query took more than {seconds} seconds; ask for less, with `first` or filters."
        );
        Problem::new(Code::QueryTimeout, detail)
    })
}

fn prepare(
    faces: &Faces,
    method: &Method,
    asked: Asked,
    language: Language,
) -> Result<async_graphql::Request, Problem> {
    let digest = asked.persisted().map(PersistedQuery::digest).transpose()?;
    let query: Arc<str> = match (asked.query.as_deref(), digest) {
        (Some(text), digest) => {
            digest.map_or(Ok(()), |digest| persisted::check(digest, text))?;
            text.into()
        }
        (None, Some(digest)) => faces.persisted.text(digest)?,
        (None, None) => {
            return Err(Problem::parameter(Code::MalformedRequest, "query", "is missing"));
        }
    };
    let document = guard::parse(&query)?;
    if method != Method::POST && !reads_only(&document, asked.operation_name.as_deref()) {
        return Err(Problem::method_not_allowed("POST"));
    }
    if digest.is_some() {
        faces.persisted.keep(&query);
    }
    let variables = Value::Object(asked.variables.unwrap_or_default());
    let mut prepared = async_graphql::Request::new(query.as_ref())
        .variables(Variables::from_json(variables))
        .data(Loading::new(&faces.store))
        .data(language);
    prepared.operation_name = asked.operation_name;
    prepared.set_parsed_query(document);
    Ok(prepared)
}

fn reads_only(document: &ExecutableDocument, name: Option<&str>) -> bool {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => operation.node.ty == OperationType::Query,
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).is_none_or(|operation| operation.node.ty == OperationType::Query)
        }
        (DocumentOperations::Multiple(operations), None) => {
            operations.values().all(|operation| operation.node.ty == OperationType::Query)
        }
    }
}

/// The answer to a query that was executed, or that the schema refused.
fn response_of(response: Response, media_type: MediaType) -> HttpResponse {
    let (refused, is_whole) = (is_refused(&response), response.errors.is_empty());
    let response = finished(response);
    if refused {
        let status = media_type.status(StatusCode::UNPROCESSABLE_ENTITY);
        return send(status, media_type, false, &json!({ "errors": response.errors }));
    }
    send(StatusCode::OK, media_type, is_whole, &response)
}

/// Whether nothing was executed.
fn is_refused(response: &Response) -> bool {
    response.data == async_graphql::Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// Gives errors their codes, and cuts them: some messages repeat the query.
fn finished(mut response: Response) -> Response {
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
fn told(error: &ServerError) -> (Code, String) {
    if let Some(problem) = error.source::<Problem>() {
        return (problem.code(), problem.detail().to_owned());
    }
    if error.message.starts_with("Query is too complex") {
        let detail = format!(
            "The answer may hold more than {MAX_COST} values; ask for fewer items with `first`."
        );
        return (Code::QueryTooLarge, detail);
    }
    let is_deep = error.message.starts_with("Query is nested too deep")
        || error.message.starts_with("The recursion depth");
    let code = if is_deep { Code::QueryTooLarge } else { Code::GraphqlInvalid };
    (code, error.message.clone())
}

fn cut(message: &str) -> String {
    let mut characters = message.chars();
    let mut text: String = characters.by_ref().take(MAX_MESSAGE_CHARS).collect();
    if characters.next().is_some() {
        text.push('…');
    }
    text
}

/// The answer to what was not executed: errors, and no `data`.
fn refusal(problem: &Problem, media_type: MediaType) -> HttpResponse {
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
    send(status, media_type, false, &json!({ "errors": [error] }))
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

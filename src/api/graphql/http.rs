//! GraphQL over HTTP, by the draft of that name: POST with JSON, and GET for answers that caches
//! may keep.
//!
//! Ours rather than the library's integration, which takes bodies of any size, uploads and
//! batches, and answers 200 to whatever goes wrong. What bodies and answers are made of stands in
//! `media_type`.

use std::time::Duration;

use actix_web::http::header;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::from_fn;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Response, ServerError, Variables};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::api::conditional::conditional;
use crate::api::graphql::loaders::Loading;
use crate::api::graphql::media_type::{MediaType, check_content};
use crate::api::graphql::{MAX_COST, guard};
use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::{Faces, query_string};

/// Bytes of a request body.
const MAX_BODY_BYTES: usize = 64 * 1024;
/// How long a body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a query may take.
const QUERY_TIMEOUT: Duration = Duration::from_secs(10);
/// Errors of an answer.
const MAX_ERRORS: usize = 10;
/// Characters of an error message.
const MAX_MESSAGE_CHARS: usize = 300;
const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// Registers `/graphql`.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config.service(
        web::resource("/graphql")
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

/// A request as it arrives, in a body or in a query string.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    #[serde(rename = "extensions")]
    _extensions: Option<Map<String, Value>>,
}

async fn post(
    faces: web::Data<Faces>,
    request: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    let media_type = MediaType::accepted(request.headers())?;
    let asked = match check_content(request.headers()) {
        Ok(()) => read_body(body).await.and_then(|bytes| parse_body(&bytes)),
        Err(problem) => Err(problem),
    };
    Ok(answer(&faces, &request, media_type, asked).await)
}

async fn get(faces: web::Data<Faces>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let media_type = MediaType::accepted(request.headers())?;
    let asked = parse_query_string(request.query_string());
    Ok(answer(&faces, &request, media_type, asked).await)
}

async fn read_body(body: web::Payload) -> Result<web::Bytes, Problem> {
    let read = tokio::time::timeout(BODY_TIMEOUT, body.to_bytes_limited(MAX_BODY_BYTES));
    match read.await {
        Ok(Ok(Ok(bytes))) => Ok(bytes),
        Ok(Ok(Err(_))) => Err(Problem::new(Code::MalformedRequest, "The body broke off.")),
        Ok(Err(_)) => {
            let detail = format!("The body may have {MAX_BODY_BYTES} bytes.");
            Err(Problem::new(Code::BodyTooLarge, detail))
        }
        Err(_) => Err(Problem::new(Code::RequestTimeout, "The body did not arrive in time.")),
    }
}

fn parse_body(bytes: &[u8]) -> Result<Asked, Problem> {
    let first = bytes.iter().find(|b| !b.is_ascii_whitespace());
    if first == Some(&b'[') {
        return Err(Problem::new(Code::MalformedRequest, "Batches are not taken; send one query."));
    }
    serde_json::from_slice(bytes)
        .map_err(|error| Problem::new(Code::MalformedRequest, format!("The body: {error}.")))
}

fn parse_query_string(query: &str) -> Result<Asked, Problem> {
    let mut asked = Asked::default();
    for (name, value) in query_string::pairs(query)? {
        match name.as_str() {
            "query" => asked.query = Some(value),
            "operationName" => asked.operation_name = Some(value).filter(|name| !name.is_empty()),
            "variables" if !value.is_empty() => {
                let read = serde_json::from_str(&value);
                asked.variables = read.map_err(|error| {
                    Problem::parameter(Code::MalformedRequest, "variables", error.to_string())
                })?;
            }
            // The draft leaves other names to the server; none means anything to this one.
            _ => {}
        }
    }
    Ok(asked)
}

async fn answer(
    faces: &Faces,
    request: &HttpRequest,
    media_type: MediaType,
    asked: Result<Asked, Problem>,
) -> HttpResponse {
    let prepared = asked.and_then(|asked| prepare(faces, request, asked));
    let executed = match prepared {
        Ok(prepared) => {
            match tokio::time::timeout(QUERY_TIMEOUT, faces.schema.execute(prepared)).await {
                Ok(response) => Ok(response),
                Err(_) => Err(Problem::new(
                    Code::QueryTimeout,
                    "The query took more than 10 seconds; ask for less, with `first` or filters.",
                )),
            }
        }
        Err(problem) => Err(problem),
    };
    match executed {
        Ok(response) => response_of(response, media_type),
        Err(problem) => refusal(&problem, media_type),
    }
}

fn prepare(
    faces: &Faces,
    request: &HttpRequest,
    asked: Asked,
) -> Result<async_graphql::Request, Problem> {
    let query = asked
        .query
        .ok_or_else(|| Problem::parameter(Code::MalformedRequest, "query", "is missing"))?;
    let document = guard::parse(&query)?;
    if request.method() != Method::POST && !reads_only(&document, asked.operation_name.as_deref()) {
        return Err(Problem::method_not_allowed("POST"));
    }
    let language = request.headers().get(header::ACCEPT_LANGUAGE);
    let language = language.and_then(|l| l.to_str().ok()).unwrap_or_default();
    let variables = Value::Object(asked.variables.unwrap_or_default());
    let mut prepared = async_graphql::Request::new(query)
        .variables(Variables::from_json(variables))
        .data(Loading::new(&faces.store))
        .data(Language::of_header(language));
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
fn response_of(mut response: Response, media_type: MediaType) -> HttpResponse {
    let refused = response.data == async_graphql::Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty());
    response.errors.truncate(MAX_ERRORS);
    for error in &mut response.errors {
        finish_error(error);
    }
    if refused {
        let status = media_type.status(StatusCode::UNPROCESSABLE_ENTITY);
        return send(status, media_type, &json!({ "errors": response.errors }));
    }
    send(StatusCode::OK, media_type, &response)
}

/// Gives an error its code and cuts its message: some messages repeat the query.
fn finish_error(error: &mut ServerError) {
    let mut code = Code::GraphqlInvalid;
    if let Some(problem) = error.source::<Problem>().cloned() {
        code = problem.code();
        problem.detail().clone_into(&mut error.message);
        if let Some(fault) = problem.errors().first() {
            let extensions = error.extensions.get_or_insert_default();
            extensions.set("parameter", fault.parameter.as_str());
        }
    } else if error.message.starts_with("Query is too complex") {
        code = Code::QueryTooLarge;
        error.message = format!(
            "The answer may hold more than {MAX_COST} values; ask for fewer items with `first`."
        );
    } else if error.message.starts_with("Query is nested too deep")
        || error.message.starts_with("The recursion depth")
    {
        code = Code::QueryTooLarge;
    }
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    error.message = cut(&error.message);
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
        return problem.answer(Some("/graphql"));
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
    send(status, media_type, &json!({ "errors": [error] }))
}

fn send(status: StatusCode, media_type: MediaType, body: &impl serde::Serialize) -> HttpResponse {
    let mut response = HttpResponse::build(status).json(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(media_type.name()));
    response
}

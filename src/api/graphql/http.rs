//! GraphQL over HTTP, by the draft of that name: POST with JSON, and GET for answers that caches
//! may keep.
//!
//! Ours rather than the library's integration, which takes bodies of any size, uploads and
//! batches, and answers 200 to whatever goes wrong. What bodies and answers are made of stands in
//! `media_type`.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Response, Variables};
use serde_json::Value;

use crate::api::ask::ask as ask_store;
use crate::api::conditional::{Question, conditional};
use crate::api::finish::{MAX_BODY_BYTES, body_too_large};
use crate::api::graphql::answer::{
    NOT_KEPT, Refused, cut, finished, is_refused, refusal, response_of, told,
};
use crate::api::graphql::asked::Asked;
use crate::api::graphql::cost::{self, Cost};
use crate::api::graphql::loaders::Loading;
use crate::api::graphql::media_type::{MediaType, check_content};
use crate::api::graphql::persisted::{self, PersistedQuery};
use crate::api::graphql::price::MAX_POINTS;
use crate::api::graphql::{MAX_COST, advice, guard};
use crate::api::language::Language;
use crate::api::observe::MadeFrom;
use crate::api::problem::{Code, Problem};
use crate::api::protect::admitted;
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
    let body = match check_content(request.headers()) {
        Ok(()) => read_body(body).await,
        Err(problem) => Err(problem),
    };
    let whole = body.as_ref().map_or(&b""[..], |bytes| bytes);
    let question = Question::of(&request, &faces).with_body(whole);
    let _turn = match question.kept(&faces).await {
        Ok((release, kept)) => {
            request.extensions_mut().insert(MadeFrom(release));
            return Ok(kept);
        }
        Err(turn) => turn,
    };
    let asked = body.and_then(|bytes| Asked::of_body(&bytes));
    let asked = asked.and_then(|asked| asked.of_release(request.query_string()));
    // A text that is sent to be persisted must come to `prepare` every time: what was noted of it may
    // have given way to others since.
    let is_persisted = asked.as_ref().is_ok_and(|asked| asked.persisted().is_some());
    // Only now: a client that sends slowly keeps the room of nobody else.
    let room = faces.guards.admission.enter().await?;
    let answer = admitted(room, answer(&faces, &request, media_type, asked));
    let (response, releases) = Box::pin(answered::watch(answer)).await;
    let [release] = &Vec::from_iter(releases)[..] else { return Ok(response) };
    request.extensions_mut().insert(MadeFrom(release.clone()));
    if is_persisted || response.headers().contains_key(NOT_KEPT.0) {
        return Ok(response);
    }
    Ok(faces.kept.keep(question.key(release), response))
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
        Err(problem) => Err(problem.into()),
    };
    match executed {
        Ok(response) => response_of(response, media_type),
        Err(refused) => refusal(&refused, media_type),
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
    let response = of_one_release(faces, &Method::GET, asked, language).await;
    let response = response.map_err(|refused| refused.problem)?;
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
) -> Result<Response, Refused> {
    for _ in 0..ATTEMPTS {
        let (prepared, cost) = prepare(faces, method, asked.clone(), language).await?;
        let (response, releases) = answered::watch(execute(faces, prepared, cost)).await;
        match (asked.release.clone(), &Vec::from_iter(releases)[..]) {
            (_, []) => return Ok(response?),
            (Some(named), [release]) if named != *release => {
                let required = move |session: &mut Session| query::require_release(session, &named);
                ask_store(&faces.store, required).await?;
            }
            (_, [release]) => {
                answered::tell(release);
                return Ok(response?);
            }
            _ => {}
        }
    }
    let detail = "Imports follow one another too fast for one answer; try again in a moment.";
    Err(Problem::new(Code::DatabaseUnavailable, detail).into())
}

async fn execute(
    faces: &Faces,
    prepared: async_graphql::Request,
    mut cost: Cost,
) -> Result<Response, Problem> {
    let executed = tokio::time::timeout(QUERY_TIMEOUT, faces.schema.execute(prepared)).await;
    let response = executed.map_err(|_| {
        let seconds = QUERY_TIMEOUT.as_secs();
        let detail = format!(
            "The query took more than {seconds} seconds; ask for less, with `first` or filters."
        );
        Problem::new(Code::QueryTimeout, detail)
    })?;
    if is_refused(&response) {
        return Ok(response);
    }
    cost.actual = Some(cost::counted(&response.data));
    let told = async_graphql::Value::from_json(cost.told()).unwrap_or_default();
    Ok(response.extension(cost::NAME, told))
}

async fn prepare(
    faces: &Faces,
    method: &Method,
    asked: Asked,
    language: Language,
) -> Result<(async_graphql::Request, Cost), Refused> {
    let digest = asked.persisted().map(PersistedQuery::digest).transpose()?;
    let query: Arc<str> = match (asked.query.as_deref(), digest) {
        (Some(text), digest) => {
            digest.map_or(Ok(()), |digest| persisted::check(digest, text))?;
            text.into()
        }
        (None, Some(digest)) => faces.persisted.text(digest)?,
        (None, None) => {
            return Err(Problem::parameter(Code::MalformedRequest, "query", "is missing").into());
        }
    };
    let document = guard::parse(&query)?;
    if method != Method::POST && !reads_only(&document, asked.operation_name.as_deref()) {
        return Err(Problem::method_not_allowed("POST").into());
    }
    if digest.is_some() {
        faces.persisted.keep(&query);
    }
    let store = faces.store.of_release(asked.release.as_deref());
    let variables = Value::Object(asked.variables.unwrap_or_default());
    let variables = Variables::from_json(variables);
    let cost = affordable(&document, &variables, asked.operation_name.as_deref()).await?;
    let mut prepared = async_graphql::Request::new(query.as_ref())
        .variables(variables)
        .data(Loading::new(&store))
        .data(store)
        .data(language);
    prepared.operation_name = asked.operation_name;
    prepared.set_parsed_query(document);
    Ok((prepared, cost))
}

/// What a query may cost, where that is not too much.
async fn affordable(
    document: &ExecutableDocument,
    variables: &Variables,
    operation: Option<&str>,
) -> Result<Cost, Refused> {
    let requested = cost::measure(document.clone(), variables, operation).await;
    let (problem, cost) = match requested {
        Some(dear) if dear.points > MAX_POINTS => advice::too_many(dear),
        Some(dear) if dear.values > MAX_COST => {
            advice::too_long(dear, document, variables, operation).await
        }
        _ => return Ok(Cost { requested, ..Cost::default() }),
    };
    Err(Refused { problem, cost: Some(cost) })
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

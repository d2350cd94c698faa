//! The last touch to every answer: whatever went wrong leaves as Problem Details with its path,
//! also what the framework itself refused.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};

use crate::api::pages::not_found;
use crate::api::problem::{Code, MEDIA_TYPE, Problem};

/// Bytes of path and query string.
const MAX_ADDRESS_BYTES: usize = 24 * 1024;
/// The methods of an address that only reads.
pub(crate) const READ_METHODS: &str = "GET, HEAD, OPTIONS";

/// The answer where no route matches.
pub(crate) async fn unknown_address(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let detail = format!("Nothing is at {}; / says what is where.", request.path());
    Err(Problem::new(Code::UnknownAddress, detail))
}

/// The answer of an address that only reads to any other method.
pub(crate) async fn only_reads(request: HttpRequest) -> Result<HttpResponse, Problem> {
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, READ_METHODS)).finish());
    }
    Err(Problem::method_not_allowed(READ_METHODS))
}

/// Turns every error answer into Problem Details.
pub(crate) async fn finish<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let length = request.uri().path_and_query().map_or(0, |p| p.as_str().len());
    if length > MAX_ADDRESS_BYTES {
        let detail = format!("Path and query together may have {MAX_ADDRESS_BYTES} bytes.");
        let problem = Problem::new(Code::AddressTooLong, detail);
        let response = problem.answer(None).map_into_right_body();
        return Ok(request.into_response(response));
    }
    let response = next.call(request).await?;
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return Ok(response.map_into_left_body());
    }
    let told = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
    let problem = match told {
        Some(problem) => problem,
        None if speaks_for_itself(&response) => return Ok(response.map_into_left_body()),
        None => of_status(response.status()),
    };
    let page = (problem.code() == Code::UnknownAddress).then(|| not_found(response.request()));
    let answer = problem.answer(Some(response.request().path()));
    let answer = page.flatten().unwrap_or(answer);
    Ok(response.into_response(answer).map_into_right_body())
}

/// Whether the body is an error that a client can read: a problem, or a GraphQL answer.
fn speaks_for_itself<B>(response: &ServiceResponse<B>) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE);
    media_type.is_some_and(|m| {
        m.as_bytes().starts_with(MEDIA_TYPE.as_bytes())
            || m.as_bytes().starts_with(b"application/graphql-response+json")
            || m.as_bytes().starts_with(b"application/json")
    })
}

/// The problem for what the framework refused on its own.
fn of_status(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::new(Code::UnknownAddress, "Nothing is at this address."),
        StatusCode::METHOD_NOT_ALLOWED => Problem::method_not_allowed(READ_METHODS),
        StatusCode::REQUEST_TIMEOUT => {
            Problem::new(Code::RequestTimeout, "The request did not arrive in time.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(Code::BodyTooLarge, "The body of the request is too long.")
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::new(Code::UnsupportedMediaType, "The body is not understood.")
        }
        status if status.is_client_error() => {
            Problem::new(Code::MalformedRequest, "The request cannot be read.")
        }
        status => {
            tracing::error!(%status, "an answer failed");
            Problem::new(Code::Internal, "The service failed; the cause is in its log.")
        }
    }
}

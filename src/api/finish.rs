//! The last touch to every answer: whatever went wrong leaves as Problem Details with its path,
//! also what the framework itself refused.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};

use crate::api::ageing::{self, AGEING, Ageing};
use crate::api::pages::not_found;
use crate::api::problem::{Code, MEDIA_TYPE, Problem};
use crate::api::{graphql, rest};

/// Bytes of path and query string.
pub(crate) const MAX_ADDRESS_BYTES: usize = 24 * 1024;
/// Bytes of a request body.
pub(crate) const MAX_BODY_BYTES: usize = 64 * 1024;
/// The methods of an address that only reads.
pub(crate) const READ_METHODS: &str = "GET, HEAD, OPTIONS";

/// The answer where no route matches.
pub(crate) async fn unknown_address(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let detail = format!("Nothing is at {}; /v1 says what is where.", request.path());
    Err(Problem::new(Code::UnknownAddress, detail))
}

/// The answer of an address that only reads to any other method.
pub(crate) async fn only_reads(request: HttpRequest) -> Result<HttpResponse, Problem> {
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, READ_METHODS)).finish());
    }
    Err(Problem::method_not_allowed(READ_METHODS))
}

/// Turns every error answer into Problem Details, and tells in every answer what of its request is
/// on its way out.
pub(crate) async fn finish<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    if let Some(problem) = too_long(&request) {
        // An address that is too long is not sent back.
        let path = Some(request.path()).filter(|_| problem.code() != Code::AddressTooLong);
        let response = problem.answer(path).map_into_right_body();
        return Ok(request.into_response(response));
    }
    let response = problems_told(next.call(request).await?);
    Ok(ageing_told(response, AGEING))
}

/// The answer with the headers of what its request names that is on its way out.
fn ageing_told<B>(
    mut response: ServiceResponse<B>,
    table: &'static [Ageing],
) -> ServiceResponse<B> {
    let request = response.request().clone();
    // Finding the pattern is work that is mostly for nothing.
    let pattern = if table.is_empty() { None } else { request.match_pattern() };
    if let Some(pattern) = pattern {
        let path = pattern.trim_end_matches(rest::SUFFIX_PATTERN);
        ageing::tell(table, path, request.query_string(), response.headers_mut());
    }
    response
}

fn problems_told<B>(response: ServiceResponse<B>) -> ServiceResponse<EitherBody<B, BoxBody>> {
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return response.map_into_left_body();
    }
    let told = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
    let problem = match told {
        Some(problem) => problem,
        None if speaks_for_itself(&response) => return response.map_into_left_body(),
        None => of_status(response.status()),
    };
    let page = (problem.code() == Code::UnknownAddress).then(|| not_found(response.request()));
    let answer = problem.answer(Some(response.request().path()));
    let answer = page.flatten().unwrap_or(answer);
    response.into_response(answer).map_into_right_body()
}

/// What is too long about a request, whatever its address. A body that does not tell its length is
/// counted where it is read, and read by GraphQL alone.
fn too_long(request: &ServiceRequest) -> Option<Problem> {
    let length = request.uri().path_and_query().map_or(0, |p| p.as_str().len());
    if length > MAX_ADDRESS_BYTES {
        let detail = format!("Path and query together may have {MAX_ADDRESS_BYTES} bytes.");
        return Some(Problem::new(Code::AddressTooLong, detail));
    }
    // GraphQL refuses in the shape of its answers.
    if request.path() == graphql::PATH {
        return None;
    }
    let body = request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?;
    let is_more = body.parse::<u64>().is_ok_and(|length| length > MAX_BODY_BYTES as u64);
    is_more.then(body_too_large)
}

/// The answer to a body that is too long.
pub(crate) fn body_too_large() -> Problem {
    let detail = format!("The body of a request may have {MAX_BODY_BYTES} bytes.");
    Problem::new(Code::BodyTooLarge, detail)
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
        StatusCode::PAYLOAD_TOO_LARGE => body_too_large(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::dev::Service;
    use actix_web::{App, test, web};
    use jiff::civil::date;

    const TABLE: &[Ageing] = &[Ageing {
        path: "/v1/old/{id}",
        parameter: None,
        since: date(2027, 1, 1),
        until: date(2028, 1, 1),
        instead: "/docs#old",
    }];

    #[actix_web::test]
    async fn every_address_of_an_operation_says_that_it_is_on_its_way_out() {
        let answer = || async { "x" };
        let app = App::new()
            .service(web::resource(["/v1/old/{id}", "/v1/old/{id}.{format}"]).to(answer))
            .service(web::resource("/v1/new/{id}").to(answer))
            .wrap_fn(|request, service| {
                let answered = service.call(request);
                async move { Ok(ageing_told(answered.await?, TABLE)) }
            });
        let app = test::init_service(app).await;
        for (path, is_told) in [("/v1/old/1", true), ("/v1/old/1.csv", true), ("/v1/new/1", false)]
        {
            let request = test::TestRequest::with_uri(path).to_request();
            let response = test::call_service(&app, request).await;
            for name in ["deprecation", "sunset", "link"] {
                assert_eq!(response.headers().contains_key(name), is_told, "{path}: {name}");
            }
        }
    }
}

//! Conditional reading: an answer is named by the release it was made from and by what was asked,
//! so a client or a cache that has it already is told so without the question being asked again.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, EntityTag, Header, HeaderValue, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use sha2::{Digest, Sha256};

use crate::api::Faces;
use crate::api::ask::ask;
use crate::query;

/// How long a cache may answer by itself: data changes a few times a year, and a correction
/// should still be seen within minutes.
const CACHE_CONTROL: &str = "public, max-age=300";
/// Hexadecimal digits of a tag.
const TAG_DIGITS: usize = 24;
/// The request headers that an answer depends on.
const VARY: &str = "Accept, Accept-Language";

/// Answers 304 where the client has the answer, and names the answers that it lets through.
pub(crate) async fn conditional<B: MessageBody + 'static>(
    faces: web::Data<Faces>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let release = match ask(&faces.store, query::release_id).await {
        Ok(release) => release.unwrap_or_default(),
        // As an answer and not as an error, so that it passes what finishes every answer.
        Err(problem) => {
            let refusal = problem.answer(Some(request.path()));
            return Ok(request.into_response(refusal).map_into_right_body());
        }
    };
    let tag = tag(&release, &request);
    let asked = IfNoneMatch::parse(&request).ok();
    let has_it = match asked {
        // `*` would match any answer, also one that this address does not have.
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|t| t.weak_eq(&tag)),
        _ => false,
    };
    if has_it {
        let mut response = HttpResponse::NotModified().finish();
        describe(response.headers_mut(), &tag);
        return Ok(request.into_response(response).map_into_right_body());
    }
    let mut response = next.call(request).await?;
    if response.status() == StatusCode::OK
        && !response.headers().contains_key(header::CACHE_CONTROL)
    {
        describe(response.headers_mut(), &tag);
    }
    Ok(response.map_into_left_body())
}

/// An answer that was compressed on the way is not the same bytes: its tag becomes a weak one.
pub(crate) async fn weaken_compressed<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    // Said only to keep an answer from being compressed.
    let encoding = response.headers().get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|encoding| encoding == "identity") {
        response.headers_mut().remove(header::CONTENT_ENCODING);
    }
    if response.headers().contains_key(header::CONTENT_ENCODING) {
        let tag = response.headers().get(header::ETAG).and_then(|t| t.to_str().ok());
        let weak = tag
            .filter(|tag| !tag.starts_with("W/"))
            .and_then(|tag| HeaderValue::from_str(&format!("W/{tag}")).ok());
        if let Some(weak) = weak {
            response.headers_mut().insert(header::ETAG, weak);
        }
    }
    Ok(response)
}

fn describe(headers: &mut header::HeaderMap, tag: &EntityTag) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE_CONTROL));
    headers.append(header::VARY, HeaderValue::from_static(VARY));
    if let Ok(value) = HeaderValue::from_str(&tag.to_string()) {
        headers.insert(header::ETAG, value);
    }
}

/// Names the answer: release and version of the program, the address as it was asked for (its
/// host stands in the links of the answer), and the headers it depends on.
fn tag(release: &str, request: &ServiceRequest) -> EntityTag {
    let mut digest = Sha256::new();
    let header = |name| request.headers().get(name).map_or(&b""[..], HeaderValue::as_bytes);
    let address = request.uri().to_string();
    for part in [
        release.as_bytes(),
        env!("CARGO_PKG_VERSION").as_bytes(),
        address.as_bytes(),
        header(header::HOST),
        header(header::ACCEPT),
        header(header::ACCEPT_LANGUAGE),
    ] {
        digest.update(part);
        digest.update([0]);
    }
    let digest = digest.finalize();
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let name: String =
        digits.filter_map(|digit| char::from_digit(digit.into(), 16)).take(TAG_DIGITS).collect();
    EntityTag::new_strong(name)
}

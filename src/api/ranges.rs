//! Parts of an answer by their place in it (`Range`), as readers of files on the web ask for them.
//! What has no such part is answered as a whole: a list that is sent while it is being read, and a
//! range that lies behind the end.

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, ContentEncoding, Header, HeaderValue, IfRange, Range};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

use crate::api::export::unwritten;

/// Gives the part of an answer that is asked for.
pub(crate) async fn ranges<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let is_get = request.method() == Method::GET;
    let asked = Range::parse(&request).ok().filter(|_| is_get);
    let only_if = request.headers().contains_key(header::IF_RANGE);
    let only_if = only_if.then(|| IfRange::parse(&request).ok());
    let mut response = next.call(request).await?;
    let (status, size) = (response.status(), response.response().body().size());
    let BodySize::Sized(length) = size else { return Ok(response.map_into_left_body()) };
    if status != StatusCode::OK {
        return Ok(response.map_into_left_body());
    }
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let is_same = only_if.is_none_or(|known| known.is_some_and(|known| is_of(&response, &known)));
    match asked.filter(|_| is_same).and_then(|asked| within(&asked, length)) {
        None => Ok(response.map_into_left_body()),
        Some(place) => Ok(part(response, place, length).await?.map_into_right_body()),
    }
}

/// Whether the client has another part of this very answer.
fn is_of<B>(response: &ServiceResponse<B>, known: &IfRange) -> bool {
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let tag = tag.and_then(|tag| tag.parse::<header::EntityTag>().ok());
    matches!((known, tag), (IfRange::EntityTag(known), Some(tag)) if known.strong_eq(&tag))
}

/// The first and the last byte asked for; none where several ranges are asked for, or none that
/// the answer has.
fn within(asked: &Range, length: u64) -> Option<(u64, u64)> {
    match asked {
        Range::Bytes(ranges) => match ranges.as_slice() {
            [one] => one.to_satisfiable_range(length),
            _ => None,
        },
        Range::Unregistered(..) => None,
    }
}

/// The answer cut to the bytes from the first to the last.
async fn part<B: MessageBody>(
    response: ServiceResponse<B>,
    (first, last): (u64, u64),
    length: u64,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body).await.unwrap_or_default();
    let mut part = HttpResponse::new(StatusCode::PARTIAL_CONTENT);
    *part.headers_mut() = head.headers().clone();
    // Places are those of the answer itself, not of what compression would make of it.
    let identity = HeaderValue::from_static(ContentEncoding::Identity.as_str());
    part.headers_mut().insert(header::CONTENT_ENCODING, identity);
    let told = HeaderValue::try_from(format!("bytes {first}-{last}/{length}"))?;
    part.headers_mut().insert(header::CONTENT_RANGE, told);
    let place = usize::try_from(first).ok().zip(usize::try_from(last).ok());
    let place = place.filter(|(_, last)| *last < bytes.len());
    let (first, last) = place.ok_or_else(|| unwritten("a range of an answer"))?;
    Ok(ServiceResponse::new(request, part.set_body(BoxBody::new(bytes.slice(first..=last)))))
}

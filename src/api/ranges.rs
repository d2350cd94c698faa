//! Parts of an answer by their place in it (`Range`), as readers of files on the web ask for them.
//! What has no such part is answered as a whole: a list that is sent while it is being read, and a
//! range that lies behind the end.

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    self, ContentEncoding, EntityTag, Header, HeaderValue, IfRange, Range,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse};

use crate::api::export::unwritten;

/// A range that is asked for, and of which answer.
#[derive(Debug)]
pub(crate) struct Asked {
    range: Range,
    /// Whether the client has another part of an answer, and means that one alone.
    is_of_one: bool,
    /// Which answer that is, where it can be read.
    only_if: Option<IfRange>,
}

/// What of an answer a range is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// All of it: several ranges, other units, and parts of another answer are answered so.
    Whole,
    /// From the first byte to the last.
    Part(u64, u64),
    /// What lies behind its end.
    Nowhere,
}

impl Asked {
    /// What a request asks for; none where it names no range.
    pub(crate) fn of(request: &impl HttpMessage) -> Option<Self> {
        let is_of_one = request.headers().contains_key(header::IF_RANGE);
        let only_if = IfRange::parse(request).ok();
        Some(Self { range: Range::parse(request).ok()?, is_of_one, only_if })
    }

    /// Its place in an answer of this tag and length.
    pub(crate) fn within(&self, tag: Option<&EntityTag>, length: u64) -> Place {
        let is_same = match (&self.only_if, tag) {
            _ if !self.is_of_one => true,
            (Some(IfRange::EntityTag(known)), Some(tag)) => known.strong_eq(tag),
            _ => false,
        };
        match &self.range {
            Range::Bytes(ranges) if is_same => match ranges.as_slice() {
                [one] => match one.to_satisfiable_range(length) {
                    Some((first, last)) => Place::Part(first, last),
                    None => Place::Nowhere,
                },
                _ => Place::Whole,
            },
            _ => Place::Whole,
        }
    }
}

/// Gives the part of an answer that is asked for.
pub(crate) async fn ranges<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let is_get = request.method() == Method::GET;
    let asked = Asked::of(&request).filter(|_| is_get);
    let mut response = next.call(request).await?;
    let (status, size) = (response.status(), response.response().body().size());
    let BodySize::Sized(length) = size else { return Ok(response.map_into_left_body()) };
    if status != StatusCode::OK {
        return Ok(response.map_into_left_body());
    }
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let tag = tag.and_then(|tag| tag.parse::<EntityTag>().ok());
    match asked.map(|asked| asked.within(tag.as_ref(), length)) {
        Some(Place::Part(first, last)) => {
            Ok(part(response, (first, last), length).await?.map_into_right_body())
        }
        _ => Ok(response.map_into_left_body()),
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

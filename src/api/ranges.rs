//! Parts of an answer by their place in it (`Range`), as readers of files on the web ask for them.
//! What has no such part is answered as a whole: a list that is sent while it is being read, and a
//! range that lies behind the end.

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, ContentEncoding, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

use crate::api::export::unwritten;

const BYTES: HeaderValue = HeaderValue::from_static("bytes");

/// What of an answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// From a place to another, included, or to the end.
    From(u64, Option<u64>),
    /// So many bytes at the end.
    Last(u64),
}

/// Gives the part of an answer that is asked for.
pub(crate) async fn ranges<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let is_get = request.method() == Method::GET;
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let asked = text(header::RANGE).and_then(asked).filter(|_| is_get);
    let only_if = text(header::IF_RANGE).map(str::to_owned);
    let mut response = next.call(request).await?;
    let is_whole = response.status() == StatusCode::OK;
    let BodySize::Sized(length) = response.response().body().size() else {
        return Ok(response.map_into_left_body());
    };
    if !is_whole {
        return Ok(response.map_into_left_body());
    }
    response.headers_mut().insert(header::ACCEPT_RANGES, BYTES);
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let is_same = only_if.is_none_or(|known| tag == Some(known.as_str()));
    match asked.filter(|_| is_same).and_then(|asked| within(asked, length)) {
        None => Ok(response.map_into_left_body()),
        Some(place) => Ok(part(response, place, length).await?.map_into_right_body()),
    }
}

/// The answer cut to the bytes from and to, the latter not included.
async fn part<B: MessageBody>(
    response: ServiceResponse<B>,
    (from, to): (u64, u64),
    length: u64,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (request, response) = response.into_parts();
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body).await.unwrap_or_default();
    let mut part = HttpResponse::new(StatusCode::PARTIAL_CONTENT);
    *part.headers_mut() = head.headers().clone();
    // Places are those of the answer itself, not of what compression would make of it.
    part.headers_mut().insert(
        header::CONTENT_ENCODING,
        HeaderValue::from_static(ContentEncoding::Identity.as_str()),
    );
    let told = HeaderValue::try_from(format!("bytes {from}-{}/{length}", to - 1));
    part.headers_mut().insert(header::CONTENT_RANGE, told?);
    let place = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    let place = place.filter(|(_, to)| *to <= bytes.len()).ok_or_else(|| unwritten("a range"))?;
    Ok(ServiceResponse::new(request, part.set_body(BoxBody::new(bytes.slice(place.0..place.1)))))
}

/// A range of bytes; none where it asks for several or for what is no range, which a server
/// may answer with the whole.
pub(crate) fn asked(header: &str) -> Option<Asked> {
    let (from, to) = header.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (from.trim(), to.trim()) {
        ("", last) => Some(Asked::Last(number(last)?)),
        (from, "") => Some(Asked::From(number(from)?, None)),
        (from, to) => {
            let (from, to) = (number(from)?, number(to)?);
            (from <= to).then_some(Asked::From(from, Some(to)))
        }
    }
}

/// The bytes from and to, the latter not included; none where there are none.
pub(crate) fn within(asked: Asked, length: u64) -> Option<(u64, u64)> {
    let (from, to) = match asked {
        Asked::Last(count) => (length.saturating_sub(count), length),
        Asked::From(from, None) => (from, length),
        Asked::From(from, Some(to)) => (from, to.saturating_add(1).min(length)),
    };
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_to_the_answer_and_none_lies_behind_it() {
        let place = |header| asked(header).and_then(|asked| within(asked, 10));
        assert_eq!(place("bytes=0-3"), Some((0, 4)));
        assert_eq!(place("bytes=4-"), Some((4, 10)));
        assert_eq!(place("bytes=-4"), Some((6, 10)));
        assert_eq!(place("bytes=-40"), Some((0, 10)));
        assert_eq!(place("bytes=8-80"), Some((8, 10)));
        assert_eq!(place("bytes=10-12"), None);
        assert_eq!(place("bytes=-0"), None);
        for header in ["bytes=0-1,4-5", "lines=0-1", "bytes=5-4", "bytes=-", "bytes=x-"] {
            assert_eq!(asked(header), None, "{header}");
        }
    }
}

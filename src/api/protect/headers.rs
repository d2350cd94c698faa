//! What every answer tells a browser not to do with it. An answer that needs more than nothing,
//! such as a page or a chart, says so itself; frames stay forbidden wherever nothing else is said.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;

/// Of every answer, unless it says otherwise. Anybody may embed what is published here, also pages
/// that are kept apart from other origins.
const OF_ALL: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"),
];
/// Of what a browser shows as a page of its own.
const OF_PAGES: [(HeaderName, &str); 2] = [
    (
        header::PERMISSIONS_POLICY,
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
];
const SHOWN_AS_PAGES: [&[u8]; 2] = [b"text/html", b"image/svg+xml"];

/// Adds the headers to an answer.
pub(crate) async fn shield<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    add(headers, &OF_ALL);
    let is_shown = headers.get(header::CONTENT_TYPE).is_some_and(|media_type| {
        SHOWN_AS_PAGES.iter().any(|shown| media_type.as_bytes().starts_with(shown))
    });
    if is_shown {
        add(headers, &OF_PAGES);
    }
    Ok(response)
}

fn add(headers: &mut HeaderMap, told: &[(HeaderName, &'static str)]) {
    for (name, value) in told {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
}

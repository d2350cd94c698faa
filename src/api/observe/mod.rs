//! What the service tells those who run it: one line in the log for each request (`record`), under
//! an id that the client is told too (`identity`), counts of all of them (`metrics`), and traces
//! where the program is built with them (`trace`). Where the log and the traces go, and in which
//! form, stands in `app`.

mod exposition;
mod identity;
mod metrics;
mod pattern;
mod record;
#[cfg(feature = "otel")]
mod trace;
#[cfg(not(feature = "otel"))]
#[path = "untraced.rs"]
mod trace;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderName;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use tracing::Instrument;

use crate::api::Faces;
use crate::api::protect::client_of;
use identity::Identity;
use record::{Record, Recorded};
use trace::RequestSpan;

pub use exposition::Process;
pub(crate) use exposition::exposition;
pub(crate) use metrics::Metrics;
pub(crate) use trace::{carried, question};

/// The header that names a request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Characters of a query string in the log.
const MAX_QUERY: usize = 512;
/// A method that is none of those known.
const OTHER: &str = "other";

/// The release that an answer was made from, for the log.
#[derive(Debug, Clone)]
pub(crate) struct MadeFrom(pub(crate) String);

/// Takes note of a request from its head to the last byte of its answer.
pub(crate) async fn observe<B: MessageBody + 'static>(
    faces: web::Data<Faces>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<Recorded>, Error> {
    let identity = Identity::of(request.headers());
    let peer = request.peer_addr().map(|peer| peer.ip());
    let client = client_of(&faces.guards.proxies, peer, request.headers());
    let trace = RequestSpan::begin(&identity, request.headers());
    let mut record = Record::begin(faces.metrics.clone(), identity, client, trace);
    record.method = method(&request);
    record.query = request.query_string().chars().take(MAX_QUERY).collect();
    let span = record.span();
    let mut response = record.trace.around(next.call(request).instrument(span)).await?;
    record.status = response.status().as_u16();
    record.operation = pattern::of(response.request());
    let made_from = response.request().extensions_mut().remove::<MadeFrom>();
    record.release = made_from.map(|MadeFrom(release)| release);
    if let Ok(id) = record.identity.id.parse() {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(response.map_body(|_, body| Recorded::new(body.boxed(), record)))
}

/// The methods that are known; others are without number too.
fn method(request: &ServiceRequest) -> &'static str {
    match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "OPTIONS" => "OPTIONS",
        _ => OTHER,
    }
}

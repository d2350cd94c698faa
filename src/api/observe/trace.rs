//! The trace of a request (OpenTelemetry): a span from its head to the last byte of its answer, and
//! in it one for each question that it asks. Where they are sent stands in `app::traces`; what
//! stands here where the program is built without them, in `untraced`.

use std::sync::LazyLock;

use actix_web::http::header::{HeaderMap, HeaderName};
use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::{
    FutureExt, SpanContext, SpanId, SpanKind, Status, TraceContextExt, TraceFlags, TraceId,
    TraceState, Tracer,
};
use opentelemetry::{Context, KeyValue};

use crate::api::observe::OTHER;
use crate::api::observe::identity::{Identity, TRACE};
use crate::api::observe::pattern::UNKNOWN;
use crate::api::observe::record::Record;
use crate::api::problem::Problem;

/// What other services know of the trace (W3C Trace Context).
const STATE: HeaderName = HeaderName::from_static("tracestate");

/// Taken when the first request comes: by then it is known where spans go, or that nobody wants
/// them.
static TRACER: LazyLock<BoxedTracer> = LazyLock::new(|| global::tracer("kuntavaaka"));

/// The span of a request.
#[derive(Debug)]
pub(super) struct RequestSpan(Context);

impl RequestSpan {
    /// Begins under the span of the client, where one is named.
    pub(super) fn begin(identity: &Identity, headers: &HeaderMap) -> Self {
        let parent = caller(identity, headers)
            .map_or_else(Context::new, |caller| Context::new().with_remote_span_context(caller));
        let span = TRACER.span_builder("request").with_kind(SpanKind::Server);
        Self(Context::new().with_span(TRACER.build_with_context(span, &parent)))
    }

    /// Work in which questions belong to the request.
    pub(super) fn around<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        work.with_context(self.0.clone())
    }

    /// Ends with what was noted of the request, named as the conventions for HTTP have it.
    pub(super) fn end(&self, record: &Record) {
        let span = self.0.span();
        if !span.is_recording() {
            return;
        }
        let method = if record.method == OTHER { "HTTP" } else { record.method };
        let known = Some(record.operation.as_str()).filter(|name| *name != UNKNOWN);
        match known {
            Some(operation) => span.update_name(format!("{method} {operation}")),
            None => span.update_name(method),
        }
        if let Some(failure) = failure(record) {
            span.set_status(Status::error(failure.clone()));
            span.set_attribute(KeyValue::new("error.type", failure));
        }
        span.set_attributes(attributes(record, known));
        span.end();
    }
}

fn attributes(record: &Record, operation: Option<&str>) -> Vec<KeyValue> {
    let method = if record.method == OTHER { "_OTHER" } else { record.method };
    let bytes = i64::try_from(record.bytes).unwrap_or(i64::MAX);
    let mut all = vec![
        KeyValue::new("http.request.method", method),
        KeyValue::new("http.response.status_code", i64::from(record.status)),
        KeyValue::new("http.response.body.size", bytes),
        KeyValue::new("kuntavaaka.request.id", record.identity.id.clone()),
    ];
    let route = operation.map(|operation| KeyValue::new("http.route", operation.to_owned()));
    let release = record.release.clone();
    let release = release.map(|release| KeyValue::new("kuntavaaka.release", release));
    all.extend(route);
    all.extend(release);
    all
}

/// What the service did not do as it should.
fn failure(record: &Record) -> Option<String> {
    if record.is_broken {
        return Some("broken".to_owned());
    }
    (record.status >= 500).then(|| record.status.to_string())
}

/// The span of the client, in the trace that it named.
fn caller(identity: &Identity, headers: &HeaderMap) -> Option<SpanContext> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let trace = TraceId::from_hex(identity.trace.as_deref()?).ok()?;
    let span = SpanId::from_hex(identity.parent.as_deref()?).ok()?;
    // Of the flags only the first is anything to us: whether the client keeps the trace.
    let flags = text(&TRACE).and_then(|header| header.trim().split('-').nth(3))?;
    let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()?) & TraceFlags::SAMPLED;
    let state = text(&STATE).and_then(|state| state.parse::<TraceState>().ok());
    Some(SpanContext::new(trace, span, flags, true, state.unwrap_or_default()))
}

/// A question to the database, or other work that may block, under a span of its own in that of the
/// request which asks it.
pub(crate) fn question<T, W>(work: W) -> impl FnOnce() -> Result<T, Problem>
where
    W: FnOnce() -> Result<T, Problem>,
{
    let request = Context::current();
    move || {
        if !request.span().span_context().is_sampled() {
            return work();
        }
        let span = TRACER.span_builder("question").with_kind(SpanKind::Internal);
        let within = request.with_span(TRACER.build_with_context(span, &request));
        let answer = work();
        if let Err(problem) = &answer
            && problem.code().status().is_server_error()
        {
            within.span().set_attribute(KeyValue::new("error.type", problem.code().as_str()));
            within.span().set_status(Status::error(problem.code().title()));
        }
        within.span().end();
        answer
    }
}

/// Work for a request that is done in a task of its own.
pub(crate) fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> + use<F> {
    work.with_current_context()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use actix_web::http::header::HeaderValue;

    const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

    fn headers(flags: &str) -> HeaderMap {
        let text = |text: &str| HeaderValue::from_str(text).unwrap();
        HeaderMap::from_iter([(TRACE, text(&format!("{PARENT}{flags}"))), (STATE, text("a=b"))])
    }

    #[test]
    fn the_caller_is_known_with_what_it_says_of_keeping_the_trace() {
        for (flags, is_sampled) in [("01", true), ("00", false), ("ff", true), ("fe", false)] {
            let headers = headers(flags);
            let caller = caller(&Identity::of(&headers), &headers).unwrap();
            assert_eq!((caller.is_sampled(), caller.is_remote()), (is_sampled, true), "{flags}");
            assert_eq!(caller.span_id().to_string(), "00f067aa0ba902b7");
            assert_eq!(caller.trace_state().get("a"), Some("b"));
        }
        let none = HeaderMap::new();
        assert_eq!(caller(&Identity::of(&none), &none), None);
    }

    #[test]
    fn what_the_service_failed_at_is_told_and_what_the_client_did_wrong_is_no_failure() {
        let headers = HeaderMap::new();
        let identity = Identity::of(&headers);
        let trace = RequestSpan::begin(&identity, &headers);
        let mut record = Record::begin(Arc::default(), identity, None, trace);
        for (status, told) in [(200, None), (404, None), (503, Some("503"))] {
            record.status = status;
            assert_eq!(failure(&record).as_deref(), told);
        }
        (record.status, record.is_broken) = (200, true);
        assert_eq!(failure(&record).as_deref(), Some("broken"));
    }
}

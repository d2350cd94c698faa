//! What is noted of one request: kept by the body of its answer and told when that is gone, whether
//! it was sent to its end or not.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use crate::api::observe::OTHER;
use crate::api::observe::identity::Identity;
use crate::api::observe::metrics::Metrics;
use crate::api::observe::trace::RequestSpan;

/// What is noted of a request.
#[derive(Debug)]
pub(super) struct Record {
    metrics: Arc<Metrics>,
    begun: Instant,
    pub(super) identity: Identity,
    client: Option<IpAddr>,
    pub(super) method: &'static str,
    pub(super) operation: String,
    pub(super) query: String,
    pub(super) status: u16,
    pub(super) release: Option<String>,
    pub(super) bytes: u64,
    pub(super) is_broken: bool,
    pub(super) trace: RequestSpan,
}

impl Record {
    pub(super) fn begin(
        metrics: Arc<Metrics>,
        identity: Identity,
        client: Option<IpAddr>,
        trace: RequestSpan,
    ) -> Self {
        metrics.begin();
        Self {
            metrics,
            begun: Instant::now(),
            identity,
            client,
            method: OTHER,
            operation: String::new(),
            query: String::new(),
            status: 0,
            release: None,
            bytes: 0,
            is_broken: false,
            trace,
        }
    }

    /// What everything in the log stands under that belongs to the request.
    pub(super) fn span(&self) -> tracing::Span {
        tracing::info_span!(target: "kuntavaaka::request", "request", id = self.identity.id)
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let took = self.begun.elapsed();
        self.metrics.end(&self.operation, self.method, self.status, took, self.bytes);
        self.trace.end(self);
        tracing::info!(
            target: "kuntavaaka::request",
            id = self.identity.id,
            trace = self.identity.trace,
            parent = self.identity.parent,
            method = self.method,
            operation = self.operation,
            query = Some(&self.query).filter(|query| !query.is_empty()),
            status = self.status,
            milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            bytes = self.bytes,
            broken = Some(self.is_broken).filter(|is_broken| *is_broken),
            release = self.release,
            client = self.client.map(|client| client.to_string()),
        );
    }
}

/// A body whose bytes are counted.
pub(crate) struct Recorded {
    body: BoxBody,
    record: Record,
}

impl Recorded {
    pub(super) fn new(body: BoxBody, record: Record) -> Self {
        Self { body, record }
    }
}

impl MessageBody for Recorded {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_next(context);
        match &polled {
            Poll::Ready(Some(Ok(bytes))) => {
                self.record.bytes += u64::try_from(bytes.len()).unwrap_or_default();
            }
            Poll::Ready(Some(Err(_))) => self.record.is_broken = true,
            Poll::Ready(None) | Poll::Pending => {}
        }
        polled
    }
}

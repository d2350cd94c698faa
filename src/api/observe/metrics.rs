//! Counts of what was asked and how it went, as Prometheus reads them. Where they are served, and
//! what the operating system knows of the process, stands in `app`.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::api::observe::exposition::Exposition;

/// Upper bounds of the durations that are counted together, in milliseconds.
const BOUNDS: [u64; 12] = [1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 5_000, 30_000];

/// The counts of a process.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    begun: AtomicU64,
    ended: AtomicU64,
    bytes: AtomicU64,
    /// By operation, method and status; all three are of a small number.
    requests: Mutex<BTreeMap<(String, &'static str, u16), u64>>,
    /// By operation.
    durations: Mutex<BTreeMap<String, Durations>>,
}

#[derive(Debug, Clone, Default)]
struct Durations {
    within: [u64; BOUNDS.len()],
    all: u64,
    sum: Duration,
}

impl Metrics {
    pub(super) fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn end(
        &self,
        operation: &str,
        method: &'static str,
        status: u16,
        took: Duration,
        bytes: u64,
    ) {
        self.ended.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((operation.to_owned(), method, status)).or_default() += 1;
        drop(requests);
        let mut durations = self.durations.lock().unwrap_or_else(PoisonError::into_inner);
        durations.entry(operation.to_owned()).or_default().add(took);
    }

    /// Adds the counts to a text.
    pub(crate) fn tell(&self, text: &mut Exposition) {
        text.family("http_requests_total", "counter", "Requests answered.");
        for ((operation, method, status), count) in
            self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter()
        {
            let status = status.to_string();
            let labels =
                [("operation", operation.as_str()), ("method", method), ("status", &status)];
            text.sample("http_requests_total", &labels, *count);
        }
        text.family(
            "http_request_duration_seconds",
            "histogram",
            "Time from the head of a request to the last byte of its answer.",
        );
        for (operation, durations) in
            self.durations.lock().unwrap_or_else(PoisonError::into_inner).iter()
        {
            durations.tell(operation, text);
        }
        let (begun, ended) =
            (self.begun.load(Ordering::Relaxed), self.ended.load(Ordering::Relaxed));
        text.family("http_requests_in_flight", "gauge", "Requests that are being answered.");
        text.sample("http_requests_in_flight", &[], begun.saturating_sub(ended));
        text.family("http_response_bytes_total", "counter", "Bytes of bodies sent.");
        text.sample("http_response_bytes_total", &[], self.bytes.load(Ordering::Relaxed));
    }
}

impl Durations {
    fn add(&mut self, took: Duration) {
        for (bound, within) in BOUNDS.iter().zip(&mut self.within) {
            *within += u64::from(took <= Duration::from_millis(*bound));
        }
        self.all += 1;
        self.sum += took;
    }

    fn tell(&self, operation: &str, text: &mut Exposition) {
        const BUCKET: &str = "http_request_duration_seconds_bucket";
        let operation = ("operation", operation);
        for (bound, within) in BOUNDS.iter().zip(self.within) {
            let bound = seconds(Duration::from_millis(*bound));
            text.sample(BUCKET, &[operation, ("le", &bound)], within);
        }
        text.sample(BUCKET, &[operation, ("le", "+Inf")], self.all);
        text.sample("http_request_duration_seconds_sum", &[operation], seconds(self.sum));
        text.sample("http_request_duration_seconds_count", &[operation], self.all);
    }
}

/// Seconds as a decimal.
fn seconds(duration: Duration) -> String {
    let text = format!("{}.{:06}", duration.as_secs(), duration.subsec_micros());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_operation_and_durations_by_bound() {
        let metrics = Metrics::default();
        for (milliseconds, status) in [(1, 200), (3, 200), (700, 404)] {
            metrics.begin();
            let took = Duration::from_millis(milliseconds);
            metrics.end("/v1/units/{id}", "GET", status, took, 10);
        }
        metrics.begin();
        let mut text = Exposition::default();
        metrics.tell(&mut text);
        for line in [
            "kuntavaaka_http_requests_total{operation=\"/v1/units/{id}\",method=\"GET\",status=\"200\"} 2",
            "kuntavaaka_http_request_duration_seconds_bucket{operation=\"/v1/units/{id}\",le=\"0.001\"} 1",
            "kuntavaaka_http_request_duration_seconds_bucket{operation=\"/v1/units/{id}\",le=\"0.005\"} 2",
            "kuntavaaka_http_request_duration_seconds_bucket{operation=\"/v1/units/{id}\",le=\"+Inf\"} 3",
            "kuntavaaka_http_request_duration_seconds_sum{operation=\"/v1/units/{id}\"} 0.704",
            "kuntavaaka_http_requests_in_flight 1",
            "kuntavaaka_http_response_bytes_total 30",
        ] {
            assert!(text.0.lines().any(|l| l == line), "{line}\n{}", text.0);
        }
    }
}

//! Where traces go: to a collector of OpenTelemetry, over OTLP (HTTP, protobuf), as the variables
//! of the environment say that all its programs know. What is traced stands in
//! `api::observe::trace`; the way there in `collector`.

mod collector;

use std::time::Duration;

use opentelemetry::{Key, global};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;

use collector::Collector;

/// Where traces go, in the order in which it is looked for.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
/// How long the end of the program waits for the last spans to be taken.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the service is called where nobody says otherwise.
const NAME: &str = "kuntavaaka";

/// Traces on their way; none where nobody asked for them.
#[derive(Debug)]
pub(super) struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// Begins to send traces where the environment names a collector. Where it cannot be spoken to
    /// in the way that is asked for, this is told, and the service goes on without.
    pub(super) fn start() -> Self {
        let Some(endpoint) = endpoint() else { return Self(None) };
        match provider(&endpoint) {
            Ok(provider) => {
                global::set_tracer_provider(provider.clone());
                Self(Some(provider))
            }
            Err(reason) => {
                tracing::warn!(reason, "traces are not sent; the service goes on without");
                Self(None)
            }
        }
    }

    /// Sends what is left, but does not wait long for it.
    pub(super) fn end(self) {
        let ended = self.0.map(|provider| provider.shutdown_with_timeout(PATIENCE));
        if matches!(ended, Some(Err(_))) {
            tracing::warn!("the last traces were not taken before the end");
        }
    }
}

/// The address of the collector, unless traces are switched off.
fn endpoint() -> Option<String> {
    let is = |name: &str, value: &str| stated(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
    if is("OTEL_SDK_DISABLED", "true") || is("OTEL_TRACES_EXPORTER", "none") {
        return None;
    }
    ENDPOINTS.into_iter().find_map(stated)
}

/// A variable of the environment; an empty one says nothing.
fn stated(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn provider(endpoint: &str) -> Result<SdkTracerProvider, String> {
    let protocol = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];
    let protocol = protocol.into_iter().find_map(stated);
    if let Some(other) = protocol.filter(|protocol| protocol != "http/protobuf") {
        return Err(format!(
            "OTEL_EXPORTER_OTLP_PROTOCOL is {other}, but only http/protobuf is spoken here, as a \
             rule on port 4318"
        ));
    }
    if !endpoint.starts_with("http://") {
        return Err(format!(
            "{} must begin with http://: name a collector close by, which may speak TLS to others",
            ENDPOINTS.join(" or ")
        ));
    }
    let exporter = SpanExporter::builder().with_http().with_http_client(Collector::default());
    let exporter = exporter.build().map_err(|error| error.to_string())?;
    let provider = SdkTracerProvider::builder().with_resource(resource());
    Ok(provider.with_batch_exporter(exporter).build())
}

/// What all spans are of.
fn resource() -> Resource {
    let told = Resource::builder().build();
    let name = told.get(&Key::from_static_str("service.name"));
    let is_named = name.is_some_and(|name| !name.as_str().starts_with("unknown_service"));
    let version = opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let resource = Resource::builder().with_attribute(version);
    if is_named { resource.build() } else { resource.with_service_name(NAME).build() }
}

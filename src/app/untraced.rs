//! What stands in the place of `traces` where the program is built without them (the feature
//! `otel`): who asks for traces is told that there are none.

pub(super) struct Traces;

impl Traces {
    pub(super) fn start() -> Self {
        if std::env::var_os("OTEL_EXPORTER_OTLP_ENDPOINT").is_some_and(|named| !named.is_empty()) {
            tracing::warn!(
                "OTEL_EXPORTER_OTLP_ENDPOINT is set, but this program was built without traces; \
                 build it with --features otel"
            );
        }
        Self
    }

    #[expect(clippy::unused_self, reason = "what is sent at the end stands in `traces`")]
    pub(super) fn end(self) {}
}

//! What is told to Prometheus: the counts of requests, and how the service stands at the moment.

use std::fmt::Write;

use crate::api::Faces;
use crate::api::ask::ask;
use crate::query;

/// What the program around the service knows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// The memory that it holds, where the operating system tells.
    pub resident_bytes: Option<u64>,
    /// Lines of the log that nobody took in time.
    pub log_lines_lost: u64,
}

/// Everything there is to tell.
pub(crate) async fn exposition(faces: &Faces, process: &Process) -> String {
    let mut text = Exposition::default();
    faces.metrics.tell(&mut text);
    text.gauge(
        "http_requests_admitted",
        "Requests that hold room.",
        faces.guards.admission.taken(),
    );
    text.family("http_requests_turned_away_total", "counter", "Requests that found no room.");
    text.sample("http_requests_turned_away_total", &[], faces.guards.admission.turned_away());
    let (answers, bytes) = faces.kept.size();
    text.gauge("answers_kept", "Answers in memory for whoever asks the same again.", answers);
    text.gauge("answers_kept_bytes", "What they take.", bytes);
    text.gauge("exports_in_progress", "Lists on their way to their end.", faces.exports.taken());
    text.family("database_statements_total", "counter", "Statements run.");
    text.sample("database_statements_total", &[], faces.store.statements());
    let (open, idle) = faces.store.connections();
    text.family("database_connections", "gauge", "Connections to the database.");
    text.sample("database_connections", &[("state", "used")], open.saturating_sub(idle));
    text.sample("database_connections", &[("state", "idle")], idle);
    let release = ask(&faces.store, query::release_id).await;
    text.gauge("database_up", "Whether the database answers.", u8::from(release.is_ok()));
    if let Ok(Some(release)) = release {
        text.family("release_info", "gauge", "The release that is served.");
        text.sample("release_info", &[("release", &release)], 1);
    }
    text.family("build_info", "gauge", "The program.");
    text.sample("build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    text.family("log_lines_lost_total", "counter", "Lines of the log that nobody took in time.");
    text.sample("log_lines_lost_total", &[], process.log_lines_lost);
    if let Some(bytes) = process.resident_bytes {
        text.gauge("process_resident_memory_bytes", "Memory of the process.", bytes);
    }
    text.0
}

/// Counts as text, in the format that Prometheus reads.
#[derive(Debug, Default)]
pub(crate) struct Exposition(pub(crate) String);

impl Exposition {
    /// Begins what is counted under one name.
    pub(crate) fn family(&mut self, name: &str, kind: &str, about: &str) {
        // Writing to a text cannot fail.
        let _ =
            writeln!(self.0, "# HELP kuntavaaka_{name} {about}\n# TYPE kuntavaaka_{name} {kind}");
    }

    /// One count.
    pub(crate) fn sample(
        &mut self,
        name: &str,
        labels: &[(&str, &str)],
        value: impl std::fmt::Display,
    ) {
        let told: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels =
            if told.is_empty() { String::new() } else { format!("{{{}}}", told.join(",")) };
        let _ = writeln!(self.0, "kuntavaaka_{name}{labels} {value}");
    }

    /// The one value of a name.
    pub(crate) fn gauge(&mut self, name: &str, about: &str, value: impl std::fmt::Display) {
        self.family(name, "gauge", about);
        self.sample(name, &[], value);
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_labels_are_escaped() {
        let mut text = Exposition::default();
        text.sample("a", &[("b", "x\"y\\z\n")], 1);
        assert_eq!(text.0, "kuntavaaka_a{b=\"x\\\"y\\\\z\\n\"} 1\n");
    }
}

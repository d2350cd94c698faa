//! Traces, where the program is built with them (the feature `otel`) and where it is not: what is
//! told of the way to a collector, which holds nobody up. What a collector gets stands in `sent`.

use std::time::{Duration, Instant};

use super::serving::filled;
use crate::support::Server;

#[cfg(feature = "otel")]
mod collector;
#[cfg(feature = "otel")]
mod sent;

/// How soon the program ends that has nothing to do.
const SOON: Duration = Duration::from_secs(5);

/// What is warned of about traces while these addresses are asked for, one after another.
fn warned(variables: &[(&str, &str)], paths: &[&str]) -> Vec<String> {
    let database = filled();
    let log = database.folder().join("log");
    let server = Server::within(&database, variables, &log);
    for path in paths {
        let asked = Instant::now();
        server.get(path);
        assert!(asked.elapsed() < Duration::from_secs(1), "{path}: {:?}", asked.elapsed());
    }
    let told_to_end = Instant::now();
    assert!(server.end("-TERM").success());
    assert!(told_to_end.elapsed() < SOON, "{:?}", told_to_end.elapsed());
    let log = std::fs::read_to_string(log).unwrap();
    log.lines().filter(|line| line.contains("traces")).map(str::to_owned).collect()
}

#[cfg(not(feature = "otel"))]
#[test]
fn who_asks_for_traces_of_a_program_without_them_is_told() {
    let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
    let told = warned(&[endpoint], &["/v1/units"]);
    assert!(told.len() == 1 && told[0].contains("--features otel"), "{told:?}");
    assert_eq!(warned(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "")], &[]), [""; 0]);
}

//! Which spans a collector gets, and what the service does where there is none.

use std::time::Instant;

use super::collector::{Collector, Span};
use super::{SOON, warned};
use crate::cli::serving::filled;
use crate::support::{Server, TestDb};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER: &str = "00f067aa0ba902b7";

fn asked(server: &Server, path: &str, flags: &str) {
    let answer = server.ask(&format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\ntraceparent: 00-{TRACE}-{CALLER}-{flags}\r\n\
         tracestate: of=others\r\nConnection: close\r\n\r\n"
    ));
    assert!(answer.contains(&format!("\r\nx-request-id: {TRACE}\r\n")), "{answer}");
}

/// The spans that a collector gets while something is asked of a server, which then ends. Left to
/// itself it would send them five seconds later.
fn spans(variables: &[(&str, &str)], ask: impl Fn(&Server)) -> Vec<Span> {
    spans_over(&filled(), variables, ask)
}

fn spans_over(database: &TestDb, variables: &[(&str, &str)], ask: impl Fn(&Server)) -> Vec<Span> {
    let collector = Collector::start();
    let log = database.folder().join("log");
    let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint.as_str());
    let server = Server::within(database, &[&[endpoint], variables].concat(), &log);
    ask(&server);
    let told_to_end = Instant::now();
    assert!(server.end("-TERM").success());
    assert!(told_to_end.elapsed() < SOON, "{:?}", told_to_end.elapsed());
    let log = std::fs::read_to_string(log).unwrap();
    assert!(!log.contains("traces"), "{log}");
    collector.spans()
}

#[test]
fn a_request_is_a_span_in_the_trace_of_its_client_and_its_questions_are_spans_in_it() {
    let spans = spans(&[], |server| asked(server, "/v1/units/kemijarvi?language=fi", "01"));
    let request = spans.iter().find(|span| span.kind == 2).unwrap();
    assert_eq!((&*request.trace, &*request.parent), (TRACE, CALLER), "{request:?}");
    assert_eq!((&*request.name, &*request.state), ("GET /v1/units/{id}", "of=others"));
    assert_eq!(request.service, "kuntavaaka");
    let told = |name: &str| request.attributes.get(name).map(String::as_str);
    assert_eq!(told("http.request.method"), Some("GET"));
    assert_eq!(told("http.route"), Some("/v1/units/{id}"));
    assert_eq!(told("http.response.status_code"), Some("200"));
    assert_eq!(told("kuntavaaka.request.id"), Some(TRACE));
    assert_eq!(told("kuntavaaka.release").map(str::len), Some(12));
    assert_eq!((told("error.type"), request.is_error), (None, false));
    let questions: Vec<&Span> = spans.iter().filter(|span| span.kind == 1).collect();
    assert!(!questions.is_empty() && questions.len() + 1 == spans.len(), "{spans:?}");
    for question in questions {
        assert_eq!((&question.trace, &question.parent), (&request.trace, &request.id));
        assert_eq!(question.name, "question");
        assert!(request.begun <= question.begun && question.ended <= request.ended);
    }
}

#[test]
fn questions_of_graphql_and_of_whole_lists_are_spans_of_their_request() {
    // The bundled documents: a list that is read in many windows.
    let bundle = TestDb::sqlite();
    let spans = spans_over(&bundle, &[("OTEL_SERVICE_NAME", "mine")], |server| {
        server.get("/graphql?query=%7Bunits%7Bedges%7Bnode%7Bmunicipality%7Bname%7D%7D%7D%7D%7D");
        server.get("/v1/budget-lines.ndjson");
        server.get("/nowhere");
    });
    let named = |name: &str| spans.iter().find(|span| span.name == name).unwrap();
    let questions_of = |span: &Span| spans.iter().filter(|s| s.parent == span.id).count();
    assert!(questions_of(named("GET /graphql")) > 1, "{spans:#?}");
    assert!(questions_of(named("GET /v1/budget-lines")) > 3, "{spans:#?}");
    let nowhere = named("GET");
    assert_eq!(nowhere.attributes["http.response.status_code"], "404");
    assert_eq!((nowhere.attributes.get("http.route"), nowhere.is_error), (None, false));
    assert!(spans.iter().all(|span| span.service == "mine"));
    // Whoever names no trace gets one of their own.
    let traces: std::collections::BTreeSet<&str> = spans.iter().map(|s| &*s.trace).collect();
    assert_eq!(traces.len(), 3, "{spans:#?}");
}

#[test]
fn what_the_client_or_the_environment_does_not_want_to_be_traced_is_not() {
    assert_eq!(spans(&[], |server| asked(server, "/v1/units", "00")), []);
    for off in [
        ("OTEL_SDK_DISABLED", "true"),
        ("OTEL_TRACES_EXPORTER", "none"),
        ("OTEL_TRACES_SAMPLER", "always_off"),
    ] {
        assert_eq!(spans(&[off], |server| asked(server, "/v1/units", "01")), [], "{off:?}");
    }
}

#[test]
fn a_collector_that_is_gone_or_says_nothing_is_told_of_once_and_holds_nobody_up() {
    let often = ("OTEL_BSP_SCHEDULE_DELAY", "20");
    let paths = ["/v1/units", "/v1/accounts", "/v1/units"].repeat(20);
    let (gone, silent) = (Collector::gone(), Collector::silent());
    for (endpoint, reason) in [(&gone, "refused"), (&silent.endpoint, "")] {
        let told = warned(&[("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), often], &paths);
        let about: Vec<&String> = told.iter().filter(|line| line.contains("not taken,")).collect();
        assert!(about.len() <= 1 && about.iter().all(|line| line.contains(reason)), "{told:?}");
        assert!(endpoint != &gone || about.len() == 1, "{told:?}");
    }
}

#[test]
fn a_way_to_the_collector_that_is_not_spoken_is_told_and_the_service_goes_on() {
    let here = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317");
    for (variables, reason) in [
        (&[("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example")][..], "http://"),
        (&[here, ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")], "http/protobuf"),
        (&[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a b")], "invalid"),
    ] {
        let told = warned(variables, &["/v1/units"]);
        assert!(told.len() == 1 && told[0].contains(reason), "{variables:?}: {told:?}");
    }
    assert_eq!(warned(&[], &["/v1/units"]), [""; 0]);
}

//! What the program tells those who run it: its log, its counts, and how it ends.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use serde_json::{Value, json};

use super::serving::filled;
use crate::support::{Server, TestDb};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The lines of a log that tell of requests.
fn requests(log: &std::path::Path) -> Vec<Value> {
    let text = std::fs::read_to_string(log).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["target"] == "kuntavaaka::request").collect()
}

#[test]
fn the_log_has_a_line_of_json_for_each_request() {
    let database = filled();
    let log = database.folder().join("log");
    let server = Server::logging(&database, &["--log-format", "json"], &log);
    let release = server.line.split(' ').nth(3).unwrap().to_owned();
    let named = server.ask(
        "GET /v1/units/kemijarvi?language=fi HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine-1\r\nConnection: close\r\n\r\n",
    );
    assert!(named.contains("\r\nx-request-id: mine-1\r\n"), "{named}");
    let body = named.split("\r\n\r\n").nth(1).unwrap();
    let traced = server.ask(&format!(
        "GET /nowhere HTTP/1.1\r\nHost: x\r\ntraceparent: 00-{TRACE}-00f067aa0ba902b7-01\r\nX-Request-Id: a b\r\nConnection: close\r\n\r\n"
    ));
    assert!(traced.contains(&format!("\r\nx-request-id: {TRACE}\r\n")), "{traced}");
    server.get("/health/live");
    assert!(server.end("-TERM").success());
    let lines = requests(&log);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    let of =
        |line: &Value, names: &[&str]| names.iter().map(|n| line[n].clone()).collect::<Value>();
    let told = ["id", "method", "operation", "query", "status", "release", "client", "level"];
    assert_eq!(
        of(&lines[0], &told),
        json!([
            "mine-1",
            "GET",
            "/v1/units/{id}",
            "language=fi",
            200,
            release,
            "127.0.0.1",
            "INFO"
        ])
    );
    assert_eq!(lines[0]["bytes"], body.len());
    assert!(lines[0]["milliseconds"].is_u64() && lines[0]["timestamp"].is_string());
    assert_eq!(
        of(&lines[1], &["id", "trace", "parent", "operation", "status", "release"]),
        json!([TRACE, TRACE, "00f067aa0ba902b7", "unknown", 404, null])
    );
    assert_eq!(lines[2]["operation"], "/health/live");
    assert_eq!(lines[2]["id"].as_str().unwrap().len(), 32);
}

pub fn scrape(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("content-type: text/plain; version=0.0.4"), "{answer}");
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[test]
fn counts_are_served_at_an_address_of_their_own() {
    let database = filled();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let server = Server::start(&database, &["--metrics-address", &free]);
    let release = server.line.split(' ').nth(3).unwrap().to_owned();
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404"));
    for path in ["/v1/units", "/v1/units.csv", "/v1/units?x=1", "/nowhere/1", "/nowhere/2"] {
        server.get(path);
    }
    let text = scrape(&free);
    for line in [
        "kuntavaaka_http_requests_total{operation=\"/v1/units\",method=\"GET\",status=\"200\"} 2",
        "kuntavaaka_http_requests_total{operation=\"/v1/units\",method=\"GET\",status=\"400\"} 1",
        "kuntavaaka_http_requests_total{operation=\"unknown\",method=\"GET\",status=\"404\"} 3",
        "kuntavaaka_http_request_duration_seconds_count{operation=\"/v1/units\"} 3",
        "kuntavaaka_http_requests_in_flight 0",
        "kuntavaaka_http_requests_admitted 0",
        "kuntavaaka_http_requests_turned_away_total 0",
        "kuntavaaka_exports_in_progress 0",
        "kuntavaaka_database_connections{state=\"used\"} 0",
        "kuntavaaka_database_up 1",
        &format!("kuntavaaka_release_info{{release=\"{release}\"}} 1"),
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
    let value = |name: &str| {
        let line = text.lines().find(|l| l.starts_with(&format!("kuntavaaka_{name} "))).unwrap();
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(value("database_statements_total") > 2.0 && value("http_response_bytes_total") > 100.0);
    assert!(!cfg!(target_os = "linux") || value("process_resident_memory_bytes") > 1e6);
    every_sample_is_of_a_family(&text);
}

/// What Prometheus refuses: a sample of no family, a family told twice, a value that is none.
fn every_sample_is_of_a_family(text: &str) {
    let mut families = std::collections::BTreeSet::new();
    for line in text.lines() {
        if let Some(told) = line.strip_prefix("# TYPE ") {
            assert!(families.insert(told.split(' ').next().unwrap()), "twice: {line}");
        } else if !line.starts_with("# HELP ") {
            let name = line.split(['{', ' ']).next().unwrap();
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|s| name.strip_suffix(s));
            let family = family.filter(|family| families.contains(family)).unwrap_or(name);
            assert!(families.contains(family), "{line}");
            assert!(line.rsplit(' ').next().unwrap().parse::<f64>().is_ok(), "{line}");
        }
    }
}

#[test]
fn a_list_on_its_way_is_sent_to_its_end_when_the_service_is_told_to_end() {
    let database = TestDb::sqlite();
    let server = Server::start(&database, &["serve"]);
    let mut stream = server.connect();
    let request = "GET /v1/budget-lines.ndjson HTTP/1.1\r\nHost: x\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = vec![0; 1024];
    stream.read_exact(&mut answer).unwrap();
    server.signal("-TERM");
    stream.read_to_end(&mut answer).unwrap();
    let text = String::from_utf8(answer).unwrap();
    assert!(text.ends_with("\r\n0\r\n\r\n"), "{}", text.len());
    assert!(text.matches("\"fiscalYear\"").count() > 1_000, "{}", text.len());
    let address = server.address.clone();
    assert!(server.ended().success());
    assert!(TcpStream::connect(address).is_err());
}

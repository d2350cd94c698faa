//! Clients that mean harm, over a network: each gets the answer it should or is closed, and the
//! service goes on for others. What is asked of GraphQL to hurt stands in `graphql/attacks`.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::serving::filled;
use crate::support::Server;

/// How long another client may wait meanwhile, on a busy machine and unoptimised.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the memory may grow by under any of this.
const MAX_GROWTH: u64 = 64 * 1024 * 1024;
const GET: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\n";
const POST: &str = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
const BODY: &str = "{\"query\":\"{__typename}\"}";
/// What would be answered too if a request were taken to end sooner than it does.
const SMUGGLED: &str = "GET /v1/units/smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// Everything that comes back until the end, or until the client has waited long enough.
fn told(mut stream: TcpStream, bytes: &[u8]) -> String {
    // A server that closes early need not take everything.
    let _cut = stream.write_all(bytes);
    let _cut = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _cut = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn statuses(answer: &str) -> Vec<&str> {
    answer.split("HTTP/1.1 ").skip(1).map(|rest| &rest[..3]).collect()
}

fn lives(server: &Server) {
    let asked = Instant::now();
    assert!(server.get("/v1/units?first=1").starts_with("HTTP/1.1 200"));
    assert!(asked.elapsed() < PATIENCE, "{:?}", asked.elapsed());
}

/// A request, and how it is answered: its statuses, with that of the request behind it.
type Case = (&'static str, String, &'static [&'static str]);

fn get(headers: &str) -> String {
    format!("{GET}{headers}\r\n")
}

fn post(headers: &str, body: &str) -> String {
    format!("{POST}{headers}\r\n{body}")
}

fn chunked(body: &str) -> String {
    post("Transfer-Encoding: chunked\r\n", body)
}

fn whole() -> String {
    format!("18\r\n{BODY}\r\n0\r\n\r\n")
}

/// Where a body ends is told twice, or wrongly.
fn lengths() -> Vec<Case> {
    vec![
        (
            "a length and chunks",
            post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            &["400"],
        ),
        (
            "chunks and a length",
            post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"),
            &["400"],
        ),
        ("two lengths", post("Content-Length: 24\r\nContent-Length: 0\r\n", BODY), &["400"]),
        ("one length twice", post("Content-Length: 24\r\nContent-Length: 24\r\n", BODY), &["400"]),
        ("a list of lengths", post("Content-Length: 24, 24\r\n", BODY), &["400"]),
        ("a length with a sign", post("Content-Length: +24\r\n", BODY), &["400"]),
        ("a length below zero", post("Content-Length: -1\r\n", BODY), &["400"]),
        (
            "a length beyond numbers",
            post("Content-Length: 99999999999999999999999\r\n", BODY),
            &["400"],
        ),
        ("an unknown coding", post("Transfer-Encoding: xchunked\r\n", &whole()), &["400"]),
        (
            "chunks that are not last",
            post("Transfer-Encoding: chunked, identity\r\n", &whole()),
            &["400"],
        ),
        (
            "chunks twice",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", &whole()),
            &["400"],
        ),
        ("chunks in HTTP 1.0", chunked(&whole()).replacen("1.1", "1.0", 1), &["400"]),
    ]
}

/// Lines that are none.
fn lines() -> Vec<Case> {
    vec![
        ("a folded header", get("X-A: b\r\n c\r\n"), &["400"]),
        ("a folded coding", post("Transfer-Encoding:\r\n chunked\r\n", &whole()), &["400"]),
        ("a blank before the colon", post("Content-Length : 24\r\n", BODY), &["400"]),
        ("NUL in a value", get("X-A: a\0b\r\n"), &["400"]),
        ("NUL in a name", get("X\0A: a\r\n"), &["400"]),
        ("NUL in a path", "GET /health\0live HTTP/1.1\r\nHost: x\r\n\r\n".into(), &["400"]),
        ("a bare return", get("X-A: a\rX-B: b\r\n"), &["400"]),
        // RFC 9112, 2.2: a line may be taken to end so in the head.
        (
            "bare line feeds in the head",
            "GET /health/live HTTP/1.1\nHost: x\n\n".into(),
            &["200", "404"],
        ),
        ("bare line feeds in chunks", chunked(&whole().replace("\r\n", "\n")), &["400"]),
    ]
}

/// Chunks that are none.
fn chunks() -> Vec<Case> {
    vec![
        ("an extension of a chunk", chunked(&whole().replacen("18", "18;a=b", 1)), &["200", "404"]),
        ("a line feed in an extension", chunked(&whole().replacen("18", "18;a\nb", 1)), &["400"]),
        ("trailers", chunked(&whole().replacen("0\r\n", "0\r\nX-A: b\r\n", 1)), &["200", "404"]),
        ("a chunk of no size", chunked(&whole().replacen("18", "zz", 1)), &["400"]),
        ("a chunk of a size with a prefix", chunked(&whole().replacen("18", "0x18", 1)), &["400"]),
        ("a chunk below zero", chunked(&whole().replacen("18", "-1", 1)), &["400"]),
        (
            "a chunk beyond numbers",
            chunked(&whole().replacen("18", "FFFFFFFFFFFFFFFFF", 1)),
            &["400"],
        ),
        (
            "a chunk that is longer than it says",
            chunked(&whole().replacen("18", "10", 1)),
            &["400"],
        ),
    ]
}

/// Heads of something else.
fn heads() -> Vec<Case> {
    vec![
        ("no host", "GET /health/live HTTP/1.1\r\n\r\n".into(), &["400"]),
        ("two hosts", get("Host: y\r\n"), &["400"]),
        (
            "an address of another host",
            get("").replacen("/health", "http://other.example/health", 1),
            &["200", "404"],
        ),
        ("a proxy wanted", "CONNECT other.example:80 HTTP/1.1\r\nHost: x\r\n\r\n".into(), &["404"]),
        (
            "another protocol offered",
            get("Connection: Upgrade\r\nUpgrade: h2c\r\n"),
            &["200", "404"],
        ),
        ("HTTP 0.9", "GET /health/live\r\n\r\n".into(), &["400"]),
        ("HTTP 2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into(), &["400"]),
        ("TLS", format!("\x16\x03\x01{}\r\n\r\n", "\0".repeat(160)), &["400"]),
        ("a method of no letters", "G\x01T / HTTP/1.1\r\nHost: x\r\n\r\n".into(), &["400"]),
    ]
}

/// What is too much, and what is no text.
fn sizes() -> Vec<Case> {
    vec![
        ("headers without number", get(&"X-A: b\r\n".repeat(120)), &["431"]),
        ("a header without end", format!("{GET}X-A: {}", "a".repeat(1_000_000)), &["431"]),
        (
            "an address that is long",
            get("").replacen("live", &format!("live?{}", "a".repeat(30_000)), 1),
            &["414", "404"],
        ),
        ("an address without end", get("").replacen("live", &"a".repeat(70_000), 1), &["400"]),
        (
            "a path of no text",
            get("").replacen("/health/live", "/v1/units/%FF%00%ZZ", 1),
            &["404", "404"],
        ),
        (
            "a query of no text",
            get("").replacen("/health/live", "/v1/units?unit=%FF", 1),
            &["400", "404"],
        ),
        (
            "NUL in a query",
            get("").replacen("/health/live", "/v1/units?unit=%00", 1),
            &["400", "404"],
        ),
        (
            "a way out of the folder",
            get("").replacen("/health/live", "/assets/..%2f..%2fetc%2fpasswd", 1),
            &["404", "404"],
        ),
        (
            "a body where none is wanted",
            format!("{}hello", get("Content-Length: 5\r\n")),
            &["200", "404"],
        ),
        (
            "a body that is long",
            post("Content-Length: 100000\r\n", &"a".repeat(100_000)),
            &["413", "404"],
        ),
        ("chunks without end", chunked(&format!("100000\r\n{}", "a".repeat(0x10_0000))), &["413"]),
        (
            "a coded body",
            post("Content-Encoding: gzip\r\nContent-Length: 24\r\n", BODY),
            &["415", "404"],
        ),
        (
            "another alphabet",
            post("Content-Length: 24\r\n", BODY).replacen("json", "json; charset=utf-16", 1),
            &["415", "404"],
        ),
        (
            "qualities without number",
            get(&format!("Accept-Encoding: {}\r\n", "gzip;q=9,".repeat(2_000))),
            &["200", "404"],
        ),
    ]
}

#[test]
fn a_request_is_one_request_or_none() {
    let server = Server::start(&filled(), &["--rate=0"]);
    let before = server.memory();
    for (name, request, expected) in [lengths(), lines(), chunks(), heads(), sizes()].concat() {
        let asked = Instant::now();
        let answer = told(server.connect(), format!("{request}{SMUGGLED}").as_bytes());
        let found = statuses(&answer);
        assert!(found.starts_with(&expected[..1]), "{name}: {found:?}\n{answer}");
        // A server that resets may do so before its answer is read; never is there one too many.
        assert!(found.len() <= expected.len(), "{name}: {found:?}\n{answer}");
        assert!(expected.ends_with(&found[found.len() - 1..]), "{name}: {found:?}\n{answer}");
        assert!(asked.elapsed() < PATIENCE && answer.len() < 8 * 1024, "{name}");
    }
    lives(&server);
    assert!(server.memory() < before + MAX_GROWTH);
}

#[test]
fn requests_in_a_row_are_answered_in_their_order() {
    let server = Server::start(&filled(), &["--rate=0"]);
    let row: Vec<String> = (0..200)
        .map(|n| {
            format!("GET /v1/units/no-{n} HTTP/1.1\r\nHost: x\r\nX-Request-Id: n-{n}-\r\n\r\n")
        })
        .collect();
    let answer = told(server.connect(), format!("{}{SMUGGLED}", row.concat()).as_bytes());
    let found = statuses(&answer);
    assert_eq!(found.len(), 201);
    assert!(found.iter().all(|status| *status == "404"));
    let ids = answer.split("x-request-id: n-").skip(1).map(|rest| rest.split('-').next().unwrap());
    assert!(ids.eq((0..200).map(|n| n.to_string())));
}

#[test]
fn those_who_say_nothing_keep_nobody_waiting_and_are_cut() {
    let server = Server::start(&filled(), &["--rate=0"]);
    let before = server.memory();
    // Half of them never speak, others stop in a head, in a body, or after an answer.
    let said = [
        String::new(),
        String::new(),
        GET.to_owned(),
        format!("{POST}Content-Length: 50\r\n\r\n{{"),
    ];
    let silent: Vec<TcpStream> = (0..400)
        .map(|n: usize| {
            let mut stream = server.connect();
            stream.write_all(said[n % said.len()].as_bytes()).unwrap();
            stream
        })
        .collect();
    for _ in 0..20 {
        lives(&server);
    }
    assert!(server.memory() < before + MAX_GROWTH);
    let begun = Instant::now();
    for mut stream in silent {
        let mut answer = String::new();
        match stream.read_to_string(&mut answer) {
            Ok(_) => assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    lives(&server);
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let server = Server::unread(&filled(), &["--rate=0", "--metrics-address", &free]);
    let row =
        format!("GET /health/live?{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(500)).repeat(500);
    for _ in 0..12 {
        let answer = told(server.connect(), format!("{row}{SMUGGLED}").as_bytes());
        assert_eq!(statuses(&answer).len(), 501);
    }
    lives(&server);
    let counts = super::seeing::scrape(&free);
    let lost = counts.lines().find_map(|l| l.strip_prefix("kuntavaaka_log_lines_lost_total "));
    assert!(lost.unwrap().parse::<u64>().unwrap() > 500, "{counts}");
    let told_to_end = Instant::now();
    assert!(server.end("-TERM").success());
    assert!(told_to_end.elapsed() < Duration::from_secs(5), "{:?}", told_to_end.elapsed());
}

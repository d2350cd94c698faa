//! Clients that mean harm, over a network: each gets the answer it should or is closed, and the
//! service goes on for others. Requests that are none stand in `malformed`; what is asked of GraphQL to
//! hurt stands in `graphql/attacks`.

mod malformed;

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

#[test]
fn a_request_is_one_request_or_none() {
    let server = Server::start(&filled(), &["--rate=0"]);
    let before = server.memory();
    for (name, request, expected) in malformed::cases() {
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

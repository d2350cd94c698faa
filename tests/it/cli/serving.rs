//! Serving over a network.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::{fail, run};
use crate::support::{Server, TestDb, facts, on_both};

pub fn filled() -> TestDb {
    let database = TestDb::sqlite();
    database.writer().import(&facts::small(), facts::NOW).unwrap();
    database
}

#[test]
fn serving_says_where_in_one_line_and_ends_gracefully() {
    for signal in ["-TERM", "-INT"] {
        let database = filled();
        let server = Server::start(&database, &[]);
        assert!(server.line.starts_with("Kuntavaaka serves release "), "{}", server.line);
        assert!(server.line.contains("http://127.0.0.1:") && server.line.contains("/graphql"));
        let answer = server.get("/v1/units?first=2");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.contains("http://kunta.example/v1/units?first=2&after="), "{answer}");
        let body = "{\"query\":\"{units{totalCount}}\"}";
        let answer = server.ask(&format!(
            "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ));
        assert!(answer.contains("{\"data\":{\"units\":{\"totalCount\":6}}"), "{answer}");
        assert!(server.end(signal).success(), "{signal}");
    }
}

#[test]
fn the_first_start_fills_an_empty_database_and_the_second_only_reads_it() {
    on_both(|database| {
        let server = Server::start(database, &["serve"]);
        let first = server.line.clone();
        let answer = server.get("/v1/documents");
        assert!(answer.contains("\"totalCount\":5"), "{answer}");
        assert!(server.end("-TERM").success());
        let started = Instant::now();
        let server = Server::start(database, &["serve", "--public-url", "https://kunta.example/"]);
        assert!(started.elapsed() < Duration::from_secs(5));
        let release = |line: &str| line.split(' ').nth(3).unwrap().to_owned();
        assert_eq!(release(&server.line), release(&first));
        assert!(server.get("/v1").contains("\"https://kunta.example/v1/units\""));
    });
}

#[test]
fn other_addresses_can_be_served_on() {
    let database = filled();
    for host in ["0.0.0.0", "::1"] {
        if host == "::1" && std::net::TcpListener::bind("[::1]:0").is_err() {
            println!("skipped: there is no IPv6 here");
            continue;
        }
        let server = Server::start(&database, &["--host", host]);
        assert!(server.get("/health/ready").contains("\"ready\""), "{host}");
    }
}

#[test]
fn health_tells_whether_a_server_is_ready_and_if_not_why() {
    let home = std::env::temp_dir();
    let server = Server::start(&filled(), &[]);
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let ready = run(&home, &["--port", &port, "health"]);
    assert!(ready.status.success());
    assert!(String::from_utf8(ready.stdout).unwrap().contains("\"ready\""));
    drop(server);
    assert!(fail(&home, &["--port", &port, "health"], 1).contains("does not answer"));
    let empty = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = empty.local_addr().unwrap().port().to_string();
    std::thread::spawn(move || {
        let mut stream = empty.accept().unwrap().0;
        let _head = stream.read(&mut [0; 1_024]).unwrap();
        let body = "{\"status\":503,\"detail\":\"import something\"}";
        write!(stream, "HTTP/1.1 503 Service Unavailable\r\n\r\n{body}").unwrap();
    });
    let line = fail(&home, &["--port", &port, "health"], 1);
    assert!(
        line.contains("is not ready: HTTP/1.1 503 Service Unavailable: import something"),
        "{line}"
    );
}

#[test]
fn a_port_in_use_is_told_and_the_database_is_left_alone() {
    let database = filled();
    let server = Server::start(&database, &[]);
    let port = server.address.rsplit(':').next().unwrap();
    let line = fail(&std::env::temp_dir(), &["--database", &database.url, "--port", port], 7);
    assert!(line.contains(port) && line.contains("in use"), "{line}");
    assert!(server.get("/health/live").contains("live"));
    let line =
        fail(&std::env::temp_dir(), &["--database", &database.url, "--host", "192.0.2.1"], 7);
    assert!(line.contains("192.0.2.1"), "{line}");
}

#[test]
fn slow_and_broken_requests_are_cut() {
    let database = filled();
    let server = Server::start(&database, &[]);
    let mut slow = server.connect();
    slow.write_all(b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{").unwrap();
    let mut head = server.connect();
    head.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    for (request, status) in [
        ("GET /v1/units HTTP/1.1\r\n\r\n", "400"),
        ("nonsense\r\n\r\n", "400"),
        ("GET /%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "4"),
        (
            "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            "400",
        ),
    ] {
        let answer = server.ask(request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{request}: {answer}");
    }
    let nested = "[".repeat(5_000);
    let body = format!("{{\"query\":\"{{a(b:{nested}\"}}");
    let answer = server.ask(&format!(
        "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(answer.contains("query_too_large"), "{answer}");
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let mut answer = String::new();
    let _closed = head.read_to_string(&mut answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(server.get("/health/live").contains("live"));
}

#[test]
fn a_client_that_asks_too_much_is_refused_over_the_network() {
    let database = filled();
    let server = Server::start(&database, &["--rate", "1", "--burst", "3"]);
    let statuses: Vec<String> =
        (0..5).map(|_| server.get("/openapi.json").chars().skip(9).take(3).collect()).collect();
    assert_eq!(statuses[..3], ["200", "200", "200"]);
    assert!(statuses[3..].contains(&"429".to_owned()), "{statuses:?}");
    assert!(server.get("/health/ready").starts_with("HTTP/1.1 200"));
    let server =
        Server::start(&database, &["--rate=1", "--burst=1", "--trusted-proxy=127.0.0.0/8,::1"]);
    for (visitor, status) in [(1, "200"), (2, "200"), (1, "429"), (3, "200")] {
        let answer = server.ask(&format!(
            "GET /openapi.json HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.{visitor}\r\nConnection: close\r\n\r\n"
        ));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{visitor}: {answer}");
    }
    let refused = run(&std::env::temp_dir(), &["--trusted-proxy=10.0.0.0/99"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(told.contains("10.0.0.0/99") && told.contains("range of addresses"), "{told}");
}

#[test]
fn slow_clients_keep_no_room_from_others() {
    let database = filled();
    let server = Server::start(&database, &["--at-once=1", "--waiting=0"]);
    let head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{";
    let slow: Vec<_> = (0..8)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(head).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.get("/v1/units").starts_with("HTTP/1.1 200"));
    drop(slow);
}

#[test]
fn who_publishes_and_whom_to_ask_is_configured() {
    let database = filled();
    let server = Server::start(&database, &[]);
    let of_the_project = server.get("/catalog.ttl");
    assert!(of_the_project.contains("foaf:name \"The Kuntavaaka project\""), "{of_the_project}");
    assert!(of_the_project.contains("vcard:hasURL <http://kunta.example/>"), "{of_the_project}");
    let odd = server.ask("GET /catalog.ttl HTTP/1.1\r\nHost: a<b\r\nConnection: close\r\n\r\n");
    assert!(odd.contains("malformed_request"), "{odd}");
    let server = Server::start(
        &database,
        &[
            "--public-url=https://data.example/",
            "--publisher-name=Esimerkin kunta",
            "--publisher-kind=LocalAuthority",
            "--publisher-url=https://esimerkki.example",
            "--contact-email=data@esimerkki.example",
        ],
    );
    let configured = server.get("/catalog.ttl");
    for said in [
        "<https://data.example/dataset/budget-lines> a dcat:Dataset",
        "foaf:name \"Esimerkin kunta\"",
        "publishertype/LocalAuthority",
        "foaf:homepage <https://esimerkki.example>",
        "vcard:hasEmail <mailto:data@esimerkki.example>",
    ] {
        assert!(configured.contains(said), "{said}: {configured}");
    }
    let tag = |answer: &str| answer.lines().find(|l| l.starts_with("etag:")).unwrap().to_owned();
    assert_ne!(tag(&configured), tag(&of_the_project));
    let package = server.get("/api/3/action/package_show?id=kuntavaaka");
    assert!(package.contains("\"maintainer_email\":\"data@esimerkki.example\""), "{package}");
    for (argument, part) in [
        ("--public-url=data.example", "public URL"),
        ("--public-url=https://data example", "public URL"),
        ("--publisher-url=ftp://data.example", "publisher URL"),
        ("--contact-url=/contact", "contact URL"),
        ("--contact-email=nobody", "contact e-mail"),
        ("--contact-email=a@b.example>", "contact e-mail"),
    ] {
        let line = fail(&std::env::temp_dir(), &["--database", &database.url, argument], 2);
        assert!(line.contains(part), "{line}");
    }
}

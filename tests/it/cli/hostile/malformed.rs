//! Requests that are not as they should be: in their lengths, lines, chunks, heads and sizes.

use super::{GET, POST};

const BODY: &str = "{\"query\":\"{__typename}\"}";

/// A request, and how it is answered: its statuses, with that of the request behind it.
pub type Case = (&'static str, String, &'static [&'static str]);

/// Everything of which a server could think that it is a request, or that there are two.
pub fn cases() -> Vec<Case> {
    [lengths(), lines(), chunks(), heads(), sizes()].concat()
}

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

//! REST: every address gets an answer that says what it is, and the same one again, also where
//! answers are kept.

use actix_web::http::{Method, Uri};
use actix_web::test::TestRequest;
use kuntavaaka::api::problem::{Code, MEDIA_TYPE};

use super::service::{Answer, ask, ask_anew};

/// Headers that a question may have.
const HEADERS: [&str; 4] = ["accept", "accept-language", "range", "if-none-match"];
/// Codes of a service that fails.
const NEVER: [Code; 2] = [Code::Internal, Code::DatabaseUnavailable];

/// A line that asks for the head of the answer before.
const HEAD: &[u8] = b"head";

/// The first line is a path with its query string; lines below it may be headers.
pub fn hold(data: &[u8]) {
    let mut lines = data.split(|byte| *byte == b'\n');
    let path = address(lines.next().unwrap_or_default());
    if path.parse::<Uri>().is_err() || path.starts_with("//") {
        return;
    }
    let lines: Vec<&[u8]> = lines.take(HEADERS.len() + 1).collect();
    let headers: Vec<_> = lines.iter().filter_map(|line| header(line)).collect();
    let question =
        || headers.iter().fold(TestRequest::with_uri(&path), |q, h| q.append_header(h.clone()));
    if lines.contains(&HEAD) {
        let head = ask(question().method(Method::HEAD));
        assert!((200..500).contains(&head.status), "HEAD {path}: {}", head.status);
    }
    let answer = ask(question());
    is_an_answer(&path, &answer);
    is_the_same(&path, &answer, &ask_anew(question()));
    if answer.status == 200 {
        is_the_same(&path, &answer, &ask(question()));
    }
    if answer.status == 200 && headers.is_empty() {
        leads_on(&path, &answer);
    }
}

/// An address of ASCII: what cannot stand in one is percent-encoded.
fn address(line: &[u8]) -> String {
    let begin = if line.starts_with(b"/") { "" } else { "/" };
    line.iter().fold(begin.to_owned(), |address, byte| match byte {
        b'!'..=b'~' if !b"\"#<>\\^`{|}".contains(byte) => address + &char::from(*byte).to_string(),
        _ => format!("{address}%{byte:02X}"),
    })
}

fn header(line: &[u8]) -> Option<(&'static str, String)> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(": ")?;
    let known = HEADERS.into_iter().find(|known| *known == name)?;
    value.bytes().all(|b| (b' '..=b'~').contains(&b)).then(|| (known, value.to_owned()))
}

fn is_an_answer(path: &str, answer: &Answer) {
    assert!((200..500).contains(&answer.status), "{path}: {}", answer.status);
    let media_type = answer.header("content-type");
    if answer.status == 304 || answer.body.is_empty() {
        return;
    }
    assert!(!media_type.is_empty(), "{path} does not say what it is");
    if media_type == MEDIA_TYPE {
        let problem = answer.json();
        assert_eq!(problem["status"], answer.status, "{path}");
        let code = problem["code"].as_str().expect("a code");
        let known = Code::ALL.iter().find(|known| known.as_str() == code).expect("a known code");
        assert!(!NEVER.contains(known), "{path}: {problem}");
    } else if media_type.starts_with("application/json") && answer.status != 206 {
        let body = answer.json();
        // Those of CKAN have a code of their own.
        let success = body["success"].as_bool().unwrap_or(answer.status < 400);
        assert_eq!(success, answer.status < 400, "{path}");
    } else if !media_type.starts_with("text/html") {
        assert!(answer.status < 400 || path.starts_with("/graphql"), "{path}: {media_type}");
    }
}

/// The same question has the same answer, whether it was kept or not.
fn is_the_same(path: &str, answer: &Answer, again: &Answer) {
    assert_eq!(again.status, answer.status, "{path} has two answers");
    assert_eq!(again.body, answer.body, "{path} has two answers");
    for name in ["content-type", "etag", "cache-control", "vary", "link"] {
        assert_eq!(again.header(name), answer.header(name), "{name} of {path}");
    }
}

/// A client that has the answer is told so, and a list goes on.
fn leads_on(path: &str, answer: &Answer) {
    let tag = answer.header("etag");
    if !tag.is_empty() {
        let again = ask(TestRequest::with_uri(path).insert_header(("if-none-match", tag)));
        assert_eq!(again.status, 304, "{path}");
    }
    if answer.header("content-type") == "application/json"
        && let Some(next) = answer.json()["next"].as_str()
    {
        let next = next.trim_start_matches("http://data.example");
        assert_eq!(ask(TestRequest::with_uri(next)).status, 200, "{next} after {path}");
    }
}

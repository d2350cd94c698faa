//! What keeps one client from taking the service from all others.

use std::net::SocketAddr;
use std::time::Duration;

use kuntavaaka::api::Faces;
use kuntavaaka::api::protect::Protection;
use kuntavaaka::api::service::Service;
use kuntavaaka::store::Access;
use serde_json::json;

use crate::support::{Answer, Client, TestDb, facts};

const PREFLIGHT: &[(&str, &str)] =
    &[("origin", "https://page.example"), ("access-control-request-method", "GET")];

fn protected(database: &TestDb, protection: &Protection) -> Client {
    database.writer().import(&facts::small(), facts::NOW).unwrap();
    let store = database.open(Access::ReadOnly);
    let faces = Faces::new(store.clone(), Service::default()).with_protection(protection);
    Client::of_faces(faces, store)
}

fn three_at_once() -> Protection {
    Protection { rate: 1, burst: Some(3), ..Protection::default() }
}

fn from(host: u8) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, host], 4711))
}

#[test]
fn a_client_that_asks_too_much_is_told_when_to_go_on() {
    let database = TestDb::sqlite();
    let mut client = protected(&database, &three_at_once());
    client.peer = Some(from(1));
    for left in [2, 1, 0] {
        let answer = client.get("/v1/units");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=3;w=3");
        assert!(answer.header("ratelimit").starts_with(&format!("\"default\";r={left};t=")));
    }
    let origin = [("origin", "https://page.example")];
    for path in ["/v1/units", "/", "/nowhere", "/graphql?query={__typename}", "/openapi.json"] {
        let refused = client.send("GET", path, &origin, &[]);
        assert_eq!((refused.status, refused.problem().as_str()), (429, "quota_exceeded"), "{path}");
        assert_eq!(
            (refused.header("retry-after"), refused.json()["instance"].is_string()),
            ("1", true)
        );
        assert_eq!(refused.header("ratelimit"), "\"default\";r=0;t=3");
        assert_eq!(refused.header("cache-control"), "no-store");
        assert_eq!(refused.header("access-control-allow-origin"), "*");
        let exposed = refused.header("access-control-expose-headers").to_lowercase();
        assert!(exposed.contains("ratelimit-policy") && exposed.contains("retry-after"));
    }
    assert_eq!(client.post("{__typename}", &json!({})).problem(), "quota_exceeded");
    for path in ["/health/live", "/health/ready"] {
        let answer = client.get(path);
        assert_eq!((answer.status, answer.header("ratelimit")), (200, ""), "{path}");
    }
    assert_eq!(client.send("OPTIONS", "/v1/units", PREFLIGHT, &[]).status, 200);
    client.peer = Some(from(2));
    assert_eq!(client.get("/v1/units").status, 200);
}

#[test]
fn nobody_is_limited_where_the_rate_is_zero() {
    let database = TestDb::sqlite();
    let mut client = protected(&database, &Protection { rate: 0, ..three_at_once() });
    client.peer = Some(from(1));
    for _ in 0..20 {
        let answer = client.get("/openapi.json");
        assert_eq!((answer.status, answer.header("ratelimit-policy")), (200, ""));
    }
    assert!(client.rest("/v1/config")["limits"]["requestsPerSecond"].is_null());
}

#[test]
fn a_trusted_proxy_says_who_asks_and_others_are_not_believed() {
    let database = TestDb::sqlite();
    let trusted_proxies = vec!["192.0.2.1".parse().unwrap()];
    let mut client = protected(&database, &Protection { trusted_proxies, ..three_at_once() });
    let status = |client: &Client, told: &str| {
        client.send("GET", "/openapi.json", &[("x-forwarded-for", told)], &[]).status
    };
    client.peer = Some(from(1));
    for visitor in 0..5 {
        assert_eq!(status(&client, &format!("203.0.113.9, 198.51.100.{visitor}")), 200);
    }
    // What the visitor writes before what the proxy saw makes nobody another client.
    let spoofed: Vec<u16> =
        (0..4).map(|i| status(&client, &format!("203.0.113.{i}, 198.51.100.77"))).collect();
    assert_eq!(spoofed, [200, 200, 200, 429]);
    client.peer = Some(from(2));
    let spoofed: Vec<u16> = (0..4).map(|i| status(&client, &format!("198.51.100.{i}"))).collect();
    assert_eq!(spoofed, [200, 200, 200, 429]);
}

#[test]
fn what_is_more_than_the_service_can_answer_is_told_to_come_again() {
    let database = TestDb::sqlite();
    // Without answers in memory, where the others would wait for that of the first.
    let little = Protection { at_once: 1, waiting: 2, kept_bytes: 0, ..Protection::default() };
    let client = protected(&database, &little);
    let answers = client.at_the_same_time("/v1/units", 8);
    let of = |status| answers.iter().filter(|a| a.status == status).collect::<Vec<&Answer>>();
    // One is worked on and two wait; who comes when one of them has gone is let in too.
    assert!(of(200).len() >= 3 && !of(503).is_empty() && of(200).len() + of(503).len() == 8);
    for answer in of(503) {
        assert_eq!((answer.problem().as_str(), answer.header("retry-after")), ("overloaded", "5"));
    }
    assert_eq!(client.get("/v1/units").status, 200);
    // What asks nothing needs no room.
    let tag = client.get("/v1/units").header("etag").to_owned();
    let known = client.send("GET", "/v1/units", &[("if-none-match", &tag)], &[]);
    assert_eq!(known.status, 304);
    assert_eq!(client.post("{units{totalCount}}", &json!({})).status, 200);
}

#[test]
fn equal_questions_at_the_same_time_are_one_question_to_the_database() {
    let database = TestDb::sqlite();
    let little = Protection { at_once: 1, waiting: 0, ..Protection::default() };
    let client = protected(&database, &little);
    let statements = |path, times| {
        let before = client.store.statements();
        let answers = client.at_the_same_time(path, times);
        let first = &answers[0];
        assert!(answers.iter().all(|a| (a.status, &a.body) == (200, &first.body)), "{path}");
        client.store.statements() - before
    };
    client.get("/v1/units?first=3");
    let alone = statements("/v1/units?first=1", 1);
    assert!(alone > 0);
    assert_eq!(statements("/v1/units?first=2", 8), alone);
    // What is refused is kept for nobody: each is told.
    let refused = client.at_the_same_time("/v1/units?first=0", 8);
    assert!(refused.iter().all(|a| a.status == 422 || a.status == 503), "{refused:?}");
}

#[test]
fn a_question_that_takes_too_long_is_given_up() {
    let database = TestDb::sqlite();
    let hurried = Protection { request_time: Duration::ZERO, ..Protection::default() };
    let client = protected(&database, &hurried);
    for path in ["/v1/units", "/v1/units?format=csv", "/catalog.ttl", "/"] {
        let answer = client.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (503, "query_timeout"), "{path}");
        assert_eq!(answer.header("retry-after"), "5");
    }
}

#[test]
fn the_limits_are_published() {
    let database = TestDb::sqlite();
    let limits = protected(&database, &three_at_once()).rest("/v1/config")["limits"].clone();
    assert_eq!((&limits["requestsPerSecond"], &limits["requestsAtOnce"]), (&json!(1), &json!(3)));
    assert_eq!(limits["requestSeconds"], 30);
    let room = ["workedOnAtOnce", "waitingAtOnce", "waitingSeconds"].map(|name| &limits[name]);
    assert_eq!(room, [&json!(16), &json!(256), &json!(2)]);
    let exports = ["exportsAtOnce", "exportSeconds", "exportUnreadSeconds"].map(|n| &limits[n]);
    assert_eq!(exports, [&json!(3), &json!(600), &json!(30)]);
}

#[test]
fn another_room_for_requests_is_another_answer_about_it() {
    let database = TestDb::sqlite();
    let client = protected(&database, &Protection::default());
    let tag = client.get("/v1/config").header("etag").to_owned();
    for other in [
        Protection { at_once: 5, ..Protection::default() },
        Protection { waiting: 7, ..Protection::default() },
    ] {
        let client = protected(&database, &other);
        let answer = client.send("GET", "/v1/config", &[("if-none-match", &tag)], &[]);
        assert_eq!(answer.status, 200);
        let limits = answer.json()["limits"].clone();
        let told = [&limits["workedOnAtOnce"], &limits["waitingAtOnce"]];
        assert_eq!(told, [&json!(other.at_once), &json!(other.waiting)]);
    }
    assert_eq!(client.send("GET", "/v1/config", &[("if-none-match", &tag)], &[]).status, 304);
}

/// Addresses of every kind, with the status that each answers.
fn addresses(client: &Client) -> Vec<(String, u16)> {
    let described = client.rest("/openapi.json");
    let paths = described["paths"].as_object().unwrap().keys();
    let mut addresses: Vec<String> = paths.map(|p| p.replace("{id}", "kemijarvi")).collect();
    let page = client.send("GET", "/", &[("accept", "text/html")], &[]).text();
    let assets = page.split('"').filter(|part| part.starts_with("/assets/"));
    addresses.extend(assets.map(str::to_owned));
    addresses.extend(
        ["/", "/docs", "/graphiql", "/nowhere", "/v1/units.csv", "/v1/units.xlsx", "/v1/units?x=1"]
            .map(str::to_owned),
    );
    addresses.push("/graphql?query={__typename}".to_owned());
    addresses.push(format!("/v1/units?q={}", "a".repeat(30_000)));
    addresses.into_iter().map(|a| (a.clone(), client.get(&a).status)).collect()
}

#[test]
fn every_answer_tells_browsers_what_they_may_not_do_with_it() {
    let database = TestDb::sqlite();
    let client = protected(&database, &Protection { rate: 0, ..three_at_once() });
    let mut statuses = std::collections::BTreeSet::new();
    for (address, status) in addresses(&client) {
        statuses.insert(status);
        for (method, accept) in [("GET", "*/*"), ("GET", "text/html"), ("PUT", "*/*")] {
            shielded(&client.send(method, &address, &[("accept", accept)], &[]), &address);
        }
    }
    for status in [200, 400, 404, 414] {
        assert!(statuses.contains(&status), "{statuses:?}");
    }
    let tag = client.get("/v1/units").header("etag").to_owned();
    shielded(&client.send("GET", "/v1/units", &[("if-none-match", &tag)], &[]), "304");
    shielded(&client.send("OPTIONS", "/v1/units", PREFLIGHT, &[]), "a preflight");
    shielded(&client.post("{", &json!({})), "a query that is none");
}

fn shielded(answer: &Answer, address: &str) {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{address}: {policy}");
    let is_drawing = answer.header("content-type").starts_with("image/svg+xml");
    let is_chart = is_drawing && address.starts_with("/v1/");
    let frames = if is_chart { "frame-ancestors *" } else { "frame-ancestors 'none'" };
    assert!(policy.contains(frames), "{address}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{address}");
    }
    if answer.header("content-type").starts_with("text/html") {
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{address}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{address}");
    }
}

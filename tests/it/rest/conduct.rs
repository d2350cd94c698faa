//! The manners of HTTP: methods, media types, conditional reading, compression, other origins.

use crate::support::{Client, TestDb};

#[test]
fn other_methods_are_refused_with_those_allowed() {
    let client = Client::of(&TestDb::sqlite());
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
        for path in ["/v1/units", "/v1/units/kemijarvi", "/", "/openapi.json", "/health/live"] {
            let answer = client.send(method, path, &[], b"");
            assert_eq!((answer.status, answer.problem().as_str()), (405, "method_not_allowed"));
            assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS", "{method} {path}");
        }
    }
    let answer = client.send("DELETE", "/graphql", &[], b"");
    assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, POST, OPTIONS"));
}

#[test]
fn head_answers_like_get_and_options_says_what_is_allowed() {
    let client = Client::of(&TestDb::sqlite());
    for path in ["/v1/units", "/v1/units?first=0", "/v1/units/nowhere", "/", "/schema.graphql"] {
        let (head, get) = (client.send("HEAD", path, &[], b""), client.get(path));
        assert_eq!(head.status, get.status, "{path}");
        for name in ["content-type", "etag", "cache-control", "link"] {
            assert_eq!(head.header(name), get.header(name), "{path}");
        }
    }
    let options = client.send("OPTIONS", "/v1/units", &[], b"");
    assert_eq!((options.status, options.header("allow")), (204, "GET, HEAD, OPTIONS"));
    let options = client.send("OPTIONS", "/graphql", &[], b"");
    assert_eq!((options.status, options.header("allow")), (204, "GET, HEAD, POST, OPTIONS"));
}

#[test]
fn a_single_resource_is_spoken_of_in_json_alone() {
    let client = Client::of(&TestDb::sqlite());
    for (accept, status) in [
        ("application/json", 200),
        ("*/*", 200),
        ("application/*", 200),
        ("text/html, application/xhtml+xml, */*;q=0.8", 200),
        ("application/json; charset=utf-8", 200),
        ("text/csv", 406),
        ("text/*", 406),
        ("application/json;q=0, */*", 406),
    ] {
        let answer = client.send("GET", "/v1/units/kemijarvi", &[("accept", accept)], b"");
        assert_eq!(answer.status, status, "{accept}");
        if status == 406 {
            assert_eq!(answer.problem(), "not_acceptable");
        }
    }
    assert_eq!(client.get("/schema.graphql").header("content-type"), "text/plain; charset=utf-8");
}

#[test]
fn what_a_client_has_already_is_not_sent_again() {
    let client = Client::of(&TestDb::sqlite());
    let first = client.get("/v1/units");
    let tag = first.header("etag");
    assert!(tag.starts_with('"'), "{tag}");
    assert_eq!(first.header("cache-control"), "public, max-age=300");
    let before = client.store.statements();
    let again = client.send("GET", "/v1/units", &[("if-none-match", tag)], b"");
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag));
    let asked = client.store.statements() - before;
    assert!(asked <= 4, "{asked} statements for a release");
    let weak = format!("\"x\", W/{tag}");
    assert_eq!(client.send("GET", "/v1/units", &[("if-none-match", &weak)], b"").status, 304);
    for (path, header) in
        [("/v1/units?first=5", ("accept", "*/*")), ("/v1/units", ("accept-language", "sv"))]
    {
        let other = client.send("GET", path, &[("if-none-match", tag), header], b"");
        assert_eq!(other.status, 200);
    }
    let error = client.get("/v1/units?first=0");
    assert_eq!((error.header("etag"), error.header("cache-control")), ("", "no-store"));
}

#[test]
fn a_compressed_answer_has_a_weak_tag() {
    let client = Client::of(&TestDb::sqlite());
    for encoding in ["gzip", "br"] {
        let answer = client.send("GET", "/v1/units", &[("accept-encoding", encoding)], b"");
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.header("etag").starts_with("W/\""));
        let vary: Vec<_> =
            answer.headers.get_all("vary").map(|v| v.to_str().unwrap().to_lowercase()).collect();
        assert!(
            vary.join(",").contains("accept-encoding")
                && vary.join(",").contains("accept-language")
        );
    }
}

#[test]
fn any_page_on_the_web_may_read() {
    let client = Client::of(&TestDb::sqlite());
    for path in ["/v1/units", "/v1/units?first=0", "/nothing", "/graphql?query=%7B__typename%7D"] {
        let answer = client.send("GET", path, &[("origin", "https://page.example")], b"");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    let preflight = client.send(
        "OPTIONS",
        "/graphql",
        &[
            ("origin", "https://page.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ],
        b"",
    );
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    assert!(preflight.header("access-control-allow-headers").contains("content-type"));
}

#[test]
fn an_address_that_is_too_long_is_refused() {
    let client = Client::of(&TestDb::sqlite());
    let answer = client.get(&format!("/v1/units?q={}", "a".repeat(30_000)));
    assert_eq!((answer.status, answer.problem().as_str()), (414, "address_too_long"));
}

#[test]
fn a_database_that_does_not_answer_is_told_with_when_to_try_again() {
    let database = TestDb::sqlite();
    drop(Client::of(&database));
    let options = kuntavaaka::store::Options {
        max_connections: 1,
        connection_timeout: std::time::Duration::from_millis(50),
        ..kuntavaaka::store::Options::default()
    };
    let access = kuntavaaka::store::Access::ReadOnly;
    let store = kuntavaaka::query::Store::open_with(&database.url, access, &options).unwrap();
    let client = Client::over(store);
    let held = client.store.session().unwrap();
    for path in ["/v1/units", "/health/ready"] {
        let answer = client.send("GET", path, &[("origin", "https://page.example")], b"");
        assert_eq!((answer.status, answer.problem().as_str()), (503, "database_unavailable"));
        assert_eq!(answer.header("retry-after"), "5");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.json()["instance"], path);
    }
    assert_eq!(client.get("/health/live").status, 200);
    assert_eq!(client.refusal("{ units { totalCount } }"), "database_unavailable");
    drop(held);
    assert_eq!(client.get("/v1/units").status, 200);
}

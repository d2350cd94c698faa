//! The manners of HTTP: methods, media types, conditional reading, compression, other origins.

use std::time::Instant;

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
fn every_address_takes_get_head_and_options_and_nothing_else() {
    let client = Client::of(&TestDb::sqlite());
    let described = client.rest("/openapi.json");
    for path in described["paths"].as_object().unwrap().keys() {
        let path = path.replace("{id}", "kemijarvi");
        let (head, get) = (client.send("HEAD", &path, &[], b""), client.get(&path));
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("etag"), get.header("etag"), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        let options = client.send("OPTIONS", &path, &[], b"");
        assert_eq!(
            (options.status, options.header("allow")),
            (204, "GET, HEAD, OPTIONS"),
            "{path}"
        );
        let put = client.send("PUT", &path, &[], b"");
        assert_eq!((put.status, put.problem().as_str()), (405, "method_not_allowed"), "{path}");
    }
}

#[test]
fn what_no_release_changes_is_kept_too() {
    let client = Client::of(&TestDb::sqlite());
    for path in ["/openapi.json", "/schema.graphql", "/graphql/documents"] {
        let tag = client.get(path).header("etag").to_owned();
        let again = client.send("GET", path, &[("if-none-match", &tag)], b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    assert_eq!(client.get("/health/ready").header("cache-control"), "no-store");
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
    let kept = first.header("cache-control");
    for part in ["public", "max-age=300", "s-maxage=300", "stale-while-revalidate=600"] {
        assert!(kept.split(", ").any(|p| p == part), "{kept}");
    }
    let again = client.send("GET", "/v1/units", &[("if-none-match", tag)], b"");
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag));
    assert_eq!((again.header("cache-control"), again.header("vary")), (kept, first.header("vary")));
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
fn a_client_is_told_that_it_has_an_answer_without_the_database_being_asked() {
    let client = Client::of(&TestDb::sqlite());
    let query = "/graphql?query=%7Bunits%7Bnodes%7Bname%20municipality%7Bname%7D%7D%7D%7D";
    for path in ["/v1/units", "/v1/units/kemijarvi", "/v1/units.csv", "/v1/config", query] {
        let tag = client.get(path).header("etag").to_owned();
        assert!(tag.starts_with('"'), "{path}: {tag}");
        let (begun, before) = (Instant::now(), client.store.statements());
        for method in ["GET", "HEAD"].repeat(20) {
            let again = client.send(method, path, &[("if-none-match", &tag)], b"");
            assert_eq!((again.status, again.header("etag")), (304, tag.as_str()), "{path}");
        }
        // One look at the release for each second, and a machine may be slow.
        let asked = client.store.statements() - before;
        assert!(asked <= begun.elapsed().as_secs(), "{asked} statements for {path}");
    }
}

#[test]
fn a_tag_is_of_the_release_that_the_answer_was_made_from() {
    let database = TestDb::sqlite();
    let client = Client::of(&database);
    let query = "/graphql?query=%7Bdataset%7Brelease%7D%7D";
    let tags = |had: &str| {
        ["/v1/dataset", query].map(|path| {
            let answer = client.send("GET", path, &[("if-none-match", had)], b"");
            (answer.status, answer.header("etag").to_owned(), answer.text())
        })
    };
    let first = tags("\"none\"");
    assert_eq!([first[0].0, first[1].0], [200, 200]);
    let mut facts = crate::support::facts::small();
    facts.documents.truncate(1);
    facts.documents[0].document.title.push_str(", toinen painos");
    database.writer().import(&facts, "2026-12-01T00:00:00Z").unwrap();
    // Whoever has no answer yet is told of the new release at once, and then nobody is told that
    // the old answer still stands.
    let second = tags("\"none\"");
    for (old, new) in first.iter().zip(&second) {
        assert!(old.2 != new.2 && old.1 != new.1, "{new:?}");
        assert_eq!(tags(&old.1).map(|t| t.0), [200, 200]);
        assert!(tags(&new.1).iter().any(|t| t.0 == 304));
    }
}

#[test]
fn an_answer_varies_by_what_its_address_leaves_open() {
    let client = Client::of(&TestDb::sqlite());
    for (path, vary) in [
        ("/v1/units", "Accept, Accept-Language"),
        ("/v1/units?language=sv", "Accept"),
        ("/v1/units?format=json", "Accept-Language"),
        ("/v1/units?format=json&language=sv", ""),
        ("/graphql?query=%7B__typename%7D&language=sv", "Accept, Accept-Language"),
    ] {
        assert_eq!(client.get(path).header("vary"), vary, "{path}");
    }
    let tag = client.get("/v1/units?language=sv").header("etag").to_owned();
    let headers = [("if-none-match", tag.as_str()), ("accept-language", "en")];
    assert_eq!(client.send("GET", "/v1/units?language=sv", &headers, b"").status, 304);
}

#[test]
fn every_address_refuses_a_body_that_is_too_long() {
    let client = Client::of(&TestDb::sqlite());
    for (method, path) in [
        ("GET", "/v1/units"),
        ("POST", "/v1/units"),
        ("PUT", "/v1/config"),
        ("GET", "/"),
        ("POST", "/nothing"),
        ("GET", "/graphql/documents"),
    ] {
        let answer = client.send(method, path, &[("content-length", "65537")], b"");
        assert_eq!((answer.status, answer.problem().as_str()), (413, "body_too_large"), "{path}");
    }
    let json = [("content-type", "application/json"), ("content-length", "70000")];
    assert_eq!(client.send("POST", "/graphql", &json, &vec![b' '; 70_000]).status, 413);
}

#[test]
fn a_value_longer_than_anything_it_could_name_is_refused() {
    let client = Client::of(&TestDb::sqlite());
    let answer = client.get(&format!("/v1/units?q={}", "%C3%A4".repeat(2_001)));
    assert_eq!((answer.status, answer.problem().as_str()), (400, "invalid_parameter"));
    assert_eq!(client.get(&format!("/v1/units?q={}", "%C3%A4".repeat(2_000))).status, 200);
    let many = vec!["kemijarvi"; 400].join(",");
    assert_eq!(client.get(&format!("/v1/units?municipality={many}")).status, 200);
}

#[test]
fn the_limits_that_config_states_are_those_that_hold() {
    let client = Client::of(&TestDb::sqlite());
    let config = client.rest("/v1/config");
    let limit = |name: &str| usize::try_from(config["limits"][name].as_u64().unwrap()).unwrap();
    for (within, name) in [(true, "maxFirst"), (false, "maxFirst")] {
        let first = limit(name) + usize::from(!within);
        let status = client.get(&format!("/v1/units?first={first}")).status;
        assert_eq!(status, if within { 200 } else { 422 });
    }
    let padding = limit("addressBytes") - "/v1/units?q=".len();
    assert_ne!(client.get(&format!("/v1/units?q={}", "a".repeat(padding))).status, 414);
    assert_eq!(client.get(&format!("/v1/units?q={}", "a".repeat(padding + 1))).status, 414);
    let long = (limit("bodyBytes") + 1).to_string();
    assert_eq!(client.send("GET", "/v1/units", &[("content-length", &long)], b"").status, 413);
    assert_eq!(config["release"], client.rest("/v1/dataset")["release"]);
    assert_eq!(config["licence"], client.rest("/v1/dataset")["licence"]);
    for (name, address) in config["addresses"].as_object().unwrap() {
        let path = address.as_str().unwrap().strip_prefix("http://data.example").unwrap();
        if name != "rest" && name != "graphql" {
            assert_eq!(client.get(path).status, 200, "{name}");
        }
    }
    for format in config["formats"].as_array().unwrap() {
        let code = format["format"].as_str().unwrap();
        let status = client.get(&format!("/v1/units?format={code}")).status;
        assert_eq!(status == 200, format["ofEveryList"] == true, "{code}");
    }
}

#[test]
fn a_compressed_answer_has_a_weak_tag() {
    let client = Client::of(&TestDb::sqlite());
    for encoding in ["gzip", "br", "zstd"] {
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

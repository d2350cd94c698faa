//! The manners of HTTP: methods, media types, limits, other origins.

use crate::support::{Client, TestDb, on_both};

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
fn a_database_without_a_release_is_not_ready_and_says_what_to_do() {
    on_both(|database| {
        let client = Client::over(database.writer());
        let answer = client.get("/health/ready");
        assert_eq!((answer.status, answer.problem().as_str()), (503, "database_unavailable"));
        assert_eq!(
            (answer.header("retry-after"), answer.header("cache-control")),
            ("5", "no-store")
        );
        let told = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(told.contains("no release") && told.contains("kuntavaaka import"), "{told}");
        assert_eq!(client.get("/health/live").status, 200);
    });
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

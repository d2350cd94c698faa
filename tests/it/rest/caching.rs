//! What caches may keep: tags, conditional reading, compression.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::support::{Client, TestDb};

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

/// Stores something else than the small facts, and waits until it is seen: answers that are kept
/// stand for a second.
fn import_another_release(database: &TestDb) {
    let mut facts = crate::support::facts::small();
    facts.documents.truncate(1);
    facts.documents[0].document.title.push_str(", toinen painos");
    database.writer().import(&facts, "2026-12-01T00:00:00Z").unwrap();
    std::thread::sleep(Duration::from_millis(1_100));
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
    import_another_release(&database);
    // Nobody is told any more that the old answer still stands.
    let second = tags("\"none\"");
    for (old, new) in first.iter().zip(&second) {
        assert!(old.2 != new.2 && old.1 != new.1, "{new:?}");
        assert_eq!(tags(&old.1).map(|t| t.0), [200, 200]);
        assert!(tags(&new.1).iter().any(|t| t.0 == 304));
    }
}

#[test]
fn every_answer_from_the_data_is_named_by_its_release() {
    let database = TestDb::sqlite();
    let client = Client::of(&database);
    let described = client.rest("/openapi.json");
    let paths = described["paths"].as_object().unwrap();
    let paths = paths.iter().filter(|(path, _)| path.starts_with("/v1/"));
    let mut addresses: Vec<String> = Vec::new();
    for (path, item) in paths {
        let path = path.replace("{id}", "kemijarvi");
        if !item["get"]["responses"]["200"]["content"]["text/csv"].is_null() {
            addresses.push(format!("{path}.csv"));
        }
        addresses.push(path);
    }
    let tags = || addresses.iter().map(|a| client.get(a)).map(|a| a.header("etag").to_owned());
    let before: Vec<String> = tags().collect();
    import_another_release(&database);
    let after: Vec<String> = tags().collect();
    assert!(before.iter().filter(|tag| !tag.is_empty()).count() > 20, "{before:?}");
    for (address, (before, after)) in addresses.iter().zip(before.iter().zip(&after)) {
        assert!(before != after || before.is_empty(), "{address} keeps its tag");
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
fn a_header_in_several_lines_is_another_question_than_its_first_line() {
    let client = Client::of(&TestDb::sqlite());
    let asked = |second| {
        let headers = [("accept", "image/png"), ("accept", second)];
        let answer = client.send("GET", "/v1/units", &headers, b"");
        (answer.header("content-type").to_owned(), answer.header("etag").to_owned())
    };
    let kinds = ["text/csv", "application/x-ndjson", "application/json"];
    let mut tags = BTreeSet::new();
    for kind in kinds.repeat(2) {
        let (content_type, tag) = asked(kind);
        assert!(content_type.starts_with(kind), "{kind}: {content_type}");
        tags.insert(tag);
    }
    assert_eq!(tags.len(), kinds.len(), "{tags:?}");
}

#[test]
fn what_is_kept_of_a_query_in_an_address_is_no_answer_to_a_body_without_one() {
    let client = Client::of(&TestDb::sqlite());
    let path = "/graphql?query=%7Bdataset%7Brelease%7D%7D";
    assert_eq!(client.get(path).status, 200);
    assert_eq!(client.send("POST", path, &[], b"").status, 415);
    let json = [("content-type", "application/json")];
    assert_eq!(client.send("POST", path, &json, b"").status, 400);
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
fn what_a_client_has_still_stands_while_the_database_does_not_answer() {
    let database = TestDb::sqlite();
    drop(Client::of(&database));
    let options = kuntavaaka::store::Options {
        max_connections: 1,
        connection_timeout: Duration::from_millis(50),
        ..kuntavaaka::store::Options::default()
    };
    let access = kuntavaaka::store::Access::ReadOnly;
    let client =
        Client::over(kuntavaaka::query::Store::open_with(&database.url, access, &options).unwrap());
    let tag = client.get("/v1/units").header("etag").to_owned();
    let held = client.store.session().unwrap();
    std::thread::sleep(Duration::from_millis(1_100));
    let had = [("if-none-match", tag.as_str())];
    assert_eq!(client.send("GET", "/v1/units", &had, b"").status, 304);
    assert_eq!(client.send("GET", "/v1/units?first=1", &had, b"").status, 503);
    drop(held);
    assert_eq!(client.send("GET", "/v1/units?first=1", &had, b"").status, 200);
}

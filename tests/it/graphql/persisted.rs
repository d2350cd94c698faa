//! Queries named by their digest, as Apollo's clients ask.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Answer, Client, TestDb, encoded};

const QUERY: &str = "{ units { totalCount } }";

fn digest(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

fn extensions(digest: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": digest } })
}

fn get(client: &Client, digest: &str, query: Option<&str>) -> Answer {
    let query = query.map(|q| format!("&query={}", encoded(q))).unwrap_or_default();
    let extensions = encoded(&extensions(digest).to_string());
    client.get(&format!("/graphql?extensions={extensions}{query}"))
}

fn post(client: &Client, body: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    client.send("POST", "/graphql", &json, body.to_string().as_bytes())
}

fn code(answer: &Answer) -> String {
    answer.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_query_that_is_not_kept_is_asked_for_in_the_words_that_clients_know() {
    let client = Client::of(&TestDb::sqlite());
    let by_post = post(&client, &json!({ "extensions": extensions(&digest(QUERY)) }));
    for answer in [get(&client, &digest(QUERY), None), by_post] {
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.json(),
            json!({ "errors": [{
                "message": "PersistedQueryNotFound",
                "extensions": { "code": "PERSISTED_QUERY_NOT_FOUND" },
            }] })
        );
        assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""));
    }
}

#[test]
fn a_query_is_kept_with_its_digest_and_then_known_by_get_and_post() {
    let client = Client::of(&TestDb::sqlite());
    let expected = client.graphql(QUERY);
    let sent = post(&client, &json!({ "query": QUERY, "extensions": extensions(&digest(QUERY)) }));
    assert_eq!(sent.json()["data"], expected);
    let known = get(&client, &digest(QUERY), None);
    assert_eq!((known.status, &known.json()["data"]), (200, &expected));
    assert!(known.header("cache-control").starts_with("public"));
    let by_post = post(&client, &json!({ "extensions": extensions(&digest(QUERY)) }));
    assert_eq!(by_post.json()["data"], expected);
    let path = format!("/graphql?extensions={}", encoded(&extensions(&digest(QUERY)).to_string()));
    let again = client.send("GET", &path, &[("if-none-match", known.header("etag"))], b"");
    assert_eq!(again.status, 304);
    let other = "{ dataset { licence } }";
    assert_eq!(get(&client, &digest(other), Some(other)).status, 200);
    assert_eq!(
        get(&client, &digest(other), None).json()["data"]["dataset"]["licence"],
        "CC-BY-4.0"
    );
}

#[test]
fn nothing_is_kept_under_a_digest_that_is_not_its_own() {
    let client = Client::of(&TestDb::sqlite());
    let poison = "{ dataset { licence } }";
    let answer = get(&client, &digest(QUERY), Some(poison));
    assert_eq!((answer.status, code(&answer).as_str()), (400, "persisted_query_mismatch"));
    let answer = get(&client, &digest(QUERY), None);
    assert_eq!(code(&answer), "PERSISTED_QUERY_NOT_FOUND");
    let version = json!({ "persistedQuery": { "version": 2, "sha256Hash": digest(QUERY) } });
    let answer = post(&client, &json!({ "query": QUERY, "extensions": version }));
    assert_eq!((answer.status, code(&answer).as_str()), (400, "malformed_request"));
}

#[test]
fn what_the_guards_refuse_is_not_kept() {
    let client = Client::of(&TestDb::sqlite());
    let bomb = format!("{{a{}}}", "(b:[".repeat(200));
    let answer = get(&client, &digest(&bomb), Some(&bomb));
    assert_eq!((answer.status, code(&answer).as_str()), (422, "query_too_large"));
    assert_eq!(code(&get(&client, &digest(&bomb), None)), "PERSISTED_QUERY_NOT_FOUND");
}

#[test]
fn answers_with_errors_are_not_kept_by_caches() {
    let client = Client::of(&TestDb::sqlite());
    let path = format!("/graphql?query={}", encoded("{ unit(id: \"nowhere\") { name } }"));
    let answer = client.get(&path);
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
}

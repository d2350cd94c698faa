//! GraphQL over HTTP, by the draft.

use serde_json::json;

use crate::support::{Answer, Client, TestDb};

const JSON: (&str, &str) = ("content-type", "application/json");
const DRAFT: (&str, &str) = ("accept", "application/graphql-response+json");
const LEGACY: (&str, &str) = ("accept", "application/json");

fn code(answer: &Answer) -> String {
    let body = answer.json();
    assert!(body.get("data").is_none(), "{body}");
    body["errors"][0]["extensions"]["code"].as_str().unwrap().to_owned()
}

fn post(client: &Client, headers: &[(&str, &str)], body: &str) -> Answer {
    client.send("POST", "/graphql", headers, body.as_bytes())
}

#[test]
fn refusals_have_the_statuses_of_the_draft_and_no_data() {
    let client = Client::of(&TestDb::sqlite());
    for (body, draft, legacy, told) in [
        ("{\"query\":\"{\"}", 400, 200, "graphql_syntax"),
        ("{\"query\":\"{nothing}\"}", 422, 200, "graphql_invalid"),
        ("{\"query\":\"query a{__typename} query b{__typename}\"}", 422, 200, "graphql_invalid"),
        (
            "{\"query\":\"query a{__typename}\",\"operationName\":\"c\"}",
            422,
            200,
            "graphql_invalid",
        ),
        (
            "{\"query\":\"query($n:Int!){units(first:$n){totalCount}}\",\"variables\":{\"n\":\"x\"}}",
            422,
            200,
            "graphql_invalid",
        ),
        ("{\"query\":\"mutation{a}\"}", 422, 200, "graphql_invalid"),
        ("{", 400, 400, "malformed_request"),
        ("", 400, 400, "malformed_request"),
        ("\"text\"", 400, 400, "malformed_request"),
        ("{}", 400, 400, "malformed_request"),
        ("{\"query\":7}", 400, 400, "malformed_request"),
        ("{\"query\":\"{__typename}\",\"variables\":[]}", 400, 400, "malformed_request"),
        ("{\"query\":\"{__typename}\",\"extensions\":7}", 400, 400, "malformed_request"),
        ("[{\"query\":\"{__typename}\"}]", 400, 400, "malformed_request"),
    ] {
        let answer = post(&client, &[JSON, DRAFT], body);
        assert_eq!((answer.status, code(&answer).as_str()), (draft, told), "{body}");
        assert_eq!(
            answer.header("content-type"),
            "application/graphql-response+json; charset=utf-8"
        );
        let answer = post(&client, &[JSON, LEGACY], body);
        assert_eq!((answer.status, code(&answer).as_str()), (legacy, told), "{body}");
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    }
}

#[test]
fn bodies_of_other_kinds_are_refused() {
    let client = Client::of(&TestDb::sqlite());
    let query = "{\"query\":\"{__typename}\"}";
    for content_type in [
        "text/plain",
        "application/graphql",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin1",
        "application/x-www-form-urlencoded",
    ] {
        let answer = post(&client, &[("content-type", content_type)], query);
        assert_eq!((answer.status, code(&answer).as_str()), (415, "unsupported_media_type"));
    }
    assert_eq!(post(&client, &[], query).status, 415);
    let compressed = post(&client, &[JSON, ("content-encoding", "gzip")], query);
    assert_eq!(compressed.status, 415);
    let charset = post(&client, &[("content-type", "application/json; charset=UTF-8")], query);
    assert_eq!(charset.status, 200);
    let long = format!(
        "{{\"query\":\"{{__typename}}\",\"variables\":{{\"x\":\"{}\"}}}}",
        "a".repeat(70_000)
    );
    let answer = post(&client, &[JSON], &long);
    assert_eq!((answer.status, code(&answer).as_str()), (413, "body_too_large"));
}

#[test]
fn media_types_are_agreed() {
    let client = Client::of(&TestDb::sqlite());
    for (accept, expected) in [
        ("*/*", "application/graphql-response+json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        (
            "application/graphql-response+json, application/json;q=0.9",
            "application/graphql-response+json; charset=utf-8",
        ),
        (
            "application/json, application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8",
        ),
        (
            "application/graphql-response+json;q=0.1, application/json",
            "application/json; charset=utf-8",
        ),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json; charset=utf-8"),
    ] {
        let answer = post(&client, &[JSON, ("accept", accept)], "{\"query\":\"{__typename}\"}");
        assert_eq!((answer.status, answer.header("content-type")), (200, expected), "{accept}");
    }
    let answer = post(&client, &[JSON, ("accept", "text/csv")], "{\"query\":\"{__typename}\"}");
    assert_eq!((answer.status, answer.problem().as_str()), (406, "not_acceptable"));
}

#[test]
fn queries_may_be_asked_by_get_and_kept_by_caches() {
    let client = Client::of(&TestDb::sqlite());
    let path = "/graphql?query=query%20a(%24c%3AString!)%7Bmunicipality(code%3A%24c)%7Bname%7D%7Dquery%20b%7B__typename%7D&operationName=a&variables=%7B%22c%22%3A%22320%22%7D";
    let answer = client.get(path);
    assert_eq!(answer.json()["data"], json!({ "municipality": { "name": "Kemijärvi" } }));
    let tag = answer.header("etag");
    assert!(!tag.is_empty());
    let again = client.send("GET", path, &[("if-none-match", tag)], b"");
    assert_eq!(again.status, 304);
    for (path, status) in [
        ("/graphql", 400),
        ("/graphql?query=%7B", 400),
        ("/graphql?query=%ZZ", 400),
        ("/graphql?query=%7B__typename%7D&variables=7", 400),
        ("/graphql?query=%7Bnothing%7D", 422),
    ] {
        let answer = client.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
    }
    let mutation = client.get("/graphql?query=mutation%7Ba%7D");
    assert_eq!((mutation.status, mutation.header("allow")), (405, "POST"));
}

#[test]
fn an_error_of_a_field_leaves_the_rest_of_the_answer() {
    let client = Client::of(&TestDb::sqlite());
    let answer = post(
        &client,
        &[JSON],
        "{\"query\":\"{ unit(id: \\\"x\\\") { id } dataset { licence } }\"}",
    );
    let body = answer.json();
    assert_eq!(answer.status, 200);
    assert_eq!(body["data"], json!({ "unit": null, "dataset": { "licence": "CC-BY-4.0" } }));
    assert_eq!(body["errors"][0]["path"], json!(["unit"]));
}

#[test]
fn the_language_of_the_request_is_that_of_names() {
    let client = Client::of(&TestDb::sqlite());
    let body =
        "{\"query\":\"{ account(code: \\\"sales_revenue\\\") { name fi: name(language: FI) } }\"}";
    let answer = post(&client, &[JSON, ("accept-language", "sv")], body).json();
    assert_eq!(
        answer["data"]["account"],
        json!({ "name": "sales_revenue på svenska", "fi": "sales_revenue suomeksi" })
    );
}

#[test]
fn what_a_query_may_cost_and_did_cost_is_told() {
    let client = Client::of(&TestDb::sqlite());
    let cost = |query: &str| client.post(query, &json!({})).json()["extensions"]["cost"].clone();
    assert_eq!(
        cost("{units(first: 4) {totalCount nodes {id}}}"),
        json!({
            "requestedQueryCost": 13, "actualQueryCost": 7, "maximumAvailable": 500_000,
            "requestedPoints": 4, "maximumPoints": 100,
        })
    );
    assert_eq!(cost("{__typename}")["actualQueryCost"], 1);
    // What does not fit the schema has no cost.
    assert!(cost("{nothing}").is_null() && cost("{units(first: \"x\") {totalCount}}").is_null());
}

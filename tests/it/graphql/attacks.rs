//! Requests made to hurt: each is answered quickly, with little, and the process lives on.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Client, TestDb};

/// More than an answer to an attack may take, on a busy machine and unoptimised.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// More than an answer to an attack may hold.
const MAX_BYTES: usize = 8 * 1024;

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}{}", open.repeat(depth), close.repeat(depth))
}

fn fragments(count: usize, spreads: usize) -> String {
    let fragment = |i: usize| {
        let body = format!("...f{} ", i + 1).repeat(spreads);
        format!("fragment f{i} on Query{{{body}}}")
    };
    let all: Vec<String> = (0..count).map(fragment).collect();
    format!("{{...f0}}{}fragment f{count} on Query{{__typename}}", all.concat())
}

fn attacks() -> Vec<(&'static str, String)> {
    vec![
        ("objects in an argument", format!("{{a(b:{})}}", nested("{a:", "}", 1_400))),
        ("lists in an argument", format!("{{a(b:{})}}", nested("[", "]", 3_000))),
        ("unclosed lists", format!("{{a(b:{}", "[".repeat(15_000))),
        ("lists in a default", format!("query($a:X={}){{a}}", nested("[", "]", 3_000))),
        ("lists in a type", format!("query($a:{}){{a}}", nested("[", "]", 3_000).replacen("[]", "[X]", 1))),
        ("objects in a directive", format!("{{a @b(c:{})}}", nested("{a:", "}", 1_400))),
        ("brackets behind an endless block string", format!("{{a(b:[\"\"\" \" {}", "[".repeat(10_000))),
        ("brackets behind a broken string", format!("{{a(b:\"x\n{}", "[".repeat(10_000))),
        ("selections", nested("{a", "}", 3_000)),
        ("selections within the bracket limit", nested("{municipalities{nodes", "}}", 30)),
        ("inline fragments", format!("{{{}}}", nested("...{", "}", 3_000))),
        ("inline fragments within the bracket limit", format!("{{{}__typename{}}}", "...{".repeat(60), "}".repeat(60))),
        ("fragments that double", fragments(40, 2)),
        ("fragments that grow tenfold", fragments(12, 10)),
        ("fragments in a chain", fragments(400, 1)),
        ("a fragment of itself", "{...a} fragment a on Query{...a}".to_owned()),
        ("fragments in a circle", "{...a} fragment a on Query{...b} fragment b on Query{...a}".to_owned()),
        ("an unused fragment of itself", "{__typename} fragment a on Query{...a}".to_owned()),
        ("unused fragments", format!("{{__typename}}{}", (0..400).map(|i| format!("fragment f{i} on Query{{a}}")).collect::<Vec<_>>().concat())),
        ("aliases", format!("{{{}}}", (0..1_000).map(|i| format!("a{i}:dataset{{release}}")).collect::<Vec<_>>().join(" "))),
        ("the same field", format!("{{{}}}", "__typename ".repeat(1_300))),
        ("directives", format!("{{__typename {}}}", "@skip(if:false)".repeat(1_000))),
        ("unknown directives", format!("{{__typename {}}}", "@x".repeat(5_000))),
        ("operations", (0..800).map(|i| format!("query a{i}{{a}}")).collect::<Vec<_>>().concat()),
        ("variables", format!("query({}){{__typename}}", (0..1_500).map(|i| format!("$a{i}:Int ")).collect::<Vec<_>>().concat())),
        ("a default value for a list of a type that is not there", "query($a:[Nothing!]=[\"x\"]){__typename}".to_owned()),
        ("a default value for a list of lists of an unknown type", "query($a:[[Nothing]]=[[{a:[1]}]]){__typename}".to_owned()),
        ("unknown arguments", format!("{{dataset({}){{release}}}}", (0..1_500).map(|i| format!("a{i}:1 ")).collect::<Vec<_>>().concat())),
        ("unknown fields", format!("{{{}}}", (0..2_000).map(|i| format!("a{i} ")).collect::<Vec<_>>().concat())),
        ("fields that do not merge", format!("{{{}}}", (0..40).map(|i| format!("a:unit(id:\"{i}\"){{id}} ")).collect::<Vec<_>>().concat())),
        ("introspection without end", format!("{{__schema{{types{}}}}}", nested("{fields{type", "}}", 28).replacen("type}", "type{name}}", 1))),
        ("lists within lists", "{municipalities(first:500){nodes{units(first:500){nodes{budgetLines(first:500){nodes{id}}}}}}}".to_owned()),
        ("lists of children", format!("{{units(first:500){{{}}}}}", "nodes{children(first:500){".repeat(7) + "totalCount" + &"}}".repeat(7))),
        ("first of zero", "{units(first:0){totalCount}}".to_owned()),
        ("first below zero", "{units(first:-1){totalCount}}".to_owned()),
        ("first of all", "{units(first:2147483647){totalCount}}".to_owned()),
        ("first beyond", "{units(first:2147483648){totalCount}}".to_owned()),
        ("a long text", format!("{{unit(id:\"{}\"){{id}}}}", "a".repeat(16_000))),
        ("a query that is too long", format!("{{a(b:\"{}\")}}", "a".repeat(40_000))),
        ("commas", format!("{{{}}}", ",".repeat(16_000))),
        ("comments", format!("{{#{}\n}}", "x".repeat(16_000))),
        ("NUL", "{\0}".to_owned()),
        ("a byte order mark", "\u{feff}{__typename}x".to_owned()),
        ("a lone surrogate", "{unit(id:\"\\uD800\"){id}}".to_owned()),
        ("ids without end", format!("{{nodes(ids:[{}]){{id}}}}", "\"a\" ".repeat(3_000))),
    ]
}

#[test]
fn each_attack_is_answered_quickly_and_with_little() {
    let client = Client::of(&TestDb::sqlite());
    for (name, query) in attacks() {
        let started = Instant::now();
        let answer = client.post(&query, &json!({}));
        let took = started.elapsed();
        assert!(took < PATIENCE, "{name} took {took:?}");
        assert!(answer.body.len() < MAX_BYTES, "{name}: {} bytes", answer.body.len());
        let body = answer.json();
        let errors = body["errors"].as_array().map_or(0, Vec::len);
        let harmless = ["commas", "comments", "the same field", "fragments in a chain"];
        assert!(errors > 0 || harmless.contains(&name), "{name}: {body}");
        assert!(errors <= 10, "{name}: {errors} errors");
        for error in body["errors"].as_array().into_iter().flatten() {
            assert!(error["message"].as_str().unwrap().chars().count() <= 301, "{name}");
            assert!(error["extensions"]["code"].is_string(), "{name}: {error}");
        }
    }
}

#[test]
fn variables_nested_without_end_are_refused() {
    let client = Client::of(&TestDb::sqlite());
    for depth in [100, 10_000] {
        let variables = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let body = format!(
            "{{\"query\":\"query($a:[String!]){{units(unit:$a){{totalCount}}}}\",\"variables\":{{\"a\":{variables}}}}}"
        );
        let answer = client.send(
            "POST",
            "/graphql",
            &[("content-type", "application/json")],
            body.as_bytes(),
        );
        assert!(answer.status == 400 || answer.status == 422, "{depth}: {}", answer.status);
    }
}

#[test]
fn a_query_over_the_cost_says_how_to_ask_for_less() {
    let client = Client::of(&TestDb::sqlite());
    let query = "{municipalities(first:500){nodes{units(first:500){nodes{id name}}}}}";
    let body = client.post(query, &json!({})).json();
    assert_eq!(body["errors"][0]["extensions"]["code"], "query_too_large");
    let told = body["errors"][0]["message"].as_str().unwrap();
    assert_eq!(body["extensions"]["cost"]["requestedQueryCost"], 751_001, "{body}");
    assert_eq!(body["extensions"]["cost"]["longLists"][0]["field"], "municipalities");
    assert!(told.contains("`first: 332` of `municipalities`"), "{told}");
    assert!(told.contains("`first: 332` of `municipalities.nodes.units`"), "{told}");
    // What is advised is answered, and one item more is not.
    for (outer, inner, is_answered) in
        [(332, 500, true), (333, 500, false), (500, 332, true), (500, 333, false)]
    {
        let query = format!(
            "{{municipalities(first:{outer}){{nodes{{units(first:{inner}){{nodes{{id name}}}}}}}}}}"
        );
        let body = client.post(&query, &json!({})).json();
        assert_eq!(body["errors"].is_null(), is_answered, "{outer} {inner}: {body}");
    }
    let all_long = "query($n:Int!){a:units(first:$n){nodes{...u}} b:units(first:500){nodes{...u}}} \
        fragment u on Unit{children(first:500){nodes{id}} documents:budgetLines(first:500){nodes{id}}}";
    let body = client.post(all_long, &json!({ "n": 500 })).json();
    let told = body["errors"][0]["message"].as_str().unwrap();
    assert!(told.contains("fewer items of `units`") || told.contains("of `...u."), "{told}");
    // A long query is told without each of its lists being measured.
    let long = "units(first:500){nodes{id name}} ".repeat(400);
    let body =
        client.post(&format!("{{municipalities(first:500){{nodes{{{long}}}}}}}"), &json!({}));
    assert!(body.json()["extensions"]["cost"]["longLists"].as_array().unwrap().len() < 3);
    let deep = format!("{{units{{nodes{}}}}}", "{parent".repeat(22) + "{id}" + &"}".repeat(22));
    assert_eq!(client.refusal(&deep), "query_too_large");
}

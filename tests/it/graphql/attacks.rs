//! Requests made to hurt: each is answered quickly, with little, and the process lives on.

use std::time::{Duration, Instant};

use kuntavaaka::api::graphql::price;
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestDb};

/// More than an answer to an attack may take, on a busy machine and unoptimised.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// More than an answer to an attack may hold, unless it describes the schema.
const MAX_BYTES: usize = 8 * 1024;
const MAX_DESCRIPTION: usize = 64 * 1024;

/// The attacks, those of graphql-cop by its names among them; `scripts/trials attacks` measures
/// what they cost.
fn attacks() -> Vec<Value> {
    serde_json::from_str(include_str!("attacks.json")).unwrap()
}

/// A text of parts, where `[part, times]` is a part many times over, with `{i}` for how many were
/// before it and `{j}` for one more.
fn written(parts: &Value) -> String {
    let written = |part: &Value| match part {
        Value::String(part) => part.clone(),
        many => (0..many[1].as_u64().unwrap())
            .map(|i| {
                let part = many[0].as_str().unwrap();
                part.replace("{i}", &i.to_string()).replace("{j}", &(i + 1).to_string())
            })
            .collect(),
    };
    parts.as_array().unwrap().iter().map(written).collect()
}

fn made(client: &Client, attack: &Value) -> Answer {
    let accept = attack["accept"].as_str().unwrap_or("application/json");
    let media_type = attack["type"].as_str().unwrap_or("application/json");
    let headers = [("accept", accept), ("content-type", media_type)];
    if let Some(path) = attack["get"].as_str() {
        return client.send("GET", path, &headers, b"");
    }
    let body = if attack["body"].is_null() {
        let operation = &attack["operationName"];
        json!({ "query": written(&attack["query"]), "operationName": operation }).to_string()
    } else {
        written(&attack["body"])
    };
    client.send("POST", "/graphql", &headers, body.as_bytes())
}

#[test]
fn each_attack_is_answered_quickly_and_with_little() {
    let client = Client::of(&TestDb::sqlite());
    for attack in attacks() {
        let (name, is_answered) = (&attack["name"], attack["answers"] == true);
        let started = Instant::now();
        let answer = made(&client, &attack);
        let took = started.elapsed();
        assert!(took < PATIENCE, "{name} took {took:?}");
        let most = if attack["long"] == true { MAX_DESCRIPTION } else { MAX_BYTES };
        assert!(answer.body.len() < most, "{name}: {} bytes", answer.body.len());
        assert!(answer.status < 500, "{name}: {}", answer.status);
        let body = answer.json();
        // What the method forbids is told as a problem, the rest as GraphQL has it.
        if attack["refused"].is_u64() {
            assert_eq!(attack["refused"], answer.status, "{name}: {body}");
            continue;
        }
        let errors = body["errors"].as_array().map_or(0, Vec::len);
        // Whether dear questions have an answer depends on what is stored.
        let is_dear = attack["dear"] == true;
        assert!(is_dear || (errors == 0) == is_answered, "{name}: {body}");
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
    let long = format!("units(first:500){{nodes{{{}}}}} ", "...{...{...{...{id}}}} ".repeat(60));
    let long = long.repeat(8);
    let body =
        client.post(&format!("{{municipalities(first:500){{nodes{{{long}}}}}}}"), &json!({}));
    assert!(body.json()["extensions"]["cost"]["longLists"].as_array().unwrap().len() < 3);
    let deep = format!("{{units{{nodes{}}}}}", "{parent".repeat(22) + "{id}" + &"}".repeat(22));
    assert_eq!(client.refusal(&deep), "query_too_large");
}

#[test]
fn a_query_of_too_many_questions_says_what_they_cost() {
    let client = Client::of(&TestDb::sqlite());
    let asked = |field: &str, times: usize| {
        let fields: Vec<String> = (0..times).map(|i| format!("a{i}:{field}")).collect();
        client.post(&format!("{{{}}}", fields.join(" ")), &json!({})).json()
    };
    for (field, points) in [
        ("units{totalCount}", price::LIST_POINTS),
        ("changes{totalCount}", price::COMPUTED_POINTS),
        ("compare{caveats{code}}", price::COMPUTED_POINTS),
        ("units{nodes{children{totalCount}}}", 2 * price::LIST_POINTS),
        ("units{nodes{budgetLines{nodes{id}}}}", price::LIST_POINTS + price::LINES_POINTS),
        (
            "units{nodes{risks(includeDescendants:true){totalCount}}}",
            price::LIST_POINTS + price::DEEP_LIST_POINTS,
        ),
    ] {
        let most = price::MAX_POINTS / points;
        let body = asked(field, most);
        assert_eq!(body["errors"], Value::Null, "{field}");
        assert_eq!(body["extensions"]["cost"]["requestedPoints"], most * points, "{field}");
        let refused = asked(field, most + 1);
        assert_eq!(refused["errors"][0]["extensions"]["code"], "query_too_large", "{field}");
        assert_eq!(refused["extensions"]["cost"]["requestedPoints"], (most + 1) * points);
        let told = refused["errors"][0]["message"].as_str().unwrap();
        assert!(told.contains("100 are the most") && !told.ends_with('…'), "{told}");
    }
}

#[test]
fn a_list_of_which_only_the_length_is_asked_has_the_same_length() {
    let client = Client::of(&TestDb::sqlite());
    let asked = |items: &str| {
        client.graphql(&format!(
            "{{ units(first: 2) {{ totalCount {items} }} budgetLines {{ totalCount {items} }}
                changes {{ totalCount {items} }} budgetExecution {{ totalCount {items} }}
                functions {{ totalCount {items} }} findings {{ totalCount {items} }}
                unit(id: \"kemijarvi.hallintopalvelut\") {{
                    children {{ totalCount {items} }} findings {{ totalCount {items} }}
                    budgetLines(includeDescendants: true) {{ totalCount {items} }} }} }}"
        ))
    };
    let (alone, mut read) = (asked(""), asked("...{ nodes { __typename } }"));
    let lists = read.as_object_mut().unwrap();
    let unit = lists.get_mut("unit").unwrap().as_object_mut().unwrap();
    unit.values_mut().for_each(|list| drop(list.as_object_mut().unwrap().remove("nodes")));
    lists.values_mut().for_each(|list| drop(list.as_object_mut().unwrap().remove("nodes")));
    assert_eq!(alone, read);
    assert_eq!(client.refusal("{ units(first: 0) { totalCount } }"), "page_size");
}

//! The schema: everything in it is described, its limits are told, what goes is announced.

use kuntavaaka::api::graphql;
use serde_json::Value;

use crate::graphql::INTROSPECTION;
use crate::support::{Client, TestDb};

#[test]
fn everything_in_the_schema_of_graphql_is_described() {
    let client = Client::of(&TestDb::sqlite());
    let data = client.graphql(INTROSPECTION);
    let mut untold = Vec::new();
    let mut tell = |place: String, thing: &Value| {
        if thing["description"].as_str().is_none_or(str::is_empty) {
            untold.push(place);
        }
    };
    for of_type in data["__schema"]["types"].as_array().unwrap() {
        let name = of_type["name"].as_str().unwrap();
        // The library names the scalars of the language without describing them.
        if name.starts_with("__") || name == "ID" {
            continue;
        }
        tell(name.to_owned(), of_type);
        for field in of_type["fields"].as_array().into_iter().flatten() {
            let place = format!("{name}.{}", field["name"].as_str().unwrap());
            for argument in field["args"].as_array().unwrap() {
                tell(format!("{place}({})", argument["name"].as_str().unwrap()), argument);
            }
            tell(place, field);
        }
        for field in of_type["inputFields"].as_array().into_iter().flatten() {
            tell(format!("{name}.{}", field["name"].as_str().unwrap()), field);
        }
        for value in of_type["enumValues"].as_array().into_iter().flatten() {
            tell(format!("{name}.{}", value["name"].as_str().unwrap()), value);
        }
    }
    assert!(untold.is_empty(), "{untold:?}");
}

/// The reasons of deprecation that do not say since when, until when and what to use instead.
fn unannounced(sdl: &str) -> Vec<String> {
    let reasons = sdl.split("@deprecated").skip(1).map(|rest| {
        let reason = rest.split_once("(reason: \"").and_then(|(_, r)| r.split_once('"'));
        reason.map_or("", |(reason, _)| reason).to_owned()
    });
    let is_day =
        |text: &str| text.len() == 10 && text.split('-').all(|part| part.parse::<u32>().is_ok());
    let is_told = |reason: &String| {
        let told = reason.strip_prefix("Since ").and_then(|rest| rest.split_once(", gone on "));
        told.and_then(|(since, rest)| Some((since, rest.split_once(": ")?))).is_some_and(
            |(since, (until, instead))| is_day(since) && is_day(until) && instead.len() > 3,
        )
    };
    reasons.filter(|reason| !is_told(reason)).collect()
}

#[test]
fn what_graphql_gives_up_is_announced_with_dates() {
    assert_eq!(unannounced(&graphql::description()), Vec::<String>::new());
    let told = "a: Int @deprecated(reason: \"Since 2027-01-01, gone on 2028-01-01: use `b`.\")";
    assert!(unannounced(told).is_empty());
    for untold in ["a: Int @deprecated", "a: Int @deprecated(reason: \"old\")"] {
        assert_eq!(unannounced(untold).len(), 1, "{untold}");
    }
}

#[test]
fn the_limits_of_graphql_are_published_as_they_are() {
    use kuntavaaka::api::graphql::{MAX_COST, MAX_DEPTH, MAX_RECURSION, guard, price};
    let client = Client::of(&TestDb::sqlite());
    let data = client.graphql("{ __type(name: \"Query\") { description } }");
    let told = data["__type"]["description"].as_str().unwrap();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ").replace(',', "");
    for limit in [
        format!("{} KiB of query text", guard::MAX_QUERY_BYTES / 1024),
        format!("brackets nested {} deep", guard::MAX_NESTING),
        format!("objects nested {MAX_DEPTH} deep"),
        format!("selections nested {MAX_RECURSION} deep"),
        format!("{} fields", guard::MAX_EXPANDED_FIELDS),
        format!("{} aliases", guard::MAX_ALIASES),
        format!("{} directives", guard::MAX_DIRECTIVES),
        format!("{MAX_COST} values"),
        format!("{} points", price::MAX_POINTS),
    ] {
        assert!(told.contains(&limit), "{limit}: {told}");
    }
    let table = include_str!("../../../docs/OPERATIONS.md");
    for points in
        [price::LIST_POINTS, price::DEEP_LIST_POINTS, price::LINES_POINTS, price::COMPUTED_POINTS]
    {
        assert!(table.contains(&format!(" | {points} |\n")), "{points}");
    }
}

//! What stands beside a unit where `include` asks for it.

use kuntavaaka::query::{self, Include};
use serde_json::Value;

use crate::readme::bundled;
use crate::support::{Client, TestDb, on_both};

const UNIT: &str = "kemijarvi.hallintopalvelut";

fn ids(items: &Value) -> Vec<String> {
    let id = |item: &Value| item["id"].as_str().unwrap().to_owned();
    items.as_array().unwrap().iter().map(id).collect()
}

#[test]
fn a_unit_stands_with_what_it_leads_to_and_graphql_gives_the_same() {
    on_both(|database| {
        let client = Client::of(database);
        let kinds: Vec<&str> = Include::ALL.iter().map(|kind| kind.as_str()).collect();
        for below in [false, true] {
            let path = format!("/v1/units/{UNIT}?includeDescendants={below}");
            let with = client.rest(&format!("{path}&include={}", kinds.join(",")));
            let nested: Vec<String> = kinds
                .iter()
                .filter(|kind| **kind != "children")
                .map(|kind| {
                    format!("{kind}(first: 100, includeDescendants: {below}) {{ totalCount nodes {{ id }} }}")
                })
                .collect();
            let query = format!("{{ unit(id: \"{UNIT}\") {{ {} }} }}", nested.join(" "));
            let unit = client.graphql(&query)["unit"].clone();
            for kind in kinds.iter().filter(|kind| **kind != "children") {
                assert_eq!(with[kind]["totalCount"], unit[kind]["totalCount"], "{kind}");
                let mut mine = ids(&with[kind]["items"]);
                let mut theirs = ids(&unit[kind]["nodes"]);
                mine.sort();
                theirs.sort();
                assert_eq!(mine, theirs, "{kind}");
            }
            assert_eq!(ids(&with["children"]["items"]), [format!("{UNIT}.sortteeri")]);
            assert_eq!(with["name"], "Hallintopalvelut");
        }
    });
}

#[test]
fn the_address_beside_a_part_leads_to_the_whole_list() {
    let client = Client::of(&TestDb::sqlite());
    for below in [false, true] {
        for kind in Include::ALL {
            let path = format!("/v1/units/{UNIT}?include={kind}&includeDescendants={below}");
            let part = client.rest(&path)[kind.as_str()].clone();
            let list = part["list"].as_str().unwrap().strip_prefix("http://data.example").unwrap();
            let list = client.rest(list);
            assert_eq!(list["items"], part["items"], "{path}");
            assert_eq!(list["totalCount"], part["totalCount"], "{path}");
        }
    }
}

#[test]
fn a_part_has_as_many_things_as_are_asked_for_and_no_more_than_a_page_holds() {
    let client = bundled(&TestDb::sqlite());
    let part = |more: &str| {
        let path = format!("/v1/units/heinola?include=budgetLines&includeDescendants=true{more}");
        let part = client.rest(&path)["budgetLines"].clone();
        (part["items"].as_array().unwrap().len(), part["totalCount"].as_u64().unwrap())
    };
    let (given, count) = part("");
    assert!(given == 100 && count > 100 && count < 500, "{count}");
    assert_eq!(part("&first=3"), (3, count));
    assert_eq!(part("&first=500"), (usize::try_from(count).unwrap(), count));
    let refused = client.get("/v1/units/heinola?include=budgetLines&first=501");
    assert_eq!(refused.problem(), "page_size");
}

#[test]
fn what_is_not_asked_for_is_absent_and_what_is_unknown_is_refused() {
    let client = Client::of(&TestDb::sqlite());
    let unit = client.rest(&format!("/v1/units/{UNIT}?include=risks"));
    assert!(unit["objectives"].is_null());
    assert_eq!(unit["risks"]["totalCount"], 0);
    let refused = client.get(&format!("/v1/units/{UNIT}?include=risks,money"));
    assert_eq!(
        (refused.problem().as_str(), refused.parameters()),
        ("unknown_value", vec!["include".to_owned()])
    );
    assert!(refused.text().contains("budgetLines, objectives, risks"));
}

#[test]
fn the_number_of_statements_does_not_grow_with_the_units() {
    on_both(|database| {
        let mut session = database.filled();
        let units = ["kemijarvi.hallintopalvelut", "kemijarvi.hallinto", "aanekoski.sivistys"];
        let units = units.map(str::to_owned);
        let mut statements = |units: &[String]| {
            let before = session.statements();
            query::included(&mut session, units, true, Include::ALL, None).unwrap();
            session.statements() - before
        };
        // What is remembered of a release is found out by the first who asks.
        statements(&units[1..2]);
        assert_eq!(statements(&units[..1]), statements(&units));
    });
}

#[test]
fn a_function_stands_with_what_its_units_lead_to_and_one_without_units_with_nothing() {
    on_both(|database| {
        let client = Client::of(database);
        let with = client.rest("/v1/functions/01?include=budgetLines,children&municipality=320");
        assert_eq!(with["coverage"].as_array().unwrap().len(), 1);
        let lines = with["budgetLines"]["totalCount"].as_i64().unwrap();
        let query = "{ function(code: \"01\") { units(municipality: \"kemijarvi\") { totalCount nodes { id budgetLines { totalCount } objectives { totalCount } risks { totalCount } } } } }";
        let units = client.graphql(query)["function"]["units"].clone();
        let counts = units["nodes"].as_array().unwrap().iter();
        let count = |unit: &Value| unit["budgetLines"]["totalCount"].as_i64().unwrap();
        assert_eq!(counts.map(count).sum::<i64>(), lines);
        assert!(lines > 0);
        let none = client.rest("/v1/functions/01?include=budgetLines,objectives&municipality=992");
        assert_eq!(none["budgetLines"]["totalCount"], 0);
        assert_eq!(none["objectives"]["items"], serde_json::json!([]));
    });
}

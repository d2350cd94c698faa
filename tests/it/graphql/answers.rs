//! What GraphQL answers.

use serde_json::{Value, json};

use super::INTROSPECTION;
use crate::support::{Client, TestDb, on_both};

#[test]
fn objects_lead_to_one_another() {
    on_both(|database| {
        let client = Client::of(database);
        let data = client.graphql(
            "{ municipality(code: \"kemijarvi\") { id name region { name(language: EN) }
                 units(kind: SECTOR) { totalCount nodes { name parent { id } children { nodes { id municipality { code } } }
                   budgetLines(document: \"kemijarvi-2024\", scenario: BUDGET, account: \"operating_expenses\") { edges { cursor node {
                     amount scenario account { code parent { code } } unit { id } document { id kind unit { id } }
                     table { id rows { label } } excerpt(neighbours: 0) { lines { text } }
                     findings { id source { line } budgetLines { id } document { id } municipality { code } } } } } } }
                 documents { nodes { id lines(from: 1, to: 1) { lines { text } } tables { id } findings { totalCount }
                   budgetLines(includeRepeats: true) { totalCount } } }
                 budgetLines { totalCount } } }",
        );
        let municipality = &data["municipality"];
        assert_eq!(municipality["id"], "320");
        assert_eq!(municipality["region"]["name"], "Lapland");
        let sector = &municipality["units"]["nodes"][1];
        assert_eq!(sector["name"], "Hallintopalvelut");
        assert_eq!(sector["parent"]["id"], "kemijarvi");
        assert_eq!(sector["children"]["nodes"][0]["municipality"]["code"], "320");
        let line = &sector["budgetLines"]["edges"][0]["node"];
        assert_eq!((&line["amount"], &line["scenario"]), (&json!("-4800.00"), &json!("BUDGET")));
        assert_eq!(line["account"]["parent"]["code"], "operating_margin");
        assert_eq!(line["document"]["unit"]["id"], "kemijarvi.hallintopalvelut");
        assert_eq!(line["table"]["rows"][0]["label"], "TULOT");
        assert_eq!(line["excerpt"]["lines"], json!([{ "text": "6. rivi, 50 % ääkkösiä" }]));
        assert_eq!(line["findings"][0]["source"]["line"], 9);
        let document = &municipality["documents"]["nodes"][0];
        assert_eq!(document["lines"]["lines"][0]["text"], "1. rivi, 50 % ääkkösiä");
        assert_eq!(document["findings"]["totalCount"], 2);
        data
    });
}

#[test]
fn any_object_is_found_by_its_id_in_the_order_asked() {
    on_both(|database| {
        let client = Client::of(database);
        let data = client.graphql(
            "{ nodes(ids: [\"kemijarvi-2024.9.2\", \"nothing\", \"320\", \"kemijarvi\", \"kemijarvi-2024\",
                 \"sales_revenue\", \"kemijarvi-2024.t3\", \"kemijarvi-2024.f.not_a_number.5.2\", \"kemijarvi-2024.o21\",
                 \"aanekoski-2024.r5\", \"kemijarvi-2024.c30\", \"kemijarvi-2024.i28\", \"kemijarvi-2024.n33\"]) { __typename id }
               node(id: \"aanekoski\") { ... on Unit { name } } }",
        );
        let types: Vec<&Value> =
            data["nodes"].as_array().unwrap().iter().map(|n| &n["__typename"]).collect();
        let expected = json!([
            "BudgetLine",
            null,
            "Municipality",
            "Unit",
            "Document",
            "Account",
            "Table",
            "Finding",
            "Objective",
            "Risk",
            "InternalControlTask",
            "Indicator",
            "Narrative"
        ]);
        assert_eq!(json!(types), expected);
        assert_eq!(data["node"]["name"], "Äänekoski");
        data
    });
}

#[test]
fn contents_stand_below_municipalities_documents_and_units() {
    on_both(|database| {
        let client = Client::of(database);
        let data = client.graphql(
            "{ municipality(code: \"kemijarvi\") {
                 objectives { totalCount nodes { id unit { name } municipality { code } document { id } excerpt(neighbours: 0) { lines { line } } } }
                 risks { totalCount } internalControl { totalCount } without: internalControl(hasOutcome: false) { totalCount }
                 narratives(q: \"talous\") { totalCount } later: narratives(fiscalYear: \"2025..2026\") { nodes { id } }
                 documents(fiscalYear: 2024) { nodes { objectives(hasTarget: true) { nodes { sdgs } } indicators { nodes { name parent { name } } } } } }
               unit(id: \"kemijarvi.hallintopalvelut\") { responsiblePersons { name line }
                 objectives { totalCount } all: objectives(includeDescendants: true, fiscalYear: 2024) { totalCount } } }",
        );
        let municipality = &data["municipality"];
        assert_eq!(municipality["objectives"]["totalCount"], 3);
        let below = &municipality["objectives"]["nodes"][1];
        assert_eq!(below["unit"]["name"], "Sortteeri");
        assert_eq!(below["document"]["id"], "kemijarvi-2024");
        assert_eq!(below["excerpt"]["lines"], json!([{ "line": 26 }]));
        assert_eq!(municipality["risks"]["totalCount"], 0);
        assert_eq!(municipality["internalControl"]["totalCount"], 1);
        assert_eq!(municipality["without"]["totalCount"], 0);
        assert_eq!(municipality["narratives"]["totalCount"], 1);
        assert_eq!(municipality["later"]["nodes"], json!([{ "id": "kemijarvi-2025-h1.n33" }]));
        let document = &municipality["documents"]["nodes"][0];
        assert_eq!(document["objectives"]["nodes"], json!([{ "sdgs": [8, 4] }]));
        assert_eq!(
            document["indicators"]["nodes"][1],
            json!({ "name": "joista verkossa", "parent": { "name": "Asiakkaiden käynnit" } })
        );
        let unit = &data["unit"];
        assert_eq!(unit["responsiblePersons"][0]["line"], 34);
        assert_eq!(
            (&unit["objectives"]["totalCount"], &unit["all"]["totalCount"]),
            (&json!(2), &json!(2))
        );
        data
    });
}

#[test]
fn the_standard_introspection_query_passes() {
    let client = Client::of(&TestDb::sqlite());
    let data = client.graphql(INTROSPECTION);
    assert!(data["__schema"]["types"].as_array().unwrap().len() > 40);
}

#[test]
fn pages_are_relay_connections() {
    let client = Client::of(&TestDb::sqlite());
    let (mut seen, mut after) = (Vec::new(), "null".to_owned());
    loop {
        let query = format!(
            "{{ units(first: 4, after: {after}) {{ totalCount edges {{ cursor node {{ id }} }}
               pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        let page = client.graphql(&query)["units"].clone();
        let edges = page["edges"].as_array().unwrap();
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !seen.is_empty());
        assert_eq!(page["pageInfo"]["startCursor"], edges[0]["cursor"]);
        seen.extend(edges.iter().map(|e| e["node"]["id"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].to_string();
    }
    assert_eq!(seen.len(), 6);
}

#[test]
fn years_and_single_values_are_taken_as_people_write_them() {
    let client = Client::of(&TestDb::sqlite());
    let data = client.graphql(
        "{ a: budgetLines(fiscalYear: 2025) { totalCount } b: budgetLines(fiscalYear: [\"2025\"]) { totalCount }
           c: budgetLines(fiscalYear: \"2025..2026\", amountMin: -10000, amountMax: \"0.00\") { totalCount } }",
    );
    assert_eq!(data["a"], data["b"]);
    assert_eq!(data["a"]["totalCount"], 6);
    assert_eq!(data["c"]["totalCount"], 4);
}

#[test]
fn errors_carry_the_codes_of_rest() {
    let client = Client::of(&TestDb::sqlite());
    for (query, code) in [
        ("{ unit(id: \"nowhere\") { id } }", "not_found"),
        ("{ units(first: 501) { totalCount } }", "page_size"),
        ("{ units(first: -1) { totalCount } }", "page_size"),
        ("{ units(after: \"x\") { totalCount } }", "invalid_cursor"),
        ("{ units(municipality: \"atlantis\") { totalCount } }", "unknown_value"),
        ("{ budgetLines(asOf: \"soon\") { totalCount } }", "invalid_parameter"),
        ("{ budgetLines(scenario: DREAM) { totalCount } }", "graphql_invalid"),
        (
            "{ budgetLine(id: \"kemijarvi-2024.9.2\") { excerpt(neighbours: 21) { line } } }",
            "invalid_parameter",
        ),
        ("{ units(first: 2147483648) { totalCount } }", "graphql_invalid"),
        ("{ nothing }", "graphql_invalid"),
        ("query($x: Int!) { units(first: $x) { totalCount } }", "graphql_invalid"),
        ("{", "graphql_syntax"),
        ("", "graphql_syntax"),
    ] {
        assert_eq!(client.refusal(query), code, "{query}");
    }
}

#[test]
fn a_nested_query_without_page_sizes_is_within_the_cost() {
    let client = Client::of(&TestDb::sqlite());
    client.graphql(
        "{ municipalities { nodes { name units { nodes { name budgetLines { nodes {
             id amount scenario fiscalYear printed account { code name } unit { name }
             source { document line rowLabel columnLabel } findings { message } } } } } } } }",
    );
}

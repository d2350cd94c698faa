//! What stands in an object is told as its resolvers would tell it: those of a fragment do.

use crate::support::{Client, on_both};
use serde_json::Value;

/// Every field of a budget line that stands in it, and some by another name.
const LINE: &str = "__typename id municipality { __typename id code name } \
    unit { __typename id code name kind } account { __typename id code name } \
    scenario fiscalYear from: periodStart periodEnd currency amount missingReason correctedAmount \
    printed source { __typename document line column rowLabel columnLabel tableId cellId } \
    repeatOf knownFrom supersededOn findings { __typename id about: id }";
const UNIT: &str = "__typename id parentId kind code name position fit scope sameAs";

#[test]
fn a_field_that_stands_in_an_object_is_what_its_resolver_gives() {
    on_both(|database| {
        let client = Client::of(database);
        let told: Vec<Value> = [
            ("BudgetLine", LINE, "budgetLines(includeRepeats: true, first: 500)"),
            ("BudgetLine", LINE, "budgetLines(hasFinding: true, first: 500)"),
            ("BudgetLine", LINE, "budgetLines(hasFinding: false, first: 500)"),
            ("Unit", UNIT, "units(first: 500)"),
        ]
        .into_iter()
        .map(|(of, fields, list)| {
            let plain = client.graphql(&format!("{{ {list} {{ nodes {{ {fields} }} }} }}"));
            let resolved = client.graphql(&format!(
                "{{ {list} {{ nodes {{ ...Fields }} }} }} fragment Fields on {of} {{ {fields} }}"
            ));
            assert_eq!(plain, resolved);
            assert!(plain.as_object().unwrap().values().all(|l| l["nodes"][0].is_object()));
            plain
        })
        .collect();
        told
    });
}

#[test]
fn a_field_asked_for_twice_is_put_together() {
    on_both(|database| {
        let client = Client::of(database);
        let apart = "{ budgetLines { nodes { unit { id } amount unit { name } amount } } }";
        let together = client.graphql("{ budgetLines { nodes { unit { id name } amount } } }");
        assert_eq!(client.graphql(apart), together);
        together
    });
}

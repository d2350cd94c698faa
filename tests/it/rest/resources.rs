//! Single resources.

use serde_json::json;

use crate::support::{Client, TestDb, on_both};

#[test]
fn a_budget_line_comes_with_the_lines_that_print_it() {
    on_both(|database| {
        let client = Client::of(database);
        let line = client.rest("/v1/budget-lines/kemijarvi-2024.9.2?neighbours=1");
        assert_eq!(line["excerpt"]["line"], 9);
        let expected =
            [8, 9, 10].map(|n| json!({ "line": n, "text": format!("{n}. rivi, 50 % ääkkösiä") }));
        assert_eq!(line["excerpt"]["lines"], json!(expected));
        let listed = client.items("/v1/budget-lines?document=kemijarvi-2024&first=500");
        let listed = listed.iter().find(|l| l["id"] == "kemijarvi-2024.9.2").unwrap();
        for (name, value) in listed.as_object().unwrap() {
            assert_eq!(&line[name], value, "{name}");
        }
        line
    });
}

#[test]
fn lines_and_tables_of_a_document_are_as_printed() {
    on_both(|database| {
        let client = Client::of(database);
        let lines = client.rest("/v1/documents/kemijarvi-2024/lines?from=39&to=60");
        assert_eq!(lines["lineCount"], 40);
        assert_eq!(lines["lines"].as_array().unwrap().len(), 2);
        let tables = client.items("/v1/documents/kemijarvi-2024/tables");
        assert_eq!(tables[0]["columns"][2]["role"], "variance");
        assert_eq!(tables[0]["columns"][2]["operands"], json!([1, 2]));
        assert_eq!(
            tables[0]["rows"][1]["cells"][1],
            json!({
                "id": "kemijarvi-2024.5.2",
                "column": 2,
                "line": 5,
                "printed": "x",
                "kind": "text",
                "value": null,
                "assignment": "by_layout"
            })
        );
        (lines, tables)
    });
}

#[test]
fn every_resource_answers_by_its_id() {
    let client = Client::of(&TestDb::sqlite());
    assert_eq!(client.rest("/v1/municipalities/320")["slug"], "kemijarvi");
    assert_eq!(client.rest("/v1/municipalities/%C3%84%C3%A4nekoski")["code"], "992");
    assert_eq!(client.rest("/v1/documents/aanekoski-2024")["municipality"]["name"], "Äänekoski");
    let unit = client.rest("/v1/units/kemijarvi.hallintopalvelut");
    assert_eq!(unit["parentId"], "kemijarvi");
    assert_eq!(unit["printedNames"].as_array().unwrap().len(), 2);
    let finding = client.rest("/v1/findings/kemijarvi-2024.f.parts_make_the_sum.9.2");
    assert_eq!(finding["impliedValue"], "-301.00");
    let lines = finding["budgetLines"].as_array().unwrap();
    assert!(lines.contains(&json!("kemijarvi-2024.9.2")));
    let dataset = client.rest("/v1/dataset");
    assert_eq!(dataset["documents"].as_array().unwrap().len(), 3);
    assert_eq!(dataset["licence"], "CC-BY-4.0");
    assert_eq!(client.rest("/health/ready")["release"], dataset["release"]);
    assert_eq!(client.rest("/health/live")["status"], "live");
}

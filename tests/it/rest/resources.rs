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
fn an_objective_says_all_the_document_says_and_where() {
    on_both(|database| {
        let client = Client::of(database);
        let objective = client.rest("/v1/objectives/kemijarvi-2024.o21?neighbours=1");
        assert_eq!(objective["unit"]["name"], "Hallintopalvelut");
        assert_eq!(
            objective["text"],
            json!({
                "text": "Henkilöstön osaaminen 100 % ajan tasalla",
                "asRead": "Henkiloston osaaminen 100 % ajan tasalla",
                "lines": [{ "first": 21, "last": 22 }, { "first": 24, "last": 24 }],
                "assignment": "by_layout"
            })
        );
        assert_eq!(
            objective["measures"][1]["targets"],
            json!([
                { "comparator": "at_least", "value": "75.50", "unit": "%", "printed": "vähintään 75,50 %" },
                { "comparator": "equal", "value": "2", "unit": "krt/v", "printed": "2 krt/v" }
            ])
        );
        assert_eq!(objective["outcomes"][1]["status"], "achieved");
        assert_eq!(objective["outcomes"][1]["text"], json!(null));
        assert_eq!(objective["sdgs"], json!([8, 4]));
        assert_eq!(
            objective["source"],
            json!({ "document": "kemijarvi-2024", "lines": [{ "first": 20, "last": 25 }] })
        );
        assert_eq!(objective["excerpt"]["line"], 21);
        let lines = objective["excerpt"]["lines"].as_array().unwrap();
        let lines: Vec<_> = lines.iter().map(|l| l["line"].as_i64().unwrap()).collect();
        assert_eq!(lines, [20, 21, 22, 23]);
        let listed = client.items("/v1/objectives?first=1");
        for (name, value) in listed[0].as_object().unwrap() {
            assert_eq!(&objective[name], value, "{name}");
        }
        objective
    });
}

#[test]
fn a_value_of_an_indicator_has_a_number_or_the_reason_why_not() {
    let client = Client::of(&TestDb::sqlite());
    let values = &client.rest("/v1/indicators/kemijarvi-2024.i27")["values"];
    assert_eq!((&values[0]["value"], &values[0]["missingReason"]), (&json!("12.5"), &json!(null)));
    let part = client.rest("/v1/indicators/kemijarvi-2024.i28");
    assert_eq!(part["parentId"], "kemijarvi-2024.i27");
    assert_eq!(part["values"][0]["missingReason"], "not_stated");
    assert_eq!(part["values"][0]["printed"], "x");
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
    let person = json!({ "documentId": "kemijarvi-2024", "name": "hallintojohtaja Ö. Esimerkki", "line": 34 });
    assert_eq!(unit["responsiblePersons"], json!([person]));
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

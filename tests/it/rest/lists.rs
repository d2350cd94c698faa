//! Lists: their shape, their pages, their filters.

use serde_json::json;

use crate::support::{Client, TestDb, on_both};

#[test]
fn a_budget_line_has_the_published_shape() {
    on_both(|database| {
        let client = Client::of(database);
        let list = client.rest("/v1/budget-lines?document=kemijarvi-2024&sort=-amount&first=1");
        assert_eq!(
            list["items"][0],
            json!({
                "id": "kemijarvi-2024.4.2",
                "municipality": { "code": "320", "name": "Kemijärvi" },
                "unit": {
                    "id": "kemijarvi.hallintopalvelut",
                    "code": "6411",
                    "name": "Hallintopalvelut",
                    "kind": "sector"
                },
                "account": { "code": "operating_revenue", "name": "operating_revenue suomeksi" },
                "scenario": "budget",
                "fiscalYear": 2024,
                "periodStart": "2024-01-01",
                "periodEnd": "2024-12-31",
                "currency": "EUR",
                "amount": "1200.00",
                "missingReason": null,
                "correctedAmount": null,
                "printed": "1 200",
                "source": {
                    "document": "kemijarvi-2024",
                    "line": 4,
                    "column": 2,
                    "rowLabel": "TULOT",
                    "columnLabel": "TA 2024",
                    "tableId": "kemijarvi-2024.t3",
                    "cellId": "kemijarvi-2024.4.2"
                },
                "repeatOf": null,
                "knownFrom": list["items"][0]["knownFrom"],
                "supersededOn": null,
                "findings": []
            })
        );
        assert_eq!(list["pageInfo"]["hasNextPage"], true);
        assert!(list["totalCount"].as_i64().unwrap() > 5);
        assert_eq!(list["release"].as_str().unwrap().len(), 12);
        list
    });
}

#[test]
fn a_missing_amount_says_why_and_a_wrong_one_what_is_right() {
    let client = Client::of(&TestDb::sqlite());
    let lines = client.items("/v1/budget-lines?document=kemijarvi-2024&first=500");
    let line = |id: &str| lines.iter().find(|l| l["id"] == id).unwrap();
    let missing = line("kemijarvi-2024.5.2");
    assert_eq!(
        (&missing["amount"], &missing["missingReason"]),
        (&json!(null), &json!("not_stated"))
    );
    assert_eq!(missing["printed"], "x");
    let wrong = line("kemijarvi-2024.9.2");
    assert_eq!(
        (&wrong["amount"], &wrong["correctedAmount"]),
        (&json!("-310.00"), &json!("-301.00"))
    );
    assert_eq!(wrong["findings"], json!(["kemijarvi-2024.f.parts_make_the_sum.9.2"]));
}

#[test]
fn next_leads_through_every_item_once() {
    on_both(|database| {
        let client = Client::of(database);
        let whole =
            client.rest("/v1/budget-lines?municipality=kemij%C3%A4rvi&sort=amount&first=500");
        let (mut ids, mut path) = (
            Vec::new(),
            "/v1/budget-lines?municipality=kemij%C3%A4rvi&sort=amount&first=3".to_owned(),
        );
        loop {
            let answer = client.get(&path);
            let page = answer.json();
            ids.extend(page["items"].as_array().unwrap().iter().map(|i| i["id"].clone()));
            assert_eq!(page["totalCount"], whole["totalCount"]);
            let Some(next) = page["next"].as_str() else {
                assert_eq!(answer.header("link"), "");
                assert_eq!(page["pageInfo"]["hasNextPage"], false);
                break;
            };
            assert_eq!(answer.header("link"), format!("<{next}>; rel=\"next\""));
            path = next.strip_prefix("http://data.example").unwrap().to_owned();
            assert!(path.contains("municipality=kemij%C3%A4rvi&sort=amount&first=3&after="));
        }
        let all: Vec<_> =
            whole["items"].as_array().unwrap().iter().map(|i| i["id"].clone()).collect();
        assert_eq!(ids, all);
        ids
    });
}

#[test]
fn commas_and_repetition_mean_any_of() {
    let client = Client::of(&TestDb::sqlite());
    let repeated = client.rest("/v1/budget-lines?scenario=budget&scenario=actual&first=500");
    let listed = client.rest("/v1/budget-lines?scenario=budget,actual&first=500");
    assert_eq!(repeated, listed);
    let one = client.rest("/v1/budget-lines?scenario=budget&first=500");
    assert!(one["totalCount"].as_i64() < listed["totalCount"].as_i64());
}

#[test]
fn names_come_in_the_language_asked_for() {
    let client = Client::of(&TestDb::sqlite());
    let path = "/v1/accounts/sales_revenue";
    assert_eq!(client.rest(path)["name"], "sales_revenue suomeksi");
    assert_eq!(client.rest(&format!("{path}?language=sv"))["name"], "sales_revenue på svenska");
    let english = client.send("GET", path, &[("accept-language", "en-GB,fi;q=0.5")], &[]).json();
    assert_eq!(english["name"], "sales revenue");
    assert_eq!(english["names"]["fi"], "sales_revenue suomeksi");
}

#[test]
fn an_indicator_names_the_findings_about_its_cells() {
    on_both(|database| {
        let client = Client::of(database);
        let items = client.items("/v1/indicators");
        let finding = json!(["kemijarvi-2024.f.not_a_number.5.2"]);
        assert_eq!(items[1]["findings"], finding);
        assert_eq!(items[1]["values"][0]["findings"], finding);
        assert_eq!(
            (&items[0]["findings"], &items[0]["values"][0]["findings"]),
            (&json!([]), &json!([]))
        );
        items
    });
}

#[test]
fn every_list_of_the_small_facts_is_whole() {
    let client = Client::of(&TestDb::sqlite());
    for (path, count) in [
        ("/v1/municipalities", 2),
        ("/v1/documents", 3),
        ("/v1/units", 6),
        ("/v1/accounts", 4),
        ("/v1/findings", 2),
        ("/v1/documents/kemijarvi-2024/tables", 1),
        ("/v1/units?kind=sector", 3),
        ("/v1/units?unit=kemijarvi&includeDescendants=true", 4),
        ("/v1/units?q=sortt", 1),
        ("/v1/documents?kind=interim_report", 1),
        ("/v1/documents?fiscalYear=2024", 2),
        ("/v1/accounts?account=operating_revenue&includeChildren=true", 2),
        ("/v1/findings?severity=error", 1),
        ("/v1/findings?budgetLine=kemijarvi-2024.5.2", 1),
        ("/v1/findings?cell=kemijarvi-2024.9.2", 1),
        ("/v1/findings?municipality=992", 0),
        ("/v1/objectives", 3),
        ("/v1/objectives?hasTarget=true&sdg=8&kind=strategic&theme=kaupunki", 1),
        ("/v1/objectives?unit=kemijarvi&includeDescendants=true&fiscalYear=2024", 2),
        ("/v1/objectives?q=koulutus", 1),
        ("/v1/risks?municipality=992", 1),
        ("/v1/internal-control?q=sopimus", 1),
        ("/v1/internal-control?hasOutcome=true", 1),
        ("/v1/internal-control?hasOutcome=false", 0),
        ("/v1/indicators?parent=kemijarvi-2024.i27", 1),
        ("/v1/indicators?fiscalYear=2024&scenario=budget", 1),
        ("/v1/narratives?kind=purpose&q=talous", 1),
        ("/v1/narratives?fiscalYear=2025", 1),
        ("/v1/budget-lines?hasFinding=true", 3),
        ("/v1/budget-lines?document=kemijarvi-2024&unitKind=cost_unit", 2),
        ("/v1/budget-lines?period=part", 3),
        ("/v1/budget-lines?amountMin=8000000", 1),
    ] {
        let list = client.rest(path);
        assert_eq!(list["totalCount"], count, "{path}");
        assert_eq!(list["items"].as_array().unwrap().len(), count, "{path}");
    }
}

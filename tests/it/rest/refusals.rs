//! What REST refuses, and that it says what is wrong with which parameter.

use crate::support::{Client, TestDb};

/// Address, status, code and the parameter at fault.
const WRONG: &[(&str, u16, &str, &str)] = &[
    ("/v1/units?colour=red", 400, "unknown_parameter", "colour"),
    ("/v1/dataset?first=1", 400, "unknown_parameter", "first"),
    ("/v1/units?first=ten", 400, "invalid_parameter", "first"),
    ("/v1/units?first=0", 422, "page_size", "first"),
    ("/v1/units?first=501", 422, "page_size", "first"),
    ("/v1/units?first=-1", 422, "page_size", "first"),
    ("/v1/units?first=99999999999999999999", 400, "invalid_parameter", "first"),
    ("/v1/units?first=1&first=2", 400, "invalid_parameter", "first"),
    ("/v1/units?after=abc", 400, "invalid_cursor", "after"),
    ("/v1/units?language=de", 422, "unknown_value", "language"),
    ("/v1/dataset/releases?language=de", 422, "unknown_value", "language"),
    ("/v1/units/kemijarvi?first=0", 422, "page_size", "first"),
    ("/v1/units?kind=village", 422, "unknown_value", "kind"),
    ("/v1/units?includeDescendants=yes", 400, "invalid_parameter", "includeDescendants"),
    ("/v1/units?municipality=atlantis", 422, "unknown_value", "municipality"),
    ("/v1/budget-lines?scenario=dream", 422, "unknown_value", "scenario"),
    ("/v1/budget-lines?fiscalYear=soon", 400, "invalid_parameter", "fiscalYear"),
    ("/v1/budget-lines?period=week", 400, "invalid_parameter", "period"),
    ("/v1/budget-lines?amountMin=much", 400, "invalid_parameter", "amountMin"),
    ("/v1/budget-lines?asOf=yesterday", 400, "invalid_parameter", "asOf"),
    ("/v1/budget-lines?sort=beauty", 400, "invalid_parameter", "sort"),
    ("/v1/budget-lines?unit=nowhere", 422, "unknown_value", "unit"),
    ("/v1/budget-lines?account=gold", 422, "unknown_value", "account"),
    ("/v1/budget-lines?document=none", 422, "unknown_value", "document"),
    ("/v1/budget-lines/kemijarvi-2024.9.2?neighbours=21", 400, "invalid_parameter", "neighbours"),
    ("/v1/objectives?sdg=18", 400, "invalid_parameter", "sdg"),
    ("/v1/objectives?hasTarget=maybe", 400, "invalid_parameter", "hasTarget"),
    ("/v1/objectives?kind=village", 422, "unknown_value", "kind"),
    ("/v1/risks?q=%25", 400, "invalid_parameter", "q"),
    ("/v1/internal-control?hasOutcome=maybe", 400, "invalid_parameter", "hasOutcome"),
    ("/v1/risks?theme=x", 400, "unknown_parameter", "theme"),
    ("/v1/indicators?parent=nothing", 422, "unknown_value", "parent"),
    ("/v1/narratives?fiscalYear=soon", 400, "invalid_parameter", "fiscalYear"),
    ("/v1/narratives/kemijarvi-2024.n33?neighbours=21", 400, "invalid_parameter", "neighbours"),
    ("/v1/documents/kemijarvi-2024/lines?from=0", 400, "invalid_parameter", "from"),
    ("/v1/documents/kemijarvi-2024/lines?from=9&to=3", 400, "invalid_parameter", "to"),
    ("/v1/documents/kemijarvi-2024/lines?to=9999", 400, "invalid_parameter", "to"),
];

#[test]
fn what_is_wrong_with_a_parameter_is_told_by_its_name() {
    let client = Client::of(&TestDb::sqlite());
    for (path, status, code, parameter) in WRONG.iter().copied() {
        let answer = client.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{path}");
        assert_eq!(answer.parameters(), [parameter], "{path}");
        let instance = path.split('?').next().unwrap();
        assert_eq!(answer.json()["instance"], instance, "{path}");
    }
}

#[test]
fn several_unknown_parameters_are_told_at_once() {
    let client = Client::of(&TestDb::sqlite());
    let answer = client.get("/v1/units?a=1&kind=sector&b=2");
    assert_eq!(answer.parameters(), ["a", "b"]);
    assert!(answer.text().contains("includeDescendants"), "{}", answer.text());
}

#[test]
fn what_is_not_there_is_told_apart() {
    let client = Client::of(&TestDb::sqlite());
    for (path, code) in [
        ("/v1/units/nowhere", "not_found"),
        ("/v1/municipalities/000", "not_found"),
        ("/v1/documents/none", "not_found"),
        ("/v1/documents/none/lines", "not_found"),
        ("/v1/documents/none/tables", "not_found"),
        ("/v1/accounts/gold", "not_found"),
        ("/v1/budget-lines/1", "not_found"),
        ("/v1/findings/1", "not_found"),
        ("/v1/objectives/1", "not_found"),
        ("/v1/risks/1", "not_found"),
        ("/v1/internal-control/1", "not_found"),
        ("/v1/indicators/1", "not_found"),
        ("/v1/narratives/1", "not_found"),
        ("/v1/nothing", "unknown_address"),
        ("/v1/", "unknown_address"),
        ("/v1/units/a/b", "unknown_address"),
        ("/nothing", "unknown_address"),
        ("/v2/units", "unknown_address"),
    ] {
        let answer = client.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (404, code), "{path}");
    }
}

#[test]
fn broken_encoding_is_refused() {
    let client = Client::of(&TestDb::sqlite());
    for path in [
        "/v1/units?q=%ZZ",
        "/v1/units?q=%FF",
        "/v1/units?q=%",
        "/v1/units?%00=1",
        "/v1/units?q=a%00b",
    ] {
        let answer = client.get(path);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (400, "malformed_request"),
            "{path}"
        );
    }
}

#[test]
fn a_cursor_of_another_question_is_refused() {
    let client = Client::of(&TestDb::sqlite());
    let page = client.rest("/v1/budget-lines?first=1");
    let cursor = page["pageInfo"]["endCursor"].as_str().unwrap();
    let other = client.get(&format!("/v1/budget-lines?scenario=budget&after={cursor}"));
    assert_eq!((other.status, other.problem().as_str()), (400, "invalid_cursor"));
    let same = client.get(&format!("/v1/budget-lines?first=7&after={cursor}"));
    assert_eq!(same.status, 200);
}

#[test]
fn what_failed_inside_is_not_told_outside() {
    let database = TestDb::sqlite();
    let client = Client::of(&database);
    let _raw = database.run("ALTER TABLE finding RENAME TO secret_finding");
    let answer = client.get("/v1/findings");
    assert_eq!((answer.status, answer.problem().as_str()), (500, "internal"));
    assert!(
        !answer.text().contains("finding:") && !answer.text().contains("table"),
        "{}",
        answer.text()
    );
    let body = client.post("{ findings { totalCount } }", &serde_json::json!({})).text();
    assert!(body.contains("\"internal\"") && !body.contains("no such"), "{body}");
}

#[test]
fn an_unknown_parameter_that_is_like_a_known_one_is_answered_with_that() {
    let client = Client::of(&TestDb::sqlite());
    for (path, meant) in [
        ("/v1/compare?functon=01", Some("function")),
        ("/v1/budget-lines?fiscal_year=2024", Some("fiscalYear")),
        ("/v1/units?Municipality=kemi", Some("municipality")),
        ("/v1/units?colour=red", None),
    ] {
        let detail = client.get(path).json()["detail"].as_str().unwrap().to_owned();
        let said = meant.is_some_and(|m| detail.contains(&format!("did you mean `{m}`?")));
        assert_eq!(said, detail.contains("did you mean"), "{detail}");
        assert_eq!(said, meant.is_some(), "{detail}");
    }
}

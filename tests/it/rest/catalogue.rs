//! The catalogue and the addresses in the shape of CKAN's.

use serde_json::Value;

use crate::support::{Client, TestDb, on_both};

/// The datasets that were ever published: none may go away, and none may change its name.
const DATASETS: [&str; 7] = [
    "kuntavaaka",
    "budget-lines",
    "budget-execution",
    "objectives",
    "indicators",
    "risks",
    "findings",
];
const ACTION: &str = "/api/3/action";

fn result(client: &Client, action: &str) -> Value {
    let answer = client.rest(&format!("{ACTION}/{action}"));
    assert_eq!(answer["success"], true);
    let name = action.split('?').next().unwrap();
    assert_eq!(
        answer["help"],
        format!("http://data.example{ACTION}/help_show?name={name}"),
        "{action}"
    );
    answer["result"].clone()
}

#[test]
fn datasets_never_go_away() {
    on_both(|database| {
        let client = Client::of(database);
        let catalogue = client.get("/catalog.ttl").text();
        for id in DATASETS {
            let uri = format!("<http://data.example/dataset/{id}> a dcat:Dataset");
            assert!(catalogue.contains(&uri), "{id}");
            let own = client.get(&format!("/dataset/{id}"));
            assert_eq!(
                (own.status, own.header("content-type")),
                (200, "text/turtle; charset=utf-8")
            );
            assert!(own.text().contains(&uri), "{id}");
        }
        catalogue
    });
}

#[test]
fn an_empty_database_has_a_catalogue_too() {
    let database = TestDb::sqlite();
    database.writer();
    let client = Client::over(database.open(kuntavaaka::store::Access::ReadOnly));
    let catalogue = client.get("/catalog.ttl").text();
    for id in DATASETS {
        assert!(catalogue.contains(&format!("/dataset/{id}> a dcat:Dataset")), "{id}");
    }
    assert_eq!(result(&client, "package_search")["count"], DATASETS.len());
}

#[test]
fn the_catalogue_has_the_manners_of_http() {
    let client = Client::of(&TestDb::sqlite());
    for path in
        ["/catalog.ttl", "/catalog.jsonld", "/dataset", "/dataset/risks", "/api/3/action/site_read"]
    {
        let (get, head) = (client.get(path), client.send("HEAD", path, &[], b""));
        assert_eq!((get.status, head.status), (200, 200), "{path}");
        assert_eq!(head.header("etag"), get.header("etag"), "{path}");
        assert!(get.header("cache-control").starts_with("public, max-age=300"), "{path}");
        let known = client.send("GET", path, &[("if-none-match", get.header("etag"))], b"");
        assert_eq!(known.status, 304, "{path}");
        let posted = client.send("POST", path, &[], b"");
        assert_eq!((posted.status, posted.header("allow")), (405, "GET, HEAD, OPTIONS"), "{path}");
        assert_eq!(client.send("OPTIONS", path, &[], b"").status, 204, "{path}");
        assert_eq!(get.body, client.get(path).body, "{path}");
    }
    for (accept, media_type) in [
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.1, application/ld+json", "application/ld+json"),
        ("text/html, */*;q=0.5", "text/turtle; charset=utf-8"),
    ] {
        let answer = client.send("GET", "/dataset", &[("accept", accept)], b"");
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type), "{accept}");
    }
    let refused = client.send("GET", "/catalog.ttl", &[("accept", "text/html")], b"");
    assert_eq!((refused.status, refused.problem().as_str()), (406, "not_acceptable"));
    let missing = client.get("/dataset/none");
    assert_eq!((missing.status, missing.problem().as_str()), (404, "not_found"));
    assert!(missing.json()["detail"].as_str().unwrap().contains("budget-lines"));
    assert!(
        client.get("/v1/dataset").header("link").contains("</catalog.ttl>; rel=\"describedby\"")
    );
}

/// What the harvester of CKAN asks (ckanext-harvest): pages of a hundred by id until one is empty,
/// everything the first time and what changed since the next, then groups and organizations.
#[test]
fn a_harvester_of_ckan_gets_everything() {
    let client = Client::of(&TestDb::sqlite());
    let page = |start: usize, fq: &str| {
        let action = format!("package_search?rows=100&start={start}&sort=id+asc{fq}");
        result(&client, &action)["results"].as_array().unwrap().clone()
    };
    let packages = page(0, "");
    assert_eq!(packages.len(), DATASETS.len());
    assert!(page(100, "").is_empty());
    let ids: Vec<&str> = packages.iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let changed = packages[0]["metadata_modified"].as_str().unwrap();
    let since = |moment: &str| format!("&fq=metadata_modified:%5B{moment}Z+TO+*%5D");
    assert_eq!(page(0, &since("2000-01-01T00:00:00")).len(), packages.len());
    assert!(page(0, &since(&format!("{changed}.000001"))).is_empty());
    assert_eq!(page(0, "&fq=-organization:kuntavaaka").len(), 0);
    for package in &packages {
        let shown =
            result(&client, &format!("package_show?id={}", package["name"].as_str().unwrap()));
        assert_eq!(&shown, package);
        let organization = package["owner_org"].as_str().unwrap();
        let organization = result(&client, &format!("organization_show?id={organization}"));
        assert_eq!(organization["id"], package["owner_org"]);
        for group in package["groups"].as_array().unwrap() {
            let shown =
                result(&client, &format!("group_show?id={}", group["id"].as_str().unwrap()));
            assert_eq!(shown["name"], group["name"]);
        }
    }
    assert_eq!(result(&client, "organization_list")[0], "kuntavaaka");
    assert_eq!(result(&client, "group_list?all_fields=true")[0]["package_count"], DATASETS.len());
    assert_eq!(result(&client, "package_list").as_array().unwrap().len(), DATASETS.len());
    assert_eq!(result(&client, "site_read"), true);
    let help = result(&client, "help_show?name=package_search");
    assert!(help.as_str().unwrap().contains(":param fq: "), "{help}");
}

#[test]
fn packages_have_what_avoindata_requires() {
    let client = Client::of(&TestDb::sqlite());
    for package in result(&client, "package_search")["results"].as_array().unwrap() {
        for field in ["name", "license_id", "collection_type", "maintainer", "owner_org"] {
            assert!(package[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
        }
        assert_eq!(
            (package["license_id"].as_str(), package["private"].as_bool()),
            (Some("cc-by-4.0"), Some(false))
        );
        for language in ["fi", "sv", "en"] {
            assert!(package["title_translated"][language].as_str().unwrap().len() > 5);
            assert!(package["notes_translated"][language].as_str().unwrap().len() > 50);
            assert!(package["keywords"][language].as_array().unwrap().len() > 2);
        }
        for tag in package["tags"].as_array().unwrap() {
            let name = tag["name"].as_str().unwrap();
            // What CKAN allows in tags.
            let allowed = |c: char| c.is_alphanumeric() || " -_.".contains(c);
            assert!(
                (2..=100).contains(&name.chars().count()) && name.chars().all(allowed),
                "{name}"
            );
        }
        let resources = package["resources"].as_array().unwrap();
        assert!(!resources.is_empty());
        for resource in resources {
            assert!(resource["url"].as_str().unwrap().starts_with("http://data.example/"));
            for field in ["format", "mimetype", "name"] {
                assert!(resource[field].as_str().is_some_and(|t| !t.is_empty()), "{field}");
            }
            assert!(resource["name_translated"]["sv"].is_string());
        }
    }
}

#[test]
fn searching_packages_counts_orders_and_pages() {
    let client = Client::of(&TestDb::sqlite());
    let names = |query: &str| -> Vec<String> {
        let found = result(&client, &format!("package_search?{query}"));
        let packages = found["results"].as_array().unwrap().iter();
        packages.map(|p| p["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("q=riskienhallinta"), ["kuntavaaka-risks"]);
    assert_eq!(names("q=budgetutfall+avvikelse"), ["kuntavaaka-budget-execution"]);
    assert_eq!(names("q=name:kuntavaaka"), ["kuntavaaka"]);
    let sorted = names("sort=name+desc&rows=2&start=1");
    assert_eq!(sorted, ["kuntavaaka-objectives", "kuntavaaka-indicators"]);
    assert_eq!(result(&client, "package_search?rows=0")["count"], DATASETS.len());
    // CKAN's clients send much that nobody asked for.
    assert_eq!(
        names("q=*:*&include_private=true&facet.field=%5B%22tags%22%5D&use_default_schema=1").len(),
        DATASETS.len()
    );
}

#[test]
fn errors_of_actions_come_in_the_envelope_of_ckan() {
    let client = Client::of(&TestDb::sqlite());
    for (action, status, kind) in [
        ("package_show?id=none", 404, "Not Found Error"),
        ("group_show?id=none", 404, "Not Found Error"),
        ("organization_show?id=none", 404, "Not Found Error"),
        ("package_show", 409, "Validation Error"),
        ("package_search?rows=many", 409, "Validation Error"),
        ("package_search?start=-1", 409, "Validation Error"),
        ("package_search?sort=colour+asc", 409, "Search Error"),
        ("package_search?fq=nobody:1", 409, "Search Error"),
        ("package_search?q=%22a", 409, "Search Error"),
    ] {
        let answer = client.get(&format!("{ACTION}/{action}"));
        let body = answer.json();
        assert_eq!((answer.status, body["success"].as_bool()), (status, Some(false)), "{action}");
        assert_eq!(body["error"]["__type"], kind, "{action}");
        assert_eq!(answer.header("cache-control"), "no-store", "{action}");
    }
    assert_eq!(client.get(&format!("{ACTION}/package_create")).problem(), "unknown_address");
}

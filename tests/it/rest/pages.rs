//! The pages as they are sent: languages, policies, and what is told of a wrong address.

use kuntavaaka::query::Store;
use kuntavaaka::store::Access;

use crate::readme::bundled;
use crate::support::{Client, TestDb};

const PAGES: [&str; 3] = ["/", "/graphiql", "/docs"];

#[test]
fn a_page_is_in_the_language_asked_for() {
    let client = Client::of(&TestDb::sqlite());
    for path in PAGES {
        for (asked, header, language) in [
            ("", "", "fi"),
            ("", "sv-FI, en;q=0.5", "sv"),
            ("?language=en", "sv", "en"),
            ("?language=fi", "en", "fi"),
        ] {
            let answer =
                client.send("GET", &format!("{path}{asked}"), &[("accept-language", header)], b"");
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.header("content-language"), language, "{path}{asked} {header}");
            let page = answer.text();
            assert!(page.contains(&format!("<html lang=\"{language}\">")));
            for other in ["fi", "sv", "en"] {
                let address = format!(
                    "hreflang=\"{other}\" href=\"http://data.example{path}?language={other}\""
                );
                assert!(page.contains(&address), "{path}: {address}");
            }
        }
        assert_eq!(client.get(&format!("{path}?language=de")).problem(), "unknown_value");
        assert_eq!(client.get(&format!("{path}?x=1")).problem(), "unknown_parameter");
    }
}

#[test]
fn a_page_loads_nothing_from_elsewhere_and_runs_nothing_of_its_own() {
    let client = Client::of(&TestDb::sqlite());
    for path in PAGES {
        let answer = client.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        let page = answer.text();
        for forbidden in [" style=", "<style", " onclick=", "javascript:", "<iframe"] {
            assert!(!page.contains(forbidden), "{path}: {forbidden}");
        }
        let scripts = page.split("<script").skip(1);
        for script in scripts.map(|script| script.split('>').next().unwrap()) {
            let known = script.contains("src=\"/assets/") || script.contains("application/ld+json");
            assert!(known, "{path}: {script}");
        }
        for asset in page.split("\"/assets/").skip(1) {
            let asset = format!("/assets/{}", asset.split('"').next().unwrap());
            let answer = client.get(&asset);
            assert_eq!(answer.status, 200, "{asset}");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        }
    }
    assert!(client.get("/").text().split("<script").count() == 2, "the front page needs no script");
}

#[test]
fn an_asset_under_an_old_digest_is_given_but_not_kept() {
    let client = Client::of(&TestDb::sqlite());
    let answer = client.get("/assets/000000000000/site.css");
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-cache");
    for nothing in ["/assets/0/nothing.css", "/assets/0/package.json", "/assets/0/../Cargo.toml"] {
        assert_eq!(client.get(nothing).problem(), "unknown_address", "{nothing}");
    }
}

#[test]
fn a_page_that_a_browser_has_already_is_not_sent_again() {
    let client = Client::of(&TestDb::sqlite());
    for path in PAGES {
        let tag = client.get(path).header("etag").to_owned();
        assert!(tag.starts_with('"'), "{path}: {tag}");
        assert_eq!(client.send("GET", path, &[("if-none-match", &tag)], b"").status, 304);
        let swedish = [("if-none-match", tag.as_str()), ("accept-language", "sv")];
        assert_eq!(client.send("GET", path, &swedish, b"").status, 200);
        let refused = client.send("POST", path, &[], b"");
        assert_eq!((refused.status, refused.problem().as_str()), (405, "method_not_allowed"));
    }
}

#[test]
fn a_browser_is_told_of_a_wrong_address_in_a_page_and_others_in_a_problem() {
    let client = Client::of(&TestDb::sqlite());
    let browser = ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    for path in ["/nothing", "/v1/nothing"] {
        let page = client.send("GET", path, &[browser, ("accept-language", "sv")], b"");
        assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.text().contains("Sidan finns inte"), "{}", page.text());
        for accept in ["*/*", "application/json", "application/json, text/html;q=0.5"] {
            let problem = client.send("GET", path, &[("accept", accept)], b"");
            assert_eq!((problem.status, problem.problem().as_str()), (404, "unknown_address"));
        }
    }
    let missing = client.send("GET", "/v1/units/nowhere", &[browser], b"");
    assert_eq!(missing.problem(), "not_found");
}

#[test]
fn the_front_page_shows_what_the_data_says() {
    let client = bundled(&TestDb::sqlite());
    let release = client.rest("/v1/dataset")["release"].as_str().unwrap().to_owned();
    let page = client.get("/?language=en").text().replace('\u{a0}', " ");
    let count = |path: &str| client.rest(path)["totalCount"].as_i64().unwrap();
    let lines = count("/v1/budget-lines").to_string();
    let (thousands, rest) = lines.split_at(lines.len() - 3);
    for told in [
        format!("<strong>{thousands},{rest}</strong> budget lines"),
        format!("<strong>{}</strong> findings", count("/v1/findings")),
        "<mark>-4 698 551</mark>".to_owned(),
        format!("@misc{{kuntavaaka-{release},"),
        format!("/v1/dataset/releases/{release}/kuntavaaka-{release}.zip"),
        format!("/v1/dataset/releases/{release}/kuntavaaka-{release}.sqlite3"),
    ] {
        assert!(page.contains(&told), "{told}");
    }
    assert_eq!(page.matches("class=\"question\"").count(), 4);
    // Every address that the page leads to inside the service, but those of parts made elsewhere.
    let mut looked_at = 0;
    for address in page.split("href=\"/").skip(1) {
        let address = format!("/{}", address.split('"').next().unwrap().replace("&amp;", "&"));
        if address.contains("/releases/") || address == "/catalog.ttl" {
            continue;
        }
        assert_eq!(client.get(&address).status, 200, "{address}");
        looked_at += 1;
    }
    assert!(looked_at > 50, "{looked_at}");
}

#[test]
fn before_the_first_import_the_front_page_says_so() {
    let database = TestDb::sqlite();
    drop(database.writer());
    let store: Store = database.open(Access::ReadOnly);
    let answer = Client::over(store).get("/?language=en");
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("No data has been imported yet"));
}

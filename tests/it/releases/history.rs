//! How releases follow each other.

use kuntavaaka::domain::Facts;
use kuntavaaka::query::{self, PageRequest};
use kuntavaaka::store::Access;

use crate::support::{Client, TestDb, facts, on_both};

/// The small facts, with the first document read otherwise and the last one missing.
fn another() -> Facts {
    let mut facts = facts::small();
    facts.documents.remove(1);
    facts.documents[0].document.title.push_str(", another");
    facts
}

#[test]
fn an_import_that_changes_data_makes_a_release_that_tells_what_changed() {
    on_both(|db| {
        let store = db.writer();
        let mut first = facts::small();
        let late = first.documents.remove(1);
        let before = store.import(&first, facts::NOW).unwrap().release;
        let mut second = facts::small();
        second.documents[0].document.title.push_str(", another");
        let after = store.import(&second, "2026-12-01T00:00:00Z").unwrap().release;
        assert_ne!(before, after);

        let mut session = db.open(Access::ReadOnly).session().unwrap();
        let page = query::releases(&mut session, &PageRequest::default()).unwrap();
        let [newest, oldest] = &page.items[..] else { panic!("{page:?}") };
        assert_eq!((newest.item.release.number, &newest.item.release.id), (2, &after));
        assert!(newest.item.is_current && !oldest.item.is_current);
        assert_eq!(oldest.item.release.imported_at.as_deref(), Some(facts::NOW));
        let changes = newest.item.document_changes();
        assert_eq!(changes.added, [late.document.id.as_str()]);
        assert_eq!(changes.changed, [second.documents[0].document.id.as_str()]);
        assert!(changes.removed.is_empty());
        let rows =
            |of: &query::Release| of.tables.iter().find(|t| t.name == "document").unwrap().rows;
        assert_eq!((rows(&oldest.item.release), rows(&newest.item.release)), (2, 3));
        (before, after)
    });
}

#[test]
fn content_that_comes_back_is_the_same_release_under_the_next_number() {
    let db = TestDb::sqlite();
    let store = db.writer();
    let first = store.import(&facts::small(), facts::NOW).unwrap().release;
    let second = store.import(&another(), facts::NOW).unwrap().release;
    let third = store.import(&facts::small(), facts::NOW).unwrap().release;
    assert_eq!(first, third);
    assert_ne!(first, second);
    let mut session = db.open(Access::ReadOnly).session().unwrap();
    let release = query::release_by_id(&mut session, &first).unwrap();
    assert_eq!((release.release.number, release.is_current), (3, true));
    assert_eq!(release.previous.unwrap().id, second);
}

#[test]
fn a_release_can_be_named_in_every_address_and_says_where_it_went() {
    on_both(|db| {
        let store = db.writer();
        let first = store.import(&facts::small(), facts::NOW).unwrap().release;
        let client = Client::over(db.open(Access::ReadOnly));
        let addresses =
            ["/v1/budget-lines?", "/v1/compare?", "/v1/budget-lines.csv?", "/v1/units/kemijarvi?"];
        for address in addresses {
            let plain = client.get(address);
            let named = client.get(&format!("{address}release={first}"));
            assert_eq!((plain.status, named.status), (200, 200), "{address}: {}", named.text());
            assert_eq!(
                client.get(&format!("{address}release={first}0")).problem(),
                "unknown_value"
            );
        }
        let page = client.rest(&format!("/v1/budget-lines?first=1&release={first}"));
        assert!(page["next"].as_str().unwrap().contains(&format!("release={first}")));

        let graphql = format!("/graphql?query=%7Bunits%7BtotalCount%7D%7D&release={first}");
        let post = |release: &str| {
            let body = br#"{"query":"{units{totalCount}}"}"#;
            let headers = [("content-type", "application/json")];
            client.send("POST", &format!("/graphql?release={release}"), &headers, body)
        };
        let of_post = |release: &str| {
            post(release).json()["errors"][0]["extensions"]["code"].as_str().map(str::to_owned)
        };
        assert!(client.get(&graphql).json()["errors"].is_null());
        assert!(client.get(&graphql).header("cache-control").contains("immutable"));
        assert_eq!(of_post(&first), None);
        assert_eq!(of_post("0123456789ab").as_deref(), Some("unknown_value"));

        store.import(&another(), facts::NOW).unwrap();
        // Answers that are kept stand for a second.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert_eq!(client.get(&graphql).status, 410);
        assert_eq!(of_post(&first).as_deref(), Some("release_gone"));
        for address in addresses {
            let gone = client.get(&format!("{address}release={first}"));
            assert_eq!((gone.status, gone.problem().as_str()), (410, "release_gone"));
            assert_eq!(gone.parameters(), ["release"]);
            assert!(gone.text().contains(&format!("/v1/dataset/releases/{first}")));
        }
        let old = client.rest(&format!("/v1/dataset/releases/{first}"));
        assert_eq!((&old["isCurrent"], &old["number"]), (&false.into(), &1.into()));
        assert_eq!(client.get("/v1/dataset/releases/0123456789ab").problem(), "not_found");
        let of = "number id digest importedAt isCurrent counts { table rows sha256 } documents \
            changes { previous documentsAdded documentsChanged documentsRemoved } \
            files { name path mediaType byteSize sha256 }";
        let graphql = client.graphql(&format!("{{ releases {{ nodes {{ {of} }} }} }}"));
        assert_eq!(graphql["releases"]["nodes"], client.rest("/v1/dataset/releases")["items"]);
        let graphql = client.graphql(&format!("{{ release(id: \"{first}\") {{ {of} }} }}"));
        assert_eq!(graphql["release"], old);
    });
}

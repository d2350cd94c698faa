//! Made-up releases, small ones of those that trials of speed are made with.

use kuntavaaka::release::Package;
use kuntavaaka::store::Access;

use crate::support::{Client, facts, on_both};

#[path = "../../../examples/generate/made/mod.rs"]
mod made;

#[test]
fn a_made_up_release_is_what_it_says_and_its_sums_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.zip");
    let (release, lines) = made::write(&path, 12_000, 1);
    on_both(|db| {
        let package = Package::open(&path).unwrap();
        let imported = package.import(&db.writer(), facts::NOW, &mut |_| ()).unwrap();
        assert_eq!(imported.release, release);
        let client = Client::over(db.open(Access::ReadOnly));
        assert_eq!(client.rest("/v1/budget-lines?first=1")["totalCount"], lines);
        let sum = |filter: &str| {
            let address = format!(
                "/v1/aggregate?groupBy=municipality&groupBy=fiscalYear&scenario=actual&{filter}"
            );
            let answer = client.rest(&address);
            let groups = answer["items"].as_array().unwrap();
            groups.iter().map(|group| group["amount"].as_str().unwrap().to_owned()).collect()
        };
        let whole: Vec<String> = sum("account=operating_margin&unitKind=municipality");
        let parts: Vec<String> = sum("account=operating_margin&unitKind=sector");
        assert!(whole.len() >= 10, "{whole:?}");
        assert_eq!(parts, whole);
        // Many lines are read in their order, fewer are sorted.
        let all = ids_of(&client, "");
        let places = client.rest("/v1/municipalities");
        let places = places["items"].as_array().unwrap().iter();
        let each = places.flat_map(|m| {
            ids_of(&client, &format!("&municipality={}", m["code"].as_str().unwrap()))
        });
        assert!(each.eq(all.iter().cloned()));
        assert_eq!(u64::try_from(all.len()).unwrap(), lines);
        all
    });
}

/// The ids of all lines of a filter, page by page.
fn ids_of(client: &Client, filter: &str) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    loop {
        let page = client.rest(&format!("/v1/budget-lines?first=500{filter}{after}"));
        let items = page["items"].as_array().unwrap().iter();
        ids.extend(items.map(|line| line["id"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            return ids;
        }
        after = format!("&after={}", page["pageInfo"]["endCursor"].as_str().unwrap());
    }
}

#[test]
fn equal_arguments_make_equal_packages() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, seed| {
        let path = folder.path().join(name);
        let (release, _) = made::write(&path, 2_000, seed);
        (release, std::fs::read(path).unwrap())
    };
    let first = of("first.zip", 1);
    assert!(of("again.zip", 1) == first);
    assert!(of("other.zip", 2).0 != first.0);
}

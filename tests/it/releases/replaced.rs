//! A release that is replaced while its answers are on their way.

use std::collections::BTreeMap;

use kuntavaaka::api::Faces;
use kuntavaaka::api::service::Service;
use kuntavaaka::domain::Facts;
use kuntavaaka::release::{Package, Shelf};
use kuntavaaka::store::Access;

use super::package_of;
use crate::support::{Client, TestDb, facts, on_both};

/// Lists that go to their end; the name of the file tells the release.
const LISTS: [&str; 4] =
    ["/v1/budget-lines.csv", "/v1/budget-lines.ndjson", "/v1/documents.csv", "/v1/units.parquet"];
/// What lists are, by their address and release.
type Answers = BTreeMap<(&'static str, String), Vec<u8>>;
/// How often one release takes the place of the other, each time.
const TIMES: usize = 4;

fn other() -> Facts {
    let mut other = facts::small();
    for document in &mut other.documents {
        document.document.title.push_str(", another");
    }
    for unit in &mut other.units {
        unit.name.push_str(", another");
    }
    other
}

/// The release that a list says it is of.
fn release_of(client: &Client, list: &str) -> (String, Vec<u8>) {
    let answer = client.get(list);
    assert_eq!(answer.status, 200, "{list}: {}", answer.text());
    let name = answer.header("content-disposition").to_owned();
    let release = name.rsplit('-').next().unwrap().split('.').next().unwrap().to_owned();
    (release, answer.body)
}

#[test]
fn while_one_release_takes_the_place_of_another_each_answer_is_whole_and_of_one_of_them() {
    on_both(|db| {
        let folder = tempfile::tempdir().unwrap();
        let shelf = folder.path().join("shelf");
        let (package, first, mut expected) = prepared(db, folder.path());
        let store = db.open(Access::ReadOnly);
        let faces =
            Faces::new(store.clone(), Service::default()).with_shelf(Shelf::at(shelf.clone()));
        let client = Client::of_faces(faces, store.clone());
        let zip = format!("/v1/dataset/releases/{first}/kuntavaaka-{first}.zip");
        let whole = client.get(&zip).body;
        for list in LISTS {
            expected.insert((list, first.clone()), release_of(&client, list).1);
        }
        let writer = db.open(Access::ReadWrite);
        let importing = std::thread::spawn(move || {
            for _ in 0..TIMES {
                let package = Package::open(&package).unwrap();
                package.import(&writer, facts::NOW, &mut |_| ()).unwrap();
                writer.import(&facts::small(), facts::NOW).unwrap();
            }
        });
        while !importing.is_finished() {
            for list in LISTS {
                let (release, body) = release_of(&client, list);
                let same = expected.get(&(list, release.clone()));
                assert!(same == Some(&body), "{list} is not that of {release}");
            }
            let documents = client.rest("/v1/documents");
            let is_first = documents["release"] == first.as_str();
            for document in documents["items"].as_array().unwrap() {
                let title = document["title"].as_str().unwrap();
                assert_eq!(title.ends_with(", another"), !is_first, "{title}");
            }
            let range = client.send("GET", &zip, &[("range", "bytes=100-299")], &[]);
            assert_eq!((range.status, &range.body[..]), (206, &whole[100..300]));
            assert!(client.get(&zip).body == whole);
        }
        importing.join().unwrap();
    });
}

/// Both releases were stored once, and the first is: the package of the other one, the id of the
/// first, and what lists are of the other.
fn prepared(db: &TestDb, folder: &std::path::Path) -> (std::path::PathBuf, String, Answers) {
    let writer = db.writer();
    writer.import(&other(), facts::NOW).unwrap();
    let client = Client::over(db.open(Access::ReadOnly));
    let lists = LISTS.map(|list| {
        let (release, body) = release_of(&client, list);
        ((list, release), body)
    });
    let package = package_of(&client.store, &folder.join("other"));
    let first = writer.import(&facts::small(), facts::NOW).unwrap().release;
    (package, first, lists.into_iter().collect())
}

#[test]
fn an_old_address_gives_its_file_where_it_was_kept_and_says_where_the_release_went() {
    let db = TestDb::sqlite();
    let folder = tempfile::tempdir().unwrap();
    let first = db.writer().import(&facts::small(), facts::NOW).unwrap().release;
    let store = db.open(Access::ReadOnly);
    let faces = Faces::new(store.clone(), Service::default())
        .with_shelf(Shelf::at(folder.path().to_owned()));
    let client = Client::of_faces(faces, store);
    let zip = format!("/v1/dataset/releases/{first}/kuntavaaka-{first}.zip");
    let whole = client.get(&zip).body;
    db.open(Access::ReadWrite).import(&other(), facts::NOW).unwrap();
    assert!(client.get(&zip).body == whole);
    let gone = client.get(&format!("/v1/units?release={first}"));
    assert_eq!(gone.status, 410);
    let files = format!("/v1/dataset/releases/{first}");
    assert!(gone.text().contains("release_gone") && gone.text().contains(&files));
    assert!(client.get(&files).text().contains(&zip));
}

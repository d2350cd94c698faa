//! The files of a release over HTTP.

use kuntavaaka::api::Faces;
use kuntavaaka::api::service::Service;
use kuntavaaka::release::Shelf;
use kuntavaaka::store::Access;

use super::{package_of, sha256};
use crate::support::{Client, TestDb, facts, on_both};

/// A client over the small facts with a shelf, and the address of the package.
fn client(db: &TestDb, shelf: &std::path::Path) -> (Client, String) {
    let release = db.writer().import(&facts::small(), facts::NOW).unwrap().release;
    let store = db.open(Access::ReadOnly);
    let faces =
        Faces::new(store.clone(), Service::default()).with_shelf(Shelf::at(shelf.to_owned()));
    let address = format!("/v1/dataset/releases/{release}/kuntavaaka-{release}.zip");
    (Client::of_faces(faces, store), address)
}

#[test]
fn a_file_is_made_when_it_is_first_asked_for_and_bears_the_tag_of_its_bytes() {
    on_both(|db| {
        let folder = tempfile::tempdir().unwrap();
        let (client, address) = client(db, folder.path());
        let whole = client.get(&address);
        assert_eq!((whole.status, whole.header("content-type")), (200, "application/zip"));
        let sum = sha256(&whole.body);
        assert_eq!(whole.header("etag"), format!("\"{sum}\""));
        assert!(whole.header("cache-control").contains("immutable"));
        assert_eq!(
            client.get(&format!("{address}.sha256")).text(),
            format!("{sum}  {}\n", address.rsplit('/').next().unwrap())
        );
        let squeezed = client.send("GET", &address, &[("accept-encoding", "gzip, br, zstd")], &[]);
        assert_eq!(squeezed.body, whole.body);
        assert_eq!(squeezed.header("etag"), whole.header("etag"));
        assert_eq!(squeezed.header("content-encoding"), "");
        let head = client.send("HEAD", &address, &[], &[]);
        assert_eq!((head.status, head.header("etag")), (200, whole.header("etag")));
        let known = client.send("GET", &address, &[("if-none-match", whole.header("etag"))], &[]);
        assert_eq!((known.status, known.body.len()), (304, 0));
        let database = client.get(&address.replace(".zip", ".sqlite3"));
        assert!(database.body.starts_with(b"SQLite format 3\0"));
        (sum, sha256(&database.body))
    });
}

#[test]
fn a_range_of_a_file_is_answered_if_the_file_is_still_the_one_meant() {
    let folder = tempfile::tempdir().unwrap();
    let (client, address) = client(&TestDb::sqlite(), folder.path());
    let whole = client.get(&address);
    let range = |range: &str, more: &[(&str, &str)]| {
        let headers = [&[("range", range)], more].concat();
        client.send("GET", &address, &headers, &[])
    };
    let length = whole.body.len();
    for (asked, expected) in [
        ("bytes=0-3", &whole.body[..4]),
        ("bytes=10-", &whole.body[10..]),
        ("bytes=-22", &whole.body[length - 22..]),
        ("bytes=5-99999999", &whole.body[5..]),
    ] {
        let part = range(asked, &[]);
        assert_eq!((part.status, part.body.as_slice()), (206, expected), "{asked}");
        assert!(part.header("content-range").ends_with(&format!("/{length}")), "{asked}");
    }
    let beyond = range("bytes=99999999-", &[]);
    assert_eq!((beyond.status, beyond.problem().as_str()), (416, "range_not_satisfiable"));
    assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));
    for (asked, more) in [
        ("bytes=0-3", [("if-range", "\"another\"")]),
        ("bytes=0-3,5-6", [("if-range", whole.header("etag"))]),
        ("lines=0-3", [("if-range", whole.header("etag"))]),
        ("nonsense", [("if-range", whole.header("etag"))]),
    ] {
        let all = range(asked, &more);
        assert_eq!((all.status, all.body.len()), (200, length), "{asked} {more:?}");
    }
    assert_eq!(range("bytes=0-3", &[("if-range", whole.header("etag"))]).status, 206);
    // A range is of what GET sends: HEAD tells of the whole.
    let head = client.send("HEAD", &address, &[("range", "bytes=0-3")], &[]);
    assert_eq!((head.status, head.header("content-range")), (200, ""));
}

#[test]
fn a_file_that_is_not_there_says_which_are() {
    let folder = tempfile::tempdir().unwrap();
    let (client, address) = client(&TestDb::sqlite(), folder.path());
    for name in ["kuntavaaka.zip", "..%2F..%2Fetc%2Fpasswd", "SHA256SUMS"] {
        let missing =
            client.get(&address.rsplit_once('/').map(|(f, _)| format!("{f}/{name}")).unwrap());
        assert_eq!((missing.status, missing.problem().as_str()), (404, "not_found"), "{name}");
    }
    let other = address.replace(&address[address.len() - 16..address.len() - 4], "0123456789ab");
    assert_eq!(client.get(&other).status, 404);
    assert_eq!(client.send("POST", &address, &[], b"x").status, 405);
}

#[test]
fn a_file_never_gets_other_bytes_than_were_noted() {
    let folder = tempfile::tempdir().unwrap();
    let db = TestDb::sqlite();
    let (client, address) = client(&db, folder.path());
    let store = db.open(Access::ReadWrite);
    let mut files = Shelf::at(folder.path().to_owned()).fill(&store).unwrap();
    files[0].sha256 = "0".repeat(64);
    store.note_files(address.split('/').nth(4).unwrap(), &files).unwrap();
    std::fs::remove_file(package_of(&store, folder.path())).unwrap();
    let answer = client.get(&address);
    assert_eq!((answer.status, answer.problem().as_str()), (404, "not_found"));
    assert!(answer.text().contains("the next import makes a release whose files are here"));
}

#[test]
fn a_database_that_was_brought_up_to_a_new_version_says_that_its_files_are_gone_and_imports() {
    on_both(|db| {
        let folder = tempfile::tempdir().unwrap();
        let (client, address) = client(db, folder.path());
        // As a new version of the tables does, which know more of what was read than is stored.
        db.run("UPDATE document SET read_optically = 1");
        assert_eq!(client.get(&address).problem(), "not_found");
        let shelf = folder.path().join("shelf");
        let options = ["import", "--database", &db.url, "--releases", shelf.to_str().unwrap()];
        let output = crate::cli::run(folder.path(), &options);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(told.contains("cannot be downloaded any more"), "{told}");
        assert!(told.contains("stored."), "{told}");
        true
    });
}

//! `kill -9` in the middle of an import, at moments that chance takes: the release from before or
//! the new one is there, whole, and the next import works. `scripts/trials` does it a hundred times.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use kuntavaaka::store::Access;

use super::program;
use crate::releases::{package_of, sha256};
use crate::support::{Client, Server, TestDb, on_both};

/// How often an import is killed.
const TIMES: u32 = 10;
/// Everything that is stored.
const LISTS: [&str; 13] = [
    "budget-lines.ndjson?includeRepeats=true",
    "narratives.ndjson?q=palvelu",
    "narratives.ndjson",
    "municipalities.ndjson",
    "units.ndjson",
    "documents.ndjson",
    "accounts.ndjson",
    "findings.ndjson",
    "changes.ndjson",
    "objectives.ndjson",
    "indicators.ndjson",
    "risks.ndjson",
    "internal-control.ndjson",
];

/// An import that is running; the files of releases go into a folder of the user.
fn importing(home: &Path, database: &TestDb, what: &[&str]) -> Child {
    let mut command = program(home);
    command.args(["import", "--database", &database.url]);
    command.args(what).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The release that a database holds, with a digest of all that it answers.
fn content(database: &TestDb) -> (String, String) {
    let store = database.open(Access::ReadOnly);
    let release = store.session().map(|mut s| kuntavaaka::query::release_id(&mut s)).unwrap();
    let client = Client::over(store);
    let lists = LISTS.iter().flat_map(|list| {
        let answer = client.send("GET", &format!("/v1/{list}"), &[], b"");
        assert_eq!(answer.status, 200, "{list}: {}", answer.text());
        answer.body
    });
    (release.unwrap().unwrap(), sha256(&lists.collect::<Vec<u8>>()))
}

/// Two imports in turn, killed again and again; gives how many were.
fn killed(database: &TestDb, imports: [&[&str]; 2]) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    let importing = |what| importing(folder.path(), database, what);
    let mut known = Vec::new();
    let mut length = Duration::ZERO;
    for import in imports {
        let begun = Instant::now();
        assert!(importing(import).wait().unwrap().success(), "{import:?}");
        length = begun.elapsed();
        known.push(content(database));
    }
    let mut count = 0;
    for turn in 0..TIMES {
        let is_second = known[1] == content(database);
        let mut running = importing(imports[usize::from(!is_second)]);
        // Moments spread by the golden ratio: no two alike, none left out for long.
        std::thread::sleep(length.mul_f64((f64::from(turn) * 0.618_034).fract()));
        running.kill().unwrap();
        count += u32::from(!running.wait().unwrap().success());
        let found = content(database);
        assert!(known.contains(&found), "{found:?} is neither of {known:?}");
    }
    for (import, release) in imports.iter().zip(&known) {
        assert!(importing(import).wait().unwrap().success(), "{import:?}");
        assert_eq!(content(database), *release);
    }
    count
}

/// The folder of a bundled document.
fn document(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/documents").join(name);
    folder.to_str().unwrap().to_owned()
}

/// A package of one document.
fn package(home: &Path) -> String {
    let database = TestDb::sqlite();
    let one = document("kemijarvi-hallintopalvelut-2025-h1");
    assert!(importing(home, &database, &[&one]).wait().unwrap().success());
    package_of(&database.open(Access::ReadOnly), home).to_str().unwrap().to_owned()
}

#[test]
fn an_import_of_documents_that_is_killed_leaves_a_whole_release() {
    let home = tempfile::tempdir().unwrap();
    let (before, added) = (package(home.path()), document("kemi-osavuosikatsaus-2022-h1"));
    on_both(|database| assert!(killed(database, [&[&before], &[&added]]) > 0));
}

#[test]
fn an_import_of_a_package_that_is_killed_beside_a_server_leaves_a_whole_release() {
    let home = tempfile::tempdir().unwrap();
    let large = package(home.path());
    let small = package_of(&super::serving::filled().open(Access::ReadOnly), home.path());
    on_both(|database| {
        database.writer();
        assert!(importing(home.path(), database, &[&large]).wait().unwrap().success());
        let server = Server::start(database, &["--rate=0"]);
        assert!(killed(database, [&[small.to_str().unwrap()], &[&large]]) > 0);
        assert!(server.get("/v1/dataset").starts_with("HTTP/1.1 200"));
    });
}

#[test]
fn what_is_not_whole_has_another_digest() {
    let database = super::serving::filled();
    let (release, digest) = content(&database);
    drop(database.run("UPDATE document SET title = 'x'"));
    let (as_it_says, other) = content(&database);
    assert_eq!(as_it_says, release);
    assert_ne!(other, digest);
}

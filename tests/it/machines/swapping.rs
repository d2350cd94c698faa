//! A file that is replaced while a server serves it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use kuntavaaka::store::{Access, Store};

use super::another;
use super::load::under_load;
use crate::cli::run;
use crate::support::{Server, TestDb, facts};

/// A file of a database that holds one release, closed; gives the id of the release.
fn made(folder: &Path, title: &str) -> (PathBuf, String) {
    let path = folder.join(format!("{title}.sqlite3"));
    let store = Store::open_draft(path.to_str().unwrap()).unwrap();
    store.migrate().unwrap();
    let release = store.import(&another(title), facts::NOW).unwrap().release;
    store.put_in_place().unwrap();
    (path, release)
}

/// Puts a copy of a file in the place of another by renaming.
fn swap(file: &Path, place: &Path) {
    let copy = place.with_extension("new");
    fs::copy(file, &copy).unwrap();
    fs::rename(&copy, place).unwrap();
}

/// Makes a file bad in some way.
type Damage<'a> = &'a dyn Fn();

/// Waits until a server serves a release.
fn wait_for(server: &Server, release: &str) {
    let until = Instant::now() + Duration::from_secs(20);
    while !server.answer("/health/ready").1.contains(release) {
        assert!(Instant::now() < until, "{release} is not served");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_release_that_is_renamed_into_place_is_taken_over_without_a_dropped_or_mixed_answer() {
    let folder = tempfile::tempdir().unwrap();
    let titles = ["first", "second", "third"];
    let files = titles.map(|title| made(folder.path(), title));
    let title_of: BTreeMap<String, String> =
        files.iter().zip(titles).map(|((_, id), title)| (id.clone(), title.to_owned())).collect();
    assert_eq!(title_of.len(), 3);
    let place = folder.path().join("served.sqlite3");
    swap(&files[0].0, &place);
    let server = Server::start_warning(place.to_str().unwrap(), &folder.path().join("log"));
    let (load, ()) = under_load(&server, 6, || {
        for turn in 1..=9 {
            let (file, release) = &files[turn % 3];
            swap(file, &place);
            wait_for(&server, release);
        }
        // Faster than it is looked: the last one counts.
        for turn in 0..30 {
            swap(&files[turn % 3].0, &place);
            std::thread::sleep(Duration::from_millis(20));
        }
        wait_for(&server, &files[2].1);
    });
    load.holds(&title_of);
    assert!(load.0.len() > 100, "{}", load.0.len());
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert_eq!(log, "");
    let beside = fs::read_dir(folder.path()).unwrap();
    let beside: Vec<_> = beside.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert!(
        !beside.iter().any(|name| name.contains("-wal") || name.contains("-shm")),
        "{beside:?}"
    );
}

#[test]
fn an_import_beside_a_server_is_taken_over_without_a_dropped_or_mixed_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (place, first) = made(folder.path(), "served");
    let (source, second) = made(folder.path(), "second");
    let package = {
        let store = Store::open(source.to_str().unwrap(), Access::ReadOnly).unwrap();
        crate::releases::package_of(&store, folder.path())
    };
    let server = Server::start_warning(place.to_str().unwrap(), &folder.path().join("log"));
    let database = ["--database", place.to_str().unwrap()];
    let (load, ()) = under_load(&server, 4, || {
        let said =
            run(folder.path(), &["import", package.to_str().unwrap(), database[0], database[1]]);
        assert!(said.status.success(), "{said:?}");
        wait_for(&server, &second);
    });
    let title_of = [(first, "served".to_owned()), (second, "second".to_owned())].into();
    load.holds(&title_of);
    // The history is kept, though the file is another.
    assert!(server.answer("/v1/dataset/releases").1.contains("\"totalCount\":2"));
}

#[test]
fn a_bad_file_is_told_once_and_the_release_from_before_is_served_on() {
    let folder = tempfile::tempdir().unwrap();
    let (first, release) = made(folder.path(), "first");
    let (second, another) = made(folder.path(), "second");
    let place = folder.path().join("served.sqlite3");
    swap(&first, &place);
    let log = folder.path().join("log");
    let server = Server::start_warning(place.to_str().unwrap(), &log);
    let bad = folder.path().join("bad");
    let whole = fs::read(&second).unwrap();
    let damage = |bytes: &[u8]| fs::write(&bad, bytes).unwrap();
    let change = |statement: &str| {
        fs::copy(&second, &bad).unwrap();
        let mut raw = SqliteConnection::establish(bad.to_str().unwrap()).unwrap();
        raw.batch_execute(statement).unwrap();
    };
    let cases: [(&str, Damage); 6] = [
        ("not a database", &|| {
            damage(&b"no database at all, but long enough for a head".repeat(99));
        }),
        ("has schema none", &|| damage(b"")),
        ("malformed", &|| damage(&whole[..whole.len() / 2])),
        ("29990101000000", &|| {
            change("INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')");
        }),
        ("holds no release", &|| {
            change("PRAGMA foreign_keys = OFF; DELETE FROM dataset_release");
        }),
        ("Tree", &|| {
            let mut bytes = whole.clone();
            let middle = bytes.len() / 2 / 4096 * 4096;
            bytes[middle..middle + 4096].fill(0xA5);
            damage(&bytes);
        }),
    ];
    let (load, ()) = under_load(&server, 4, || {
        for (_, make) in &cases {
            make();
            swap(&bad, &place);
            std::thread::sleep(Duration::from_millis(1_500));
        }
        fs::write(folder.path().join("served.sqlite3-wal"), "frames of another file").unwrap();
        swap(&second, &place);
        std::thread::sleep(Duration::from_millis(1_500));
    });
    load.holds(&[(release, "first".to_owned())].into());
    let told = fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), cases.len() + 1, "{told}");
    for ((reason, _), line) in cases.iter().zip(&lines) {
        assert!(line.contains(reason) && line.contains("served on"), "{reason}: {line}");
    }
    assert!(lines[cases.len()].contains("served.sqlite3-wal"), "{told}");
    fs::remove_file(folder.path().join("served.sqlite3-wal")).unwrap();
    swap(&second, &place);
    wait_for(&server, &another);
}

#[test]
fn a_file_that_is_gone_is_served_on_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let (place, release) = made(folder.path(), "served");
    let log = folder.path().join("log");
    let server = Server::start_warning(place.to_str().unwrap(), &log);
    fs::remove_file(&place).unwrap();
    std::thread::sleep(Duration::from_millis(1_200));
    for _ in 0..20 {
        assert!(server.answer("/v1/units").1.contains(&release));
    }
    let told = fs::read_to_string(&log).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("no database at"), "{told}");
}

#[test]
fn a_file_with_a_log_of_its_own_can_be_imported_into_and_is_then_without_one() {
    let database = TestDb::sqlite();
    database.writer().import(&another("first"), facts::NOW).unwrap();
    let server = Server::start_at(&database.url);
    assert!(server.answer("/v1/documents").1.contains("first"));
    let said = run(database.folder(), &["import", "--database", &database.url]);
    assert!(said.status.success(), "{said:?}");
    let said = String::from_utf8(said.stdout).unwrap();
    let release = said.split("Release ").nth(1).unwrap().split(' ').next().unwrap();
    wait_for(&server, release);
    assert!(!Path::new(&format!("{}-wal", database.url)).exists());
    // What nothing was changed in stays the file that it is.
    let file = || fs::metadata(&database.url).unwrap().modified().unwrap();
    let before = file();
    let said = run(database.folder(), &["import", "--database", &database.url]);
    assert!(String::from_utf8(said.stdout).unwrap().contains("unchanged"));
    assert_eq!(file(), before);
}

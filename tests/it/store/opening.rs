//! Opening a database, and what is said where that fails.

use std::time::{Duration, Instant};

use std::os::unix::fs::PermissionsExt;

use kuntavaaka::query;
use kuntavaaka::store::{Access, Store, StoreError};

use crate::support::{TestDb, facts, on_both};

#[test]
fn a_missing_file_is_told_apart_and_not_made() {
    let db = TestDb::sqlite();
    let error = Store::open(&db.url, Access::ReadOnly).err().unwrap();
    assert!(matches!(error, StoreError::NotFound(_)), "{error:?}");
    assert!(!db.folder().join("data").exists());
}

#[test]
fn a_file_that_is_no_database_is_corrupt_and_stays_as_it_is() {
    let db = TestDb::sqlite();
    let path = db.folder().join("notes.txt");
    std::fs::write(&path, "not a database at all, but long enough to have a header").unwrap();
    for access in [Access::ReadOnly, Access::ReadWrite] {
        let error = Store::open(path.to_str().unwrap(), access).err().unwrap();
        assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
    }
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("not a database"));
}

#[test]
fn a_path_with_marks_of_a_uri_names_the_file_it_says() {
    let db = TestDb::sqlite();
    let path = db.folder().join("50 % ä?mode=memory#x").join("a&b.db");
    let store = Store::open(&format!("sqlite:{}", path.display()), Access::ReadWrite).unwrap();
    store.migrate().unwrap();
    assert!(path.exists());
    assert!(Store::open(path.to_str().unwrap(), Access::ReadOnly).is_ok());
    Store::open(&format!("/{}", path.display()), Access::ReadOnly).unwrap();
}

#[test]
fn a_path_that_names_no_file_is_refused() {
    let db = TestDb::sqlite();
    for path in ["", db.folder().to_str().unwrap()] {
        for access in [Access::ReadOnly, Access::ReadWrite] {
            let error = Store::open(path, access).err().unwrap();
            assert!(matches!(error, StoreError::NotFound(_)), "{error:?}");
        }
    }
}

#[test]
fn a_session_may_be_moved_to_another_thread() {
    fn movable<T: Send + 'static>() {}
    movable::<Store>();
    movable::<kuntavaaka::query::Session>();
}

#[test]
fn a_database_that_was_not_migrated_is_told_apart() {
    on_both(|db| {
        drop(db.open(Access::ReadWrite));
        let error = Store::open(&db.url, Access::ReadOnly).err().unwrap();
        assert!(matches!(error, StoreError::WrongSchema { .. }), "{error:?}");
        let store = db.open(Access::ReadWrite);
        let error = store.import(&facts::small(), facts::NOW).unwrap_err();
        assert!(matches!(error, StoreError::WrongSchema { .. }), "{error:?}");
    });
}

#[test]
fn a_database_of_a_newer_program_is_told_apart() {
    on_both(|db| {
        db.writer();
        db.run("INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')");
        let error = Store::open(&db.url, Access::ReadOnly).err().unwrap();
        assert!(error.to_string().contains("29990101000000"), "{error}");
    });
}

#[test]
fn a_read_only_store_refuses_to_write() {
    on_both(|db| {
        db.writer();
        let store = db.open(Access::ReadOnly);
        let refused =
            |error: StoreError| assert!(matches!(error, StoreError::ReadOnly), "{error:?}");
        refused(store.import(&facts::small(), facts::NOW).unwrap_err());
        refused(store.migrate().unwrap_err());
        refused(store.revert_migrations().unwrap_err());
    });
}

#[test]
fn a_database_that_another_process_holds_is_locked() {
    on_both(|db| {
        let store = db.writer();
        let holder = db.run(if db.is_postgres() {
            "BEGIN; LOCK TABLE dataset_release IN ACCESS EXCLUSIVE MODE"
        } else {
            "BEGIN IMMEDIATE"
        });
        // The timeout of opening is over at once, and so is the wait.
        let error = store.import(&facts::small(), facts::NOW).unwrap_err();
        assert!(matches!(error, StoreError::Locked), "{error:?}");
        drop(holder);
        assert!(store.import(&facts::small(), facts::NOW).unwrap().changed);
    });
}

#[test]
fn a_server_that_does_not_answer_is_unreachable_within_seconds() {
    let start = Instant::now();
    let error =
        Store::open("postgres://nobody@127.0.0.1:1/nothing", Access::ReadOnly).err().unwrap();
    assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(error.is_transient());
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn when_all_connections_are_in_use_the_database_is_unavailable() {
    on_both(|db| {
        db.writer();
        let options = kuntavaaka::store::Options {
            max_connections: 1,
            connection_timeout: Duration::from_millis(100),
            ..Default::default()
        };
        let store = Store::open_with(&db.url, Access::ReadOnly, &options).unwrap();
        let held = store.session().unwrap();
        let error = query::Error::from(store.session().err().unwrap());
        assert_eq!(error.code(), "database_unavailable");
        drop(held);
        assert!(store.session().is_ok());
    });
}

/// A log beside the database would have to be made by the reader, who may not write there.
#[test]
fn a_database_in_a_folder_that_cannot_be_written_is_read_and_nothing_is_made_beside_it() {
    let db = TestDb::sqlite();
    db.writer().import(&facts::small(), facts::NOW).unwrap();
    let folder = std::path::Path::new(&db.url).parent().unwrap().to_owned();
    let allow = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(&folder, permissions).unwrap();
    };
    allow(0o555);
    let store = db.open(Access::ReadOnly);
    let mut session = store.session().unwrap();
    assert!(query::release_id(&mut session).unwrap().is_some());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    allow(0o755);
}

//! A fresh database per test, of both kinds.
//!
//! SQLite always; PostgreSQL where `KUNTAVAAKA_TEST_POSTGRES` is the URL of a server on which
//! databases may be made, such as `postgres://postgres@127.0.0.1:5432/postgres`.

use std::fmt::Debug;
use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use kuntavaaka::query::{Session, Store};
use kuntavaaka::store::{Access, Options};

/// The server on which databases may be made.
pub const POSTGRES: &str = "KUNTAVAAKA_TEST_POSTGRES";

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that is gone when the test is.
pub struct TestDb {
    pub url: String,
    folder: Option<tempfile::TempDir>,
    server: Option<(String, String)>,
}

impl TestDb {
    /// An empty SQLite database, not yet made.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = folder.path().join("data").join("kuntavaaka.db").display().to_string();
        Self { url, folder: Some(folder), server: None }
    }

    /// An empty PostgreSQL database; none where no server is named.
    pub fn postgres() -> Option<Self> {
        let server = std::env::var(POSTGRES).ok()?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("kuntavaaka_test_{}_{number}", std::process::id());
        let mut admin = PgConnection::establish(&server).unwrap();
        admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        Some(Self { url: format!("{base}/{name}"), folder: None, server: Some((server, name)) })
    }

    pub fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    /// The folder of an SQLite database.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().unwrap().path()
    }

    /// A store that gives up on a locked database at once.
    pub fn open(&self, access: Access) -> Store {
        let options = Options { busy_timeout: Duration::from_millis(50), ..Options::default() };
        Store::open_with(&self.url, access, &options).unwrap()
    }

    /// A migrated store to write to.
    pub fn writer(&self) -> Store {
        let store = self.open(Access::ReadWrite);
        store.migrate().unwrap();
        store
    }

    /// A session of a read-only store that holds the small set of facts.
    pub fn filled(&self) -> Session {
        self.writer().import(&super::facts::small(), super::facts::NOW).unwrap();
        self.open(Access::ReadOnly).session().unwrap()
    }

    /// Runs statements past the store.
    pub fn run(&self, statements: &str) -> Raw {
        let mut raw = if self.is_postgres() {
            Raw::Postgres(PgConnection::establish(&self.url).unwrap())
        } else {
            Raw::Sqlite(SqliteConnection::establish(&self.url).unwrap())
        };
        match &mut raw {
            Raw::Sqlite(c) => c.batch_execute(statements).unwrap(),
            Raw::Postgres(c) => c.batch_execute(statements).unwrap(),
        }
        raw
    }
}

/// A connection past the store.
pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server
            && let Ok(mut admin) = PgConnection::establish(server)
        {
            let _ = admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// Runs a test on both databases; what it gives must be equal.
pub fn on_both<T: PartialEq + Debug>(test: impl Fn(&TestDb) -> T) -> T {
    let on_sqlite = test(&TestDb::sqlite());
    match TestDb::postgres() {
        Some(database) => assert_eq!(test(&database), on_sqlite, "PostgreSQL beside SQLite"),
        None => say_skipped(),
    }
    on_sqlite
}

/// Says once, past the capture of test output, that half of the tests did not run.
fn say_skipped() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let text =
            format!("\nPostgreSQL is skipped: {POSTGRES} is not set; scripts/test sets it\n");
        std::io::stderr().write_all(text.as_bytes()).unwrap();
    });
}

//! Servers of PostgreSQL that a test may stop, kill and freeze, made by `tests/tools/cluster`.
//!
//! `scripts/test` names the folder of their programs; without it, the tests that need them are
//! skipped, and say so.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Once;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// The folder of the server's programs.
const PROGRAMS: &str = "KUNTAVAAKA_TEST_POSTGRES_BIN";

/// A server, gone when the test is.
pub struct Cluster {
    folder: tempfile::TempDir,
    pub port: u16,
}

impl Cluster {
    /// A primary; none, said once past the capture of test output, where no programs are named.
    pub fn primary() -> Option<Self> {
        static SAID: Once = Once::new();
        if std::env::var_os(PROGRAMS).is_none() {
            SAID.call_once(|| {
                let text = format!(
                    "\nPrimary and replica are skipped: {PROGRAMS} is not set; scripts/test sets it\n"
                );
                std::io::stderr().write_all(text.as_bytes()).unwrap();
            });
            return None;
        }
        Some(Self::made("make", &[]))
    }

    /// A replica that follows this server.
    pub fn replica(&self) -> Self {
        Self::made("follow", &[self.port.to_string()])
    }

    fn made(command: &str, more: &[String]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let cluster = Self { folder: tempfile::tempdir().unwrap(), port };
        let mut arguments = vec![port.to_string()];
        arguments.extend_from_slice(more);
        cluster.does_with(command, &arguments);
        cluster
    }

    /// Runs a command of the script.
    pub fn does(&self, command: &str) {
        self.does_with(command, &[]);
    }

    fn does_with(&self, command: &str, arguments: &[String]) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/cluster");
        // What is started would hold on to pipes that were to be read to their end.
        let mut made = Command::new(script);
        made.arg(command).arg(self.folder.path()).args(arguments);
        made.stdin(Stdio::null()).stdout(Stdio::null());
        assert!(made.status().unwrap().success(), "{command}");
    }

    /// Host and port.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Runs statements as the superuser.
    pub fn run(&self, statements: &str) {
        let mut connection = PgConnection::establish(&url(&[self])).unwrap();
        connection.batch_execute(statements).unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/cluster");
        let _gone = Command::new(script).arg("remove").arg(self.folder.path()).status();
    }
}

/// The address of servers, as the superuser.
pub fn url(clusters: &[&Cluster]) -> String {
    let hosts: Vec<String> = clusters.iter().map(|cluster| cluster.host()).collect();
    format!("postgres://postgres@{}/postgres", hosts.join(","))
}

/// The address of servers, as a role that may only read.
pub fn reading_url(clusters: &[&Cluster]) -> String {
    url(clusters).replace("postgres@", "kv_reader@")
}

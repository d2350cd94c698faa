//! The program, serving over a real network.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use super::TestDb;
use crate::cli::program;

/// A server that is running, and gone when the test is.
pub struct Server {
    process: Child,
    /// The line it tells when it is ready.
    pub line: String,
    /// Host and port.
    pub address: String,
}

impl Server {
    pub fn start(database: &TestDb, arguments: &[&str]) -> Self {
        let mut command = program(&std::env::temp_dir());
        command.env("RUST_LOG", "warn");
        Self::told(command.args(["--database", &database.url, "--port", "0"]).args(arguments))
    }

    /// A server over the database at an address.
    pub fn start_at(url: &str) -> Self {
        Self::told(&mut Self::asked_without_limit(url))
    }

    /// The same, with what it warns of in a file.
    pub fn start_warning(url: &str, log: &std::path::Path) -> Self {
        let log = std::fs::File::create(log).unwrap();
        Self::told(Self::asked_without_limit(url).stderr(log))
    }

    fn asked_without_limit(url: &str) -> Command {
        let mut command = program(&std::env::temp_dir());
        command.args(["--database", url, "--port", "0", "--rate", "0"]).env("RUST_LOG", "warn");
        command
    }

    /// Runs a command until it tells where it serves.
    fn told(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { process, line, address }
    }

    /// The same, with its log in a file.
    pub fn logging(database: &TestDb, arguments: &[&str], log: &std::path::Path) -> Self {
        let mut command = program(&std::env::temp_dir());
        command.stderr(std::fs::File::create(log).unwrap());
        Self::told(command.args(["--database", &database.url, "--port", "0"]).args(arguments))
    }

    /// The same, in such surroundings, warning into a file.
    pub fn within(database: &TestDb, variables: &[(&str, &str)], log: &std::path::Path) -> Self {
        let mut command = Self::asked_without_limit(&database.url);
        command.stderr(std::fs::File::create(log).unwrap()).envs(variables.iter().copied());
        Self::told(&mut command)
    }

    /// The same, with its log in a pipe that nobody reads.
    pub fn unread(database: &TestDb, arguments: &[&str]) -> Self {
        let mut command = program(&std::env::temp_dir());
        command.stderr(Stdio::piped());
        Self::told(command.args(["--database", &database.url, "--port", "0"]).args(arguments))
    }

    /// Bytes of memory that the program holds; 0 where the system does not tell.
    pub fn memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }

    /// One server over the bundled documents, for all tests that only read. Nothing drops what is
    /// static: the server ends, and its folder goes, when the input closes that this process holds.
    pub fn of_bundle() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        const UNTIL_INPUT_ENDS: &str = "\"$0\" --database \"$1/kuntavaaka.db\" --port 0 --rate 0 & \
            read -r _; kill $!; wait $!; /bin/rm -rf \"$1\"";
        SERVER.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap().keep();
            let program = env!("CARGO_BIN_EXE_kuntavaaka");
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", UNTIL_INPUT_ENDS, program]).arg(&folder);
            Self::told(
                shell
                    .env_clear()
                    .env("RUST_LOG", "warn")
                    .env("HOME", &folder)
                    .stdin(Stdio::piped()),
            )
        })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// What comes back for these bytes.
    pub fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: kunta.example\r\nConnection: close\r\n\r\n"
        ))
    }

    /// Status and body of an answer.
    pub fn answer(&self, path: &str) -> (u16, String) {
        let answer = self.get(path);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.unwrap_or_default(), body.to_owned())
    }

    /// Sends a signal.
    pub fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Waits until the server has ended.
    pub fn ended(mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }

    pub fn end(self, signal: &str) -> ExitStatus {
        self.signal(signal);
        self.ended()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _ended = self.process.wait();
    }
}

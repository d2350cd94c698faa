//! The servers that are asked, each a process of its own.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::limit;

/// Ticks of the clock by which Linux counts the time of processes.
const TICKS: u64 = 100;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// The program on a database.
pub(crate) fn program(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuntavaaka"));
    command.env("KUNTAVAAKA_DATABASE", database).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

impl Server {
    /// Serves a database; nobody is turned away.
    pub(crate) fn start(database: &str, more: &[&str]) -> Self {
        let address = free();
        let mut command = program(database);
        command.args(["serve", "--rate", "0", "--port", &address.port().to_string()]).args(more);
        Self::running(command, address)
    }

    /// The limit over the same file; none for a database that is no file.
    pub(crate) fn limit(database: &str) -> Option<Self> {
        if database.contains("://") {
            return None;
        }
        let address = free();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([limit::MODE, database, &address.to_string()]);
        Some(Self::running(command, address))
    }

    fn running(mut command: Command, address: SocketAddr) -> Self {
        let child = command.spawn().unwrap();
        while TcpStream::connect(address).is_err() {
            thread::sleep(Duration::from_millis(2));
        }
        Self { child, address }
    }

    /// The time that processors have worked for it.
    pub(crate) fn processor_time(&self) -> Duration {
        let told = self.told("stat");
        // The name of the program, in brackets, is the second field.
        let fields: Vec<&str> = told.rsplit(") ").next().unwrap().split(' ').collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 1000 / TICKS)
    }

    /// The most memory that it has held, in megabytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        let told = self.told("status");
        let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }

    fn told(&self, of: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{of}", self.child.id())).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn free() -> SocketAddr {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    SocketAddr::from(([127, 0, 0, 1], port))
}

//! What the documentation states about speed, measured: import, start, memory, requests.
//!
//! `cargo bench` runs the program itself on a database of its own and asks it over loopback from
//! this process; beside it runs `limit`, a server that does nothing but ask the same. Figures vary
//! with the machine; quote the ratios of one run.
//!
//! `KUNTAVAAKA_BENCH_DATABASE=<database>,… cargo bench` asks databases that are there, such as those
//! of a package that the example `generate` made. `KUNTAVAAKA_BENCH_SECONDS` says how long each
//! question is asked (3), `KUNTAVAAKA_BENCH_ONLY` names a part of the questions.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark that meets what it does not expect shall stop"
)]

mod limit;
mod load;
mod questions;
mod server;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use load::{ask_over_and_over, connect, get};
use questions::{Against, Question};
use server::{Server, program};

const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == limit::MODE) {
        return limit::serve(Path::new(&arguments[at + 1]), arguments[at + 2].parse().unwrap());
    }
    if let Ok(databases) = std::env::var("KUNTAVAAKA_BENCH_DATABASE") {
        return databases.split(',').for_each(measure);
    }
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("bench.sqlite3");
    println!("import of the bundled documents: {}", spread(&imports(folder.path())));
    let database = database.to_str().unwrap();
    program(database).arg("import").output().unwrap();
    measure(database);
}

/// Whole runs of `import` into databases that do not exist yet.
fn imports(folder: &Path) -> Vec<Duration> {
    let run = |i| {
        let database = folder.join(format!("import-{i}.sqlite3"));
        let start = Instant::now();
        assert!(program(database.to_str().unwrap()).arg("import").status().unwrap().success());
        start.elapsed()
    };
    (0..RUNS).map(run).collect()
}

/// From the start of `serve` on a filled database to the first answer with budget lines.
fn starts(database: &str) -> Vec<Duration> {
    let run = |_| {
        let start = Instant::now();
        let server = Server::start(database, &[]);
        load::ask(&mut connect(server.address), &get("/v1/budget-lines?first=1"));
        start.elapsed()
    };
    (0..RUNS).map(run).collect()
}

/// Starts, and asks the questions over and over: random ones of a server that keeps no answers.
fn measure(database: &str) {
    println!("\n{database}\nstart to the first answer: {}", spread(&starts(database)));
    let forgetful = Server::start(database, &["--kept-megabytes", "0"]);
    let keeping = Server::start(database, &[]);
    let limit = Server::limit(database);
    println!(
        "\n| question | connections | requests/s | p50 ms | p99 ms | ms of processor | ratio | p99 ms \
         as it runs |\n|---|---|---|---|---|---|---|---|"
    );
    let only = std::env::var("KUNTAVAAKA_BENCH_ONLY").unwrap_or_default();
    let servers = Servers { forgetful, keeping, limit };
    let mut before = [0.0; 2];
    for question in questions::questions(servers.keeping.address) {
        if only.split(',').any(|only| question.name.contains(only)) {
            for (before, connections) in before.iter_mut().zip([1, question.most]) {
                *before = servers.row(&question, connections, *before);
            }
        }
    }
    let (forgetful, keeping) = (servers.forgetful.peak_memory(), servers.keeping.peak_memory());
    println!("\npeak memory: {keeping} MB as it runs, {forgetful} MB where no answers are kept");
}

/// The servers of one database.
struct Servers {
    /// Keeps no answers.
    forgetful: Server,
    /// As it runs when nothing else is said.
    keeping: Server,
    limit: Option<Server>,
}

impl Servers {
    /// Asks one question over and over and prints how that went; gives the requests a second.
    fn row(&self, question: &Question, connections: usize, before: f64) -> f64 {
        let asked = |server: &Server, requests: &Arc<Vec<String>>, expected| {
            ask_over_and_over(server.address, requests, expected, connections, stretch())
        };
        let server = if question.is_repeated { &self.keeping } else { &self.forgetful };
        let worked = server.processor_time();
        let load = asked(server, &question.requests, question.expected);
        let worked = server.processor_time().saturating_sub(worked).as_secs_f64() * 1000.0;
        let held = match (question.against, &self.limit) {
            (Against::Limit | Against::Bytes, Some(limit)) => {
                Some(asked(limit, &question.limit, "200").rate)
            }
            (Against::Before, _) => Some(before),
            _ => None,
        };
        let ratio = held.map_or_else(String::new, |held| format!("{:.2}", load.rate / held));
        let kept = if question.is_repeated {
            load.p99
        } else {
            asked(&self.keeping, &question.requests, question.expected).p99
        };
        let each = worked / (load.rate * stretch().as_secs_f64());
        println!(
            "| {} | {connections} | {:.0} | {:.2} | {:.2} | {each:.2} | {ratio} | {kept:.2} |",
            question.name, load.rate, load.p50, load.p99
        );
        load.rate
    }
}

/// How long one question is asked over and over.
fn stretch() -> Duration {
    let seconds = std::env::var("KUNTAVAAKA_BENCH_SECONDS");
    Duration::from_secs_f64(seconds.map_or(3.0, |seconds| seconds.parse().unwrap()))
}

fn spread(times: &[Duration]) -> String {
    let mut sorted: Vec<u128> = times.iter().map(Duration::as_millis).collect();
    sorted.sort_unstable();
    format!("{} ms (from {} to {})", sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1])
}

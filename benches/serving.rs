//! What the documentation states about speed, measured: import, start, memory, requests.
//!
//! `cargo bench` runs the program itself on a database of its own and asks it over loopback from
//! this process. Figures vary with the machine; quote ratios to the `health` row of the same run,
//! which is an answer without a question to the database.
//!
//! `KUNTAVAAKA_BENCH_DATABASE=<database> cargo bench` asks a database that is there, such as one of
//! a package that the example `generate` made, the questions of `large`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark that meets what it does not expect shall stop"
)]

mod large;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_kuntavaaka");
/// How long one question is asked over and over.
const STRETCH: Duration = Duration::from_secs(3);
const RUNS: usize = 5;

/// What questions are called, and the requests of each.
type Questions = Vec<(&'static str, Arc<Vec<String>>)>;

fn main() {
    if let Ok(database) = std::env::var("KUNTAVAAKA_BENCH_DATABASE") {
        return measure(Path::new(&database), large::questions);
    }
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("bench.sqlite3");
    println!("import of the bundled documents: {}", spread(&imports(folder.path())));
    program(&database).arg("import").output().unwrap();
    measure(&database, questions);
}

/// Starts, and asks the questions over and over.
fn measure(database: &Path, questions: fn(SocketAddr) -> Questions) {
    println!("start to the first answer:       {}", spread(&starts(database)));
    let (mut server, address) = serve(database);
    println!("\n{:<28} {:>5} {:>9} {:>9} {:>9}", "question", "conn", "req/s", "p50 ms", "p99 ms");
    for (name, requests) in questions(address) {
        for connections in [1, 32] {
            let (rate, p50, p99) = ask_over_and_over(address, &requests, connections);
            println!("{name:<28} {connections:>5} {rate:>9.0} {p50:>9.2} {p99:>9.2}");
        }
    }
    println!("\npeak memory of the server:       {}", peak_memory(&server));
    server.kill().unwrap();
    server.wait().unwrap();
}

fn program(database: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env("KUNTAVAAKA_DATABASE", database).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whole runs of `import` into databases that do not exist yet.
fn imports(folder: &Path) -> Vec<Duration> {
    let run = |i| {
        let database = folder.join(format!("import-{i}.sqlite3"));
        let start = Instant::now();
        assert!(program(&database).arg("import").status().unwrap().success());
        start.elapsed()
    };
    (0..RUNS).map(run).collect()
}

/// From the start of `serve` on a filled database to the first answer with budget lines.
fn starts(database: &Path) -> Vec<Duration> {
    let run = |_| {
        let start = Instant::now();
        let (mut server, address) = serve(database);
        get(&mut connect(address), "/v1/budget-lines?first=1");
        let elapsed = start.elapsed();
        server.kill().unwrap();
        server.wait().unwrap();
        elapsed
    };
    (0..RUNS).map(run).collect()
}

fn serve(database: &Path) -> (Child, SocketAddr) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let child = program(database)
        .args(["serve", "--rate", "0", "--port", &port.to_string()])
        .spawn()
        .unwrap();
    while TcpStream::connect(address).is_err() {
        thread::sleep(Duration::from_millis(2));
    }
    (child, address)
}

/// The questions, each as requests with different parameters.
fn questions(address: SocketAddr) -> Questions {
    let mut connection = connect(address);
    let units = ids(&get(&mut connection, "/v1/units?first=500"));
    let lines = ids(&get(&mut connection, "/v1/budget-lines?first=500"));
    let get = |paths: Vec<String>| {
        Arc::new(
            paths
                .iter()
                .map(|p| format!("GET {p} HTTP/1.1\r\nhost: bench\r\n\r\n"))
                .collect::<Vec<_>>(),
        )
    };
    let years = (2021..=2025).map(|y| {
        let query = format!(
            "{{ municipalities {{ nodes {{ name units(first: 10) {{ nodes {{ name budgetLines(first: 5, fiscalYear: \"{y}\") {{ totalCount nodes {{ amount document {{ title }} }} }} }} }} }} }} }}"
        );
        post(&query)
    });
    vec![
        ("health", get(vec!["/health/live".to_owned()])),
        ("one line by id", get(lines.iter().map(|l| format!("/v1/budget-lines/{l}")).collect())),
        (
            "page of 50 lines",
            get(units
                .iter()
                .map(|u| format!("/v1/budget-lines?unit={u}&includeDescendants=true"))
                .collect()),
        ),
        (
            "comparison",
            get(["01", "01.3.1", "01.1.2", "04", "06", "08", "09"]
                .iter()
                .map(|f| format!("/v1/compare?function={f}&pricesOf=2024"))
                .collect()),
        ),
        ("nested GraphQL", Arc::new(years.collect())),
    ]
}

fn ids(body: &str) -> Vec<String> {
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    body["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_owned()).collect()
}

fn connect(address: SocketAddr) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

fn get(connection: &mut BufReader<TcpStream>, path: &str) -> String {
    ask(connection, &format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n"))
}

fn post(query: &str) -> String {
    let body = serde_json::json!({ "query": query }).to_string();
    let length = body.len();
    format!(
        "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

/// Sends a request and reads its answer to the end.
fn ask(connection: &mut BufReader<TcpStream>, request: &str) -> String {
    connection.get_mut().write_all(request.as_bytes()).unwrap();
    let mut status = String::new();
    connection.read_line(&mut status).unwrap();
    assert!(status.starts_with("HTTP/1.1 200"), "{status}{request}");
    let (mut length, mut is_chunked) = (0, false);
    loop {
        let mut header = String::new();
        connection.read_line(&mut header).unwrap();
        let header = header.trim_end().to_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        is_chunked |= header == "transfer-encoding: chunked";
    }
    let mut body = Vec::new();
    if is_chunked {
        while chunk(connection, &mut body) {}
    } else {
        body.resize(length, 0);
        connection.read_exact(&mut body).unwrap();
    }
    String::from_utf8(body).unwrap()
}

/// Reads a chunk of a body; false at the end.
fn chunk(connection: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> bool {
    let mut length = String::new();
    connection.read_line(&mut length).unwrap();
    let length = usize::from_str_radix(length.trim_end(), 16).unwrap();
    let start = body.len();
    body.resize(start + length + 2, 0);
    connection.read_exact(&mut body[start..]).unwrap();
    body.truncate(start + length);
    length > 0
}

/// Requests a second, and the middle and the 99th of a hundred waiting times in milliseconds.
fn ask_over_and_over(
    address: SocketAddr,
    requests: &Arc<Vec<String>>,
    connections: usize,
) -> (f64, f64, f64) {
    let workers: Vec<_> = (0..connections)
        .map(|worker| {
            let requests = Arc::clone(requests);
            thread::spawn(move || {
                let mut connection = connect(address);
                let (start, mut times, mut at) = (Instant::now(), Vec::new(), worker * 7919);
                while start.elapsed() < STRETCH {
                    let sent = Instant::now();
                    ask(&mut connection, &requests[at % requests.len()]);
                    times.push(sent.elapsed());
                    at += 104_729;
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> = workers.into_iter().flat_map(|w| w.join().unwrap()).collect();
    times.sort_unstable();
    let share =
        |hundredths: usize| times[(times.len() - 1) * hundredths / 100].as_secs_f64() * 1000.0;
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    let rate = times.len() as f64 / STRETCH.as_secs_f64();
    (rate, share(50), share(99))
}

fn spread(times: &[Duration]) -> String {
    let mut sorted: Vec<u128> = times.iter().map(Duration::as_millis).collect();
    sorted.sort_unstable();
    format!("{} ms (from {} to {})", sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1])
}

fn peak_memory(server: &Child) -> String {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map(|v| v.trim().to_owned());
    peak.unwrap_or_else(|| "not known on this system".to_owned())
}

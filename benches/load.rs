//! The client: requests over loopback, asked over and over on several connections at once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Between the requests that follow each other on a connection, in a list of any length.
const STEP: usize = 104_729;

pub(crate) type Connection = BufReader<TcpStream>;

/// What asking over and over gave.
pub(crate) struct Load {
    /// Requests a second.
    pub(crate) rate: f64,
    /// The middle and the 99th of a hundred waiting times, in milliseconds.
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

pub(crate) fn connect(address: SocketAddr) -> Connection {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    BufReader::new(stream)
}

/// A request for an address.
pub(crate) fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n")
}

/// A request for a query of GraphQL.
pub(crate) fn post(query: &str) -> String {
    let body = serde_json::json!({ "query": query }).to_string();
    let length = body.len();
    format!(
        "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

/// Sends a request and reads its answer to the end.
pub(crate) fn ask(connection: &mut Connection, request: &str) -> String {
    answered(connection, request, "200").1
}

/// The same for an answer with this status; gives its headers too.
pub(crate) fn answered(
    connection: &mut Connection,
    request: &str,
    expected: &str,
) -> (String, String) {
    connection.get_mut().write_all(request.as_bytes()).unwrap();
    let mut status = String::new();
    connection.read_line(&mut status).unwrap();
    assert!(status.starts_with(&format!("HTTP/1.1 {expected}")), "{status}{request}");
    let (mut headers, mut length, mut is_chunked) = (String::new(), 0, false);
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
        headers.push_str(&header);
        headers.push('\n');
    }
    let mut body = Vec::new();
    if is_chunked {
        while chunk(connection, &mut body) {}
    } else if expected != "304" {
        body.resize(length, 0);
        connection.read_exact(&mut body).unwrap();
    }
    (headers, String::from_utf8(body).unwrap())
}

/// Reads a chunk of a body; false at the end.
fn chunk(connection: &mut Connection, body: &mut Vec<u8>) -> bool {
    let mut length = String::new();
    connection.read_line(&mut length).unwrap();
    let length = usize::from_str_radix(length.trim_end(), 16).unwrap();
    let start = body.len();
    body.resize(start + length + 2, 0);
    connection.read_exact(&mut body[start..]).unwrap();
    body.truncate(start + length);
    length > 0
}

/// Asks the requests over and over for a while.
pub(crate) fn ask_over_and_over(
    address: SocketAddr,
    requests: &Arc<Vec<String>>,
    expected: &'static str,
    connections: usize,
    stretch: Duration,
) -> Load {
    let start = Instant::now();
    let worker = |worker: usize| {
        let requests = Arc::clone(requests);
        thread::spawn(move || {
            let mut connection = connect(address);
            let (mut times, mut at) = (Vec::new(), worker * 7919);
            while start.elapsed() < stretch {
                let sent = Instant::now();
                answered(&mut connection, &requests[at % requests.len()], expected);
                times.push(sent.elapsed());
                at += STEP;
            }
            times
        })
    };
    let workers: Vec<_> = (0..connections).map(worker).collect();
    let mut times: Vec<Duration> = workers.into_iter().flat_map(|w| w.join().unwrap()).collect();
    let took = start.elapsed();
    times.sort_unstable();
    let share =
        |hundredths: usize| times[(times.len() - 1) * hundredths / 100].as_secs_f64() * 1000.0;
    #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
    let rate = times.len() as f64 / took.as_secs_f64();
    Load { rate, p50: share(50), p99: share(99) }
}

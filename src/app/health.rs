//! Asks a running server whether it can answer, for containers without a shell.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use crate::app::config::Options;
use crate::app::exchange::exchange;
use crate::app::exit::{Exit, Reason};

/// How long the answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the server of these options; ends well where it is ready.
pub(crate) fn health(options: &Options) -> Result<String, Exit> {
    // A server that listens everywhere is asked here.
    let host = match options.host {
        IpAddr::V4(host) if host.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(host) if host.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        host => host,
    };
    let address = SocketAddr::new(host, options.port);
    let answer = ask(address)
        .map_err(|error| Exit::new(Reason::Other, format!("{address} does not answer: {error}")))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if head.split(' ').nth(1) == Some("200") {
        return Ok(format!("{body}\n"));
    }
    let status = head.lines().next().unwrap_or_default();
    let told = detail(body).map(|detail| format!(": {detail}")).unwrap_or_default();
    Err(Exit::new(Reason::Other, format!("{address} is not ready: {status}{told}")))
}

/// What a problem says of itself, in one line.
fn detail(body: &str) -> Option<String> {
    let problem: serde_json::Value = serde_json::from_str(body).ok()?;
    Some(problem.get("detail")?.as_str()?.replace('\n', " "))
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let request = format!(
        "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\n\
         Connection: close\r\n\r\n"
    );
    exchange(address, request.as_bytes(), PATIENCE)
}

//! The way to a collector: one connection for each batch of spans, on the thread that sends them,
//! so that no request waits for it. Who does not take them is told of once, and not again for each
//! batch.

use std::fmt::Write;
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};

use crate::app::exchange::exchange;

/// How long a batch may take; what is not taken by then is tried again, or lost.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it is not told again how a collector does.
const SILENCE: Duration = Duration::from_mins(1);

/// A collector, and since when it is known to take nothing.
#[derive(Debug, Default)]
pub(super) struct Collector(Mutex<Option<Instant>>);

type Sent<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'a>>;

impl HttpClient for Collector {
    // What `async_trait` would write.
    fn send_bytes<'life0, 'async_trait>(&'life0 self, request: Request<Bytes>) -> Sent<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(std::future::ready(self.send(&request)))
    }
}

impl Collector {
    fn send(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let answer = sent(request);
        let reason = match &answer {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(format!("it answers {}", answer.status())),
            Err(error) => Some(error.to_string()),
        };
        // Not the whole address: there may be a password in it.
        self.tell(request.uri().host().unwrap_or_default(), reason);
        answer
    }

    fn tell(&self, collector: &str, reason: Option<String>) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match (reason, *told) {
            (Some(reason), None) => {
                tracing::warn!(collector, reason, "traces are not taken, and lost meanwhile");
                *told = Some(Instant::now());
            }
            (None, Some(since)) if since.elapsed() > SILENCE => {
                tracing::warn!(collector, "traces are taken again");
                *told = None;
            }
            _ => {}
        }
    }
}

fn sent(request: &Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
    let uri = request.uri();
    let (host, port) = (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(80));
    let bytes = [head(request, &format!("{host}:{port}")).as_bytes(), request.body()].concat();
    let mut last = "its name leads to no address".into();
    for address in addresses(host, port)? {
        match exchange(address, &bytes, PATIENCE) {
            Ok(answer) => return response(&answer),
            Err(error) => last = error.into(),
        }
    }
    Err(last)
}

fn addresses(host: &str, port: u16) -> std::io::Result<impl Iterator<Item = SocketAddr> + use<>> {
    (host.trim_matches(['[', ']']), port).to_socket_addrs()
}

fn head(request: &Request<Bytes>, host: &str) -> String {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let mut head = format!(
        "{} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\nConnection: close\r\n",
        request.method(),
        request.body().len()
    );
    for (name, value) in request.headers() {
        if let Ok(value) = value.to_str() {
            // Writing to a text cannot fail.
            let _ = write!(head, "{name}: {value}\r\n");
        }
    }
    head.push_str("\r\n");
    head
}

/// Status, and when to come back; what else a collector says is of no use here.
fn response(answer: &str) -> Result<Response<Bytes>, HttpError> {
    let mut lines = answer.lines();
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1."));
    let status = status.and_then(|line| line.split(' ').nth(1)).ok_or("its answer is no HTTP")?;
    let mut response = Response::builder().status(status);
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(':'));
    for (name, value) in headers {
        if name.eq_ignore_ascii_case("retry-after") {
            response = response.header("retry-after", value.trim());
        }
    }
    Ok(response.body(Bytes::new())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_status_and_when_to_come_back() {
        let read = |answer| response(answer).map(|r| (r.status().as_u16(), r.headers().clone()));
        let (status, headers) =
            read("HTTP/1.1 503 Busy\r\nServer: x\r\nRetry-After: 7\r\n\r\nRetry-After: 9").unwrap();
        assert_eq!((status, headers["retry-after"].as_bytes()), (503, "7".as_bytes()));
        assert_eq!(read("HTTP/1.0 200\r\n\r\n").unwrap().0, 200);
        for wrong in ["", "SSH-2.0-x\r\n", "HTTP/1.1 many\r\n", "HTTP/1.1\r\n"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_request_says_where_it_ends_and_carries_the_headers_that_were_asked_for() {
        let request = Request::post("http://[::1]:4318/v1/traces").header("api-key", "k");
        let request = request.body(Bytes::from_static(b"1234")).unwrap();
        assert_eq!(
            head(&request, "[::1]:4318"),
            "POST /v1/traces HTTP/1.1\r\nHost: [::1]:4318\r\nContent-Length: 4\r\n\
             Connection: close\r\napi-key: k\r\n\r\n"
        );
        let found: Vec<_> = addresses("[::1]", 4318).unwrap().collect();
        assert_eq!(found, ["[::1]:4318".parse().unwrap()]);
    }
}

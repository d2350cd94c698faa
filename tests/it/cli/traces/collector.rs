//! A collector of OpenTelemetry, as much of it as tells which spans it got: OTLP over HTTP, read as
//! bare protobuf by the numbers of `opentelemetry/proto/trace/v1/trace.proto`.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A span as it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Span {
    pub service: String,
    pub trace: String,
    pub id: String,
    pub parent: String,
    pub state: String,
    pub name: String,
    /// 1 is internal, 2 a server's.
    pub kind: u64,
    pub begun: u64,
    pub ended: u64,
    pub attributes: BTreeMap<String, String>,
    pub is_error: bool,
}

pub struct Collector {
    pub endpoint: String,
    spans: Arc<Mutex<Vec<Span>>>,
}

impl Collector {
    /// One that takes everything.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let spans = Arc::new(Mutex::new(Vec::new()));
        let taken = Arc::clone(&spans);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let body = taken_from(stream.unwrap());
                taken.lock().unwrap().extend(read(&body));
            }
        });
        Self { endpoint, spans }
    }

    /// One that lets others wait.
    pub fn silent() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || listener.incoming().collect::<Vec<_>>());
        Self { endpoint, spans: Arc::default() }
    }

    /// The address of one that is not there.
    pub fn gone() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    pub fn spans(&self) -> Vec<Span> {
        self.spans.lock().unwrap().clone()
    }
}

/// The body of a request, which is answered when it was read.
fn taken_from(mut stream: TcpStream) -> Vec<u8> {
    let (mut bytes, mut part) = (Vec::new(), [0; 4_096]);
    loop {
        let count = stream.read(&mut part).unwrap();
        assert!(count > 0, "the request ends early: {}", String::from_utf8_lossy(&bytes));
        bytes.extend(&part[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
        assert!(head.starts_with("post /v1/traces http/1.1\r\n"), "{head}");
        assert!(head.contains("\r\ncontent-type: application/x-protobuf"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if bytes.len() == end + 4 + length.parse::<usize>().unwrap() {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
            return bytes[end + 4..].to_vec();
        }
    }
}

/// A value of protobuf: a number, or bytes that may be a message.
enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    fn bytes(&self) -> &'a [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Number(number) => panic!("{number} is no bytes"),
        }
    }

    fn number(&self) -> u64 {
        match self {
            Self::Number(number) => *number,
            Self::Bytes(bytes) => panic!("{bytes:?} is no number"),
        }
    }

    fn text(&self) -> String {
        String::from_utf8(self.bytes().to_vec()).unwrap()
    }

    fn hex(&self) -> String {
        let bytes: Vec<String> = self.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        bytes.concat()
    }
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return number;
        }
        shift += 7;
    }
}

/// The fields of a message, by number.
fn fields(mut bytes: &[u8]) -> Vec<(u64, Value<'_>)> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let size = match key & 7 {
            0 => {
                all.push((key >> 3, Value::Number(varint(&mut bytes))));
                continue;
            }
            1 => 8,
            2 => usize::try_from(varint(&mut bytes)).unwrap(),
            5 => 4,
            other => panic!("wire type {other}"),
        };
        let (value, rest) = bytes.split_at(size);
        let number = |value: &[u8]| value.iter().rev().fold(0, |n, byte| n << 8 | u64::from(*byte));
        let value = if key & 7 == 2 { Value::Bytes(value) } else { Value::Number(number(value)) };
        all.push((key >> 3, value));
        bytes = rest;
    }
    all
}

fn of(message: &[u8], number: u64) -> impl Iterator<Item = &[u8]> {
    fields(message).into_iter().filter(move |(n, _)| *n == number).map(|(_, v)| v.bytes())
}

fn read(request: &[u8]) -> Vec<Span> {
    let mut all = Vec::new();
    for resource_spans in of(request, 1) {
        let resource: Vec<&[u8]> = of(resource_spans, 1).flat_map(|r| of(r, 1)).collect();
        let service = attributes(&resource).remove("service.name").unwrap();
        let spans = of(resource_spans, 2).flat_map(|scope| of(scope, 2));
        all.extend(spans.map(|bytes| Span { service: service.clone(), ..span(bytes) }));
    }
    all
}

fn span(bytes: &[u8]) -> Span {
    let told: Vec<&[u8]> = of(bytes, 9).collect();
    let mut span = Span { attributes: attributes(&told), ..Span::default() };
    for (number, value) in fields(bytes) {
        match number {
            1 => span.trace = value.hex(),
            2 => span.id = value.hex(),
            3 => span.state = value.text(),
            4 => span.parent = value.hex(),
            5 => span.name = value.text(),
            6 => span.kind = value.number(),
            7 => span.begun = value.number(),
            8 => span.ended = value.number(),
            15 => {
                span.is_error =
                    fields(value.bytes()).iter().any(|(n, v)| *n == 3 && v.number() == 2);
            }
            _ => {}
        }
    }
    span
}

/// Names and values, numbers as texts.
fn attributes(pairs: &[&[u8]]) -> BTreeMap<String, String> {
    let value = |bytes: &[u8]| match fields(bytes).first() {
        Some((1, text)) => text.text(),
        Some((_, Value::Number(number))) => number.to_string(),
        _ => String::new(),
    };
    let pair = |pair: &&[u8]| {
        let key = of(pair, 1).next().map(|key| String::from_utf8(key.to_vec()).unwrap());
        (key.unwrap(), of(pair, 2).next().map(value).unwrap_or_default())
    };
    pairs.iter().map(pair).collect()
}

//! One request to a server and its answer, over a connection of their own, within a time: all that
//! the program asks of others by HTTP. There is no TLS here; that is the matter of whoever stands
//! between.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Bytes of an answer that are read: nobody is asked for more than a few words.
const LENGTH: u64 = 4_096;

/// Sends a request, which must ask for the connection to be closed; gives what comes back.
pub(super) fn exchange(
    address: SocketAddr,
    request: &[u8],
    patience: Duration,
) -> std::io::Result<String> {
    let until = Instant::now() + patience;
    let left = || match until.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(std::io::Error::new(ErrorKind::TimedOut, "it takes too long")),
        left => Ok(left),
    };
    let mut stream = TcpStream::connect_timeout(&address, left()?)?;
    stream.set_write_timeout(Some(left()?))?;
    stream.write_all(request)?;
    let (mut answer, mut part) = (Vec::new(), stream.try_clone()?.take(LENGTH));
    loop {
        // Bytes that come one by one must not make it last.
        stream.set_read_timeout(Some(left()?))?;
        let mut bytes = [0; 1_024];
        let count = part.read(&mut bytes)?;
        if count == 0 {
            return Ok(String::from_utf8_lossy(&answer).into_owned());
        }
        answer.extend(bytes.iter().take(count));
    }
}

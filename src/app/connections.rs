//! What a connection is told when it is made: how long a client may take nothing of its answer.
//! How long it may say nothing stands in `server`.

use std::any::Any;
use std::time::Duration;

/// How long a client may take nothing of what it was sent, or be out of reach, until it is cut off.
/// The time limits of requests end where an answer begins: without this, who never reads would keep
/// the answer in memory, and whose machine is gone a connection, for a quarter of an hour or for ever.
const UNREAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Sets the limits of a connection.
pub(super) fn limit(stream: &dyn Any) {
    #[cfg(target_os = "linux")]
    if let Some(stream) = stream.downcast_ref::<actix_web::rt::net::TcpStream>() {
        // Where it cannot be set, the system's own patience holds.
        let _unset = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(UNREAD_TIMEOUT));
    }
}

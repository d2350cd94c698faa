//! What keeps one client from taking the service from all others: how much each may ask (`rate`),
//! how many may ask at once and for how long (`admission`); and what keeps an answer from being
//! turned against who asked (`headers`). How it is configured stands here; what one request may
//! hold is limited where it is read.

mod admission;
mod client;
mod headers;
mod rate;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

pub(crate) use admission::{Admission, PATIENCE, admitted, carried, current};
pub use client::{Network, ProxyHeader};
pub(crate) use client::{Proxies, client_of};
pub(crate) use headers::shield;
pub(crate) use rate::{POLICY, REMAINING, Rate, limit};

/// The protections, as configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protection {
    /// Requests per second that a client may go on asking; 0 limits nobody.
    pub rate: u32,
    /// Requests that a client may ask at once; ten seconds' worth where nothing is said.
    pub burst: Option<u32>,
    /// The proxies whose word on who asks is taken.
    pub trusted_proxies: Vec<Network>,
    /// The header in which they say it.
    pub proxy_header: ProxyHeader,
    /// Requests that are worked on at once.
    pub at_once: usize,
    /// Requests that may wait for their turn.
    pub waiting: usize,
    /// How long a request may take until its answer begins.
    pub request_time: Duration,
    /// Bytes of answers that are kept in memory for whoever asks the same again; 0 keeps none.
    pub kept_bytes: u64,
}

impl Default for Protection {
    fn default() -> Self {
        Self {
            rate: 50,
            burst: None,
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::XForwardedFor,
            at_once: 16,
            waiting: 256,
            request_time: Duration::from_secs(30),
            kept_bytes: 16 * 1024 * 1024,
        }
    }
}

/// The protections at work; clones share what they count.
#[derive(Debug, Clone)]
pub(crate) struct Guards {
    pub(crate) rate: Option<Arc<Rate>>,
    pub(crate) proxies: Arc<Proxies>,
    pub(crate) admission: Admission,
    /// A number that changes with what is published of the configuration.
    pub(crate) fingerprint: u64,
}

impl Guards {
    pub(crate) fn new(protection: &Protection) -> Self {
        let mut hasher = DefaultHasher::new();
        (protection.rate, protection.burst, protection.request_time).hash(&mut hasher);
        (protection.at_once, protection.waiting).hash(&mut hasher);
        Self {
            fingerprint: hasher.finish(),
            rate: Rate::new(protection.rate, protection.burst).map(Arc::new),
            proxies: Arc::new(Proxies {
                trusted: protection.trusted_proxies.clone(),
                header: protection.proxy_header,
            }),
            admission: Admission::new(
                protection.at_once,
                protection.waiting,
                protection.request_time,
            ),
        }
    }
}

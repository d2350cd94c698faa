//! The options that keep the service answering under load; what they do is told in
//! `api::protect`.

use std::time::Duration;

use clap::Args;

use crate::api::protect::{Network, Protection, ProxyHeader};

/// How the service protects itself.
#[derive(Debug, Clone, Args)]
pub struct ProtectionOptions {
    /// Requests per second that one client may go on asking; 0 limits nobody.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_RATE",
        default_value_t = 50,
        value_name = "REQUESTS"
    )]
    pub rate: u32,
    /// Requests that one client may ask at once; ten seconds' worth where nothing is said.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_BURST",
        value_name = "REQUESTS",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub burst: Option<u32>,
    /// Proxies in front of the service, as ranges of addresses (10.0.0.0/8): the client is
    /// whom they say.
    #[arg(
        long = "trusted-proxy",
        global = true,
        env = "KUNTAVAAKA_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_name = "RANGE"
    )]
    pub trusted_proxies: Vec<Network>,
    /// The header in which the proxies say who asks: x-forwarded-for or forwarded.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_PROXY_HEADER",
        default_value = "x-forwarded-for",
        value_name = "NAME"
    )]
    pub proxy_header: ProxyHeader,
    /// Requests that are worked on at once; by the number of processors where nothing is said.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_AT_ONCE",
        value_name = "REQUESTS",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub at_once: Option<u32>,
    /// Requests that may wait for their turn, for two seconds; what comes beyond is answered 503.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_WAITING",
        default_value_t = 256,
        value_name = "REQUESTS"
    )]
    pub waiting: u32,
    /// Seconds that a request may take until its answer begins.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_REQUEST_SECONDS",
        default_value_t = 30,
        value_name = "SECONDS",
        value_parser = clap::value_parser!(u64).range(1..=3600)
    )]
    pub request_seconds: u64,
    /// Megabytes of memory for answers that are asked for again; 0 keeps none.
    #[arg(
        long,
        global = true,
        env = "KUNTAVAAKA_KEPT_MEGABYTES",
        default_value_t = 16,
        value_name = "MEGABYTES",
        value_parser = clap::value_parser!(u64).range(0..=65_536)
    )]
    pub kept_megabytes: u64,
}

impl ProtectionOptions {
    /// The protections of a server that works on so many requests at once if nothing else is
    /// said.
    #[must_use]
    pub fn protection(&self, at_once: usize) -> Protection {
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Protection {
            rate: self.rate,
            burst: self.burst,
            trusted_proxies: self.trusted_proxies.clone(),
            proxy_header: self.proxy_header,
            at_once: self.at_once.map_or(at_once, size),
            waiting: size(self.waiting),
            request_time: Duration::from_secs(self.request_seconds),
            kept_bytes: self.kept_megabytes * 1024 * 1024,
        }
    }
}

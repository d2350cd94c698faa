//! Addresses of PostgreSQL: which hosts they name, and what every connection is asked for. What
//! an address says itself stands.

use crate::store::Options;

/// One host that an address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Host {
    /// Name and port, as in the address.
    pub(super) name: String,
    /// The address of this host alone.
    pub(super) url: String,
}

/// The hosts that an address names, and how one of them is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) hosts: Vec<Host>,
    /// `target_session_attrs=prefer-standby`.
    pub(super) prefers_replicas: bool,
    /// `load_balance_hosts=random`.
    pub(super) begins_anywhere: bool,
}

const ATTRIBUTES: &str = "target_session_attrs";
const BALANCE: &str = "load_balance_hosts";

/// An address in its parts.
struct Parts<'a> {
    /// Scheme, user and password.
    start: &'a str,
    hosts: &'a str,
    /// The name of the database, with its slash.
    path: &'a str,
    parameters: Vec<(&'a str, &'a str)>,
}

fn parts(url: &str) -> Parts<'_> {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
    let start = scheme.len() + "://".len() + authority.len() - hosts.len();
    let parameters = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    Parts { start: url.get(..start).unwrap_or_default(), hosts, path, parameters }
}

impl Parts<'_> {
    fn says(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }

    fn url(&self, hosts: &str, without: &[&str], more: &[(&str, String)]) -> String {
        let stated = self.parameters.iter().filter(|(name, _)| !without.contains(name));
        let stated = stated.map(|(name, value)| format!("{name}={value}"));
        let silent = |name: &str| without.contains(&name) || self.says(name).is_none();
        let more = more.iter().filter(|(name, _)| silent(name));
        let parameters: Vec<String> =
            stated.chain(more.map(|(name, value)| format!("{name}={value}"))).collect();
        format!("{}{hosts}{}?{}", self.start, self.path, parameters.join("&"))
    }
}

/// What every connection is asked for: it is given up where the other end is gone without a word.
fn manners(options: &Options, silence_ms: u32) -> Vec<(&'static str, String)> {
    let seconds = options.connection_timeout.as_secs().max(1);
    vec![
        ("connect_timeout", seconds.to_string()),
        ("keepalives_idle", "5".to_owned()),
        ("keepalives_interval", "2".to_owned()),
        ("keepalives_count", "3".to_owned()),
        ("tcp_user_timeout", silence_ms.to_string()),
        ("application_name", "kuntavaaka".to_owned()),
    ]
}

/// The hosts to read from.
pub(super) fn for_reading(url: &str, options: &Options) -> Named {
    let parts = parts(url);
    let prefers_replicas = parts.says(ATTRIBUTES) == Some("prefer-standby");
    let mut without = vec![BALANCE];
    if prefers_replicas {
        without.push(ATTRIBUTES);
    }
    let more = manners(options, 5_000);
    let host = |name: &str| Host { name: name.to_owned(), url: parts.url(name, &without, &more) };
    Named {
        hosts: parts.hosts.split(',').map(host).collect(),
        prefers_replicas,
        begins_anywhere: parts.says(BALANCE) == Some("random"),
    }
}

/// The address to write to: of several hosts the one that takes writes.
pub(super) fn for_writing(url: &str, options: &Options) -> String {
    let parts = parts(url);
    let mut more = manners(options, 30_000);
    more.push((ATTRIBUTES, "primary".to_owned()));
    parts.url(parts.hosts, &[ATTRIBUTES, BALANCE], &more)
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "postgres://me:p%40s@a.example:5433,[::1],c/kv?target_session_attrs=\
        prefer-standby&load_balance_hosts=random&connect_timeout=7";

    #[test]
    fn each_host_is_read_by_an_address_of_its_own() {
        let named = for_reading(URL, &Options::default());
        assert!(named.prefers_replicas && named.begins_anywhere);
        let hosts: Vec<&str> = named.hosts.iter().map(|host| host.name.as_str()).collect();
        assert_eq!(hosts, ["a.example:5433", "[::1]", "c"]);
        let first = &named.hosts.first().unwrap().url;
        let start = "postgres://me:p%40s@a.example:5433/kv?connect_timeout=7&keepalives_idle=5";
        assert!(first.starts_with(start), "{first}");
        assert!(!first.contains("target_session_attrs") && !first.contains("random"), "{first}");
    }

    #[test]
    fn what_takes_writes_is_asked_for_whatever_is_read_from() {
        let url = for_writing(URL, &Options::default());
        assert!(url.starts_with("postgres://me:p%40s@a.example:5433,[::1],c/kv?"), "{url}");
        assert!(url.ends_with("target_session_attrs=primary"), "{url}");
        let plain = for_writing("postgresql://db/kv", &Options::default());
        assert!(plain.starts_with("postgresql://db/kv?connect_timeout="), "{plain}");
    }

    #[test]
    fn a_standby_that_is_asked_for_is_asked_of_each_host() {
        let named =
            for_reading("postgres://a,b/?target_session_attrs=standby", &Options::default());
        assert!(named.hosts.iter().all(|host| host.url.contains("target_session_attrs=standby")));
        assert!(!named.prefers_replicas);
    }
}

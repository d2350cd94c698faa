//! By which names a request is known: its own id, and that of the trace it is part of.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::header::{HeaderMap, HeaderName};

use crate::api::observe::REQUEST_ID;

/// The header of the trace that a request is part of (W3C Trace Context).
pub(super) const TRACE: HeaderName = HeaderName::from_static("traceparent");
/// Characters of an id that a client gives.
const MAX_ID: usize = 64;

/// The names of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Identity {
    /// That which the client gave, or else that of the trace, or else a new one.
    pub(super) id: String,
    /// The trace, where one is named.
    pub(super) trace: Option<String>,
    /// The span of the caller in it.
    pub(super) parent: Option<String>,
}

impl Identity {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let (trace, parent) = text(&TRACE).and_then(traced).unzip();
        let given = text(&REQUEST_ID).filter(|id| is_sane(id)).map(str::to_owned);
        let id = given.or_else(|| trace.clone()).unwrap_or_else(new_id);
        Self { id, trace, parent }
    }
}

/// What would break the log, or fill it, is no id.
fn is_sane(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    !id.is_empty() && id.len() <= MAX_ID && id.bytes().all(allowed)
}

/// The trace and the span of the caller; none where the header is not as it must be.
fn traced(header: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = header.trim().split('-').collect();
    let (version, trace, parent, flags) = match parts.as_slice() {
        [version, trace, parent, flags] => (version, trace, parent, flags),
        // Later versions may have more parts.
        [version, trace, parent, flags, ..] if *version != "00" => (version, trace, parent, flags),
        _ => return None,
    };
    let is_hexadecimal = |text: &str, digits: usize| {
        text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_named = |text: &str, digits| is_hexadecimal(text, digits) && text.contains(|c| c != '0');
    let is_well_formed = is_hexadecimal(version, 2)
        && *version != "ff"
        && is_named(trace, 32)
        && is_named(parent, 16)
        && is_hexadecimal(flags, 2);
    is_well_formed.then(|| ((*trace).to_owned(), (*parent).to_owned()))
}

/// An id that no other request has: numbers in an order that differs from process to process.
fn new_id() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    static KEYS: LazyLock<[RandomState; 2]> =
        LazyLock::new(|| [RandomState::new(), RandomState::new()]);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let [one, other] = &*KEYS;
    format!("{:016x}{:016x}", one.hash_one(number), other.hash_one(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    fn of(headers: &[(HeaderName, &str)]) -> Identity {
        let pairs = headers.iter().map(|(n, v)| (n.clone(), HeaderValue::from_str(v).unwrap()));
        Identity::of(&pairs.collect())
    }

    #[test]
    fn an_id_that_is_given_is_kept_where_it_does_no_harm() {
        assert_eq!(of(&[(REQUEST_ID, "a-1_b.2:c")]).id, "a-1_b.2:c");
        for harmful in ["", "a b", "a\"b", "{}", "a=b", &"a".repeat(65)] {
            let id = of(&[(REQUEST_ID, harmful)]).id;
            assert!(id != harmful && id.len() == 32, "{harmful}");
        }
        assert_ne!(new_id(), new_id());
    }

    #[test]
    fn a_trace_is_followed_where_it_is_one() {
        let header = format!("00-{TRACE_ID}-00f067aa0ba902b7-01");
        let identity = of(&[(TRACE, &header)]);
        assert_eq!(identity.id, TRACE_ID);
        assert_eq!(identity.trace.as_deref(), Some(TRACE_ID));
        assert_eq!(identity.parent.as_deref(), Some("00f067aa0ba902b7"));
        assert_eq!(of(&[(TRACE, &header), (REQUEST_ID, "mine")]).id, "mine");
        assert!(traced(&header.replacen("00", "cc", 1)).is_some());
        assert!(traced(&format!("cc-{TRACE_ID}-00f067aa0ba902b7-01-more")).is_some());
        for wrong in [
            String::new(),
            header.to_uppercase(),
            header.replacen("00", "ff", 1),
            format!("{header}-more"),
            header.replace(TRACE_ID, &"0".repeat(32)),
            header.replace("00f067aa0ba902b7", &"0".repeat(16)),
            header.replace("-01", ""),
        ] {
            assert_eq!(traced(&wrong), None, "{wrong}");
        }
    }
}

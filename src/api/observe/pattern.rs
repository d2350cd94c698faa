//! The address that was asked for, as a pattern. An answer that is kept is sent before its address is
//! held against any pattern, and to do that for its name alone would take longer than all the rest.

use std::cell::RefCell;
use std::collections::HashMap;

use actix_web::HttpRequest;

use crate::api::rest::SUFFIX_PATTERN;

/// Where no address of ours was asked for: others may be without number.
pub(super) const UNKNOWN: &str = "unknown";
/// Addresses whose patterns a thread knows, and bytes of the longest of them.
const MOST: usize = 512;
const LONGEST: usize = 128;

thread_local! {
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The pattern of an address, the same in all its formats.
pub(super) fn of(request: &HttpRequest) -> String {
    KNOWN.with_borrow_mut(|known| {
        if let Some(pattern) = known.get(request.path()) {
            return pattern.clone();
        }
        let pattern = request.match_pattern();
        let pattern = pattern.as_deref().unwrap_or(UNKNOWN);
        let pattern = pattern.strip_suffix(SUFFIX_PATTERN).unwrap_or(pattern);
        if request.path().len() <= LONGEST {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(request.path().to_owned(), pattern.to_owned());
        }
        pattern.to_owned()
    })
}

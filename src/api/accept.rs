//! The `Accept` header: how much a client wants a media type.

use actix_web::http::header::{self, HeaderMap};

use crate::api::language::quality;

/// How much the client wants this media type; zero where it does not take it. A range that is
/// more specific decides over one that is less; no header takes everything.
pub(crate) fn weight(headers: &HeaderMap, media_type: &str) -> f32 {
    let family = media_type.split('/').next().unwrap_or_default();
    let mut best = None;
    let mut given = false;
    for range in headers.get_all(header::ACCEPT).filter_map(|h| h.to_str().ok()) {
        for part in range.split(',').filter(|part| !part.trim().is_empty()) {
            given = true;
            let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
            let name = name.trim().to_ascii_lowercase();
            let rank = match name.as_str() {
                name if name == media_type => 3,
                name if name.strip_suffix("/*") == Some(family) => 2,
                "*/*" => 1,
                _ => continue,
            };
            let weight = quality(parameters);
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, weight));
            }
        }
    }
    if given { best.map_or(0.0, |(_, weight)| weight) } else { 1.0 }
}

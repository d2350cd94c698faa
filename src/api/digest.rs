//! SHA-256, as it is written in tags and names.

use actix_web::web::Bytes;
use sha2::{Digest, Sha256};

/// The digest of a text in hexadecimal.
pub(crate) fn of_text(text: &str) -> String {
    hexadecimal(&Sha256::digest(text))
}

/// A digest in hexadecimal.
pub(crate) fn hexadecimal(digest: &[u8]) -> String {
    format!("{:x}", Bytes::copy_from_slice(digest))
}

//! Lines of NDJSON: one item on each, in the shape that it has in JSON.

use serde::Serialize;

/// The lines of items.
pub(super) fn lines<T: Serialize>(items: &[T]) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    for item in items {
        serde_json::to_writer(&mut bytes, item)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

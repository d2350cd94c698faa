//! Reading documents: nothing fails, and everything that is read stands in the text.

use std::path::Path;
use std::sync::LazyLock;

use kuntavaaka::domain::{DocumentFacts, Unit};
use kuntavaaka::ingest;
use kuntavaaka::source::{SourceDocument, SourceError, bundled_documents};

use super::facts::come_from;

/// The documents whose manifests, and annotations, texts are read with.
pub static BUNDLED: LazyLock<Vec<SourceDocument>> =
    LazyLock::new(|| bundled_documents().expect("the bundle is sound"));

/// The first byte chooses a bundled document (0 to 4, with its annotations 5 to 9); the rest is
/// read as if it were its text.
pub fn hold(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let choice = usize::from(choice.wrapping_sub(b'0') % 10);
    let bundled = &BUNDLED[choice % 5];
    let Some(mut document) = taken_in(bundled, text) else { return };
    if choice >= 5 {
        document.annotations.clone_from(&bundled.annotations);
    }
    reads(&document);
}

/// The text under the manifest of a bundled document; none where it is not UTF-8.
fn taken_in(bundled: &SourceDocument, text: &[u8]) -> Option<SourceDocument> {
    let manifest = bundled.manifest.clone();
    let Err(error) = std::str::from_utf8(text) else {
        let text = String::from_utf8_lossy(text);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let lines = text.lines().map(|line| line.replace('\0', "\u{fffd}")).collect();
        return Some(SourceDocument {
            lines,
            annotations: Vec::new(),
            manifest,
            ..bundled.clone()
        });
    };
    let sound = String::from_utf8_lossy(&text[..error.valid_up_to()]);
    let line = sound.matches('\n').count() + 1;
    match SourceDocument::new(MANIFEST, text, Path::new("fuzz")) {
        Err(SourceError::NotUtf8 { line: told, .. }) => assert_eq!(told, line),
        other => panic!("what is not UTF-8 was taken in: {other:?}"),
    }
    None
}

const MANIFEST: &str =
    include_str!("../../data/documents/kemijarvi-hallintopalvelut-2024/manifest.toml");

/// Reads a document twice: what is read is the same and comes from its text.
fn reads(document: &SourceDocument) {
    let once = read(document);
    assert_eq!(once, read(document), "read twice, two things");
    come_from(document, &once.0, &once.1);
}

/// Reads a document: what is read comes from its text.
pub fn reads_once(document: &SourceDocument) -> DocumentFacts {
    let (facts, units) = read(document);
    come_from(document, &facts, &units);
    facts
}

fn read(document: &SourceDocument) -> (DocumentFacts, Vec<Unit>) {
    let facts = ingest::read(std::slice::from_ref(document), &mut |_| {});
    let mut facts = facts.expect("reading never fails");
    (facts.documents.remove(0), facts.units)
}

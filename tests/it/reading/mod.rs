//! Reading documents: the five real ones against their goldens, and broken copies of them.

mod contents;
mod corpus;
mod counts;
mod diagnosis;
mod generated;
mod grammar;
mod hostile;
mod mutations;
mod references;
mod traps;

use std::path::Path;
use std::sync::LazyLock;

use kuntavaaka::domain::{BudgetLine, DocumentFacts, Facts, Finding};
use kuntavaaka::ingest;
use kuntavaaka::source::{SourceDocument, bundled_documents};

/// The bundled documents, read once.
pub static FACTS: LazyLock<Facts> = LazyLock::new(|| ingest::bundled(&mut |_| {}).unwrap());

/// What was read from a bundled document.
fn document(id: &str) -> &'static DocumentFacts {
    FACTS.documents.iter().find(|d| d.document.id == id).unwrap()
}

/// The budget line of a cell.
fn line(document_id: &str, row: usize, column: usize) -> &'static BudgetLine {
    let id = format!("{document_id}.{row}.{column}");
    document(document_id).budget_lines.iter().find(|l| l.id == id).unwrap_or_else(|| panic!("{id}"))
}

/// The findings about a line.
fn findings(document_id: &str, line: usize) -> Vec<&'static Finding> {
    document(document_id).findings.iter().filter(|f| f.line == line).collect()
}

/// The source of a bundled document.
pub fn source(id: &str) -> SourceDocument {
    bundled_documents().unwrap().into_iter().find(|d| d.manifest.id == id).unwrap()
}

/// Reads a bundled document with its lines changed.
fn read_changed(id: &str, change: impl FnOnce(&mut Vec<String>)) -> DocumentFacts {
    let mut document = source(id);
    change(&mut document.lines);
    ingest::read(&[document], &mut |_| {}).unwrap().documents.remove(0)
}

/// Reads a small document of our own.
fn read_text(manifest: &str, text: &str) -> DocumentFacts {
    let document = SourceDocument::new(manifest, text.as_bytes(), Path::new("test")).unwrap();
    ingest::read(&[document], &mut |_| {}).unwrap().documents.remove(0)
}

//! The reading report: what was read from each document, and what was not.

use std::fmt::Write;

use crate::domain::{DocumentFacts, Facts, Finding};

/// The report as text: a table of counts, then per document its findings and unread lines.
#[must_use]
pub fn render(facts: &Facts) -> String {
    let mut out = String::new();
    let width =
        facts.documents.iter().map(|d| d.document.id.len()).max().unwrap_or_default().max(8);
    line(
        &mut out,
        &format!(
            "{:width$}  lines  tables  money cells  dropped  key-figure cells  budget lines  unread lines  lines left  findings",
            "document"
        ),
    );
    for document in &facts.documents {
        let r = document.report();
        line(
            &mut out,
            &format!(
                "{:width$}  {:>5}  {:>6}  {:>11}  {:>7}  {:>16}  {:>12}  {:>12}  {:>10}  {:>8}",
                r.document_id,
                r.lines,
                r.tables,
                r.money_cells,
                r.dropped_cells,
                r.key_figure_cells,
                r.budget_lines,
                r.unread_lines,
                document.contents.unread_lines.len(),
                r.findings
            ),
        );
    }
    for document in &facts.documents {
        details(&mut out, document);
    }
    out
}

fn details(out: &mut String, document: &DocumentFacts) {
    let left = &document.contents.unread_lines;
    if document.findings.is_empty() && document.unread_lines.is_empty() && left.is_empty() {
        return;
    }
    line(out, &format!("\n{}", document.document.id));
    for (number, text) in &document.unread_lines {
        line(out, &format!("  line {number}: not read: {text}"));
    }
    for (number, text) in left {
        line(out, &format!("  line {number}: nothing took: {text}"));
    }
    for finding in &document.findings {
        line(out, &format!("  {}", one_line(finding)));
    }
}

fn one_line(f: &Finding) -> String {
    format!("line {}: {} ({}, {}): {}", f.line, f.severity, f.rule, f.verdict, f.message)
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

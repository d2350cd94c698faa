//! The reading report.

use crate::domain::Facts;

/// What was read, document by document.
#[must_use]
pub fn render(facts: &Facts) -> String {
    let mut text = String::new();
    for document in &facts.documents {
        let report = document.report();
        text.push_str(&format!(
            "{}: {} budget lines\n",
            report.document_id, report.budget_lines
        ));
    }
    text
}

//! Sections of text: what is asked of them alone; the rest stands in `contents`.

use crate::api::graphql::codes;
use crate::api::graphql::contents::contents;
use crate::api::graphql::shape::years;
use crate::api::view::{FiscalYears, Narrative, NarrativeKind};

contents! {
    of: Narrative, NarrativeFilter;
    /// What documents say of units in sentences, by municipality, document and place in the document.
    list: NarrativeQuestions, narratives;
    /// A section of text.
    one: narrative, "Id of the section of text.";
    /// What is said of it in sentences, by municipality, document and place in the document.
    below: NarrativeBelow, narratives_below;
    asked {
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years of the document, or ranges of them.";
        kind: Option<Vec<NarrativeKind>> = codes(kind, NarrativeKind::as_str),
            "What the text is about.";
    }
}

//! Risks: what is asked of them alone; the rest stands in `contents`.

use crate::api::graphql::contents::contents;
use crate::api::graphql::shape::years;
use crate::api::view::{FiscalYears, Risk};

contents! {
    of: Risk, RiskFilter;
    /// The risks of registers, on the scales of their documents, by municipality, document and place in the document.
    list: RiskQuestions, risks;
    /// A risk.
    one: risk, "Id of the risk.";
    /// Its risks, by municipality, document and place in the document.
    below: RiskBelow, risks_below;
    asked {
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years, or ranges of them.";
    }
}

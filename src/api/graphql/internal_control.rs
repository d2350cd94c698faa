//! Internal control: what is asked of its tasks alone; the rest stands in `contents`.

use crate::api::graphql::contents::contents;
use crate::api::graphql::shape::years;
use crate::api::view::{FiscalYears, InternalControlTask};

contents! {
    of: InternalControlTask, InternalControlFilter;
    /// The tasks of internal control and risk management, by municipality, document and place in the document.
    list: InternalControlQuestions, internal_control;
    /// A task of internal control.
    one: internal_control_task, "Id of the task.";
    /// Its tasks of internal control, by municipality, document and place in the document.
    below: InternalControlBelow, internal_control_below;
    asked {
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years, or ranges of them.";
        has_outcome: Option<bool>,
            "Only tasks with an outcome, or only those without.";
    }
}

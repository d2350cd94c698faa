//! Objectives: what is asked of them alone; the rest stands in `contents`.

use crate::api::graphql::codes;
use crate::api::graphql::contents::contents;
use crate::api::graphql::shape::years;
use crate::api::view::{BindingLevel, FiscalYears, Objective, ObjectiveKind};

contents! {
    of: Objective, ObjectiveFilter;
    /// What units set out to do, and what came of it, by municipality, document and place in the document.
    list: ObjectiveQuestions, objectives;
    /// An objective.
    one: objective, "Id of the objective.";
    /// Its objectives, by municipality, document and place in the document.
    below: ObjectiveBelow, objectives_below;
    asked {
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years, or ranges of them.";
        kind: Option<Vec<ObjectiveKind>> = codes(kind, ObjectiveKind::as_str),
            "Kinds of objective.";
        binding_level: Option<Vec<BindingLevel>> = codes(binding_level, BindingLevel::as_str),
            "Whom the objective binds.";
        theme: Option<String>,
            "A part of the strategic goal or theme, in any case of letters.";
        sdg: Option<Vec<i32>> = sdg.unwrap_or_default().iter().map(ToString::to_string).collect(),
            "Goals of sustainable development that the objective names: numbers.";
        has_outcome: Option<bool>,
            "Only objectives with an outcome, or only those without.";
        has_target: Option<bool>,
            "Only objectives with a target in figures, or only those without.";
    }
}

//! The enums of both faces: snake case in REST, upper case in GraphQL, one list of values.

/// Makes the public twin of an enum of codes.
macro_rules! public {
    ($(#[doc = $doc:literal])+ $name:ident of $remote:ty {
        $($(#[doc = $value:literal])+ $variant:ident,)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $value])+ $variant,)+ }

        impl From<$remote> for $name {
            fn from(code: $remote) -> Self {
                match code { $(<$remote>::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $remote {
            fn from(code: $name) -> Self {
                match code { $($name::$variant => Self::$variant,)+ }
            }
        }

        impl $name {
            /// The code as REST sends and takes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                <$remote>::from(self).as_str()
            }
        }
    };
}

mod contents;
mod documents;
mod questions;

pub use contents::{BindingLevel, Comparator, NarrativeKind, ObjectiveKind, OutcomeStatus};
pub use documents::{
    Assignment, CellKind, ColumnRole, DocumentKind, Fit, FunctionLevel, MissingReason, Scenario,
    Severity, TableKind, UnitKind, Verdict,
};
pub use questions::{
    Basis, BudgetExecutionSort, BudgetLineSort, CaveatCode, ChangeKind, GroupBy, NoFigure, NoSum,
    NoVariance, Outturn, ScenarioChoice,
};

//! The nouns of municipal finance as plain values.
//!
//! Nothing here reads a file, speaks a protocol or knows a database; every other room may use
//! these types and this room uses none of theirs.

mod account;
mod budget_line;
mod comparability;
mod dataset;
mod document;
mod finding;
mod function;
mod indicator;
mod money;
mod municipality;
mod narrative;
mod objective;
mod passage;
mod period;
mod release_file;
mod risk;
mod scenario;
mod sdg;
mod table;
mod unit;

pub use account::Account;
pub use budget_line::{BudgetLine, MissingReason};
pub use comparability::{PriceIndex, Reform};
pub use dataset::{ContentReport, Contents, DocumentFacts, Facts, ReadingReport};
pub use document::{Document, DocumentKind};
pub use finding::{Finding, Severity, Verdict};
pub use function::{Fit, Function, FunctionLevel, lies_within};
pub use indicator::{Indicator, IndicatorValue};
pub use money::Cents;
pub use municipality::{Municipality, Population};
pub use narrative::{Narrative, NarrativeKind, ResponsiblePerson};
pub use objective::{
    BindingLevel, Comparator, Measure, Objective, ObjectiveKind, Outcome, OutcomeStatus, Target,
};
pub use passage::Passage;
pub use period::{Date, Period, YEARS};
pub use release_file::FileKind;
pub use risk::{InternalControlTask, Risk};
pub use scenario::Scenario;
pub use sdg::Sdg;
pub use table::{Assignment, Cell, CellKind, Column, ColumnRole, Row, Table, TableKind};
pub use unit::{Unit, UnitKind};

/// Gives an enum of codes its wire form: `as_str`, `ALL`, `CODES`, `Display` and `FromStr`.
///
/// One list per enum, used by the store, both faces and the command line alike.
macro_rules! codes {
    ($name:ident { $($variant:ident => $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The codes of all, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code used in the store and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::domain::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text).ok_or_else(|| {
                    crate::domain::UnknownCode {
                        given: text.to_owned(),
                        expected: Self::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>().join(", "),
                    }
                })
            }
        }
    };
}
pub(crate) use codes;

/// A code that belongs to no value of its enum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown code \"{given}\"; expected one of: {expected}")]
pub struct UnknownCode {
    /// What was given.
    pub given: String,
    /// The codes that would have been understood, comma-separated.
    pub expected: String,
}

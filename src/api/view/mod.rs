//! The public shapes, one struct per resource, shared by REST, GraphQL and whatever else answers.
//!
//! Their doc comments are the descriptions in both published schemas. Fields that REST answers
//! with an id and GraphQL with the thing itself are skipped here for GraphQL and resolved in
//! `graphql`.

mod account;
mod aggregate;
mod budget_execution;
mod budget_line;
mod caveat;
mod change;
mod code;
mod comparison;
mod config;
mod dataset;
mod document;
mod excerpt;
mod finding;
mod function;
mod graphql_document;
mod included;
mod indicator;
mod internal_control;
mod municipality;
mod narrative;
mod objective;
mod page;
mod passage;
mod release;
mod risk;
mod scalar;
mod sdg;
mod series;
mod table;
mod unit;

pub use account::Account;
pub use aggregate::AggregateGroup;
pub use budget_execution::{BudgetExecution, ExecutionFigure};
pub use budget_line::{AccountReference, BudgetLine, MunicipalityReference, Source, UnitReference};
pub use caveat::Caveat;
pub use change::{Change, ChangeSide};
pub use code::{
    Assignment, Basis, BindingLevel, BudgetExecutionSort, BudgetLineSort, CaveatCode, CellKind,
    ChangeKind, ColumnRole, Comparator, DocumentKind, Fit, FunctionLevel, GroupBy, MissingReason,
    NarrativeKind, NoFigure, NoSum, NoVariance, ObjectiveKind, OutcomeStatus, Outturn, Scenario,
    ScenarioChoice, Severity, TableKind, UnitKind, Verdict,
};
pub use comparison::{Comparison, ComparisonCell, Denominator, PriceIndex, SummedUnit};
pub use config::{Addresses, Config, Contact, GraphqlLimits, Limits, OfferedFormat, Versions};
pub use dataset::Dataset;
pub(crate) use dataset::{LICENCE, SOURCE_STATEMENT};
pub use document::{Document, Reading};
pub use excerpt::{Beside, DocumentLines, Excerpt, Line, Printed, WithExcerpt};
pub use finding::{Finding, FindingSource};
pub use function::{Function, FunctionCoverage, FunctionReference};
pub use graphql_document::{GraphqlDocument, GraphqlDocuments, GraphqlVariable, Titles};
pub use included::{Included, Part, WithIncluded};
pub use indicator::{Indicator, IndicatorValue};
pub use internal_control::InternalControlTask;
pub use municipality::{Municipality, Names, Population, Region};
pub use narrative::Narrative;
pub use objective::{Measure, Objective, Outcome, Target};
pub use page::{List, PageInfo};
pub use passage::{ContentSource, Passage, Stretch};
pub use release::{Release, ReleaseChanges, ReleaseFile, ReleaseTable};
pub use risk::Risk;
pub use scalar::{Date, Decimal, FiscalYears, PrintedDecimal};
pub use sdg::Sdg;
pub use series::{Series, SeriesAnswer};
pub use table::{Cell, Column, Row, Table};
pub use unit::{PrintedName, ResponsiblePerson, Unit};

/// A count as both faces send it; 32 bits are what GraphQL has.
pub(crate) fn count(n: impl TryInto<i32>) -> i32 {
    n.try_into().unwrap_or(i32::MAX)
}

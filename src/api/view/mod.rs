//! The public shapes, one struct per resource, shared by REST, GraphQL and whatever else answers.
//!
//! Their doc comments are the descriptions in both published schemas. Fields that REST answers
//! with an id and GraphQL with the thing itself are skipped here for GraphQL and resolved in
//! `graphql`.

mod account;
mod budget_line;
mod code;
mod dataset;
mod document;
mod excerpt;
mod finding;
mod municipality;
mod page;
mod scalar;
mod table;
mod unit;

pub use account::Account;
pub use budget_line::{
    AccountReference, BudgetLine, BudgetLineWithExcerpt, MunicipalityReference, Source,
    UnitReference,
};
pub use code::{
    Assignment, BudgetLineSort, CellKind, ColumnRole, DocumentKind, MissingReason, Scenario,
    Severity, TableKind, UnitKind, Verdict,
};
pub use dataset::{Dataset, RowCount};
pub use document::{Document, Reading};
pub use excerpt::{DocumentLines, Excerpt, Line};
pub use finding::{Finding, FindingSource};
pub use municipality::{Municipality, Names, Population, Region};
pub use page::{List, PageInfo};
pub use scalar::{Date, Decimal, FiscalYears};
pub use table::{Cell, Column, Row, Table};
pub use unit::{PrintedName, Unit};

/// A count as both faces send it; 32 bits are what GraphQL has.
pub(crate) fn count(n: impl TryInto<i32>) -> i32 {
    n.try_into().unwrap_or(i32::MAX)
}

//! One function per question: which values a filter takes, what the defaults are, how lists are
//! ordered and paged, and what refuses an answer. Both faces ask here and nowhere else.
//!
//! Filters hold values as the client put them, so that both faces refuse the same things in the
//! same words: each value may itself be a comma-separated list, and many values mean "any of".
//! All questions asked through one [`Session`] are answered from one release.

mod accounts;
mod aggregate;
mod ahead;
mod budget_execution;
mod budget_lines;
mod caveat;
mod changes;
mod compare;
mod contents;
mod cursor;
mod documents;
mod error;
mod figures;
mod findings;
mod functions;
mod holdings;
mod included;
mod indicators;
mod internal_control;
mod municipalities;
mod narratives;
mod objectives;
mod page;
mod release;
mod risks;
mod sdgs;
mod series;
mod units;
mod values;

pub use accounts::{AccountFilter, account, accounts, accounts_by_code};
pub use aggregate::{AggregateFilter, AggregateGroup, GroupBy, MAX_KEYS, NoSum, aggregate};
pub use budget_execution::{
    BudgetExecution, BudgetExecutionFilter, BudgetExecutionSort, NoVariance, Outturn,
    budget_execution,
};
pub use budget_lines::{
    BudgetLineFilter, BudgetLineSort, budget_line, budget_lines, budget_lines_by_id,
    budget_lines_of_documents, budget_lines_of_municipalities, budget_lines_of_units,
};
pub use caveat::{Caveat, CaveatCode};
pub use changes::{ChangeFilter, ChangeKind, ChangeRecord, changes};
pub use compare::{Basis, Comparison, ComparisonCell, ComparisonFilter, Denominator, compare};
pub use contents::{Below, ContentFilter};
pub use cursor::Cursor;
pub use documents::{
    DocumentFilter, DocumentLines, MAX_LINES, MAX_NEIGHBOURS, Place, document, document_lines,
    document_tables, documents, documents_by_id, documents_of_municipalities, excerpts,
    lines_of_documents, tables_of_documents,
};
pub use error::Error;
pub use figures::{Figure, NoFigure, Ratio, ScenarioChoice, half_away_from_zero};
pub use findings::{
    FindingFilter, finding, findings, findings_by_id, findings_of_budget_lines, findings_of_cells,
    findings_of_documents, findings_of_units,
};
pub use functions::{
    FunctionCoverage, FunctionFilter, FunctionRecord, children_of_functions, function,
    function_of_municipalities, functions, functions_by_code,
};
pub use holdings::{Holdings, holdings};
pub use included::{INCLUDED_FIRST, Include, Included, include, included};
pub use indicators::{IndicatorFilter, indicator, indicators, indicators_below, indicators_by_id};
pub use internal_control::{
    InternalControlFilter, internal_control, internal_control_below, internal_control_by_id,
    internal_control_task,
};
pub use municipalities::{
    MunicipalityFilter, municipalities, municipalities_by_code, municipality,
};
pub use narratives::{NarrativeFilter, narrative, narratives, narratives_below, narratives_by_id};
pub use objectives::{ObjectiveFilter, objective, objectives, objectives_below, objectives_by_id};
pub use page::{DEFAULT_FIRST, MAX_FIRST, Page, PageItem, PageRequest, Wanted};
pub use release::{
    DocumentChanges, ReleaseInHistory, edition, release, release_by_id, release_id, releases,
    require_release,
};
pub use risks::{RiskFilter, risk, risks, risks_below, risks_by_id};
pub use sdgs::sdgs;
pub use series::{Series, SeriesAnswer, SeriesFilter, series};
pub use units::{
    UnitFilter, children_of_units, responsible_persons_of_units, unit, units, units_by_id,
    units_of_functions, units_of_municipalities,
};
pub use values::MAX_VALUES;

pub use crate::domain::FileKind;
pub use crate::store::{
    Asking, BudgetLineRecord, DocumentRecord, Edition, FindingRecord, Release, ReleaseFile,
    ReleaseTable, ResponsiblePersonRecord, Session, SourceLine, Stated, Store,
};

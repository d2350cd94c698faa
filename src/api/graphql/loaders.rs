//! The loaders of one request: one for each way that objects lead to others.

use std::sync::Arc;

use crate::domain::{
    Account, Indicator, InternalControlTask, Municipality, Narrative, Objective, Risk, Table, Unit,
};
use crate::query::{
    self, Below, BudgetLineFilter, BudgetLineRecord, DocumentFilter, DocumentLines, DocumentRecord,
    FindingFilter, FindingRecord, FunctionRecord, IndicatorFilter, InternalControlFilter,
    NarrativeFilter, ObjectiveFilter, Page, PageRequest, Place, ResponsiblePersonRecord,
    RiskFilter, SourceLine, Stated, Store, UnitFilter,
};

use super::loader::{Loader, Loaders};

type ById<V> = Loader<String, V>;
/// The first and the last line of a stretch of text.
type Stretch = (Option<i32>, Option<i32>);
type Pages<F, V> = Loaders<(F, PageRequest), String, Page<V>>;
type PagesBelow<F, V> = Loaders<(Below, F, PageRequest), String, Page<Stated<V>>>;

/// The loaders of one request.
pub(crate) struct Loading {
    pub(crate) municipalities: ById<Arc<Municipality>>,
    pub(crate) documents: ById<DocumentRecord>,
    pub(crate) units: ById<Arc<Unit>>,
    pub(crate) accounts: ById<Arc<Account>>,
    pub(crate) functions: ById<FunctionRecord>,
    pub(crate) budget_lines: ById<BudgetLineRecord>,
    pub(crate) findings: ById<FindingRecord>,
    pub(crate) objectives: ById<Stated<Objective>>,
    pub(crate) risks: ById<Stated<Risk>>,
    pub(crate) internal_control: ById<Stated<InternalControlTask>>,
    pub(crate) indicators: ById<Stated<Indicator>>,
    pub(crate) narratives: ById<Stated<Narrative>>,
    pub(crate) responsible_persons_of_units: ById<Vec<ResponsiblePersonRecord>>,
    pub(crate) tables_of_documents: ById<Vec<Table>>,
    pub(crate) findings_of_budget_lines: ById<Vec<FindingRecord>>,
    pub(crate) lines_of_documents: Loaders<Stretch, String, DocumentLines>,
    pub(crate) excerpts: Loaders<usize, Place, Vec<SourceLine>>,
    pub(crate) documents_of_municipalities: Pages<DocumentFilter, DocumentRecord>,
    pub(crate) units_of_municipalities: Pages<UnitFilter, Unit>,
    pub(crate) children_of_units: Pages<UnitFilter, Unit>,
    pub(crate) units_of_functions: Pages<UnitFilter, Unit>,
    pub(crate) children_of_functions: Loaders<PageRequest, String, Page<FunctionRecord>>,
    pub(crate) budget_lines_of_municipalities: Pages<BudgetLineFilter, BudgetLineRecord>,
    pub(crate) budget_lines_of_units: Pages<BudgetLineFilter, BudgetLineRecord>,
    pub(crate) budget_lines_of_documents: Pages<BudgetLineFilter, BudgetLineRecord>,
    pub(crate) findings_of_documents: Pages<FindingFilter, FindingRecord>,
    pub(crate) findings_of_units: Pages<FindingFilter, FindingRecord>,
    pub(crate) objectives_below: PagesBelow<ObjectiveFilter, Objective>,
    pub(crate) risks_below: PagesBelow<RiskFilter, Risk>,
    pub(crate) internal_control_below: PagesBelow<InternalControlFilter, InternalControlTask>,
    pub(crate) indicators_below: PagesBelow<IndicatorFilter, Indicator>,
    pub(crate) narratives_below: PagesBelow<NarrativeFilter, Narrative>,
}

impl Loading {
    pub(crate) fn new(store: &Store) -> Self {
        Self {
            municipalities: Loader::new(store, query::municipalities_by_code),
            documents: Loader::new(store, query::documents_by_id),
            units: Loader::new(store, query::units_by_id),
            accounts: Loader::new(store, query::accounts_by_code),
            functions: Loader::new(store, query::functions_by_code),
            budget_lines: Loader::new(store, query::budget_lines_by_id),
            findings: Loader::new(store, query::findings_by_id),
            objectives: Loader::new(store, query::objectives_by_id),
            risks: Loader::new(store, query::risks_by_id),
            internal_control: Loader::new(store, query::internal_control_by_id),
            indicators: Loader::new(store, query::indicators_by_id),
            narratives: Loader::new(store, query::narratives_by_id),
            responsible_persons_of_units: Loader::new(store, query::responsible_persons_of_units),
            tables_of_documents: Loader::new(store, query::tables_of_documents),
            findings_of_budget_lines: Loader::new(store, query::findings_of_budget_lines),
            lines_of_documents: Loaders::new(store, |session, ids, (from, to)| {
                query::lines_of_documents(session, ids, from.map(i64::from), to.map(i64::from))
            }),
            excerpts: Loaders::new(store, |session, places, neighbours| {
                query::excerpts(session, places, *neighbours)
            }),
            documents_of_municipalities: Loaders::new(store, |session, codes, (filter, page)| {
                query::documents_of_municipalities(session, codes, filter, page)
            }),
            units_of_municipalities: Loaders::new(store, |session, codes, (filter, page)| {
                query::units_of_municipalities(session, codes, filter, page)
            }),
            children_of_units: Loaders::new(store, |session, ids, (filter, page)| {
                query::children_of_units(session, ids, filter, page)
            }),
            units_of_functions: Loaders::new(store, |session, codes, (filter, page)| {
                query::units_of_functions(session, codes, filter, page)
            }),
            children_of_functions: Loaders::new(store, |session, codes, page| {
                query::children_of_functions(session, codes, page)
            }),
            budget_lines_of_municipalities: Loaders::new(
                store,
                |session, codes, (filter, page)| {
                    query::budget_lines_of_municipalities(session, codes, filter, page)
                },
            ),
            budget_lines_of_units: Loaders::new(store, |session, ids, (filter, page)| {
                query::budget_lines_of_units(session, ids, filter, page)
            }),
            budget_lines_of_documents: Loaders::new(store, |session, ids, (filter, page)| {
                query::budget_lines_of_documents(session, ids, filter, page)
            }),
            findings_of_documents: Loaders::new(store, |session, ids, (filter, page)| {
                query::findings_of_documents(session, ids, filter, page)
            }),
            findings_of_units: Loaders::new(store, |session, ids, (filter, page)| {
                query::findings_of_units(session, ids, filter, page)
            }),
            objectives_below: Loaders::new(store, |session, ids, (of, filter, page)| {
                query::objectives_below(session, *of, ids, filter, page)
            }),
            risks_below: Loaders::new(store, |session, ids, (of, filter, page)| {
                query::risks_below(session, *of, ids, filter, page)
            }),
            internal_control_below: Loaders::new(store, |session, ids, (of, filter, page)| {
                query::internal_control_below(session, *of, ids, filter, page)
            }),
            indicators_below: Loaders::new(store, |session, ids, (of, filter, page)| {
                query::indicators_below(session, *of, ids, filter, page)
            }),
            narratives_below: Loaders::new(store, |session, ids, (of, filter, page)| {
                query::narratives_below(session, *of, ids, filter, page)
            }),
        }
    }
}

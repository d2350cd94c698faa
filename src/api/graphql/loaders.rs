//! The loaders of one request: one for each way that objects lead to others.

use crate::domain::{Account, Municipality, Table, Unit};
use crate::query::{
    self, BudgetLineFilter, BudgetLineRecord, DocumentFilter, DocumentLines, DocumentRecord,
    FindingFilter, FindingRecord, Page, PageRequest, SourceLine, Store, UnitFilter,
};

use super::loader::{Loader, Loaders};

type ById<V> = Loader<String, V>;
/// The first and the last line of a stretch of text.
type Stretch = (Option<i32>, Option<i32>);
type Pages<F, V> = Loaders<(F, PageRequest), String, Page<V>>;

/// The loaders of one request.
pub(crate) struct Loading {
    pub(crate) municipalities: ById<Municipality>,
    pub(crate) documents: ById<DocumentRecord>,
    pub(crate) units: ById<Unit>,
    pub(crate) accounts: ById<Account>,
    pub(crate) budget_lines: ById<BudgetLineRecord>,
    pub(crate) findings: ById<FindingRecord>,
    pub(crate) tables_of_documents: ById<Vec<Table>>,
    pub(crate) findings_of_budget_lines: ById<Vec<FindingRecord>>,
    pub(crate) lines_of_documents: Loaders<Stretch, String, DocumentLines>,
    pub(crate) excerpts: Loaders<usize, (String, usize), Vec<SourceLine>>,
    pub(crate) documents_of_municipalities: Pages<DocumentFilter, DocumentRecord>,
    pub(crate) units_of_municipalities: Pages<UnitFilter, Unit>,
    pub(crate) children_of_units: Pages<UnitFilter, Unit>,
    pub(crate) budget_lines_of_municipalities: Pages<BudgetLineFilter, BudgetLineRecord>,
    pub(crate) budget_lines_of_units: Pages<BudgetLineFilter, BudgetLineRecord>,
    pub(crate) budget_lines_of_documents: Pages<BudgetLineFilter, BudgetLineRecord>,
    pub(crate) findings_of_documents: Pages<FindingFilter, FindingRecord>,
}

impl Loading {
    pub(crate) fn new(store: &Store) -> Self {
        Self {
            municipalities: Loader::new(store, query::municipalities_by_code),
            documents: Loader::new(store, query::documents_by_id),
            units: Loader::new(store, query::units_by_id),
            accounts: Loader::new(store, query::accounts_by_code),
            budget_lines: Loader::new(store, query::budget_lines_by_id),
            findings: Loader::new(store, query::findings_by_id),
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
        }
    }
}

//! `/v1/budget-execution`.

use crate::api::export::{Layout, Origin};
use crate::api::problem::Problem;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    ACCOUNTS_EXECUTED, AFTER, AGAINST, AS_OF, FIRST, FUNCTION, Given, INCLUDE_DESCENDANTS,
    LANGUAGE, MUNICIPALITY, ONLY_OVER, ONLY_UNDER, SORT_OF_EXECUTION, THRESHOLD, THRESHOLD_PERCENT,
    UNIT, UNIT_KIND, YEARS_EXECUTED,
};
use crate::api::view::{BudgetExecution, List};
use crate::query::{self, BudgetExecutionFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/budget-execution",
    id: "listBudgetExecution",
    tag: "budget lines",
    summary: "Budget against actual",
    description: "For every unit, account and fiscal year what was decided, what came of it, and \
        by how much they differ. The variance is outturn less budget in force; expenses are below \
        zero and revenue above, so that below zero is unfavourable for both. A unit and the one \
        it belongs to are rows of their own: never add them together. What has no variance, or \
        no percentage of a budget of zero, says why, comes last in every order by number, and is \
        left out where a variance is asked for. Read the caveats before you print a figure.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &UNIT_KIND,
        &FUNCTION,
        &ACCOUNTS_EXECUTED,
        &YEARS_EXECUTED,
        &AGAINST,
        &ONLY_OVER,
        &ONLY_UNDER,
        &THRESHOLD,
        &THRESHOLD_PERCENT,
        &AS_OF,
        &SORT_OF_EXECUTION,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<BudgetExecution>>).at(SOURCES)),
    problems: LIST_PROBLEMS,
};

/// The outturns first: they are what is held against a budget.
const SOURCES: &[Origin] = &[
    (&["actual", "source", "document"], &["actual", "source", "line"]),
    (&["actualToDate", "source", "document"], &["actualToDate", "source", "line"]),
    (&["forecast", "source", "document"], &["forecast", "source", "line"]),
    (&["amendedBudget", "source", "document"], &["amendedBudget", "source", "line"]),
    (&["operatingPlan", "source", "document"], &["operatingPlan", "source", "line"]),
    (&["budget", "source", "document"], &["budget", "source", "line"]),
    (&["financialPlan", "source", "document"], &["financialPlan", "source", "line"]),
];

pub(super) async fn list(call: Call) -> Answer {
    let filter = filter(&call.given)?;
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::budget_execution(session, &filter, page)?;
        Ok(page.map(|row| BudgetExecution::new(row, language)))
    })
    .await
}

pub(crate) fn filter(given: &Given) -> Result<BudgetExecutionFilter, Problem> {
    Ok(BudgetExecutionFilter {
        municipality: given.many(&MUNICIPALITY),
        unit: given.many(&UNIT),
        include_descendants: given.boolean(&INCLUDE_DESCENDANTS)?.unwrap_or_default(),
        unit_kind: given.many(&UNIT_KIND),
        function: given.many(&FUNCTION),
        account: given.many(&ACCOUNTS_EXECUTED),
        fiscal_year: given.many(&YEARS_EXECUTED),
        against: given.one(&AGAINST),
        only_over: given.boolean(&ONLY_OVER)?.unwrap_or_default(),
        only_under: given.boolean(&ONLY_UNDER)?.unwrap_or_default(),
        threshold: given.one(&THRESHOLD),
        threshold_percent: given.one(&THRESHOLD_PERCENT),
        as_of: given.one(&AS_OF),
        sort: given.one(&SORT_OF_EXECUTION),
    })
}

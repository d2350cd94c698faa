//! `/v1/budget-lines`.

use crate::api::export::Layout;
use crate::api::problem::Problem;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    ACCOUNT, AFTER, AMOUNT_MAX, AMOUNT_MIN, AS_OF, DOCUMENT, FIRST, FISCAL_YEAR, FUNCTION, Given,
    HAS_FINDING, INCLUDE_CHILDREN, INCLUDE_DESCENDANTS, INCLUDE_REPEATS, LANGUAGE, MUNICIPALITY,
    NEIGHBOURS, PERIOD_OF_AMOUNT, SCENARIO, SORT, UNIT, UNIT_KIND,
};
use crate::api::view::{BudgetLine, List, WithExcerpt};
use crate::query::{self, BudgetLineFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/budget-lines",
    id: "listBudgetLines",
    tag: "budget lines",
    summary: "Budget lines",
    description: "Amounts by unit, account and scenario. Without `document` and `asOf` the answer \
        holds what was published last of every quantity; with `asOf` what was known on that day; \
        with `document` that document's own lines, whatever was published since. Children and \
        the unit or account they are summed into are separate lines: never add them together.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &FUNCTION,
        &INCLUDE_DESCENDANTS,
        &UNIT_KIND,
        &ACCOUNT,
        &INCLUDE_CHILDREN,
        &SCENARIO,
        &FISCAL_YEAR,
        &PERIOD_OF_AMOUNT,
        &AMOUNT_MIN,
        &AMOUNT_MAX,
        &HAS_FINDING,
        &AS_OF,
        &INCLUDE_REPEATS,
        &SORT,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<BudgetLine>>).on_line()),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = filter(&call.given)?;
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::budget_lines(session, &filter, page)?;
        Ok(page.map(|line| BudgetLine::new(line, language)))
    })
    .await
}

/// The filter of a request; parameters that the address does not take are absent.
pub(super) fn filter(given: &Given) -> Result<BudgetLineFilter, Problem> {
    Ok(BudgetLineFilter {
        municipality: given.many(&MUNICIPALITY),
        document: given.many(&DOCUMENT),
        unit: given.many(&UNIT),
        function: given.many(&FUNCTION),
        include_descendants: given.boolean(&INCLUDE_DESCENDANTS)?.unwrap_or_default(),
        unit_kind: given.many(&UNIT_KIND),
        account: given.many(&ACCOUNT),
        include_children: given.boolean(&INCLUDE_CHILDREN)?.unwrap_or_default(),
        scenario: given.many(&SCENARIO),
        fiscal_year: given.many(&FISCAL_YEAR),
        period: given.many(&PERIOD_OF_AMOUNT),
        amount_min: given.one(&AMOUNT_MIN),
        amount_max: given.one(&AMOUNT_MAX),
        has_finding: given.boolean(&HAS_FINDING)?,
        as_of: given.one(&AS_OF),
        include_repeats: given.boolean(&INCLUDE_REPEATS)?.unwrap_or_default(),
        sort: given.one(&SORT),
    })
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/budget-lines/{id}",
    id: "getBudgetLine",
    tag: "budget lines",
    summary: "A budget line with its source",
    description: "A budget line by its id, whatever was published since, with the line of the \
        document that prints it and its neighbours.",
    key: Some(("Id of the budget line.", "kemijarvi-hallintopalvelut-2024.129.1")),
    parameters: &[&NEIGHBOURS, &LANGUAGE],
    answer: Body::Json(schema_of::<WithExcerpt<BudgetLine>>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one_with_excerpt(move |session| {
        Ok(BudgetLine::new(query::budget_line(session, &key)?, language))
    })
    .await
}

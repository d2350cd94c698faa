//! `/v1/aggregate`.

use crate::api::export::Layout;
use crate::api::export::jsonstat::{Cube, Key};
use crate::api::problem::Code;
use crate::api::rest::budget_lines;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::parameter::{
    ACCOUNT, AFTER, AMOUNT_MAX, AMOUNT_MIN, AS_OF, DOCUMENT, FIRST, FISCAL_YEAR, FUNCTION,
    GROUP_BY, HAS_FINDING, INCLUDE_CHILDREN, INCLUDE_DESCENDANTS, LANGUAGE, MUNICIPALITY,
    PERIOD_OF_AMOUNT, SCENARIO, UNIT, UNIT_KIND,
};
use crate::api::view::{AggregateGroup, List};
use crate::query::{self, AggregateFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/aggregate",
    id: "listAggregate",
    tag: "aggregate",
    summary: "Sums of budget lines",
    description: "Sums and counts of budget lines by group, ordered by the keys of the groups. \
        No sum counts money twice: a question whose groups would add several scenarios or fiscal \
        years, an account to one it is summed into, a unit to one above it, or several periods \
        is refused with `double_count`, and the detail says how to ask instead. Grouped by \
        `function`, or filtered by it, of units inside each other the topmost counts; groups by \
        function may still lie inside each other. The filters are those of budget lines.",
    key: None,
    parameters: &[
        &GROUP_BY,
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
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<AggregateGroup>>).cube(&CUBE)),
    problems: &[
        Code::InvalidParameter,
        Code::InvalidCursor,
        Code::UnknownValue,
        Code::DoubleCount,
        Code::PageSize,
        Code::DatabaseUnavailable,
    ],
};

/// The days that a group covers are no key: no group has several.
const CUBE: Cube = Cube {
    keys: &[
        Key::of("municipality", "code").role("geo"),
        Key::of("unit", "id"),
        Key::plain("unitKind"),
        Key::of("function", "code"),
        Key::of("account", "code"),
        Key::plain("scenario"),
        Key::plain("fiscalYear").role("time"),
    ],
    measures: &[
        ("amount", "eur"),
        ("count", "lines"),
        ("missingCount", "lines"),
        ("correctedCount", "lines"),
    ],
    beside: &["periodStart", "periodEnd", "countedElsewhere"],
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = AggregateFilter {
        group_by: call.given.many(&GROUP_BY),
        lines: budget_lines::filter(&call.given)?,
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::aggregate(session, &filter, page)?;
        Ok(page.map(|group| AggregateGroup::new(group, language)))
    })
    .await
}

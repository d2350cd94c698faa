//! `/v1/changes`.

use crate::api::export::{Layout, Origin};
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    ACCOUNT, AFTER, AS_OF, DOCUMENT, FIRST, FISCAL_YEAR, INCLUDE_CHILDREN, INCLUDE_DESCENDANTS,
    KIND_OF_CHANGE, LANGUAGE, MUNICIPALITY, SCENARIO, SINCE, UNIT, UNTIL,
};
use crate::api::view::{Change, List};
use crate::query::{self, ChangeFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/changes",
    id: "listChanges",
    tag: "changes",
    summary: "Changes",
    description: "Amounts that a later document states otherwise, that the relations of a \
        document prove to be misprinted or restore, and that two documents disagree about; the \
        newest first. What rounding explains is no change, nor is another stage of the budget. \
        `document` and `unit` name those of either amount.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &ACCOUNT,
        &INCLUDE_CHILDREN,
        &SCENARIO,
        &FISCAL_YEAR,
        &KIND_OF_CHANGE,
        &SINCE,
        &UNTIL,
        &AS_OF,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Change>>).at(SOURCES)),
    problems: LIST_PROBLEMS,
};

/// Where the new amount stands, and where the old one does.
const SOURCES: &[Origin] =
    &[(&["new", "document"], &["new", "line"]), (&["old", "document"], &["old", "line"])];

pub(super) async fn list(call: Call) -> Answer {
    let filter = ChangeFilter {
        municipality: call.given.many(&MUNICIPALITY),
        document: call.given.many(&DOCUMENT),
        unit: call.given.many(&UNIT),
        include_descendants: call.given.boolean(&INCLUDE_DESCENDANTS)?.unwrap_or_default(),
        account: call.given.many(&ACCOUNT),
        include_children: call.given.boolean(&INCLUDE_CHILDREN)?.unwrap_or_default(),
        scenario: call.given.many(&SCENARIO),
        fiscal_year: call.given.many(&FISCAL_YEAR),
        kind: call.given.many(&KIND_OF_CHANGE),
        since: call.given.one(&SINCE),
        until: call.given.one(&UNTIL),
        as_of: call.given.one(&AS_OF),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::changes(session, &filter, page)?;
        Ok(page.map(|change| Change::new(change, language)))
    })
    .await
}

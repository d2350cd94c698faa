//! `/v1/findings`.

use crate::api::export::Layout;
use crate::api::problem::Problem;
use crate::api::rest::call::{Answer, Call, municipalities};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, BUDGET_LINE, CELL, DOCUMENT, FIRST, Given, INCLUDE_DESCENDANTS, LANGUAGE, MUNICIPALITY,
    RULE, SEVERITY, UNIT_OF_FINDING, VERDICT,
};
use crate::api::view::{Finding, List};
use crate::query::{self, FindingFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/findings",
    id: "listFindings",
    tag: "findings",
    summary: "Findings",
    description: "What reading the documents found to be wrong or doubtful, by document, line and \
        id: sums that do not balance, cells that cannot be read, labels that were not understood.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &RULE,
        &SEVERITY,
        &VERDICT,
        &CELL,
        &BUDGET_LINE,
        &UNIT_OF_FINDING,
        &INCLUDE_DESCENDANTS,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Finding>>).on_line()),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = filter(&call.given)?;
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::findings(session, &filter, page)?;
        let codes = page.items.iter().map(|i| i.item.municipality_code.clone());
        let names = municipalities(session, codes, language)?;
        Ok(page.map(|finding| {
            let municipality = names.get(&finding.municipality_code).cloned();
            Finding::new(finding, municipality.unwrap_or_default())
        }))
    })
    .await
}

pub(crate) fn filter(given: &Given) -> Result<FindingFilter, Problem> {
    Ok(FindingFilter {
        municipality: given.many(&MUNICIPALITY),
        document: given.many(&DOCUMENT),
        rule: given.many(&RULE),
        severity: given.many(&SEVERITY),
        verdict: given.many(&VERDICT),
        cell: given.many(&CELL),
        budget_line: given.many(&BUDGET_LINE),
        unit: given.many(&UNIT_OF_FINDING),
        include_descendants: given.boolean(&INCLUDE_DESCENDANTS)?.unwrap_or_default(),
    })
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/findings/{id}",
    id: "getFinding",
    tag: "findings",
    summary: "A finding",
    description: "A finding by its id.",
    key: Some((
        "Id of the finding.",
        "kemijarvi-hallintopalvelut-2024.f.accounts_make_their_sum.129.1",
    )),
    parameters: &[&LANGUAGE],
    answer: Body::Json(schema_of::<Finding>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one(move |session| {
        let finding = query::finding(session, &key)?;
        let code = finding.municipality_code.clone();
        let mut names = municipalities(session, std::iter::once(code.clone()), language)?;
        Ok(Finding::new(finding, names.remove(&code).unwrap_or_default()))
    })
    .await
}

//! `/v1/risks`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::contents;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, DOCUMENT, FIRST, FISCAL_YEAR, INCLUDE_DESCENDANTS, LANGUAGE, MUNICIPALITY, NEIGHBOURS,
    UNIT, WORDS,
};
use crate::api::view::{List, Risk, WithExcerpt};
use crate::query::{self, RiskFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/risks",
    id: "listRisks",
    tag: "risks",
    summary: "Risks",
    description: "The risks of registers, on the scales of their documents, by municipality, document and place in the \
        document. `q` looks into category, description, control and its status.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &FISCAL_YEAR,
        &WORDS,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Risk>>).on_lines()),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = RiskFilter {
        content: contents::filter(&call.given)?,
        fiscal_year: call.given.many(&FISCAL_YEAR),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::risks(session, &filter, page)?;
        Ok(page.map(|stated| Risk::new(stated, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/risks/{id}",
    id: "getRisk",
    tag: "risks",
    summary: "A risk with its source",
    description: "A risk by its id, with the lines of the document that state it and their \
        neighbours.",
    key: Some(("Id of the risk.", "heinola-yhteiset-palvelut-2024.r1575")),
    parameters: &[&NEIGHBOURS, &LANGUAGE],
    answer: Body::Json(schema_of::<WithExcerpt<Risk>>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one_with_excerpt(move |session| Ok(Risk::new(query::risk(session, &key)?, language))).await
}

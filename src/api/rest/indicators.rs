//! `/v1/indicators`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::contents;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, AS_OF_DOCUMENT, DOCUMENT, FIRST, FISCAL_YEAR_OF_VALUE, INCLUDE_DESCENDANTS, LANGUAGE,
    MUNICIPALITY, NEIGHBOURS, PARENT, SCENARIO_OF_VALUE, UNIT, WORDS,
};
use crate::api::view::{Indicator, List, WithExcerpt};
use crate::query::{self, IndicatorFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/indicators",
    id: "listIndicators",
    tag: "indicators",
    summary: "Indicators",
    description: "Key figures and outputs with all their values, by municipality, document and place in the \
        document. An indicator that is a part of another \
        means nothing without it: see `parentId`. `q` looks into the name.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &FISCAL_YEAR_OF_VALUE,
        &SCENARIO_OF_VALUE,
        &PARENT,
        &AS_OF_DOCUMENT,
        &WORDS,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Indicator>>).by(&["values"]).at(&[
        (&["source", "document"], &["values", "line"]),
        (&["source", "document"], &["line"]),
    ])),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = IndicatorFilter {
        content: contents::filter(&call.given)?,
        fiscal_year: call.given.many(&FISCAL_YEAR_OF_VALUE),
        scenario: call.given.many(&SCENARIO_OF_VALUE),
        parent: call.given.many(&PARENT),
        as_of: call.given.one(&AS_OF_DOCUMENT),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::indicators(session, &filter, page)?;
        Ok(page.map(|stated| Indicator::new(stated, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/indicators/{id}",
    id: "getIndicator",
    tag: "indicators",
    summary: "An indicator with its source",
    description: "An indicator by its id, with the lines of the document that state it and their \
        neighbours.",
    key: Some(("Id of the indicator.", "kemi-osavuosikatsaus-2022-h1.i388")),
    parameters: &[&NEIGHBOURS, &LANGUAGE],
    answer: Body::Json(schema_of::<WithExcerpt<Indicator>>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one_with_excerpt(move |session| {
        Ok(Indicator::new(query::indicator(session, &key)?, language))
    })
    .await
}

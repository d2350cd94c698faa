//! `/v1/narratives`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::contents;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, DOCUMENT, FIRST, FISCAL_YEAR_OF_DOCUMENT, INCLUDE_DESCENDANTS, KIND_OF_NARRATIVE,
    LANGUAGE, MUNICIPALITY, NEIGHBOURS, UNIT, WORDS,
};
use crate::api::view::{List, Narrative, WithExcerpt};
use crate::query::{self, NarrativeFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/narratives",
    id: "listNarratives",
    tag: "narratives",
    summary: "Sections of text",
    description: "What documents say of units in sentences, by municipality, document and place in the \
        document. `q` looks into heading and text.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &FISCAL_YEAR_OF_DOCUMENT,
        &KIND_OF_NARRATIVE,
        &WORDS,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Narrative>>).on_lines()),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = NarrativeFilter {
        content: contents::filter(&call.given)?,
        fiscal_year: call.given.many(&FISCAL_YEAR_OF_DOCUMENT),
        kind: call.given.many(&KIND_OF_NARRATIVE),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::narratives(session, &filter, page)?;
        Ok(page.map(|stated| Narrative::new(stated, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/narratives/{id}",
    id: "getNarrative",
    tag: "narratives",
    summary: "A section of text with its source",
    description: "A section of text by its id, with the lines of the document that state it and their \
        neighbours.",
    key: Some(("Id of the section.", "kemijarvi-hallintopalvelut-2024.n16")),
    parameters: &[&NEIGHBOURS, &LANGUAGE],
    answer: Body::Json(schema_of::<WithExcerpt<Narrative>>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one_with_excerpt(move |session| {
        Ok(Narrative::new(query::narrative(session, &key)?, language))
    })
    .await
}

//! `/v1/internal-control`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::contents;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, DOCUMENT, FIRST, FISCAL_YEAR, HAS_OUTCOME_OF_TASK, INCLUDE_DESCENDANTS, LANGUAGE,
    MUNICIPALITY, NEIGHBOURS, UNIT, WORDS,
};
use crate::api::view::{InternalControlTask, List, WithExcerpt};
use crate::query::{self, InternalControlFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/internal-control",
    id: "listInternalControl",
    tag: "internal control",
    summary: "Tasks of internal control",
    description: "The tasks of internal control and risk management, by municipality, document and place in the \
        document. `q` looks into task, action, measure and outcome.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &FISCAL_YEAR,
        &HAS_OUTCOME_OF_TASK,
        &WORDS,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<InternalControlTask>>).on_lines()),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = InternalControlFilter {
        content: contents::filter(&call.given)?,
        fiscal_year: call.given.many(&FISCAL_YEAR),
        has_outcome: call.given.boolean(&HAS_OUTCOME_OF_TASK)?,
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::internal_control(session, &filter, page)?;
        Ok(page.map(|stated| InternalControlTask::new(stated, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/internal-control/{id}",
    id: "getInternalControlTask",
    tag: "internal control",
    summary: "A task of internal control with its source",
    description: "A task of internal control by its id, with the lines of the document that state it and their \
        neighbours.",
    key: Some(("Id of the task.", "kemijarvi-hallintopalvelut-2024.c93")),
    parameters: &[&NEIGHBOURS, &LANGUAGE],
    answer: Body::Json(schema_of::<WithExcerpt<InternalControlTask>>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one_with_excerpt(move |session| {
        Ok(InternalControlTask::new(query::internal_control_task(session, &key)?, language))
    })
    .await
}

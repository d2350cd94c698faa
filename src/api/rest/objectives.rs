//! `/v1/objectives`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::contents;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, BINDING_LEVEL, DOCUMENT, FIRST, FISCAL_YEAR, HAS_OUTCOME, HAS_TARGET,
    INCLUDE_DESCENDANTS, KIND_OF_OBJECTIVE, LANGUAGE, MUNICIPALITY, NEIGHBOURS, SDG, THEME, UNIT,
    WORDS,
};
use crate::api::view::{List, Objective, WithExcerpt};
use crate::query::{self, ObjectiveFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/objectives",
    id: "listObjectives",
    tag: "objectives",
    summary: "Objectives",
    description: "What units set out to do, with actions, measures and their targets, who answers for them \
        and what came of them, by municipality, document and place in the \
        document. `q` looks into theme, text, actions, measures and outcomes.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &DOCUMENT,
        &UNIT,
        &INCLUDE_DESCENDANTS,
        &FISCAL_YEAR,
        &KIND_OF_OBJECTIVE,
        &BINDING_LEVEL,
        &THEME,
        &SDG,
        &HAS_OUTCOME,
        &HAS_TARGET,
        &WORDS,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Objective>>).on_lines()),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = ObjectiveFilter {
        content: contents::filter(&call.given)?,
        fiscal_year: call.given.many(&FISCAL_YEAR),
        kind: call.given.many(&KIND_OF_OBJECTIVE),
        binding_level: call.given.many(&BINDING_LEVEL),
        theme: call.given.one(&THEME),
        sdg: call.given.many(&SDG),
        has_outcome: call.given.boolean(&HAS_OUTCOME)?,
        has_target: call.given.boolean(&HAS_TARGET)?,
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::objectives(session, &filter, page)?;
        Ok(page.map(|stated| Objective::new(stated, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/objectives/{id}",
    id: "getObjective",
    tag: "objectives",
    summary: "An objective with its source",
    description: "An objective by its id, with the lines of the document that state it and their \
        neighbours.",
    key: Some(("Id of the objective.", "kemijarvi-hallintopalvelut-2024.o40")),
    parameters: &[&NEIGHBOURS, &LANGUAGE],
    answer: Body::Json(schema_of::<WithExcerpt<Objective>>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one_with_excerpt(move |session| {
        Ok(Objective::new(query::objective(session, &key)?, language))
    })
    .await
}

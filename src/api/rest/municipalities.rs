//! `/v1/municipalities`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, ONE_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{AFTER, FIRST, INCLUDE_UNCOVERED, LANGUAGE, MUNICIPALITY};
use crate::api::view::{List, Municipality};
use crate::query::{self, MunicipalityFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/municipalities",
    id: "listMunicipalities",
    tag: "municipalities",
    summary: "Municipalities",
    description: "The municipalities whose documents were read, by code.",
    key: None,
    parameters: &[&MUNICIPALITY, &INCLUDE_UNCOVERED, &FIRST, &AFTER, &LANGUAGE],
    answer: Body::Items(Layout::list(schema_of::<List<Municipality>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = MunicipalityFilter {
        municipality: call.given.many(&MUNICIPALITY),
        include_uncovered: call.given.boolean(&INCLUDE_UNCOVERED)?.unwrap_or_default(),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::municipalities(session, &filter, page)?;
        Ok(page.map(|m| Municipality::new(&m, language)))
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/municipalities/{id}",
    id: "getMunicipality",
    tag: "municipalities",
    summary: "A municipality",
    description: "A municipality by its code, its slug or its name.",
    key: Some(("Code, slug or name of the municipality.", "320")),
    parameters: &[&LANGUAGE],
    answer: Body::Json(schema_of::<Municipality>),
    problems: ONE_PROBLEMS,
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    call.one(move |session| {
        let municipality = query::municipality(session, &key)?;
        Ok(Municipality::new(&municipality, language))
    })
    .await
}

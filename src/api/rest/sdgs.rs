//! `/v1/sdgs`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{AFTER, FIRST, LANGUAGE};
use crate::api::view::{List, Sdg};
use crate::query;

pub(super) const LIST: Operation = Operation {
    path: "/v1/sdgs",
    id: "listSdgs",
    tag: "sdgs",
    summary: "Goals of sustainable development",
    description: "The goals that objectives name by number, with their names.",
    key: None,
    parameters: &[&FIRST, &AFTER, &LANGUAGE],
    answer: Body::Items(Layout::list(schema_of::<List<Sdg>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let language = call.given.language()?;
    call.list(move |session, page| {
        Ok(query::sdgs(session, page)?.map(|sdg| Sdg::new(sdg, language)))
    })
    .await
}

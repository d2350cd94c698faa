//! `/v1/dataset`.

use actix_web::http::header::{self, HeaderValue};

use crate::api::catalogue::DESCRIBED_BY;
use crate::api::problem::Code;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::view::Dataset;
use crate::query;

pub(super) const ONE: Operation = Operation {
    path: "/v1/dataset",
    id: "getDataset",
    tag: "dataset",
    summary: "The data as a whole",
    description: "What this release holds, its licence, and how to name its source.",
    key: None,
    parameters: &[],
    answer: Body::Json(schema_of::<Dataset>),
    problems: &[Code::DatabaseUnavailable],
};

pub(super) async fn one(call: Call) -> Answer {
    let mut answer = call.one(|session| Ok(Dataset::new(query::release(session)?))).await?;
    answer.headers_mut().append(header::LINK, HeaderValue::from_static(DESCRIBED_BY));
    Ok(answer)
}

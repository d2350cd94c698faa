//! `/health`: whether the process lives, and whether it can answer.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::ask::ask;
use crate::api::problem::{Code, Problem};
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::query;

/// The state of the service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `live` or `ready`.
    #[schema(example = "ready")]
    status: &'static str,
    /// Id of the release that is served; null where it was not asked.
    #[schema(example = "5f0c2a9d71be")]
    release: Option<String>,
}

pub(super) const LIVE: Operation = Operation {
    path: "/health/live",
    id: "isLive",
    tag: "service",
    summary: "Whether the process lives",
    description: "Answers as long as the process does; asks nothing of the database.",
    key: None,
    parameters: &[],
    answer: Body::Json(schema_of::<Health>),
    problems: &[],
};

pub(super) async fn live(_call: Call) -> Answer {
    Ok(answer("live", None))
}

pub(super) const READY: Operation = Operation {
    path: "/health/ready",
    id: "isReady",
    tag: "service",
    summary: "Whether questions can be answered",
    description: "Answers 200 where the database answers and holds a release, 503 where it does \
        not: then no requests should be sent here.",
    key: None,
    parameters: &[],
    answer: Body::Json(schema_of::<Health>),
    problems: &[Code::DatabaseUnavailable],
};

pub(super) async fn ready(call: Call) -> Answer {
    let release = ask(&call.faces.store, query::release_id).await?;
    let empty = || Problem::new(Code::DatabaseUnavailable, EMPTY_DETAIL);
    Ok(answer("ready", Some(release.ok_or_else(empty)?)))
}

const EMPTY_DETAIL: &str = "The database holds no release, so there is nothing to answer with; \
    run `kuntavaaka import` on it.";

fn answer(status: &'static str, release: Option<String>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(Health { status, release })
}

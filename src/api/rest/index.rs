//! `/v1`: where to look, and the two descriptions.

use actix_web::HttpResponse;
use serde_json::json;

use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation};

pub(super) const INDEX: Operation = Operation {
    path: "/v1",
    id: "index",
    tag: "service",
    summary: "Where to look",
    description: "The addresses of the service.",
    key: None,
    parameters: &[],
    answer: Body::AnyJson,
    problems: &[],
};

pub(super) async fn index(call: Call) -> Answer {
    let base = call.base();
    let at = |path: &str| format!("{base}{path}");
    Ok(HttpResponse::Ok().json(json!({
        "name": "Kuntavaaka",
        "about": "Open municipal finance data for Finland, every figure traceable to the line \
            of the document that printed it.",
        "version": env!("CARGO_PKG_VERSION"),
        "rest": {
            "municipalities": at("/v1/municipalities"),
            "documents": at("/v1/documents"),
            "units": at("/v1/units"),
            "accounts": at("/v1/accounts"),
            "functions": at("/v1/functions"),
            "budgetLines": at("/v1/budget-lines"),
            "compare": at("/v1/compare"),
            "series": at("/v1/series"),
            "aggregate": at("/v1/aggregate"),
            "changes": at("/v1/changes"),
            "budgetExecution": at("/v1/budget-execution"),
            "objectives": at("/v1/objectives"),
            "risks": at("/v1/risks"),
            "internalControl": at("/v1/internal-control"),
            "indicators": at("/v1/indicators"),
            "narratives": at("/v1/narratives"),
            "findings": at("/v1/findings"),
            "dataset": at("/v1/dataset"),
            "config": at("/v1/config"),
            "description": at("/openapi.json"),
        },
        "charts": {
            "compare": at("/v1/compare.svg"),
            "series": at("/v1/series.svg"),
            "budgetVsActual": at("/v1/budget-vs-actual.svg"),
        },
        "pages": {
            "front": at("/"),
            "graphiql": at("/graphiql"),
            "reference": at("/docs"),
        },
        "graphql": {
            "endpoint": at("/graphql"),
            "documents": at("/graphql/documents"),
            "description": at("/schema.graphql"),
        },
    })))
}

pub(super) const OPENAPI: Operation = Operation {
    path: "/openapi.json",
    id: "describeRest",
    tag: "service",
    summary: "The description of REST",
    description: "This document: OpenAPI 3.1.",
    key: None,
    parameters: &[],
    answer: Body::AnyJson,
    problems: &[],
};

pub(super) async fn openapi(call: Call) -> Answer {
    Ok(HttpResponse::Ok().content_type("application/json").body(call.faces.openapi.to_string()))
}

pub(super) const SCHEMA: Operation = Operation {
    path: "/schema.graphql",
    id: "describeGraphql",
    tag: "service",
    summary: "The description of GraphQL",
    description: "The schema of `/graphql` in the schema definition language.",
    key: None,
    parameters: &[],
    answer: Body::Text,
    problems: &[],
};

pub(super) async fn schema(call: Call) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(call.faces.sdl.to_string()))
}

//! `/graphql/documents`: questions of GraphQL under addresses that caches keep.

use actix_web::HttpResponse;

use crate::api::graphql::{self, NamedDocument};
use crate::api::problem::{Code, Problem};
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::parameter::{LANGUAGE, VARIABLES};
use crate::api::view::{GraphqlDocument, GraphqlDocuments};

pub(super) const LIST: Operation = Operation {
    path: "/graphql/documents",
    id: "listGraphqlDocuments",
    tag: "graphql",
    summary: "Worked questions",
    description: "Documents of GraphQL that have a name, titles in Finnish, Swedish and English, \
        and an address of their own.",
    key: None,
    parameters: &[],
    answer: Body::Json(schema_of::<GraphqlDocuments>),
    problems: &[],
};

pub(super) const ONE: Operation = Operation {
    path: "/graphql/documents/{id}",
    id: "askGraphqlDocument",
    tag: "graphql",
    summary: "The answer to a worked question",
    description: "Executes a document with the variables given. The address can be kept by \
        caches like any other. What cannot be executed is refused with a problem; errors of \
        single fields stand in `errors` beside `data`, as GraphQL has them.",
    key: Some(("Name of the document.", "cost-per-inhabitant")),
    parameters: &[&VARIABLES, &LANGUAGE],
    answer: Body::AnyJson,
    problems: &[
        Code::InvalidParameter,
        Code::NotFound,
        Code::GraphqlInvalid,
        Code::QueryTooLarge,
        Code::UnknownValue,
        Code::QueryTimeout,
        Code::DatabaseUnavailable,
    ],
};

pub(super) async fn list(call: Call) -> Answer {
    let base = call.base();
    let items: Vec<_> = graphql::documents().iter().map(|d| shown(d, &base)).collect();
    Ok(HttpResponse::Ok().json(GraphqlDocuments { total_count: items.len(), items }))
}

fn shown(document: &NamedDocument, base: &str) -> GraphqlDocument {
    GraphqlDocument {
        name: document.name.clone(),
        title: document.title.clone(),
        description: document.description.clone(),
        variables: document.variables.clone(),
        address: format!("{base}/graphql/documents/{}", document.name),
        sha256: document.sha256.clone(),
        query: document.text.clone(),
    }
}

pub(super) async fn one(call: Call) -> Answer {
    let (name, language) = (call.key(), call.given.language()?);
    let document = graphql::documents().iter().find(|d| d.name == name);
    let document = document.ok_or_else(|| {
        let shown: String = name.chars().take(60).collect();
        let detail = format!("there is no document \"{shown}\"; /graphql/documents lists them");
        Problem::new(Code::NotFound, detail)
    })?;
    let variables = call.given.one(&VARIABLES).unwrap_or_default();
    let (answer, is_whole) =
        graphql::ask(&call.faces, &document.text, &variables, language).await?;
    let mut response = HttpResponse::Ok();
    if !is_whole {
        response.insert_header(graphql::NOT_KEPT);
    }
    Ok(response.json(answer))
}

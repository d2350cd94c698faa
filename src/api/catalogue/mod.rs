//! The catalogue of the data: for portals as DCAT-AP (`graph`) and in the shape of CKAN's API
//! (`ckan`), for search engines as schema.org. What it says stands in `data/catalogue`, and what
//! there is to be told is asked of `query`.

pub(crate) mod ckan;
mod graph;
mod knowledge;
mod model;
mod schema_org;

use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};

use crate::api::ask::ask;
use crate::api::conditional::conditional;
use crate::api::problem::{Code, Problem};
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation};
use crate::api::rest::plain;
use crate::query;
use graph::{Graph, JSON_LD, TURTLE};
use model::Catalogue;

pub(crate) use schema_org::schema_org;

/// A link that leads from an answer to the catalogue.
pub(crate) const DESCRIBED_BY: &str = "</catalog.ttl>; rel=\"describedby\"; type=\"text/turtle\"";

pub(crate) const IN_TURTLE: Operation = Operation {
    path: "/catalog.ttl",
    id: "getCatalogInTurtle",
    tag: "catalogue",
    summary: "The catalogue in Turtle",
    description: "The datasets, their distributions and the services, as DCAT-AP 3.",
    key: None,
    parameters: &[],
    answer: Body::Graph(&[TURTLE]),
    problems: &[Code::DatabaseUnavailable],
};

pub(crate) const IN_JSON_LD: Operation = Operation {
    path: "/catalog.jsonld",
    id: "getCatalogInJsonLd",
    summary: "The catalogue in JSON-LD",
    answer: Body::Graph(&[JSON_LD]),
    ..IN_TURTLE
};

pub(crate) const WHOLE: Operation = Operation {
    path: "/dataset",
    id: "getCatalog",
    summary: "The catalogue",
    description: "The catalogue by its own name, in Turtle or JSON-LD by `Accept`.",
    answer: Body::Graph(&[TURTLE, JSON_LD]),
    ..IN_TURTLE
};

pub(crate) const DATASET: Operation = Operation {
    path: "/dataset/{id}",
    id: "getCatalogDataset",
    summary: "A dataset of the catalogue",
    description: "What the catalogue says of one dataset, by the dataset's own name, in Turtle \
        or JSON-LD by `Accept`. These names stay.",
    key: Some(("Id of the dataset.", "budget-lines")),
    problems: &[Code::NotFound, Code::DatabaseUnavailable],
    ..WHOLE
};

/// Registers every address of the catalogue.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(plain(&IN_TURTLE, whole).wrap(from_fn(conditional)))
        .service(plain(&IN_JSON_LD, whole).wrap(from_fn(conditional)))
        .service(plain(&WHOLE, whole).wrap(from_fn(conditional)))
        .service(plain(&DATASET, one).wrap(from_fn(conditional)));
    ckan::routes(config);
}

async fn whole(call: Call) -> Answer {
    answer(&call, graph::of_all).await
}

async fn one(call: Call) -> Answer {
    let id = call.key();
    answer(&call, |catalogue| {
        let dataset = catalogue.dataset(&id).ok_or_else(|| {
            let known: Vec<&str> = catalogue.datasets.iter().map(|d| d.entry.id.as_str()).collect();
            let shown: String = id.chars().take(60).collect();
            let detail =
                format!("There is no dataset \"{shown}\"; there are: {}.", known.join(", "));
            Problem::new(Code::NotFound, detail)
        })?;
        graph::of_one(catalogue, dataset)
    })
    .await
}

/// Answers with a graph of the catalogue in the media type that the client wants most.
async fn answer<F>(call: &Call, describe: F) -> Answer
where
    F: FnOnce(&Catalogue<'_>) -> Result<Graph<'static>, Problem>,
{
    let holdings = ask(&call.faces.store, query::holdings).await?;
    let base = call.base();
    let catalogue = Catalogue::new(&call.faces.service, &base, &holdings)?;
    let media_type = call.media_type();
    let body = describe(&catalogue)?.write(media_type)?;
    let content_type = if media_type == TURTLE { "text/turtle; charset=utf-8" } else { media_type };
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_TYPE, content_type)).body(body))
}

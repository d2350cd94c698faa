//! The public shapes and the two faces that speak them: REST under `/v1`, GraphQL at `/graphql`.
//!
//! A handler or a resolver takes parameters, asks `query` one question and wraps the answer; what
//! a question means is told in `query`, and nothing here knows a database.

mod accept;
mod ageing;
mod answered;
pub mod ask;
mod assets;
mod catalogue;
mod chart;
mod conditional;
mod digest;
mod download;
mod export;
mod finish;
pub mod graphql;
mod kept;
mod language;
mod latest;
mod numbers;
mod observe;
mod pages;
pub mod problem;
pub mod protect;
mod query_string;
mod ranges;
pub mod rest;
pub mod service;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_cors::Cors;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, web};

use crate::query::Store;
use crate::release::Shelf;
use download::Shelving;
use export::{Columns, Exports};
pub use observe::Process;
use protect::{Guards, Protection};
use service::Service;

/// What the handlers work with.
#[derive(Clone)]
pub struct Faces {
    store: Store,
    latest: latest::Latest,
    schema: graphql::Schema,
    persisted: graphql::Persisted,
    service: Arc<Service>,
    openapi: Arc<str>,
    sdl: Arc<str>,
    columns: Arc<BTreeMap<&'static str, Arc<Columns>>>,
    exports: Exports,
    shelf: Option<Shelving>,
    guards: Guards,
    kept: kept::Kept,
    metrics: Arc<observe::Metrics>,
}

impl Faces {
    /// Both faces over one store, and what the service says of itself.
    #[must_use]
    pub fn new(store: Store, service: Service) -> Self {
        let schema = graphql::schema(store.clone());
        Self {
            store,
            latest: latest::Latest::default(),
            persisted: graphql::Persisted::default(),
            sdl: graphql::description().into(),
            schema,
            service: service.into(),
            openapi: rest::openapi::description().into(),
            columns: rest::columns().into(),
            exports: Exports::default(),
            shelf: None,
            guards: Guards::new(&Protection::default()),
            kept: kept::Kept::new(Protection::default().kept_bytes),
            metrics: Arc::default(),
        }
    }

    /// The same, protected as configured.
    #[must_use]
    pub fn with_protection(self, protection: &Protection) -> Self {
        let kept = kept::Kept::new(protection.kept_bytes);
        Self { guards: Guards::new(protection), kept, ..self }
    }

    /// The same with the files of releases, which are made on this shelf when they are first
    /// asked for.
    #[must_use]
    pub fn with_shelf(self, files: Shelf) -> Self {
        Self { shelf: Some(Shelving::new(files)), ..self }
    }

    /// What was counted, as text for Prometheus.
    pub async fn metrics(&self, process: &Process) -> String {
        observe::exposition(self, process).await
    }
}

/// The whole HTTP application, ready to serve.
pub fn app(
    faces: &Faces,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    // The last one wrapped is the first to see a request and the last to see its answer.
    App::new()
        .app_data(web::Data::new(faces.clone()))
        .configure(rest::routes)
        .configure(catalogue::routes)
        .configure(graphql::routes)
        .configure(assets::routes)
        .configure(pages::routes)
        .default_service(web::to(finish::unknown_address))
        .wrap(from_fn(finish::finish))
        .wrap(from_fn(protect::limit))
        .wrap(cors())
        .wrap(Compress::default())
        .wrap(from_fn(conditional::weaken_compressed))
        .wrap(from_fn(protect::shield))
        .wrap(from_fn(observe::observe))
}

/// Any page on the web may read the data; nobody is known by a cookie.
fn cors() -> Cors {
    Cors::default()
        .allow_any_origin()
        .send_wildcard()
        .disable_vary_header()
        .allowed_methods(["GET", "HEAD", "POST", "OPTIONS"])
        .allow_any_header()
        .expose_headers([
            header::LINK,
            header::ETAG,
            header::RETRY_AFTER,
            protect::POLICY,
            protect::REMAINING,
            observe::REQUEST_ID,
            header::ALLOW,
            header::CONTENT_DISPOSITION,
            header::ACCEPT_RANGES,
            header::CONTENT_RANGE,
            ageing::DEPRECATION,
            ageing::SUNSET,
        ])
        .max_age(86_400)
}

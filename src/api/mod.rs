//! The public shapes and the two faces that speak them: REST under `/v1`, GraphQL at `/graphql`.
//!
//! A handler or a resolver takes parameters, asks `query` one question and wraps the answer; what
//! a question means is told in `query`, and nothing here knows a database.

mod accept;
pub mod ask;
mod assets;
mod chart;
mod conditional;
mod export;
mod finish;
pub mod graphql;
mod language;
mod numbers;
mod pages;
pub mod problem;
mod query_string;
pub mod rest;
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
use export::{Columns, Exports};

/// What the handlers work with.
#[derive(Clone)]
pub struct Faces {
    store: Store,
    schema: graphql::Schema,
    public_url: Option<Arc<str>>,
    openapi: Arc<str>,
    sdl: Arc<str>,
    columns: Arc<BTreeMap<&'static str, Arc<Columns>>>,
    exports: Exports,
}

impl Faces {
    /// Both faces over one store; `public_url` is the address under which the world sees them,
    /// where it is not the one that requests name.
    #[must_use]
    pub fn new(store: Store, public_url: Option<String>) -> Self {
        let schema = graphql::schema(store.clone());
        Self {
            store,
            sdl: graphql::description().into(),
            schema,
            public_url: public_url.map(Arc::from),
            openapi: rest::openapi::description().into(),
            columns: rest::columns().into(),
            exports: Exports::default(),
        }
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
        .configure(graphql::routes)
        .configure(assets::routes)
        .configure(pages::routes)
        .default_service(web::to(finish::unknown_address))
        .wrap(from_fn(finish::finish))
        .wrap(cors())
        .wrap(Compress::default())
        .wrap(from_fn(conditional::weaken_compressed))
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
            header::ALLOW,
            header::CONTENT_DISPOSITION,
        ])
        .max_age(86_400)
}

//! Pages for people: the front page, GraphiQL, the reference of REST, and what a browser is told of
//! a wrong address. Made by the server, in three languages; the words stand in `data/pages`.
//!
//! What the pages show is asked from `query` like everything else; their style sheet and scripts
//! are in `assets`.

mod answers;
mod citation;
mod frame;
mod graphiql;
mod holdings;
mod landing;
mod not_found;
mod question;
mod reference;
mod sections;
mod texts;
mod traced;

use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use maud::Markup;

use crate::api::Faces;
use crate::api::conditional::conditional;
use crate::api::finish::only_reads;
use crate::api::language::Language;
use crate::api::problem::Problem;
use crate::api::rest::base;
use crate::api::rest::parameter::{Given, LANGUAGE};

pub(crate) use not_found::not_found;

/// Registers the pages.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(page("/", landing::page))
        .service(page("/graphiql", graphiql::page))
        .service(page("/docs", reference::page));
}

fn page<H>(
    path: &str,
    handler: H,
) -> actix_web::Resource<
    impl actix_web::dev::ServiceFactory<
        actix_web::dev::ServiceRequest,
        Config = (),
        Response = actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
>
where
    H: actix_web::Handler<(web::Data<Faces>, HttpRequest)>,
    H::Output: Responder + 'static,
{
    web::resource(path)
        .route(web::get().to(handler.clone()))
        .route(web::head().to(handler))
        .default_service(web::to(only_reads))
        .wrap(from_fn(conditional))
}

/// A visit to a page: in which language, and under which address the visitor sees the service.
#[derive(Debug)]
struct Visit {
    language: Language,
    base: String,
    path: &'static str,
}

impl Visit {
    fn new(path: &'static str, faces: &Faces, request: &HttpRequest) -> Result<Self, Problem> {
        let given = Given::read(request, &[&LANGUAGE])?;
        Ok(Self { language: given.language()?, base: base(faces, request), path })
    }

    /// The address of a page of ours in the language of the visit.
    fn to(&self, path: &str) -> String {
        format!("{path}?language={}", self.language.as_str())
    }
}

/// What a page may load and do; all of it from here alone.
#[derive(Debug, Clone, Copy)]
enum Policy {
    /// Style and nothing else.
    Still,
    /// Scripts from files of ours that ask this service.
    Scripted,
}

impl Policy {
    const fn text(self) -> &'static str {
        match self {
            Self::Still => {
                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'"
            }
            Self::Scripted => {
                "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
                 img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            }
        }
    }
}

/// A page as an answer.
fn sent(
    mut answer: actix_web::HttpResponseBuilder,
    policy: Policy,
    language: Language,
    page: Markup,
) -> HttpResponse {
    answer
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_LANGUAGE, language.as_str()))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.text()))
        .body(page.into_string())
}

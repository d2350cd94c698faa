//! `/docs`: the reference of REST, drawn by Swagger UI from `/openapi.json`; every address can be
//! tried on the page.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::html;

use crate::api::Faces;
use crate::api::pages::frame::{self, Head};
use crate::api::pages::texts::texts;
use crate::api::pages::{Policy, Visit, sent};
use crate::api::problem::Problem;

pub(super) async fn page(
    faces: web::Data<Faces>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = Visit::new("/docs", &faces, &request)?;
    let words = texts(visit.language)?;
    let said = &words.reference;
    let body = html! {
        (frame::banner(&visit, words, &html! { p class="here" { (said.title) } }))
        main id="content" tabindex="-1" {
            h1 class="unseen" { (said.title) ": " (said.said) }
            div id="reference" data-description="/openapi.json" {
                p class="wide notice" {
                    (said.loading) " " a href="/openapi.json" { "/openapi.json" }
                }
            }
        }
    };
    let title = format!("{} – {}", said.title, words.site);
    let head = Head {
        title: &title,
        styles: &["site.css", "vendor/swagger-ui.css", "reference.css"],
        scripts: &["vendor/swagger-ui.js", "reference.js"],
        beside: html! {},
    };
    let page = frame::page(&visit, words, &head, "tool", &body);
    Ok(sent(HttpResponse::Ok(), Policy::Scripted, visit.language, page))
}

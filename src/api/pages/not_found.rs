//! What a browser is told of an address where there is nothing. Other clients get Problem Details.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use maud::html;

use crate::api::accept;
use crate::api::language::Language;
use crate::api::pages::frame::{self, Head};
use crate::api::pages::texts::texts;
use crate::api::pages::{Policy, Visit, sent};

/// The page; none where the client is no browser: it does not want HTML more than JSON.
pub(crate) fn not_found(request: &HttpRequest) -> Option<HttpResponse> {
    let headers = request.headers();
    if accept::weight(headers, "text/html") <= accept::weight(headers, "application/json") {
        return None;
    }
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|l| l.to_str().ok());
    let language = Language::of_header(language.unwrap_or_default());
    let words = texts(language).ok()?;
    let visit = Visit { language, base: String::new(), path: "/" };
    let body = html! {
        (frame::banner(&visit, words, &html! {}))
        main id="content" class="wide narrow" tabindex="-1" {
            h1 { (words.not_found.title) }
            p { (words.not_found.said) }
            p { a class="button" href=(visit.to("/")) { (words.not_found.home) } }
        }
    };
    let title = format!("{} – {}", words.not_found.title, words.site);
    let head = Head {
        title: &title,
        styles: &["site.css"],
        scripts: &[],
        beside: html! {
            meta name="robots" content="noindex";
        },
    };
    let page = frame::page(&visit, words, &head, "lost", &body);
    let mut answer = HttpResponse::NotFound();
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    answer.insert_header((header::VARY, "Accept, Accept-Language"));
    Some(sent(answer, Policy::Still, language, page))
}

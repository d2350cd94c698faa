//! `/graphiql`: GraphiQL from inside the program, with the worked questions of `graphql::documents`.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::html;

use crate::api::Faces;
use crate::api::graphql::documents::{self, NamedDocument};
use crate::api::language::Language;
use crate::api::pages::frame::{self, Head};
use crate::api::pages::texts::texts;
use crate::api::pages::{Policy, Visit, sent};
use crate::api::problem::Problem;

/// What a document asks, in a language.
fn title(of: &NamedDocument, language: Language) -> &str {
    match language {
        Language::Fi => &of.title.fi,
        Language::Sv => &of.title.sv,
        Language::En => &of.title.en,
    }
}

/// What it asks in another language than that of the page.
fn other_title(of: &NamedDocument, language: Language) -> (&str, Language) {
    let other = if language == Language::En { Language::Fi } else { Language::En };
    (title(of, other), other)
}

pub(super) async fn page(
    faces: web::Data<Faces>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = Visit::new("/graphiql", &faces, &request)?;
    let (words, language) = (texts(visit.language)?, visit.language);
    let said = &words.graphiql;
    let body = html! {
        (frame::banner(&visit, words, &html! { p class="here" { (said.title) } }))
        main id="content" class="graphiql-page" tabindex="-1" {
            h1 class="unseen" { (said.title) ": " (said.said) }
            details class="questions" open {
                summary { (said.questions) }
                ol {
                    @for document in documents::all() {
                        @let (other, other_language) = other_title(document, language);
                        li {
                            button type="button" data-query=(document.text) {
                                span { (title(document, language)) }
                                span class="other" lang=(other_language.as_str()) { (other) }
                            }
                        }
                    }
                }
            }
            div id="graphiql" data-endpoint="/graphql" {
                p class="notice" { (said.loading) }
            }
        }
    };
    let titled = format!("{} – {}", said.title, words.site);
    let head = Head {
        title: &titled,
        styles: &["site.css", "vendor/graphiql.css", "vendor/explorer.css", "graphiql.css"],
        scripts: &[
            "vendor/react.js",
            "vendor/react-dom.js",
            "vendor/graphiql.js",
            "vendor/explorer.js",
            "graphiql.js",
        ],
        beside: html! {},
    };
    let page = frame::page(&visit, words, &head, "tool", &body);
    Ok(sent(HttpResponse::Ok(), Policy::Scripted, language, page))
}

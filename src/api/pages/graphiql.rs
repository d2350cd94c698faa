//! `/graphiql`: GraphiQL from inside the program, with worked questions. Which questions stands in
//! `data/graphql/documents.toml`, each beside its text.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, web};
use maud::html;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::api::Faces;
use crate::api::language::Language;
use crate::api::pages::frame::{self, Head};
use crate::api::pages::texts::{Read, known, texts};
use crate::api::pages::{Policy, Visit, sent};
use crate::api::problem::Problem;

/// `data/graphql/`, as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "data/graphql/"]
struct Documents;

/// The list of documents.
#[derive(Debug, Deserialize)]
struct List {
    document: Vec<Listed>,
}

/// A document and what it asks.
#[derive(Debug, Deserialize)]
struct Listed {
    name: String,
    title: Title,
}

/// A title in every language.
#[derive(Debug, Deserialize)]
struct Title {
    fi: String,
    sv: String,
    en: String,
}

static LIST: LazyLock<Read<List>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/graphql/documents.toml")));

impl Listed {
    fn title(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.title.fi,
            Language::Sv => &self.title.sv,
            Language::En => &self.title.en,
        }
    }

    /// What it asks in another language than that of the page.
    fn other_title(&self, language: Language) -> (&str, Language) {
        let other = if language == Language::En { Language::Fi } else { Language::En };
        (self.title(other), other)
    }

    fn text(&self) -> String {
        let file = Documents::get(&format!("{}.graphql", self.name));
        file.map(|f| String::from_utf8_lossy(&f.data).into_owned()).unwrap_or_default()
    }
}

pub(super) async fn page(
    faces: web::Data<Faces>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = Visit::new("/graphiql", &faces, &request)?;
    let (words, language) = (texts(visit.language)?, visit.language);
    let said = &words.graphiql;
    let list = known(&LIST)?;
    let body = html! {
        (frame::banner(&visit, words, &html! { p class="here" { (said.title) } }))
        main id="content" class="graphiql-page" tabindex="-1" {
            h1 class="unseen" { (said.title) ": " (said.said) }
            details class="questions" open {
                summary { (said.questions) }
                ol {
                    @for document in &list.document {
                        @let (other, other_language) = document.other_title(language);
                        li {
                            button type="button" data-query=(document.text()) {
                                span { (document.title(language)) }
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
    let title = format!("{} – {}", said.title, words.site);
    let head = Head {
        title: &title,
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

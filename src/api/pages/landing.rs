//! `/`: what this is, what it holds, and how to use it. The parts of the page stand in `sections`.

use actix_web::{HttpRequest, HttpResponse, web};
use maud::{Markup, PreEscaped, html};
use serde_json::Value;

use crate::api::Faces;
use crate::api::answered;
use crate::api::ask::in_session;
use crate::api::catalogue::schema_org;
use crate::api::pages::answers::{Answer, answer};
use crate::api::pages::frame::{self, Head};
use crate::api::pages::holdings::Holdings;
use crate::api::pages::question::asked;
use crate::api::pages::texts::texts;
use crate::api::pages::traced::Traced;
use crate::api::pages::{Policy, Visit, sections, sent};
use crate::api::problem::Problem;
use crate::query;

pub(super) async fn page(
    faces: web::Data<Faces>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = Visit::new("/", &faces, &request)?;
    let (store, language) = (faces.store.clone(), visit.language);
    let told = in_session(&store, move |mut session| {
        let holdings = Holdings::of(&mut session, language)?;
        let traced = Traced::of(&mut session, &asked()?.traced, language)?;
        let mut answers: Vec<Answer> = Vec::new();
        for question in &asked()?.question {
            answers.extend(answer(&mut session, question, language)?);
        }
        let catalogued = query::holdings(&mut session)?;
        Ok((holdings, catalogued, traced, answers))
    });
    let (holdings, catalogued, traced, answers) = told.await?;
    answered::tell(&holdings.release);
    let words = texts(language)?;
    let traced = traced.map(|t| t.draw(words, language)).transpose()?;
    let body = html! {
        (frame::banner(&visit, words, &sections::ways(&visit, words)))
        main id="content" tabindex="-1" {
            (sections::hero(words, traced.as_ref()))
            @if holdings.release.is_empty() {
                p class="wide notice" { (words.nothing_yet) }
            } @else {
                (sections::numbers(words, &holdings, language))
                (sections::questions(words, &answers, language))
                (sections::coverage(words, &holdings, language))
                (sections::findings(words))
                (sections::ways_to_data(&visit, words, &holdings))
                (sections::cite(&visit, words, &holdings))
            }
        }
        (sections::footer(&visit, words, &holdings))
    };
    let title = format!("{} – {}", words.site, words.tagline);
    let head = Head {
        title: &title,
        styles: &["site.css"],
        scripts: &[],
        beside: described(&schema_org(&faces.service, &visit.base, &catalogued)?),
    };
    let page = frame::page(&visit, words, &head, "front", &body);
    Ok(sent(HttpResponse::Ok(), Policy::Still, language, page))
}

/// What search engines are told of the data, as it stands in the head.
fn described(data: &Value) -> Markup {
    // `<` would let a text end the block.
    let text = data.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

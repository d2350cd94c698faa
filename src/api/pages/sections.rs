//! The parts of the front page.

use maud::{Markup, PreEscaped, html};

use crate::api::chart::filled;
use crate::api::language::Language;
use crate::api::numbers::{count, day};
use crate::api::pages::answers::{Answer, Cell};
use crate::api::pages::holdings::{Holdings, Place};
use crate::api::pages::texts::Texts;
use crate::api::pages::{Visit, citation};

const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The ways through the site.
pub(super) fn ways(visit: &Visit, words: &Texts) -> Markup {
    html! {
        nav class="ways" aria-label=(words.sections) {
            a href="#questions" { (words.questions.short) }
            a href=(visit.to("/graphiql")) { (words.r#use.graphiql) }
            a href=(visit.to("/docs")) { (words.r#use.reference) }
        }
    }
}

/// What this is, with a figure and its line.
pub(super) fn hero(words: &Texts, traced: Option<&Markup>) -> Markup {
    html! {
        section class="hero" aria-labelledby="title" {
            div class="wide split" {
                div {
                    h1 id="title" { (words.hero.title) }
                    p class="lead" { (words.hero.lead) }
                    p class="actions" {
                        a class="button" href="#questions" { (words.hero.questions) }
                        a class="button quiet" href="#use" { (words.hero.r#use) }
                    }
                }
                @if let Some(traced) = traced { (traced) }
            }
        }
    }
}

/// Counts, each leading to the list.
pub(super) fn numbers(words: &Texts, of: &Holdings, language: Language) -> Markup {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let said = &words.numbers;
    let all = [
        (whole(of.places.len()), &said.municipalities, "/v1/municipalities"),
        (whole(of.documents()), &said.documents, "/v1/documents"),
        (of.budget_lines, &said.budget_lines, "/v1/budget-lines"),
        (of.objectives, &said.objectives, "/v1/objectives"),
        (of.indicators, &said.indicators, "/v1/indicators"),
        (of.risks, &said.risks, "/v1/risks"),
        (of.findings, &said.findings, "/v1/findings"),
    ];
    html! {
        section class="numbers" aria-labelledby="numbers" {
            div class="wide" {
                h2 id="numbers" class="unseen" { (said.title) }
                ul {
                    @for (number, name, address) in all {
                        li { a href=(address) { strong { (count(number, language)) } " " (name) } }
                    }
                }
            }
        }
    }
}

/// Questions with their answers.
pub(super) fn questions(words: &Texts, answers: &[Answer], language: Language) -> Markup {
    html! {
        section id="questions" aria-labelledby="questions-title" {
            div class="wide" {
                h2 id="questions-title" { (words.questions.title) }
                p class="lead" { (words.questions.lead) }
                @for answer in answers { (question(words, answer, language)) }
            }
        }
    }
}

fn question(words: &Texts, of: &Answer, language: Language) -> Markup {
    let (address, drawn) = of.question.kind.addresses();
    let (name, query) = (&of.question.name, &of.question.query);
    let of_language = format!("{query}&language={}", language.as_str());
    let title = of.question.title(language);
    html! {
        article class="question" aria-labelledby=(name) {
            h3 id=(name) { (title) }
            @if let Some(chart) = &of.chart { p class="quiet" { (chart.subtitle) } }
            div class=(if of.chart.is_some() { "answer both" } else { "answer" }) {
                @if let Some(chart) = &of.chart { div class="drawn" { (PreEscaped(&chart.svg)) } }
                (table(of, title))
            }
            @if let Some(chart) = &of.chart { p class="notes" { (chart.notes.join(" ")) } }
            p class="links" {
                @if let Some(chart) = drawn {
                    a href={ (chart) "?" (of_language) } { (words.questions.chart) " (SVG)" }
                }
                a href={ (address) "?" (of_language) } { "JSON" }
                a href={ (address) ".csv?" (of_language) } { "CSV" }
            }
        }
    }
}

fn table(of: &Answer, title: &str) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(title) {
            table {
                thead { tr {
                    @for (place, name) in of.columns.iter().enumerate() {
                        th scope="col" class=[(place > 0).then_some("number")] { (name) }
                    }
                } }
                tbody {
                    @for row in &of.rows {
                        tr { @for (place, cell) in row.iter().enumerate() { (cell_of(cell, place)) } }
                    }
                }
            }
        }
    }
}

fn cell_of(cell: &Cell, place: usize) -> Markup {
    if place == 0 {
        return html! { th scope="row" { (cell.text) } };
    }
    html! {
        td class=[cell.is_number.then_some("number")] {
            (cell.text)
            @if !cell.printed.is_empty() {
                span class="line" {
                    @for (place, (address, line)) in cell.printed.iter().enumerate() {
                        @if place > 0 { ", " }
                        a href=(address) aria-label={ (cell.text) ": " (line) } { (line) }
                    }
                }
            }
        }
    }
}

/// Municipalities with their documents.
pub(super) fn coverage(words: &Texts, of: &Holdings, language: Language) -> Markup {
    html! {
        section id="coverage" aria-labelledby="coverage-title" {
            div class="wide" {
                h2 id="coverage-title" { (words.coverage.title) }
                p class="lead" { (words.coverage.lead) }
                div class="places" {
                    @for place in &of.places { (place_of(words, place, language)) }
                }
            }
        }
    }
}

fn place_of(words: &Texts, of: &Place, language: Language) -> Markup {
    let said = &words.coverage;
    let years = match (of.years.first(), of.years.last()) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}–{last}")),
        (Some(year), _) => Some(year.to_string()),
        _ => None,
    };
    html! {
        article class="place" {
            h3 { a href={ "/v1/municipalities?municipality=" (of.code) } { (of.name) } }
            p class="quiet" {
                (filled(&said.region, &[("region", &of.region)]))
                @if let Some((date, persons)) = &of.population {
                    br;
                    (filled(&said.population, &[
                        ("persons", &count(*persons, language)), ("date", &day(date, language)),
                    ]))
                }
                @if let Some(years) = years { br; (filled(&said.years, &[("years", &years)])) }
            }
            ul class="documents" {
                @for document in &of.documents {
                    @let told = |n: i32| count(n.into(), language);
                    li {
                        a href={ "/v1/documents/" (document.id) } lang=(document.language) {
                            (document.title)
                        }
                        span class="quiet" {
                            (filled(&said.document_counts, &[
                                ("lines", &told(document.reading.budget_lines)),
                                ("findings", &told(document.reading.findings)),
                                ("objectives", &told(document.reading.objectives)),
                            ]))
                            ", "
                            a href={ "/v1/documents/" (document.id) "/lines" }
                                aria-label={ (document.title) ": " (said.text) } { (said.text) }
                        }
                    }
                }
            }
        }
    }
}

/// What findings are.
pub(super) fn findings(words: &Texts) -> Markup {
    let said = &words.findings;
    html! {
        section id="findings" class="tinted" aria-labelledby="findings-title" {
            div class="wide narrow" {
                h2 id="findings-title" { (said.title) }
                p { (said.what) }
                p { (said.never) }
                p { (said.verdicts) }
                p class="links" {
                    a href="/v1/findings" { (said.all) }
                    a href="/v1/findings?verdict=proven&severity=error" { (said.proven) }
                }
            }
        }
    }
}

/// The ways to the data.
pub(super) fn ways_to_data(visit: &Visit, words: &Texts, of: &Holdings) -> Markup {
    let said = &words.r#use;
    let card = |title: &str, text: &str, address: &str| {
        html! { li { h3 { a href=(address) { (title) } } p { (text) } } }
    };
    let release = format!("/v1/dataset/releases/{0}/kuntavaaka-{0}", of.release);
    let language = visit.language.as_str();
    html! {
        section id="use" aria-labelledby="use-title" {
            div class="wide" {
                h2 id="use-title" { (said.title) }
                ul class="cards" {
                    (card(&said.graphiql, &said.graphiql_said, &visit.to("/graphiql")))
                    (card(&said.reference, &said.reference_said, &visit.to("/docs")))
                    (card(&said.formats, &said.formats_said,
                        &format!("/v1/budget-lines.csv?language={language}")))
                    (card(&said.charts, &said.charts_said,
                        &format!("/v1/compare.svg?function=01.1.2&language={language}")))
                    (card(&said.catalogue, &said.catalogue_said, "/catalog.ttl"))
                    li {
                        h3 { (said.download) }
                        p { (said.download_said) }
                        p class="links" {
                            a href={ (release) ".zip" } { (said.download_zip) }
                            a href={ (release) ".sqlite3" } { (said.download_sqlite) }
                        }
                    }
                }
            }
        }
    }
}

/// Licence and citation.
pub(super) fn cite(visit: &Visit, words: &Texts, of: &Holdings) -> Markup {
    let said = &words.cite;
    html! {
        section id="cite" aria-labelledby="cite-title" {
            div class="wide narrow" {
                h2 id="cite-title" { (said.title) }
                p { (said.licence) " " a rel="license" href=(LICENCE) { (said.licence_name) } ". "
                    (said.source) }
                p { (said.changes) }
                h3 { (said.text) }
                p class="citation" { (citation::text(&visit.base, words, of)) }
                h3 { (said.bibtex) }
                pre class="citation" tabindex="0" role="region" aria-label=(said.bibtex) {
                    code { (citation::bibtex(&visit.base, words, of)) }
                }
            }
        }
    }
}

/// The release, and what is there for machines.
pub(super) fn footer(visit: &Visit, words: &Texts, of: &Holdings) -> Markup {
    let date = day(&of.day, visit.language);
    html! {
        footer {
            div class="wide row" {
                @if !of.release.is_empty() {
                    p { (filled(&words.cite.release, &[("release", &of.release), ("date", &date)])) }
                }
                p class="links" {
                    a href="/v1" { "/v1" }
                    a href="/openapi.json" { "OpenAPI" }
                    a href="/schema.graphql" { "GraphQL" }
                    a href="/v1/dataset" { "/v1/dataset" }
                }
            }
        }
    }
}

//! What stands around every page: its head, the way past what repeats, and the languages.

use maud::{DOCTYPE, Markup, html};

use crate::api::assets;
use crate::api::language::Language;
use crate::api::pages::Visit;
use crate::api::pages::texts::{Texts, texts};

/// What a page says of itself.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) styles: &'a [&'a str],
    pub(super) scripts: &'a [&'a str],
    /// What else stands in the head.
    pub(super) beside: Markup,
}

/// A whole page; `class` is that of its body.
pub(super) fn page(
    visit: &Visit,
    words: &Texts,
    head: &Head,
    class: &str,
    body: &Markup,
) -> Markup {
    let address = |l: Language| format!("{}{}?language={}", visit.base, visit.path, l.as_str());
    html! {
        (DOCTYPE)
        html lang=(visit.language.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (head.title) }
                meta name="description" content=(words.description);
                link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
                link rel="canonical" href=(address(visit.language));
                @for language in Language::ALL {
                    link rel="alternate" hreflang=(language.as_str()) href=(address(*language));
                }
                link rel="alternate" hreflang="x-default" href={ (visit.base) (visit.path) };
                @for name in head.styles {
                    link rel="stylesheet" href=(assets::address(name));
                }
                @for name in head.scripts {
                    script defer src=(assets::address(name)) {}
                }
                (head.beside)
            }
            body class=(class) {
                a class="skip" href="#content" { (words.skip) }
                (body)
            }
        }
    }
}

/// The name of the service, a way home, and the languages.
pub(super) fn banner(visit: &Visit, words: &Texts, beside: &Markup) -> Markup {
    html! {
        header class="banner" {
            div class="wide row" {
                a class="brand" href=(visit.to("/")) {
                    (mark()) span { (words.site) }
                }
                (beside)
                nav class="languages" aria-label=(words.languages) {
                    @for language in Language::ALL {
                        @let here = (*language == visit.language).then_some("true");
                        a href={ (visit.path) "?language=" (language.as_str()) }
                            lang=(language.as_str()) hreflang=(language.as_str())
                            aria-current=[here] { (named(*language)) }
                    }
                }
            }
        }
    }
}

/// The name of a language in itself.
fn named(language: Language) -> &'static str {
    texts(language).map_or(language.as_str(), |words| &words.language_name)
}

/// A pair of scales.
fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 32 32" width="30" height="30" aria-hidden="true" {
            g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"
                stroke-linejoin="round" {
                path d="M16 4v23M10 27h12M5 9l22-2.6" {}
                path d="M5 9 1.5 18a4 4 0 0 0 7 0ZM27 6.4 23.5 15.400a4 4 0 0 0 7 0Z" {}
            }
        }
    }
}

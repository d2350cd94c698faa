//! The data set in the words of schema.org, for search engines: a block of JSON-LD in the head of the
//! front page.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use crate::api::pages::Visit;
use crate::api::pages::holdings::Holdings;
use crate::api::pages::texts::Texts;

/// The block as it stands in the head.
pub(super) fn block(visit: &Visit, words: &Texts, of: &Holdings) -> Markup {
    // `<` would let a text end the block.
    let text = described(visit, words, of).to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

fn described(visit: &Visit, words: &Texts, of: &Holdings) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": words.site,
        "alternateName": words.tagline,
        "description": words.description,
        "url": format!("{}/", visit.base),
        "identifier": of.release,
        "inLanguage": visit.language.as_str(),
        "isAccessibleForFree": true,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "spatialCoverage": of.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(),
    })
}

//! How to name the data as a source: in words and in BibTeX.

use crate::api::pages::holdings::Holdings;
use crate::api::pages::texts::Texts;

/// The citation in words.
pub(super) fn text(base: &str, words: &Texts, of: &Holdings) -> String {
    let (release, year) = (&of.release, year(&of.day));
    let Texts { site, tagline, .. } = words;
    format!("{site} ({year}). {tagline}. {release}, {}. CC BY 4.0. {base}/", of.day)
}

/// The citation in BibTeX.
pub(super) fn bibtex(base: &str, words: &Texts, of: &Holdings) -> String {
    let (release, year) = (&of.release, year(&of.day));
    let Texts { site, tagline, .. } = words;
    format!(
        "@misc{{kuntavaaka-{release},\n  author = {{{{{site}}}}},\n  title = {{{tagline}}},\n  \
         year = {{{year}}},\n  version = {{{release}}},\n  note = {{{day}, CC BY 4.0}},\n  \
         url = {{{base}/}}\n}}",
        day = of.day
    )
}

fn year(day: &str) -> &str {
    day.split('-').next().unwrap_or_default()
}

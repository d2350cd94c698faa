//! The words of charts in a language: `data/charts/<language>.toml`. A text that is missing or not
//! known is a mistake of the program, which a test finds.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::api::chart::Setting;
use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::view::{Caveat, CaveatCode};

/// The words of charts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    pub(crate) whole_municipality: String,
    pub(crate) municipality_without_figure: String,
    pub(crate) prices_of: String,
    pub(crate) nothing: String,
    pub(crate) more_rows: String,
    pub(crate) turned: String,
    pub(crate) without_zero: String,
    pub(crate) budget_in_force: String,
    pub(crate) variance: String,
    pub(crate) execution_rate: String,
    pub(crate) favourable: String,
    pub(crate) unfavourable: String,
    pub(crate) budget_against: String,
    pub(crate) missing: String,
    pub(crate) source: String,
    pub(crate) release: String,
    /// What the value of a comparison is, by the code of its basis.
    pub(crate) basis: BTreeMap<String, String>,
    /// What stands behind a value, by the same.
    pub(crate) unit: BTreeMap<String, String>,
    pub(crate) scenario: BTreeMap<String, String>,
    /// What a unit is, for one of them.
    pub(crate) unit_kind: BTreeMap<String, String>,
    /// The same for several.
    pub(crate) unit_kinds: BTreeMap<String, String>,
    pub(crate) no_figure: BTreeMap<String, String>,
    pub(crate) no_variance: BTreeMap<String, String>,
    pub(crate) caveat: BTreeMap<String, String>,
}

type Read = Result<Wording, toml::de::Error>;

static FI: LazyLock<Read> = LazyLock::new(|| read(include_str!("../../../data/charts/fi.toml")));
static SV: LazyLock<Read> = LazyLock::new(|| read(include_str!("../../../data/charts/sv.toml")));
static EN: LazyLock<Read> = LazyLock::new(|| read(include_str!("../../../data/charts/en.toml")));

fn read(text: &str) -> Read {
    toml::from_str(text)
}

/// The words in a language.
pub(crate) fn wording(language: Language) -> Result<&'static Wording, Problem> {
    let read = match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    };
    read.as_ref().map_err(|error| {
        tracing::error!(%error, language = language.as_str(), "the words of charts cannot be read");
        Problem::new(Code::Internal, "The service failed; the cause is in its log.")
    })
}

/// The word for a code; the code itself where there is none.
pub(crate) fn word<'a>(words: &'a BTreeMap<String, String>, code: &'a str) -> &'a str {
    words.get(code).map_or(code, String::as_str)
}

/// Puts texts in the places `{name}` of another.
pub(crate) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// Where the figures come from and how they may be used.
pub(super) fn origin(setting: &Setting) -> String {
    let Ok(words) = wording(setting.language) else { return String::new() };
    let titles: Vec<&str> = setting.documents.iter().map(|(_, title)| title.as_str()).collect();
    let release = filled(&words.release, &[("release", &setting.release)]);
    if titles.is_empty() {
        return release;
    }
    // The sentence ends with a dot of its own.
    let titles = titles.join("; ");
    let titles = titles.trim_end_matches('.');
    format!("{} {release}", filled(&words.source, &[("documents", titles)]))
}

/// What a chart shows, by which caveats are about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Euros,
    PerInhabitant,
    Share,
}

impl Shown {
    /// Whether a caveat is about what is shown.
    fn has(self, code: CaveatCode) -> bool {
        use CaveatCode as C;
        match code {
            C::PopulationNotFinal | C::PopulationOfOtherDate | C::PopulationUnknown => {
                self == Self::PerInhabitant
            }
            C::ShareOfPart | C::ShareUnknown => self == Self::Share,
            _ => true,
        }
    }
}

/// Caveats about what is shown, each said once, with the figures it is about unless it is about
/// all of them.
pub(super) fn remarks<'a>(
    words: &Wording,
    shown: Shown,
    whole: &'a [Caveat],
    parts: impl Iterator<Item = (String, &'a [Caveat])>,
) -> Vec<String> {
    let mut about: BTreeMap<_, Vec<String>> = whole.iter().map(|c| (c.code, vec![])).collect();
    let mut labels: Vec<String> = Vec::new();
    for (label, caveats) in parts {
        for caveat in caveats {
            let told = about.entry(caveat.code).or_default();
            if !told.contains(&label) {
                told.push(label.clone());
            }
        }
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    about.retain(|code, _| shown.has(*code));
    let sentence = |(code, told): (CaveatCode, Vec<String>)| {
        let sentence = word(&words.caveat, code.as_str());
        if told.is_empty() || told.len() == labels.len() {
            return format!("{sentence}.");
        }
        format!("{sentence}: {}.", told.join(", "))
    };
    about.into_iter().map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain, query};

    #[test]
    fn every_code_has_a_word_in_every_language() {
        for language in Language::ALL {
            let words = wording(*language).unwrap();
            let all = |codes: Vec<&'static str>, words: &BTreeMap<String, String>| {
                let mut codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
                codes.sort();
                assert_eq!(codes, words.keys().cloned().collect::<Vec<_>>(), "{language:?}");
            };
            all(query::Basis::ALL.iter().map(|c| c.as_str()).collect(), &words.basis);
            all(query::Basis::ALL.iter().map(|c| c.as_str()).collect(), &words.unit);
            all(query::CaveatCode::ALL.iter().map(|c| c.as_str()).collect(), &words.caveat);
            all(query::NoFigure::ALL.iter().map(|c| c.as_str()).collect(), &words.no_figure);
            all(query::NoVariance::ALL.iter().map(|c| c.as_str()).collect(), &words.no_variance);
            for words in [&words.unit_kind, &words.unit_kinds] {
                all(domain::UnitKind::ALL.iter().map(|c| c.as_str()).collect(), words);
            }
            let mut scenarios: Vec<_> = domain::Scenario::ALL.iter().map(|c| c.as_str()).collect();
            scenarios.push("budget_in_force");
            all(scenarios, &words.scenario);
        }
    }

    #[test]
    fn a_language_that_lacks_a_text_is_found() {
        let whole = include_str!("../../../data/charts/fi.toml");
        assert!(read(whole).is_ok());
        assert!(read(&whole.replace("missing = ", "mising = ")).is_err());
    }
}

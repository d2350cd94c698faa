//! The words of the pages in a language: `data/pages/<language>.toml`. A text that is missing or not
//! known is a mistake of the program, which a test finds.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::api::language::Language;
use crate::api::problem::{Code, Problem};

/// Makes structs whose fields are all texts.
macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident { $($field:ident),+ $(,)? })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $name { $(pub(super) $field: String,)+ }
        )+
    };
}

texts! {
    /// The beginning of the front page, with a figure and its line.
    Hero { title, lead, questions, r#use, trace, trace_said, trace_printed, trace_more }
    /// Counts.
    Numbers {
        title, municipalities, documents, budget_lines, objectives, indicators, risks, findings
    }
    /// Questions with their answers.
    Questions {
        title, lead, short, chart, place, year, unit, per_inhabitant, amount, budget, outturn,
        variance, printed, proven
    }
    /// Municipalities and documents.
    Coverage { title, lead, region, population, years, document_counts, text }
    /// What findings are.
    Findings { title, what, never, verdicts, all, proven }
    /// The ways to the data.
    Use {
        title, graphiql, graphiql_said, reference, reference_said, formats, formats_said, charts,
        charts_said, catalogue, catalogue_said, download, download_said, download_zip,
        download_sqlite
    }
    /// Licence and citation.
    Cite { title, licence, licence_name, source, text, bibtex, release, changes }
    /// The page of a wrong address.
    NotFound { title, said, home }
    /// The page of GraphiQL.
    Graphiql { title, said, questions, loading }
    /// The page of the reference of REST.
    Reference { title, said, loading }
}

/// The words of the pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) language_name: String,
    pub(super) skip: String,
    pub(super) site: String,
    pub(super) tagline: String,
    pub(super) description: String,
    pub(super) languages: String,
    pub(super) sections: String,
    pub(super) line: String,
    pub(super) nothing_yet: String,
    pub(super) hero: Hero,
    pub(super) numbers: Numbers,
    pub(super) questions: Questions,
    pub(super) coverage: Coverage,
    pub(super) findings: Findings,
    pub(super) r#use: Use,
    pub(super) cite: Cite,
    pub(super) not_found: NotFound,
    pub(super) graphiql: Graphiql,
    pub(super) reference: Reference,
}

/// What is read from a file inside the program.
pub(super) type Read<T> = Result<T, toml::de::Error>;

static FI: LazyLock<Read<Texts>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/pages/fi.toml")));
static SV: LazyLock<Read<Texts>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/pages/sv.toml")));
static EN: LazyLock<Read<Texts>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/pages/en.toml")));

/// The words in a language.
pub(super) fn texts(language: Language) -> Result<&'static Texts, Problem> {
    known(match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    })
}

/// What was read; one that cannot be read is a mistake of the program.
pub(super) fn known<T: DeserializeOwned>(read: &'static Read<T>) -> Result<&'static T, Problem> {
    read.as_ref().map_err(|error| {
        tracing::error!(%error, "a text of the pages cannot be read");
        Problem::new(Code::Internal, "The service failed; the cause is in its log.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text_and_no_other() {
        for language in Language::ALL {
            assert!(texts(*language).is_ok(), "{language:?}");
        }
        let whole = include_str!("../../../data/pages/fi.toml");
        assert!(toml::from_str::<Texts>(&whole.replace("skip = ", "skp = ")).is_err());
        assert!(toml::from_str::<Texts>(&whole.replace("proven = ", "lines = ")).is_err());
    }
}

//! The questions of the front page: `data/pages/questions.toml`, asked like any question of REST.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::api::language::Language;
use crate::api::pages::texts::{Read, known};
use crate::api::problem::Problem;

/// What the front page asks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Id of the budget line whose way to its line is shown first.
    pub(super) traced: String,
    pub(super) question: Vec<Question>,
}

/// A question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The parameters of REST.
    pub(super) query: String,
    fi: String,
    sv: String,
    en: String,
}

/// Which question of REST it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Compare,
    Series,
    BudgetExecution,
    Findings,
}

impl Kind {
    /// The addresses of the answer, and of the chart of it.
    pub(super) const fn addresses(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Compare => ("/v1/compare", Some("/v1/compare.svg")),
            Self::Series => ("/v1/series", Some("/v1/series.svg")),
            Self::BudgetExecution => ("/v1/budget-execution", Some("/v1/budget-vs-actual.svg")),
            Self::Findings => ("/v1/findings", None),
        }
    }
}

impl Question {
    /// The question in a language.
    pub(super) fn title(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

static ASKED: LazyLock<Read<Asked>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/pages/questions.toml")));

/// What the front page asks.
pub(super) fn asked() -> Result<&'static Asked, Problem> {
    known(&ASKED)
}

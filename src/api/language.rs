//! The language of names in an answer.

use async_graphql::Enum;

use crate::api::problem::{Code, Problem};

/// A language in which names can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Enum)]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::Fi, Self::Sv, Self::En];

    /// The code of the language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language named by the parameter `language`.
    ///
    /// # Errors
    ///
    /// When it is none of ours.
    pub fn of_parameter(text: &str) -> Result<Self, Problem> {
        let known = Self::ALL.iter().copied().find(|l| l.as_str() == text);
        known.ok_or_else(|| {
            let shown: String = text.chars().take(60).collect();
            let detail = format!("there is no language \"{shown}\"; expected fi, sv or en");
            Problem::parameter(Code::UnknownValue, "language", detail)
        })
    }

    /// The best language of an `Accept-Language` header; Finnish where it names none of ours.
    #[must_use]
    pub fn of_header(header: &str) -> Self {
        let mut best = (Self::default(), 0.0_f32);
        for range in header.split(',') {
            let (tag, quality) = match range.split_once(';') {
                Some((tag, rest)) => (tag, quality(rest)),
                None => (range, 1.0),
            };
            let primary = tag.split('-').next().unwrap_or_default().trim();
            let language =
                Self::ALL.iter().copied().find(|l| l.as_str().eq_ignore_ascii_case(primary));
            if let Some(language) = language.filter(|_| quality > best.1) {
                best = (language, quality);
            }
        }
        best.0
    }
}

/// The weight `q=0.8` of a part of an `Accept` header; one where it gives none.
pub(crate) fn quality(parameters: &str) -> f32 {
    let mut weights = parameters.split(';').filter_map(|p| p.trim().strip_prefix("q="));
    match weights.next() {
        Some(weight) => weight.trim().parse().unwrap_or(0.0),
        None => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_greatest_weight_is_taken() {
        assert_eq!(Language::of_header("sv-FI,sv;q=0.9,en;q=0.8"), Language::Sv);
        assert_eq!(Language::of_header("de, en;q=0.3, fi;q=0.2"), Language::En);
        assert_eq!(Language::of_header("en;q=0"), Language::Fi);
        assert_eq!(Language::of_header("*"), Language::Fi);
        assert_eq!(Language::of_header(""), Language::Fi);
    }
}

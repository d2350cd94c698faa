//! Why a question was not answered: one enum, with a stable code for each case.
//!
//! What status or GraphQL error a code becomes is told in `api`.

use crate::store::StoreError;

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The value of a parameter is malformed.
    #[error("parameter `{parameter}`: \"{value}\" is not valid; expected {expected}")]
    InvalidParameter {
        /// The public name of the parameter.
        parameter: &'static str,
        /// What was given.
        value: String,
        /// What would have been understood.
        expected: String,
    },
    /// The value is well formed, but the data knows nothing of that name.
    #[error(
        "parameter `{parameter}`: there is no {noun} \"{value}\"{}",
        .known.as_ref().map(|k| format!("; expected one of: {k}")).unwrap_or_default()
    )]
    UnknownValue {
        /// The public name of the parameter.
        parameter: &'static str,
        /// What was given.
        value: String,
        /// What the parameter names.
        noun: &'static str,
        /// What it could have been, where that is a short list.
        known: Option<String>,
    },
    /// The answer would count money twice.
    #[error("parameter `{parameter}`: {reason}; {instead}")]
    DoubleCount {
        /// The public name of the parameter that would have to say more.
        parameter: &'static str,
        /// What would be counted twice.
        reason: String,
        /// How to ask instead.
        instead: String,
    },
    /// There is no resource with that id.
    #[error("there is no {noun} \"{id}\"")]
    NotFound {
        /// What was asked for.
        noun: &'static str,
        /// The id given.
        id: String,
    },
    /// The cursor is damaged or belongs to another question.
    #[error("parameter `after`: {reason}")]
    InvalidCursor {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The page size is out of bounds.
    #[error("parameter `first`: {first} is not a page size; expected 1 to {max}")]
    PageSize {
        /// What was given.
        first: i64,
        /// The largest page.
        max: i64,
    },
    /// The release that the question is about was replaced by another.
    #[error("parameter `release`: release {id} was replaced by another")]
    ReleaseGone {
        /// The release asked for.
        id: String,
    },
    /// The database did not answer; the same question may be answered later.
    #[error("the database is not available")]
    DatabaseUnavailable(#[source] StoreError),
    /// Anything else; the cause is for the log, not for the client.
    #[error("internal error")]
    Internal(#[source] StoreError),
}

impl Error {
    /// Every code, in the order of the variants.
    pub const CODES: &'static [&'static str] = &[
        "invalid_parameter",
        "unknown_value",
        "double_count",
        "not_found",
        "invalid_cursor",
        "page_size",
        "release_gone",
        "database_unavailable",
        "internal",
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidParameter { .. } => "invalid_parameter",
            Self::UnknownValue { .. } => "unknown_value",
            Self::DoubleCount { .. } => "double_count",
            Self::NotFound { .. } => "not_found",
            Self::InvalidCursor { .. } => "invalid_cursor",
            Self::PageSize { .. } => "page_size",
            Self::ReleaseGone { .. } => "release_gone",
            Self::DatabaseUnavailable(_) => "database_unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The public name of the parameter at fault, where one is.
    #[must_use]
    pub const fn parameter(&self) -> Option<&'static str> {
        match self {
            Self::InvalidParameter { parameter, .. }
            | Self::UnknownValue { parameter, .. }
            | Self::DoubleCount { parameter, .. } => Some(parameter),
            Self::InvalidCursor { .. } => Some("after"),
            Self::PageSize { .. } => Some("first"),
            Self::ReleaseGone { .. } => Some("release"),
            _ => None,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        if error.is_transient() { Self::DatabaseUnavailable(error) } else { Self::Internal(error) }
    }
}

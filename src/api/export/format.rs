//! Which format an answer is given in: the parameter decides, else the suffix of the address,
//! else the `Accept` header.

use actix_web::http::header::HeaderMap;

use crate::api::accept;
use crate::api::problem::{Code, Problem};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    /// JSON, page by page.
    #[default]
    Json,
    /// One item in JSON on every line.
    Ndjson,
    /// Comma-separated values.
    Csv,
    /// A cube as of JSON-stat 2.
    JsonStat,
}

/// How values are separated and numbers written in CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Dialect {
    /// As of RFC 4180: commas, decimal points, no byte-order mark.
    #[default]
    Rfc4180,
    /// As Excel reads it in Finland: semicolons, decimal commas and a byte-order mark.
    Fi,
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Chosen {
    pub(crate) format: Format,
    pub(crate) dialect: Dialect,
}

impl Format {
    /// The formats of every list, the one preferred first.
    pub(crate) const OF_LISTS: &[Self] = &[Self::Json, Self::Ndjson, Self::Csv];
    /// The formats of what is also a cube.
    pub(crate) const OF_CUBES: &[Self] = &[Self::Json, Self::Ndjson, Self::Csv, Self::JsonStat];

    /// The code of the format, which is also the suffix of addresses and of files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::JsonStat => "jsonstat",
        }
    }

    /// The media type, without its parameters.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::JsonStat => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv",
        }
    }

    /// The value of `Content-Type`.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            other => other.media_type(),
        }
    }
}

impl Dialect {
    /// Every dialect, the default first.
    pub(crate) const ALL: &[Self] = &[Self::Rfc4180, Self::Fi];

    /// The code of the dialect.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::Fi => "fi",
        }
    }
}

/// What a request asks for, by the values of `format` and `dialect`, the suffix of its address
/// and its headers. A dialect means CSV where nothing names a format.
pub(crate) fn choose(
    known: &[Format],
    (format, dialect): (Option<&str>, Option<&str>),
    suffix: Option<&str>,
    headers: &HeaderMap,
) -> Result<Chosen, Problem> {
    let named = match (format, suffix) {
        (Some(code), _) => Some(by_code(known, code)?),
        (None, Some(suffix)) => Some(by_suffix(known, suffix)?),
        (None, None) => None,
    };
    let Some(code) = dialect else {
        let format = named.map_or_else(|| by_header(known, headers), Ok)?;
        return Ok(Chosen { format, dialect: Dialect::default() });
    };
    match named.unwrap_or(Format::Csv) {
        Format::Csv => Ok(Chosen { format: Format::Csv, dialect: dialect_by_code(code)? }),
        other => {
            let detail = format!("is of csv alone, and {} was asked for", other.as_str());
            Err(Problem::parameter(Code::InvalidParameter, "dialect", detail))
        }
    }
}

fn by_code(known: &[Format], code: &str) -> Result<Format, Problem> {
    let found = known.iter().find(|format| format.as_str() == code);
    found.copied().ok_or_else(|| {
        let codes: Vec<&str> = known.iter().map(|format| format.as_str()).collect();
        unknown("format", code, &codes)
    })
}

fn by_suffix(known: &[Format], suffix: &str) -> Result<Format, Problem> {
    let found = known.iter().find(|format| format.as_str() == suffix);
    found.copied().ok_or_else(|| {
        let shown: String = suffix.chars().take(60).collect();
        let suffixes: Vec<String> = known.iter().map(|f| format!(".{}", f.as_str())).collect();
        let detail = format!(
            "There is no format \".{shown}\" at this address; it gives: {}.",
            suffixes.join(", ")
        );
        Problem::new(Code::UnknownAddress, detail)
    })
}

fn dialect_by_code(code: &str) -> Result<Dialect, Problem> {
    let found = Dialect::ALL.iter().find(|dialect| dialect.as_str() == code);
    found.copied().ok_or_else(|| {
        let codes: Vec<&str> = Dialect::ALL.iter().map(|dialect| dialect.as_str()).collect();
        unknown("dialect", code, &codes)
    })
}

fn unknown(parameter: &str, code: &str, known: &[&str]) -> Problem {
    let shown: String = code.chars().take(60).collect();
    let detail = format!("unknown code \"{shown}\"; expected one of: {}", known.join(", "));
    Problem::parameter(Code::InvalidParameter, parameter, detail)
}

/// The format that the client wants most, the first of equals.
fn by_header(known: &[Format], headers: &HeaderMap) -> Result<Format, Problem> {
    let mut best = (None, 0.0);
    for format in known {
        let weight = accept::weight(headers, format.media_type());
        if weight > best.1 {
            best = (Some(*format), weight);
        }
    }
    best.0.ok_or_else(|| {
        let mut types: Vec<&str> = known.iter().map(|format| format.media_type()).collect();
        types.sort_unstable();
        types.dedup();
        let detail = format!("This address answers in: {}.", types.join(", "));
        Problem::new(Code::NotAcceptable, detail)
    })
}

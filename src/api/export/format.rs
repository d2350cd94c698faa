//! Which format an answer is given in: the parameter decides, else the suffix of the address,
//! else the `Accept` header.

use actix_web::http::header::HeaderMap;

use crate::api::accept;
use crate::api::problem::{Code, Problem};
pub(crate) use crate::tabular::csv::Dialect;

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
    /// A workbook for spreadsheets.
    Xlsx,
    /// Parquet.
    Parquet,
    /// A cube as of JSON-stat 2.
    JsonStat,
}

/// What columns are named by in CSV and in workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Header {
    /// The paths of the fields, which stay.
    #[default]
    Names,
    /// Labels in the language of the answer.
    Labels,
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Chosen {
    pub(crate) format: Format,
    pub(crate) dialect: Dialect,
    pub(crate) header: Header,
}

/// The values of the parameters that choose.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) format: Option<String>,
    pub(crate) dialect: Option<String>,
    pub(crate) header: Option<String>,
}

impl Format {
    /// The formats of every list, the one preferred first.
    pub(crate) const OF_LISTS: &[Self] =
        &[Self::Json, Self::Ndjson, Self::Csv, Self::Xlsx, Self::Parquet];
    /// The formats of what is also a cube.
    pub(crate) const OF_CUBES: &[Self] =
        &[Self::Json, Self::Ndjson, Self::Csv, Self::Xlsx, Self::Parquet, Self::JsonStat];

    /// The code of the format, which is also the suffix of addresses and of files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::JsonStat => "jsonstat",
        }
    }

    /// The media type, without its parameters.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::JsonStat => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// The value of `Content-Type`.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            other => other.media_type(),
        }
    }

    /// Whether its bytes are compressed already.
    pub(crate) const fn is_compressed(self) -> bool {
        matches!(self, Self::Xlsx | Self::Parquet)
    }
}

impl Header {
    /// Every way of naming columns.
    pub(crate) const ALL: &[Self] = &[Self::Names, Self::Labels];

    /// The code.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Labels => "labels",
        }
    }
}

/// What a request asks for, by the values of its parameters, the suffix of its address and its
/// headers. A dialect means CSV where nothing names a format, and so does a header, unless a
/// workbook is accepted most.
pub(crate) fn choose(
    known: &[Format],
    asked: &Asked,
    suffix: Option<&str>,
    headers: &HeaderMap,
) -> Result<Chosen, Problem> {
    let named = match (&asked.format, suffix) {
        (Some(code), _) => Some(by_code(known, code)?),
        (None, Some(suffix)) => Some(by_suffix(known, suffix)?),
        (None, None) => None,
    };
    let format = match (named, &asked.dialect, &asked.header) {
        (Some(format), ..) => format,
        (None, Some(_), _) => Format::Csv,
        (None, None, None) => by_header(known, headers)?,
        (None, None, Some(_)) => match by_header(known, headers) {
            Ok(Format::Xlsx) => Format::Xlsx,
            _ => Format::Csv,
        },
    };
    Ok(Chosen {
        format,
        dialect: dialect(format, asked.dialect.as_deref())?,
        header: header(format, asked.header.as_deref())?,
    })
}

fn dialect(format: Format, code: Option<&str>) -> Result<Dialect, Problem> {
    match (format, code) {
        (_, None) => Ok(Dialect::default()),
        (Format::Csv, Some(code)) => by_name("dialect", code, Dialect::ALL, Dialect::as_str),
        (other, Some(_)) => Err(not_of("dialect", "csv alone", other)),
    }
}

/// A workbook is for reading: it has labels unless names are asked for.
fn header(format: Format, code: Option<&str>) -> Result<Header, Problem> {
    match (format, code) {
        (Format::Xlsx, None) => Ok(Header::Labels),
        (_, None) => Ok(Header::Names),
        (Format::Csv | Format::Xlsx, Some(code)) => {
            by_name("header", code, Header::ALL, Header::as_str)
        }
        (other, Some(_)) => Err(not_of("header", "csv and xlsx alone", other)),
    }
}

fn not_of(parameter: &str, formats: &str, other: Format) -> Problem {
    let detail = format!("is of {formats}, and {} was asked for", other.as_str());
    Problem::parameter(Code::InvalidParameter, parameter, detail)
}

fn by_code(known: &[Format], code: &str) -> Result<Format, Problem> {
    by_name("format", code, known, Format::as_str)
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

fn by_name<T: Copy>(
    parameter: &str,
    code: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, Problem> {
    let found = all.iter().find(|one| name(**one) == code);
    found.copied().ok_or_else(|| {
        let codes: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        unknown(parameter, code, &codes)
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

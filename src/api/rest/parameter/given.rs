//! What a request gives of the parameters that its address takes.
//!
//! Read here are only values that are no texts; what a text means is told in `query`.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::query_string;
use crate::api::rest::parameter::{
    AFTER, FIRST, Kind, LANGUAGE, MAX_CHARACTERS, NEIGHBOURS, Parameter,
};
use crate::query::PageRequest;

/// The parameters given with a request.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pairs: Vec<(String, String)>,
    header_language: Language,
}

impl Given {
    /// Reads the query string of a request; only the parameters named are taken.
    ///
    /// # Errors
    ///
    /// When the encoding is broken, a parameter is unknown, one that takes a single value is given
    /// twice, or the language is none of ours.
    pub(crate) fn read(request: &HttpRequest, known: &[&Parameter]) -> Result<Self, Problem> {
        let pairs = query_string::pairs(request.query_string())?;
        let mut problems = Vec::new();
        for (place, (name, value)) in pairs.iter().enumerate() {
            let earlier = pairs.iter().take(place).any(|(n, _)| n == name);
            match known.iter().find(|p| p.name == name) {
                None if earlier => {}
                None => problems.push(Problem::parameter(
                    Code::UnknownParameter,
                    &name.chars().take(60).collect::<String>(),
                    unknown(name, known),
                )),
                Some(parameter) if earlier && !parameter.many => problems.push(Problem::parameter(
                    Code::InvalidParameter,
                    name,
                    "takes a single value and is given more than once",
                )),
                Some(parameter) => problems.extend(too_long(parameter, value)),
            }
            if problems.len() >= 10 {
                break;
            }
        }
        if let Some(problem) = Problem::all(problems) {
            return Err(problem);
        }
        let given = Self::of(request, pairs);
        // Also where nothing of the answer has a language.
        given.language().map(|_| given)
    }

    /// Reads the query string of a request to an address that ignores what it does not know.
    ///
    /// # Errors
    ///
    /// When the encoding is broken.
    pub(crate) fn of_any(request: &HttpRequest) -> Result<Self, Problem> {
        Ok(Self::of(request, query_string::pairs(request.query_string())?))
    }

    fn of(request: &HttpRequest, pairs: Vec<(String, String)>) -> Self {
        let header = request.headers().get(header::ACCEPT_LANGUAGE);
        let header = header.and_then(|h| h.to_str().ok()).unwrap_or_default();
        Self { pairs, header_language: Language::of_header(header) }
    }

    /// What a question of our own gives, its names and values as in a query string.
    #[must_use]
    pub(crate) fn of_question(pairs: Vec<(String, String)>, language: Language) -> Self {
        Self { pairs, header_language: language }
    }

    /// All values of a parameter.
    #[must_use]
    pub(crate) fn many(&self, parameter: &Parameter) -> Vec<String> {
        let values = self.pairs.iter().filter(|(name, _)| name == parameter.name);
        values.map(|(_, value)| value.clone()).collect()
    }

    /// The value of a parameter that takes one.
    #[must_use]
    pub(crate) fn one(&self, parameter: &Parameter) -> Option<String> {
        let mut values = self.pairs.iter().filter(|(name, _)| name == parameter.name);
        values.next().map(|(_, value)| value.clone())
    }

    /// The value of a parameter that is a whole number.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub(crate) fn integer(&self, parameter: &Parameter) -> Result<Option<i64>, Problem> {
        let Some(text) = self.one(parameter) else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| invalid(parameter, &text, "a whole number"))
    }

    /// The value of a parameter that is true or false.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub(crate) fn boolean(&self, parameter: &Parameter) -> Result<Option<bool>, Problem> {
        match self.one(parameter).as_deref() {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(text) => Err(invalid(parameter, text, "true or false")),
        }
    }

    /// The language of the answer.
    ///
    /// # Errors
    ///
    /// When the parameter names none of ours.
    pub(crate) fn language(&self) -> Result<Language, Problem> {
        match self.one(&LANGUAGE) {
            Some(text) => Language::of_parameter(&text),
            None => Ok(self.header_language),
        }
    }

    /// The page asked for.
    ///
    /// # Errors
    ///
    /// When `first` is not a number.
    pub(crate) fn page(&self) -> Result<PageRequest, Problem> {
        Ok(PageRequest {
            first: self.integer(&FIRST)?,
            after: self.one(&AFTER),
            ..PageRequest::default()
        })
    }

    /// The path and query of the page after a cursor, everything else as it was asked for.
    #[must_use]
    pub(crate) fn path_after(&self, path: &str, cursor: &str) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| name != AFTER.name);
        let pairs = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<String> = pairs
            .chain(std::iter::once((AFTER.name, cursor)))
            .map(|(name, value)| [name, value].map(query_string::encode).join("="))
            .collect();
        format!("{path}?{}", pairs.join("&"))
    }
}

/// What is wrong with a value that is longer than anything it could name.
fn too_long(parameter: &Parameter, value: &str) -> Option<Problem> {
    let longest = match parameter.kind {
        Kind::Json => return None,
        _ if parameter.many => value.split(',').map(|one| one.chars().count()).max(),
        _ => Some(value.chars().count()),
    };
    longest.filter(|longest| *longest > MAX_CHARACTERS).map(|longest| {
        let detail = format!("a value has {longest} characters; expected at most {MAX_CHARACTERS}");
        Problem::parameter(Code::InvalidParameter, parameter.name, detail)
    })
}

/// Lines on either side of the printed ones, where none are asked for.
const DEFAULT_NEIGHBOURS: usize = 3;
/// The most lines on either side.
const MAX_NEIGHBOURS: i64 = 20;

/// The number of neighbours asked for; both faces ask with the same bounds.
pub(crate) fn neighbours(asked: Option<i64>) -> Result<usize, Problem> {
    let Some(asked) = asked else {
        return Ok(DEFAULT_NEIGHBOURS);
    };
    let within = usize::try_from(asked).ok().filter(|_| asked <= MAX_NEIGHBOURS);
    within.ok_or_else(|| {
        let detail = format!("\"{asked}\" is not valid; expected 0 to {MAX_NEIGHBOURS}");
        Problem::parameter(Code::InvalidParameter, NEIGHBOURS.name, detail)
    })
}

/// How alike two names must be for one to be meant by the other: 1 is the same.
const LIKE: f64 = 0.8;

fn unknown(name: &str, known: &[&Parameter]) -> String {
    if known.is_empty() {
        return "is not known; this address takes no parameters".to_owned();
    }
    let likeness =
        |p: &&&Parameter| strsim::jaro_winkler(&name.to_lowercase(), &p.name.to_lowercase());
    let like = known.iter().filter(|p| likeness(p) >= LIKE);
    let meant = like.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let meant = meant.map(|p| format!("did you mean `{}`? ", p.name)).unwrap_or_default();
    let names: Vec<&str> = known.iter().map(|p| p.name).collect();
    format!("is not known; {meant}this address takes: {}", names.join(", "))
}

fn invalid(parameter: &Parameter, text: &str, expected: &str) -> Problem {
    let shown: String = text.chars().take(60).collect();
    let detail = format!("\"{shown}\" is not valid; expected {expected}");
    Problem::parameter(Code::InvalidParameter, parameter.name, detail)
}

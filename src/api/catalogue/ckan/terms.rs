//! The part of Solr's language that harvesters write in `q` and `fq`: words, `field:value`, `-` and
//! `+` before a term, `OR` between terms, phrases in quotes, ranges in brackets. Terms without `OR`
//! between them must all fit. The rest of the language is refused: ignored, it would give another
//! answer than the one asked for.

use serde_json::Value;

/// A question, read.
#[derive(Debug)]
pub(super) struct Terms {
    /// In each group one term must fit.
    groups: Vec<Vec<Term>>,
}

#[derive(Debug)]
struct Term {
    negated: bool,
    field: Option<String>,
    value: Wanted,
}

#[derive(Debug)]
enum Wanted {
    Anything,
    Text(String),
    Range(String, String),
}

/// A package that is searched.
pub(super) struct Searched<'a> {
    pub(super) package: &'a Value,
}

/// The fields that can be asked for.
const FIELDS: [&str; 11] = [
    "id",
    "name",
    "title",
    "organization",
    "owner_org",
    "groups",
    "tags",
    "license_id",
    "res_format",
    "type",
    "metadata_modified",
];
/// Fields of CKAN that hold for all that is public here, so that asking for them leaves nothing out.
const ALWAYS: [(&str, &str); 3] =
    [("dataset_type", "dataset"), ("state", "active"), ("capacity", "public")];

/// Reads a question.
///
/// # Errors
///
/// What is not understood, in words.
pub(super) fn read(text: &str) -> Result<Terms, String> {
    let mut groups: Vec<Vec<Term>> = Vec::new();
    let (mut inside, mut or, mut before) = (false, false, String::new());
    for token in tokens(text)? {
        match token.as_str() {
            "NOT" => return Err("NOT is not known; put - before the term".to_owned()),
            "(" if inside || or => return Err(ROUND_BRACKETS.to_owned()),
            ")" if !inside || or => return Err(ROUND_BRACKETS.to_owned()),
            "(" | ")" => inside = token == "(",
            "OR" | "||" if before == ")" || before == "(" => return Err(ROUND_BRACKETS.to_owned()),
            "OR" | "||" => or = true,
            "AND" | "&&" if inside => return Err(ROUND_BRACKETS.to_owned()),
            "AND" | "&&" => or = false,
            _ => {
                let term = term(&token)?;
                match groups.last_mut().filter(|_| or) {
                    Some(group) => group.push(term),
                    None if inside && before != "(" => return Err(ROUND_BRACKETS.to_owned()),
                    None => groups.push(vec![term]),
                }
                or = false;
            }
        }
        before = token;
    }
    if inside { Err(ROUND_BRACKETS.to_owned()) } else { Ok(Terms { groups }) }
}

/// Everything else that round brackets can mean is refused, rather than taken for this.
const ROUND_BRACKETS: &str = "round brackets may hold terms with OR between them, all of which \
                              stand outside any other OR";

/// The pieces between blanks, where quotes and square brackets hold together; round brackets are
/// pieces of their own.
fn tokens(text: &str) -> Result<Vec<String>, String> {
    let (mut tokens, mut token, mut closing) = (Vec::new(), String::new(), None);
    for c in text.chars() {
        match (closing, c) {
            (Some(end), c) => {
                token.push(c);
                if c == end {
                    closing = None;
                }
            }
            (None, '"') => {
                token.push(c);
                closing = Some('"');
            }
            (None, '[') => {
                token.push(c);
                closing = Some(']');
            }
            (None, '(' | ')') => {
                let before = std::mem::take(&mut token);
                if c == '(' && !["", "+"].contains(&before.as_str()) {
                    return Err(ROUND_BRACKETS.to_owned());
                }
                tokens.extend((before != "+").then_some(before));
                tokens.push(c.to_string());
            }
            (None, c) if c.is_whitespace() => tokens.push(std::mem::take(&mut token)),
            (None, c) => token.push(c),
        }
    }
    if let Some(end) = closing {
        return Err(format!("a {end} is missing"));
    }
    tokens.push(token);
    tokens.retain(|token| !token.is_empty());
    Ok(tokens)
}

fn term(token: &str) -> Result<Term, String> {
    let bare = token.strip_prefix('+').unwrap_or(token);
    let (negated, bare) = match bare.strip_prefix(['-', '!']) {
        Some(rest) => (true, rest),
        None => (false, bare),
    };
    let (field, value) = match bare.split_once(':') {
        Some((field, value)) if !bare.starts_with('"') => (Some(field), value),
        _ => (None, bare),
    };
    let field = field.filter(|field| *field != "*").map(str::to_lowercase);
    if let Some(field) = &field {
        let known =
            FIELDS.contains(&field.as_str()) || ALWAYS.iter().any(|(always, _)| always == field);
        if !known {
            let shown: String = field.chars().take(60).collect();
            return Err(format!(
                "the field \"{shown}\" is not known; there are {}",
                FIELDS.join(", ")
            ));
        }
    }
    Ok(Term { negated, field, value: wanted(value)? })
}

fn wanted(value: &str) -> Result<Wanted, String> {
    if let Some(range) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        let (from, to) = range.split_once(" TO ").ok_or("a range is written [from TO to]")?;
        return Ok(Wanted::Range(from.trim().to_owned(), to.trim().to_owned()));
    }
    let quoted = value.starts_with('"');
    if !quoted && value != "*" && value.contains(['*', '?', '~', '^', '\\', '{', '}']) {
        let shown: String = value.chars().take(60).collect();
        return Err(format!("\"{shown}\" has a sign that is not known; put the text in quotes"));
    }
    let text = value.trim_matches('"');
    if text == "*" || text.is_empty() {
        return Ok(Wanted::Anything);
    }
    Ok(Wanted::Text(text.to_lowercase()))
}

impl Terms {
    /// Whether a package fits.
    pub(super) fn fit(&self, searched: &Searched<'_>) -> bool {
        self.groups.iter().all(|group| group.iter().any(|term| term.fits(searched)))
    }
}

impl Term {
    fn fits(&self, searched: &Searched<'_>) -> bool {
        let fits = match &self.field {
            None => searched.says(&self.value),
            Some(field) => searched.of(field).iter().any(|value| self.value.is(value)),
        };
        fits != self.negated
    }
}

impl Wanted {
    fn is(&self, value: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Text(text) => value.to_lowercase() == *text,
            // Moments of equal form stand in the order of their letters; CKAN's have no `Z`.
            Self::Range(from, to) => {
                let (from, to) = (from.trim_end_matches('Z'), to.trim_end_matches('Z'));
                (from == "*" || value >= from) && (to == "*" || value <= to)
            }
        }
    }
}

impl Searched<'_> {
    /// The values of a field.
    fn of(&self, field: &str) -> Vec<String> {
        let each = |list: &str, part: &str| {
            let list = self.package[list].as_array();
            list.into_iter()
                .flatten()
                .filter_map(|one| one[part].as_str())
                .map(str::to_owned)
                .collect()
        };
        match field {
            "organization" => ["/organization/name", "/organization/id"]
                .iter()
                .filter_map(|place| self.package.pointer(place)?.as_str())
                .map(str::to_owned)
                .collect(),
            "groups" => each("groups", "name"),
            "tags" => each("tags", "name"),
            "res_format" => each("resources", "format"),
            field => match ALWAYS.iter().find(|(always, _)| *always == field) {
                Some((_, value)) => vec![(*value).to_owned()],
                None => self.package[field].as_str().map(str::to_owned).into_iter().collect(),
            },
        }
    }

    /// Whether a word stands in its titles, descriptions or keywords in any language.
    fn says(&self, value: &Wanted) -> bool {
        let Wanted::Text(word) = value else { return true };
        let fields = ["name", "title_translated", "notes_translated", "keywords"];
        fields.iter().any(|field| self.package[*field].to_string().to_lowercase().contains(word))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn harvesters_are_understood() {
        let package = json!({
            "name": "a", "type": "dataset", "title_translated": { "fi": "Kuntien talousarviot" },
            "metadata_modified": "2026-11-23T02:00:00",
            "organization": { "name": "kuntavaaka" },
            "groups": [{ "name": "gove" }, { "name": "econ" }],
        });
        for (question, fits) in [
            ("", true),
            ("*:*", true),
            ("talousarviot", true),
            ("TALOUSARVIOT kuntien", true),
            ("talousarviot auringonpaiste", false),
            ("\"kuntien talousarviot\"", true),
            ("organization:kuntavaaka", true),
            ("organization:helsinki OR organization:kuntavaaka", true),
            ("organization:helsinki organization:kuntavaaka", false),
            ("-organization:helsinki -organization:espoo", true),
            ("-groups:gove", false),
            ("+(groups:econ OR groups:tran) +dataset_type:dataset", true),
            ("(groups:tran OR groups:heal) organization:kuntavaaka", false),
            ("organization:kuntavaaka AND (groups:tran OR groups:gove)", true),
            ("metadata_modified:[2026-11-22T01:00:00Z TO *]", true),
            ("metadata_modified:[2026-11-23T02:00:00.250000Z TO *]", false),
            ("organization:kuntavaaka metadata_modified:[2027-01-01T00:00:00Z TO *]", false),
        ] {
            assert_eq!(
                read(question).unwrap().fit(&Searched { package: &package }),
                fits,
                "{question}"
            );
        }
        for question in [
            "nobody:1",
            "name:\"a",
            "metadata_modified:[2026]",
            "name:kunta*",
            "talous~",
            "NOT kunnat",
            "(a b) OR c",
            "a OR (b c)",
            "a OR (b OR c)",
            "-(a OR b)",
            "name:(a OR b)",
            "(a OR b",
            "a)",
        ] {
            assert!(read(question).is_err(), "{question}");
        }
    }
}

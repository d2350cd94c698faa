//! Column headers: what a phrase, its year and its month range say of a column.

use crate::domain::Scenario;
use crate::lexicon::Lexicon;

/// What a column header means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Amounts of these scenarios.
    Amounts(Vec<Scenario>),
    /// What happened; whether of the whole year or of a part is for the qualifier to say.
    Outturn,
    /// A difference of two columns, in euros or in percent.
    Variance,
    /// The outturn in percent of the budget.
    ExecutionPercent,
    /// Amounts of one account.
    Account(String),
    /// The word `€` in a second header line.
    Euros,
    /// The word `%` in a second header line.
    Percent,
    /// A year alone.
    Year,
}

/// The stretch of the year a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Qualifier {
    /// Last month, 1 to 12.
    pub last_month: i8,
}

/// A header phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderPhrase {
    /// As printed.
    pub printed: String,
    /// What it means.
    pub meaning: Meaning,
    /// The year it names.
    pub year: Option<i32>,
    /// The stretch of the year it names.
    pub qualifier: Option<Qualifier>,
}

impl Lexicon {
    /// Reads one header phrase: `TA+muutos`, `Toteuma 1-6/2022`, `TP- ENNUSTE 2022`, `2024`, `%`.
    #[must_use]
    pub fn header(&self, text: &str) -> Option<HeaderPhrase> {
        let printed = text.trim().to_owned();
        let plain = self.mend_year(&printed).replace('*', " ").replace("- ", "-");
        let (rest, year, qualifier) = take_apart(&plain);
        let meaning = match self.columns.get(&self.fold(&rest)).map(String::as_str) {
            None if rest.is_empty() && year.is_some() && qualifier.is_none() => Meaning::Year,
            // It joins two headers and is none itself.
            None | Some("compared_with") => return None,
            Some("outturn") => Meaning::Outturn,
            Some("variance") => Meaning::Variance,
            Some("execution_percent") => Meaning::ExecutionPercent,
            Some("euros") => Meaning::Euros,
            Some("percent") => Meaning::Percent,
            Some(other) => match other.strip_prefix("account ") {
                Some(account) => Meaning::Account(account.to_owned()),
                None => Meaning::Amounts(other.split(' ').filter_map(|s| s.parse().ok()).collect()),
            },
        };
        Some(HeaderPhrase { printed, meaning, year, qualifier })
    }

    /// Reads one word of an optically read header, in which a letter in eight may differ.
    #[must_use]
    pub fn header_near(&self, word: &str) -> Option<HeaderPhrase> {
        let folded = self.fold(word);
        let known = self.columns.keys().find(|known| Self::same(known, &folded, true))?;
        self.header(known).map(|phrase| HeaderPhrase { printed: word.to_owned(), ..phrase })
    }

    /// The two columns that a note compares, as printed: `TA 2024 vrt. TA 2023`.
    #[must_use]
    pub fn comparison<'t>(&self, note: &'t str) -> Option<(&'t str, &'t str)> {
        let means =
            |word: &str| self.columns.get(&self.fold(word)).is_some_and(|m| m == "compared_with");
        let word = note.split_whitespace().find(|word| means(word))?;
        let (column, base) = note.split_once(word)?;
        Some((column.trim(), base.trim()))
    }

    /// Puts right a year that optical reading spoilt.
    #[must_use]
    pub fn mend_year(&self, text: &str) -> String {
        self.years.iter().fold(text.to_owned(), |t, (read, meant)| t.replace(read, meant))
    }

    /// Puts right a token that optical reading made of a digit; `None` where it is not one.
    #[must_use]
    pub fn mend_digit(&self, token: &str) -> Option<&str> {
        self.digits.iter().find(|(read, _)| read == token).map(|(_, meant)| meant.as_str())
    }

    /// Whether a text is nothing but zeros and what optical reading makes of them.
    #[must_use]
    pub fn is_run_of_zeros(&self, text: &str) -> bool {
        let zero = |c: char| c == '0' || self.mend_digit(c.encode_utf8(&mut [0; 4])) == Some("0");
        let mut chars = text.chars().filter(|c| !c.is_whitespace()).peekable();
        chars.peek().is_some() && chars.all(zero)
    }
}

/// Parts a header into its words, its year and its stretch of the year.
fn take_apart(text: &str) -> (String, Option<i32>, Option<Qualifier>) {
    let (mut words, mut year, mut qualifier) = (Vec::new(), None, None);
    for token in text.split_whitespace().flat_map(split_glued_year) {
        let (range, tail) = token.split_once('/').unwrap_or((token, ""));
        if let Some(y) = as_year(token) {
            year = Some(y);
        } else if let Some(q) = as_qualifier(range) {
            qualifier = Some(q);
            year = as_year(tail).or(year);
        } else {
            words.push(token);
        }
    }
    (words.join(" "), year, qualifier)
}

/// `TP2023` as `TP`, `2023`.
fn split_glued_year(token: &str) -> Vec<&str> {
    let digits = token.bytes().rev().take_while(u8::is_ascii_digit).count();
    match token.split_at_checked(token.len() - digits) {
        Some((word, year))
            if digits == 4 && !word.is_empty() && word.chars().all(char::is_alphabetic) =>
        {
            vec![word, year]
        }
        _ => vec![token],
    }
}

fn as_year(token: &str) -> Option<i32> {
    token.parse().ok().filter(|y| token.len() == 4 && (1990..=2100).contains(y))
}

/// `1-6`, `30.6.` or `31.12.`
fn as_qualifier(token: &str) -> Option<Qualifier> {
    let month = if let Some((first, last)) = token.split_once('-') {
        (first == "1").then_some(last)?
    } else {
        let mut parts = token.strip_suffix('.')?.split('.');
        let (day, month) = (parts.next()?, parts.next()?);
        day.parse::<u8>().ok().filter(|d| (28..=31).contains(d))?;
        parts.next().is_none().then_some(month)?
    };
    month.parse().ok().filter(|m| (1..=12).contains(m)).map(|last_month| Qualifier { last_month })
}

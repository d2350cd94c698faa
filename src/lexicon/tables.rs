//! The word tables, read once from the CSV files that come with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicon::fold::Folding;

/// The word tables, folded for look-up.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) folding: Folding,
    /// (context, folded label) to account code.
    pub(super) accounts: BTreeMap<(String, String), String>,
    /// (kind, folded text) to meaning.
    pub(super) headings: BTreeMap<(String, String), String>,
    /// Folded phrase to meaning.
    pub(super) columns: BTreeMap<String, String>,
    /// What is read instead of a digit, longest first.
    pub(super) digits: Vec<(String, String)>,
    /// What is read instead of a year.
    pub(super) years: Vec<(String, String)>,
    /// (kind, text) of page furniture.
    pub(super) furniture: Vec<(String, String)>,
    /// (kind, folded text, meaning) of the content table.
    pub(super) contents: Vec<(String, String, String)>,
    /// (word, unit) of what indicators count.
    pub(super) measures: Vec<(String, String)>,
    /// Number words: (word, value, unit it implies).
    pub(super) numerals: Vec<(String, u32, String)>,
    /// Known word forms, in small letters.
    pub(super) words: BTreeSet<String>,
    /// The same, letter by letter.
    pub(super) spelt: Vec<Vec<char>>,
    /// What optical reading makes of letters: as read, as meant.
    pub(super) confused: Vec<(Vec<char>, Vec<char>)>,
    /// What is read instead of a bullet.
    pub(super) bullets: Vec<(String, String)>,
    /// Letters that no Finnish word has together; a blank is the end of the word.
    pub(super) impossible: Vec<String>,
    /// Words that may be read rightly or not.
    pub(super) undecided: BTreeSet<String>,
}

#[derive(Deserialize)]
struct AccountLabel {
    context: String,
    label: String,
    account: String,
}

#[derive(Deserialize)]
struct Heading {
    kind: String,
    text: String,
    meaning: String,
}

#[derive(Deserialize)]
struct ColumnHeader {
    phrase: String,
    meaning: String,
}

#[derive(Deserialize)]
struct Confusion {
    kind: String,
    read: String,
    meant: String,
}

#[derive(Deserialize)]
struct Furniture {
    kind: String,
    text: String,
}

#[derive(Deserialize)]
struct Numeral {
    word: String,
    value: u32,
    unit: String,
}

#[derive(Deserialize)]
struct Word {
    word: String,
}

#[derive(Deserialize)]
struct MeasureUnit {
    text: String,
    unit: String,
}

impl Lexicon {
    /// The lexicon of the program.
    #[must_use]
    pub fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);
        &LEXICON
    }

    fn load() -> Self {
        let confusions: Vec<Confusion> = rows(include_str!("../../data/lexicon/confusions.csv"));
        let of = |kind: &str| -> Vec<(String, String)> {
            let chosen = confusions.iter().filter(|c| c.kind == kind);
            chosen.map(|c| (c.read.clone(), c.meant.clone())).collect()
        };
        let folding = Folding::new(&of("letter"));
        let labels: Vec<AccountLabel> = rows(include_str!("../../data/lexicon/account_labels.csv"));
        let headings: Vec<Heading> = rows(include_str!("../../data/lexicon/headings.csv"));
        let columns: Vec<ColumnHeader> =
            rows(include_str!("../../data/lexicon/column_headers.csv"));
        let furniture: Vec<Furniture> = rows(include_str!("../../data/lexicon/furniture.csv"));
        let contents: Vec<Heading> = rows(include_str!("../../data/lexicon/contents.csv"));
        let measures: Vec<MeasureUnit> = rows(include_str!("../../data/lexicon/measures.csv"));
        let numerals: Vec<Numeral> = rows(include_str!("../../data/lexicon/numerals.csv"));
        let words: Vec<Word> = rows(include_str!("../../data/lexicon/words.csv"));
        Self {
            spelt: words.iter().map(|w| w.word.to_lowercase().chars().collect()).collect(),
            words: words.into_iter().map(|w| w.word.to_lowercase()).collect(),
            confused: of("restore")
                .into_iter()
                .map(|(read, meant)| (read.chars().collect(), meant.chars().collect()))
                .collect(),
            impossible: of("impossible").into_iter().map(|(letters, _)| letters).collect(),
            undecided: of("undecided").into_iter().map(|(word, _)| word).collect(),
            contents: contents
                .into_iter()
                .map(|h| (h.kind, folding.fold(&h.text), h.meaning))
                .collect(),
            numerals: numerals.into_iter().map(|n| (n.word, n.value, n.unit)).collect(),
            measures: measures.into_iter().map(|m| (m.text, m.unit)).collect(),
            accounts: labels
                .into_iter()
                .map(|l| ((l.context, folding.fold(&l.label)), l.account))
                .collect(),
            headings: headings
                .into_iter()
                .map(|h| ((h.kind, folding.fold(&h.text)), h.meaning))
                .collect(),
            columns: columns.into_iter().map(|c| (folding.fold(&c.phrase), c.meaning)).collect(),
            bullets: of("bullet"),
            digits: of("digit"),
            years: of("year"),
            furniture: furniture.into_iter().map(|f| (f.kind, f.text)).collect(),
            folding,
        }
    }
}

/// The rows of a table that was checked when the program was built (a test reads every table to
/// its end); a row that does not fit is left out.
fn rows<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().flatten().collect()
}

//! What inflected forms of one word have in common: the stem that Snowball gives, and, since that
//! misses what Finnish changes inside a stem (`kunta : kunnan`), the dictionary forms that a word
//! may be a form of by tables of endings and of changes at the end of stems
//! (`data/lexicon/search_*.csv`). A word has several where the tables cannot decide (`tulosta` is
//! of `tulos` and of `tulo`); what they are used for is for `search`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use serde::Deserialize;

/// A shorter form says too little: `kunta` would be a form of `kun`.
const SHORTEST: usize = 4;
/// What tells a stem from a word.
const STEM_MARK: char = '~';
/// What remains of a word without its ending, at least.
const SHORTEST_STEM: usize = 3;
/// Stems change in as many letters at their end, at most.
const LONGEST_CHANGE: usize = 5;
/// Changes of the last syllable, which come behind those of singular and plural.
const GRADE: &str = "grade";
/// In the plural, stems end with this letter, but for those before `j`.
const PLURAL: (&str, char) = ("plural", 'i');

const VOWELS: &str = "aeiouyäö";
const LIQUIDS: &str = "lmnr";

/// The tables, with their signs for several letters written out.
struct Tables {
    /// Endings, and of which number they are.
    endings: Vec<(String, String)>,
    /// (number, end of a stem) to the ends of words it may come from.
    changes: BTreeMap<(String, String), Vec<String>>,
    /// Forms to words.
    words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Ending {
    ending: String,
    number: String,
}

#[derive(Deserialize)]
struct Change {
    stem: String,
    word: String,
    number: String,
}

#[derive(Deserialize)]
struct Form {
    form: String,
    word: String,
}

/// The stem of a word, behind a mark that no word has; none where it says too little.
pub(super) fn stem(word: &str) -> Option<String> {
    let stem = Stemmer::new(Algorithm::Finnish).stem(word).into_owned();
    (stem.chars().count() >= SHORTEST).then(|| format!("{STEM_MARK}{stem}"))
}

/// The word and the dictionary forms that it may be a form of.
pub(super) fn of(word: &str) -> BTreeSet<String> {
    static TABLES: LazyLock<Tables> = LazyLock::new(Tables::load);
    let mut roots = BTreeSet::from([word.to_owned()]);
    if let Some(known) = TABLES.words.get(word) {
        roots.insert(known.clone());
        return roots;
    }
    roots.extend(TABLES.compound(word));
    for (ending, number) in &TABLES.endings {
        let stem = word.strip_suffix(ending.as_str());
        if let Some(stem) = stem.filter(|s| s.chars().count() >= SHORTEST_STEM) {
            roots.extend(TABLES.of_stem(stem, number));
        }
    }
    roots
}

impl Tables {
    fn load() -> Self {
        let mut changes: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for row in rows::<Change>(include_str!("../../data/lexicon/search_stems.csv")) {
            for (stem, word) in written_out(&row.stem, &row.word) {
                changes.entry((row.number.clone(), stem)).or_default().push(word);
            }
        }
        let endings = rows::<Ending>(include_str!("../../data/lexicon/search_endings.csv"));
        let endings = endings.into_iter().flat_map(|row| {
            let written = written_out(&row.ending, "");
            written.into_iter().map(move |(ending, _)| (ending, row.number.clone()))
        });
        let words = rows::<Form>(include_str!("../../data/lexicon/search_words.csv"));
        let words = words.into_iter().map(|row| (row.form, row.word)).collect();
        Self { endings: endings.collect(), changes, words }
    }

    /// A word that ends with a form that is known: `asumistuen` of `asumistuki`.
    fn compound(&self, word: &str) -> Option<String> {
        let mut ends = word.char_indices().map(|(at, _)| at).skip(SHORTEST_STEM);
        ends.find_map(|at| {
            let (before, form) = word.split_at_checked(at)?;
            let known = self.words.get(form).filter(|_| form.chars().count() >= SHORTEST)?;
            Some(format!("{before}{known}"))
        })
    }

    /// The words that a stem may come from: as it is, changed, and with its last syllable changed.
    fn of_stem(&self, stem: &str, number: &str) -> Vec<String> {
        if number == PLURAL.0 && !stem.ends_with(PLURAL.1) {
            return Vec::new();
        }
        let mut words = vec![stem.to_owned()];
        words.extend(self.changed(stem, number));
        let graded: Vec<String> = words.iter().flat_map(|w| self.changed(w, GRADE)).collect();
        words.extend(graded);
        words.retain(|w| w.chars().count() >= SHORTEST && ends_like_a_word(w));
        words
    }

    fn changed(&self, stem: &str, number: &str) -> Vec<String> {
        let mut words = Vec::new();
        for (at, _) in stem.char_indices().rev().take(LONGEST_CHANGE) {
            let Some((before, end)) = stem.split_at_checked(at) else {
                continue;
            };
            let becomes = self.changes.get(&(number.to_owned(), end.to_owned()));
            words.extend(becomes.into_iter().flatten().map(|word| format!("{before}{word}")));
        }
        words
    }
}

/// Dictionary forms end with a vowel, `s` or `n`.
fn ends_like_a_word(word: &str) -> bool {
    word.ends_with(|c| VOWELS.contains(c) || c == 's' || c == 'n')
}

/// A row with its signs written out: `A`, `O`, `U` stand for the back vowel and for the front
/// vowel, `V` for any vowel and `L` for l, m, n and r, the same in both columns.
fn written_out(from: &str, to: &str) -> Vec<(String, String)> {
    let signed = [from, to].iter().any(|text| text.contains(['A', 'O', 'U']));
    let harmonies: &[[&str; 3]] =
        if signed { &[["a", "o", "u"], ["ä", "ö", "y"]] } else { &[["A", "O", "U"]] };
    let vowels = harmonies.iter().map(|[a, o, u]| {
        let written = |text: &str| text.replace('A', a).replace('O', o).replace('U', u);
        (written(from), written(to))
    });
    vowels.flat_map(|(from, to)| any_letter(from, to)).collect()
}

/// The first sign for any of several letters written out, then the next.
fn any_letter(from: String, to: String) -> Vec<(String, String)> {
    let Some(sign) = from.chars().find(|c| matches!(c, 'V' | 'L')) else {
        return vec![(from, to)];
    };
    let letters = if sign == 'V' { VOWELS } else { LIQUIDS };
    let written = letters.chars().map(|c| {
        let once = |text: &str| text.replacen(sign, &c.to_string(), 1);
        (once(&from), once(&to))
    });
    written.flat_map(|(from, to)| any_letter(from, to)).collect()
}

/// The rows of a table that a test reads to its end.
fn rows<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().flatten().collect()
}

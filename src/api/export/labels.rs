//! What columns, dimensions and notes are called in each language; the words stand in
//! `data/labels`.
//!
//! The label of a path is that of the path itself, or that of its first field with the label of
//! the rest behind it: `unit_name` has a label of its own, `budget_source_line` is put together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::api::language::Language;

const BETWEEN: &str = ", ";

/// The labels.
#[derive(Debug)]
pub(crate) struct Labels {
    fields: BTreeMap<String, Words>,
    notes: BTreeMap<String, Words>,
}

/// One word in each language.
#[derive(Debug, serde::Deserialize)]
struct Words {
    field: String,
    fi: String,
    sv: String,
    en: String,
}

impl Words {
    fn of(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

impl Labels {
    /// The labels of the program.
    pub(crate) fn known() -> &'static Self {
        static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels {
            fields: read(include_str!("../../../data/labels/columns.csv")),
            notes: read(include_str!("../../../data/labels/notes.csv")),
        });
        &LABELS
    }

    /// The label of a path; its name where a part of it has none, which a test rules out.
    pub(crate) fn of<S: AsRef<str>>(&self, path: &[S], language: Language) -> String {
        let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
        let label = self.put_together(&path, language);
        label.map_or_else(|| path.join("_"), |label| capital(&label))
    }

    fn put_together(&self, path: &[&str], language: Language) -> Option<String> {
        if let Some(words) = self.fields.get(&path.join("_")) {
            return Some(words.of(language).to_owned());
        }
        let (first, rest) = path.split_first().filter(|(_, rest)| !rest.is_empty())?;
        let first = self.fields.get(*first)?.of(language);
        Some([first, &self.put_together(rest, language)?].join(BETWEEN))
    }

    /// A word of the notes beside rows, and the label of a unit of measure.
    pub(crate) fn note<'a>(&'a self, key: &'a str, language: Language) -> &'a str {
        self.notes.get(key).map_or(key, |words| words.of(language))
    }
}

fn read(text: &str) -> BTreeMap<String, Words> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.deserialize::<Words>().filter_map(Result::ok);
    lines.map(|words| (words.field.clone(), words)).collect()
}

fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

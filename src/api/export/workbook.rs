//! Items as a workbook: a sheet of rows, each with a link to the lines that print it, and a sheet
//! that says what the rows are.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::api::export::columns::{leaves, text};
use crate::api::export::writer::unwritten;
use crate::api::export::{Header, Labels, Sheet};
use crate::api::problem::{Code, Problem};
use crate::api::view::{LICENCE, SOURCE_STATEMENT};
use crate::query::Edition;
use crate::tabular::xlsx::{Book, Link, Note};
use crate::tabular::{self, Kind};

/// The most rows of a workbook: all of it is in memory while it is made, 7 kilobytes for each row of
/// thirty columns.
pub(crate) const MAX_ROWS: usize = 20_000;

/// How many lines a link shows on either side of the printed one.
const NEIGHBOURS: i64 = 3;

/// Where a workbook comes from.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Scheme and host of the service.
    pub(crate) base: String,
    /// The address that was asked, from its path on.
    pub(crate) address: String,
    /// The name of the sheet.
    pub(crate) name: String,
}

/// A workbook in the making.
pub(crate) struct Workbook {
    sheet: Sheet,
    place: Place,
    book: Book,
    caveats: Vec<(String, String)>,
    known: BTreeSet<(String, String)>,
}

impl Workbook {
    /// Begins a workbook.
    pub(crate) fn new(sheet: Sheet, place: Place) -> Result<Self, Problem> {
        let labels = Labels::known();
        let language = (sheet.chosen.header == Header::Labels).then_some(sheet.language);
        let columns = sheet.columns.written(language);
        let link = labels.note("source", sheet.language);
        let link = if sheet.layout.sources.is_empty() { None } else { Some(link) };
        let name: String = place.name.chars().take(31).collect();
        let book = Book::new(&name, &columns, link).map_err(unwritten)?;
        Ok(Self { sheet, place, book, caveats: Vec::new(), known: BTreeSet::new() })
    }

    /// Writes items.
    pub(crate) fn write<T: Serialize>(&mut self, items: &[T]) -> Result<(), Problem> {
        for item in items {
            let item = serde_json::to_value(item).map_err(unwritten)?;
            self.note_caveats(&item);
            for row in self.sheet.layout.rows_of(item) {
                if self.book.rows() as usize >= MAX_ROWS {
                    return Err(too_many(None));
                }
                let (cells, link) = (self.sheet.columns.cells(&row), self.link(&row));
                self.book.write(&cells, link).map_err(unfit)?;
            }
        }
        Ok(())
    }

    /// Ends the workbook with what is to be said of it and of the rest of the answer.
    pub(crate) fn end(mut self, rest: &Value, about: &Edition) -> Result<Vec<u8>, Problem> {
        self.note_caveats(rest);
        let notes = [self.about(about), self.told_caveats(), self.told_columns()].concat();
        let name = Labels::known().note("about", self.sheet.language);
        self.book.finish(name, notes).map_err(unwritten)
    }

    /// The lines that print a row, all told; the link leads to the first.
    fn link(&self, row: &Value) -> Option<Link> {
        let line_word = Labels::known().note("line", self.sheet.language);
        let mut places: Vec<(String, i64)> = Vec::new();
        for (document, line) in self.sheet.layout.sources {
            let (documents, lines) = (leaves(row, document), leaves(row, line));
            let lines = lines.into_iter().filter_map(Value::as_i64);
            match documents.as_slice() {
                [one] => places.extend(lines.map(|line| (text(one), line))),
                several => places.extend(several.iter().map(|d| text(d)).zip(lines)),
            }
        }
        let mut known = BTreeSet::new();
        places.retain(|place| known.insert(place.clone()));
        let (document, line) = places.first()?;
        let (base, from, to) = (&self.place.base, (line - NEIGHBOURS).max(1), line + NEIGHBOURS);
        let address = format!("{base}/v1/documents/{document}/lines?from={from}&to={to}");
        let told = places.iter().map(|(document, line)| format!("{document}, {line_word} {line}"));
        Some(Link { text: told.collect::<Vec<_>>().join("; "), address })
    }

    fn note_caveats(&mut self, of: &Value) {
        for caveat in of["caveats"].as_array().into_iter().flatten() {
            let caveat = (text(&caveat["code"]), text(&caveat["message"]));
            if self.known.insert(caveat.clone()) {
                self.caveats.push(caveat);
            }
        }
    }

    fn about(&self, about: &Edition) -> Vec<Vec<Note>> {
        let address = format!("{}{}", self.place.base, self.place.address);
        let link = Note::Link(Link { text: address.clone(), address });
        let told = |of: &Option<String>| Note::Text(of.clone().unwrap_or_default());
        [
            ("address", link),
            ("release", told(&about.release)),
            ("imported", told(&about.imported_at)),
            ("licence", Note::Text(LICENCE.to_owned())),
            ("statement", Note::Text(SOURCE_STATEMENT.to_owned())),
        ]
        .into_iter()
        .map(|(key, note)| vec![self.heading(key), note])
        .collect()
    }

    fn told_caveats(&self) -> Vec<Vec<Note>> {
        let caveat = |(code, message): &(String, String)| {
            vec![Note::Text(code.clone()), Note::Text(message.clone())]
        };
        let told = self.caveats.iter().map(caveat);
        let heading = (!self.caveats.is_empty()).then(|| vec![self.heading("caveats")]);
        heading.into_iter().flat_map(|heading| [Vec::new(), heading]).chain(told).collect()
    }

    fn told_columns(&self) -> Vec<Vec<Note>> {
        let labels = Labels::known();
        let header = ["column", "name", "kind", "explanation"].map(|key| self.heading(key));
        let labelled = self.sheet.columns.written(Some(self.sheet.language));
        let told = self.sheet.columns.columns.iter().zip(labelled).map(|(column, labelled)| {
            let kind = match column.kind {
                Kind::Text => "kind_text",
                Kind::Integer => "kind_integer",
                Kind::Decimal { .. } => "kind_decimal",
                Kind::Date => "kind_date",
                Kind::Boolean => "kind_boolean",
            };
            let kind = labels.note(kind, self.sheet.language).to_owned();
            [labelled.name, column.name.clone(), kind, column.about.clone()].map(Note::Text).into()
        });
        [Vec::new(), header.into()].into_iter().chain(told).collect()
    }

    fn heading(&self, key: &str) -> Note {
        Note::Heading(Labels::known().note(key, self.sheet.language).to_owned())
    }
}

/// Refuses a list that is too long before any of it is read.
pub(crate) fn check_count(count: i64) -> Result<(), Problem> {
    match usize::try_from(count) {
        Ok(count) if count <= MAX_ROWS => Ok(()),
        _ => Err(too_many(Some(count))),
    }
}

/// A text that is too long is a matter of the documents; whatever else does not fit is a mistake of
/// the program.
fn unfit(error: tabular::Error) -> Problem {
    match error {
        tabular::Error::TooLong { .. } => {
            let detail = format!("{error}; ask for csv, parquet or ndjson, which have no limit");
            Problem::parameter(Code::TextTooLong, "format", detail)
        }
        error => unwritten(error),
    }
}

fn too_many(count: Option<i64>) -> Problem {
    let count = count.map_or_else(|| "more".to_owned(), |count| count.to_string());
    let detail = format!(
        "a workbook has {MAX_ROWS} rows at the most, and this answer has {count}; ask for less, \
         or for csv, parquet or ndjson, which have no limit"
    );
    Problem::parameter(Code::TooManyRows, "format", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_that_would_be_too_long_is_refused_with_the_count_and_other_formats() {
        let most = i64::try_from(MAX_ROWS).unwrap();
        assert!(check_count(most).is_ok());
        let told = check_count(most + 1).unwrap_err().to_string();
        for part in ["too_many_rows", "20000", "20001", "csv", "parquet"] {
            assert!(told.contains(part), "{told}");
        }
    }
}

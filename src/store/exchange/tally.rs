//! What is counted of budget lines as they pass, so that questions about all of them need not read
//! all of them: how many lines there are of what, and what is known of a unit in a year. It is kept
//! beside the content and is no part of a release.

use std::collections::HashMap;

use crate::store::exchange::{Batch, Cell};
use crate::store::import::put_in;
use crate::store::schema::counted::{BUDGET_LINE_COUNT, UNIT_YEAR};
use crate::store::schema::{BUDGET_LINE, TableOf};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// What is counted of budget lines.
#[derive(Debug, Default)]
pub(in crate::store) struct Tally {
    places: Option<[usize; COUNTED.len()]>,
    names: Names,
    /// By document, account, scenario and year: lines of any time, and those that stand now. Repeats
    /// are not counted.
    lines: HashMap<(u32, u32, u32, i64), (i64, i64)>,
    /// By unit and year: when the first line was known, the first day and the last.
    years: HashMap<(u32, i64), (u32, u32, u32)>,
}

/// Texts as numbers: there are few of them, and each stands in many lines.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Names {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.into(), number);
        self.texts.push(text.into());
        number
    }

    fn text(&self, number: u32) -> &str {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.texts.get(place).map_or("", |text| text)
    }
}

/// The columns that are counted by.
const COUNTED: [&str; 10] = [
    "document_id",
    "unit_id",
    "account",
    "scenario",
    "period_start",
    "period_end",
    "known_from",
    "fiscal_year",
    "repeat_of",
    "superseded_on",
];

impl Tally {
    /// Counts a row, where it is a budget line.
    pub(super) fn take(&mut self, batch: &Batch, row: usize) {
        if batch.table().name != BUDGET_LINE.name {
            return;
        }
        let places = self.places.get_or_insert_with(|| {
            let place = |name| BUDGET_LINE.columns.iter().position(|column| column.name == name);
            COUNTED.map(|name| place(name).unwrap_or(usize::MAX))
        });
        let cells = places.map(|place| batch.cell(row, place).unwrap_or(Cell::Null));
        let [document, unit, account, scenario, first, last, known_from, year, repeats, superseded] =
            cells;
        let mut number = |cell| match cell {
            Cell::Text(text) => self.names.number(text),
            _ => self.names.number(""),
        };
        let (document, unit) = (number(document), number(unit));
        let (account, scenario) = (number(account), number(scenario));
        let (first, last, known_from) = (number(first), number(last), number(known_from));
        let Cell::Int(year) = year else { return };
        if repeats == Cell::Null {
            let (all, standing) =
                self.lines.entry((document, account, scenario, year)).or_default();
            *all += 1;
            *standing += i64::from(superseded == Cell::Null);
        }
        let names = &self.names;
        let known = self.years.entry((unit, year)).or_insert((known_from, first, last));
        let is_before = |one, other| names.text(one) < names.text(other);
        if is_before(known_from, known.0) {
            known.0 = known_from;
        }
        if is_before(first, known.1) {
            known.1 = first;
        }
        if is_before(known.2, last) {
            known.2 = last;
        }
    }

    /// Stores what was counted in the place of what was counted before.
    pub(in crate::store) fn store(&self, session: &mut Session) -> Result<(), StoreError> {
        let text = |number: &u32| Cell::Text(self.names.text(*number));
        let lines =
            self.lines.iter().map(|((document, account, scenario, year), (all, standing))| {
                let key = [text(document), text(account), text(scenario), Cell::Int(*year)];
                [key.as_slice(), &[Cell::Int(*all), Cell::Int(*standing)]].concat()
            });
        keep(session, &BUDGET_LINE_COUNT, lines.collect())?;
        let years = self.years.iter().map(|((unit, year), (known_from, first, last))| {
            vec![text(unit), Cell::Int(*year), text(known_from), text(first), text(last)]
        });
        keep(session, &UNIT_YEAR, years.collect())
    }
}

/// Puts rows in the place of all that a table has: the same rows in the same order, however they
/// were counted.
fn keep(
    session: &mut Session,
    table: &'static TableOf,
    mut rows: Vec<Vec<Cell<'_>>>,
) -> Result<(), StoreError> {
    session.execute(Sql::new("DELETE FROM ").text(table.name))?;
    rows.sort_unstable();
    let mut batch = Batch::of(table);
    for row in rows {
        for cell in row {
            batch.push(cell);
        }
        batch.end_row(0);
        if batch.is_full() {
            put_in(session, &std::mem::replace(&mut batch, Batch::of(table)))?;
        }
    }
    put_in(session, &batch)
}

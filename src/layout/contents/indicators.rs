//! Indicators: tables of outputs under their own header, and the key figures that the money
//! reading found. Headings without values group the rows below them; a row that begins with a
//! small letter is a part of the row above it.

use rust_decimal::Decimal;

use crate::domain::{Cell, CellKind, Column, ColumnRole, Indicator, IndicatorValue, MissingReason};
use crate::domain::{Row, Table};
use crate::layout::header::Header;
use crate::lexicon::Lexicon;
use crate::table::parse;

/// A table of outputs being read.
pub(super) struct Open {
    columns: Vec<Column>,
    unit_id: String,
    group: Option<String>,
    subgroup: Option<String>,
    /// Whether the last row was a group heading.
    heading: bool,
    /// The last row that is not a part of another.
    parent: Option<String>,
    /// The row that heads the group and has values itself.
    whole: Option<String>,
}

impl Open {
    pub(super) fn new(header: Header, unit_id: String) -> Self {
        Self {
            columns: header.columns,
            unit_id,
            group: None,
            subgroup: None,
            heading: false,
            parent: None,
            whole: None,
        }
    }

    /// Takes a row; `last` says whether a heading in capitals or the end follows.
    pub(super) fn row(
        &mut self,
        document_id: &str,
        line: usize,
        cells: &[String],
        last: bool,
    ) -> Option<Indicator> {
        let (label, values) = cells.split_first()?;
        let blank = values.iter().all(String::is_empty);
        let capitals = is_capitals(label);
        if blank && (capitals || !last) {
            self.head(label, capitals);
            return None;
        }
        if capitals {
            self.head(label, true);
        }
        self.heading = false;
        // What counts in a unit of its own is not counted by the heading above it.
        let counted_in = unit_of_values(values);
        if counted_in.is_some() {
            self.subgroup = None;
        }
        let part = label.chars().next().is_some_and(char::is_lowercase);
        let id = format!("{document_id}.i{line}");
        let parent_id = if part { self.parent.clone() } else { self.whole.clone() };
        if capitals {
            self.whole = Some(id.clone());
        }
        if !part {
            self.parent = Some(id.clone());
        }
        let columns = self.columns.iter().enumerate();
        let values = columns.zip(values).filter(|(_, text)| !text.is_empty());
        let values = values.filter_map(|((i, column), text)| {
            let id = Table::cell_id(document_id, line, i + 1);
            value(id, column, i + 1, line, text.clone(), read(text))
        });
        let groups = [self.group.as_deref(), self.subgroup.as_deref()];
        let group = groups.into_iter().flatten().collect::<Vec<_>>().join(" / ");
        Some(Indicator {
            unit_id: self.unit_id.clone(),
            name: label.clone(),
            parent_id,
            group: Some(group).filter(|g| !g.is_empty() && !capitals),
            unit_of_measure: Lexicon::get()
                .unit_of_measure(label)
                .or(counted_in)
                .map(str::to_owned),
            line,
            values: values.collect(),
            id,
        })
    }

    /// A heading inside the table: capitals begin a group, or one inside the group that was
    /// just begun; other headings begin a group inside.
    fn head(&mut self, label: &str, capitals: bool) {
        if capitals && !self.heading {
            self.group = Some(label.to_owned());
            self.subgroup = None;
        } else {
            self.subgroup = Some(label.to_owned());
        }
        self.heading = capitals;
        self.parent = None;
        self.whole = None;
    }
}

/// What the values of a row count, where each of them says it.
fn unit_of_values(values: &[String]) -> Option<&'static str> {
    let lexicon = Lexicon::get();
    let stated = values.iter().filter(|text| !text.is_empty());
    let mut units = stated.map(|text| {
        let (number, unit) = text.rsplit_once(' ')?;
        parse(number).and_then(|_| lexicon.unit_of_measure(unit))
    });
    let first = units.next()??;
    units.all(|unit| unit.is_none_or(|unit| unit == first)).then_some(first)
}

/// Whether the first word of a label is written in capitals.
pub(super) fn is_capitals(label: &str) -> bool {
    let word = label.split_whitespace().next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 2 && letters.clone().all(char::is_uppercase)
}

/// The number of a cell, only where it is certain: a number alone, or one with its unit.
fn read(text: &str) -> Result<Decimal, MissingReason> {
    let lexicon = Lexicon::get();
    let bare = text.rsplit_once(' ').filter(|(_, unit)| lexicon.unit_of_measure(unit).is_some());
    let number = parse(text).or_else(|| parse(bare?.0));
    match number {
        Some(number) => Ok(Decimal::new(number.value.0, 2).normalize()),
        None if text.bytes().any(|b| b.is_ascii_digit()) => Err(MissingReason::Illegible),
        None => Err(MissingReason::NotStated),
    }
}

fn value(
    id: String,
    column: &Column,
    ordinal: usize,
    line: usize,
    printed: String,
    read: Result<Decimal, MissingReason>,
) -> Option<IndicatorValue> {
    let ColumnRole::Amount { scenarios, fiscal_year, period } = &column.role else {
        return None;
    };
    Some(IndicatorValue {
        id,
        scenario: *scenarios.first()?,
        fiscal_year: *fiscal_year,
        period: *period,
        printed,
        value: read.as_ref().ok().copied(),
        missing_reason: read.err(),
        line,
        column: ordinal,
        column_label: column.label.clone(),
        superseded_on: None,
    })
}

/// The indicators of a table of key figures.
pub(super) fn of_table(document_id: &str, table: &Table, unit_id: &str) -> Vec<Indicator> {
    let lexicon = Lexicon::get();
    let mut above: Option<String> = None;
    let indicator = |row: &Row| {
        let id = format!("{document_id}.i{}", row.line);
        let part = lexicon.is_word("part", &row.label);
        let parent_id = if part { above.clone() } else { None };
        if !part {
            above = Some(id.clone());
        }
        Indicator {
            id,
            unit_id: unit_id.to_owned(),
            name: row.label.clone(),
            parent_id,
            group: Some(table.title.clone()).filter(|t| !t.is_empty()),
            unit_of_measure: lexicon.unit_of_measure(&row.label).map(str::to_owned),
            line: row.line,
            values: row.cells.iter().filter_map(|c| of_cell(document_id, table, row, c)).collect(),
        }
    };
    table.rows.iter().map(indicator).collect()
}

fn of_cell(document_id: &str, table: &Table, row: &Row, cell: &Cell) -> Option<IndicatorValue> {
    let column = table.columns.get(cell.column.checked_sub(1)?)?;
    let read = match (cell.value, cell.kind) {
        (Some(v), _) => Ok(Decimal::new(v.0, 2).normalize()),
        (None, CellKind::Dropped) => Err(MissingReason::Dropped),
        (None, CellKind::Text) => Err(MissingReason::NotStated),
        (None, _) => Err(MissingReason::Illegible),
    };
    let id = Table::cell_id(document_id, row.line, cell.column);
    value(id, column, cell.column, cell.line, cell.printed.clone(), read)
}

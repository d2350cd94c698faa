//! What is known of a table and its columns: enough to write rows, to read them back, and to tell
//! others what they are. Which values of its kind a column takes is told in `values`.

use crate::store::schema::values::{AMOUNT, COUNT, Shape, Values, YEAR};

/// A table of the database.
#[derive(Debug, Clone, Copy)]
pub struct TableOf {
    /// Name.
    pub name: &'static str,
    /// Columns, in the order in which rows are written.
    pub columns: &'static [Column],
    /// What is kept beside them to be searched; made from them, and so no part of a release.
    pub(in crate::store) derived: &'static [Derived],
    /// The key, as an `ORDER BY` and as a conflict target.
    pub(in crate::store) key: &'static str,
}

impl TableOf {
    /// The columns of the key, in order.
    pub fn key(&self) -> impl Iterator<Item = &'static str> {
        self.key.split(", ")
    }

    /// The names of all columns that are written, the derived ones last.
    pub(in crate::store) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|c| c.name).chain(self.derived.iter().map(|d| d.name))
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether every row has a value.
    pub is_required: bool,
    /// The table whose rows it names by their key.
    pub references: Option<&'static str>,
    pub(in crate::store) values: Values,
}

impl Column {
    /// The same where a row may have no value.
    pub(super) const fn optional(self) -> Self {
        Self { is_required: false, ..self }
    }

    /// The same where the value names a row of another table.
    pub(super) const fn to(self, table: &'static str) -> Self {
        Self { references: Some(table), ..self }
    }

    /// The same where whole numbers lie between two others.
    pub(super) const fn between(self, least: i64, most: i64) -> Self {
        Self { values: Values::Between(least, most), ..self }
    }
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// An amount with two decimals; whole hundredths in the database.
    Money,
    /// A decimal number as text, with the decimals it was printed with.
    Decimal,
    /// A day, as `YYYY-MM-DD`.
    Date,
    /// JSON as text.
    Json,
}

/// A column that is made from others of its row.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Derived {
    pub(in crate::store) name: &'static str,
    pub(in crate::store) how: How,
    pub(in crate::store) from: &'static [&'static str],
}

/// How a column is made from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum How {
    /// Their texts in lower case with blanks between them; none where there is none.
    LowerCase,
    /// Their words and roots, as they are searched.
    Words,
}

pub(super) const fn text(name: &'static str) -> Column {
    column(name, Kind::Text, Values::All)
}

/// A text that is one of these.
pub(super) const fn code(name: &'static str, codes: &'static [&'static str]) -> Column {
    column(name, Kind::Text, Values::Codes(codes))
}

/// A whole number that counts, or is a place.
pub(super) const fn integer(name: &'static str) -> Column {
    column(name, Kind::Integer, COUNT)
}

pub(super) const fn year(name: &'static str) -> Column {
    column(name, Kind::Integer, YEAR)
}

pub(super) const fn money(name: &'static str) -> Column {
    column(name, Kind::Money, AMOUNT)
}

pub(super) const fn decimal(name: &'static str) -> Column {
    column(name, Kind::Decimal, Values::All)
}

pub(super) const fn date(name: &'static str) -> Column {
    column(name, Kind::Date, Values::All)
}

pub(super) const fn json(name: &'static str, shape: Shape) -> Column {
    column(name, Kind::Json, Values::Shape(shape))
}

const fn column(name: &'static str, kind: Kind, values: Values) -> Column {
    Column { name, kind, is_required: true, references: None, values }
}

pub(super) const fn derived(
    name: &'static str,
    how: How,
    from: &'static [&'static str],
) -> Derived {
    Derived { name, how, from }
}

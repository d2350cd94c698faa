//! Rows as CSV as of RFC 4180, or as Excel reads it in Finland.

use std::io::Write;

use crate::tabular::{Column, Error, Kind, Value, check_width};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r'];
/// Put before a text that a spreadsheet would run.
const HARMLESS: char = '\'';
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// How values are separated and numbers written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Dialect {
    /// As of RFC 4180: commas, decimal points, no byte-order mark.
    #[default]
    Rfc4180,
    /// As Excel reads it in Finland: semicolons, decimal commas and a byte-order mark.
    Fi,
}

impl Dialect {
    /// Every dialect, the default first.
    pub(crate) const ALL: &[Self] = &[Self::Rfc4180, Self::Fi];

    /// The code of the dialect.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rfc4180 => "rfc4180",
            Self::Fi => "fi",
        }
    }

    const fn delimiter(self) -> u8 {
        match self {
            Self::Rfc4180 => b',',
            Self::Fi => b';',
        }
    }

    const fn mark(self) -> &'static [u8] {
        match self {
            Self::Rfc4180 => b"",
            Self::Fi => BYTE_ORDER_MARK,
        }
    }

    fn number(self, text: String) -> String {
        match self {
            Self::Rfc4180 => text,
            Self::Fi => text.replace('.', ","),
        }
    }
}

/// Writes rows as they come.
#[derive(Debug)]
pub(crate) struct Writer<W> {
    sink: W,
    columns: Vec<Column>,
    dialect: Dialect,
}

impl<W: Write> Writer<W> {
    /// Begins with the line of headers.
    pub(crate) fn new(mut sink: W, columns: &[Column], dialect: Dialect) -> Result<Self, Error> {
        sink.write_all(dialect.mark())?;
        let mut writer = Self { sink, columns: columns.to_vec(), dialect };
        let names: Vec<&String> = columns.iter().map(|column| &column.name).collect();
        writer.lines(|lines| Ok(lines.write_record(names)?))?;
        Ok(writer)
    }

    /// Writes rows.
    pub(crate) fn write(&mut self, rows: Vec<Vec<Value>>) -> Result<(), Error> {
        let (columns, dialect) = (self.columns.clone(), self.dialect);
        self.lines(|lines| {
            for row in rows {
                check_width(&columns, &row)?;
                let cells = columns.iter().zip(row).map(|(column, value)| {
                    let is_text = matches!(column.kind, Kind::Text | Kind::Date);
                    if is_text { harmless(text(value)) } else { dialect.number(text(value)) }
                });
                lines.write_record(cells)?;
            }
            Ok(())
        })
    }

    /// Ends the file and gives back what it was written to.
    pub(crate) fn finish(mut self) -> Result<W, Error> {
        self.sink.flush()?;
        Ok(self.sink)
    }

    fn lines(
        &mut self,
        write: impl FnOnce(&mut csv::Writer<&mut W>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut lines = csv::WriterBuilder::new()
            .delimiter(self.dialect.delimiter())
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut self.sink);
        write(&mut lines)?;
        Ok(lines.flush()?)
    }
}

impl Writer<Vec<u8>> {
    /// Takes what is written so far.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sink)
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Missing => String::new(),
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Boolean(is_so) => is_so.to_string(),
    }
}

fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) { format!("{HARMLESS}{text}") } else { text }
}

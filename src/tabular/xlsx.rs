//! Rows as a workbook for spreadsheets: a sheet of typed rows, and sheets of notes beside it.
//!
//! A workbook is made as a whole in memory; who makes one sets a limit of rows.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatUnderline, Url, Workbook, Worksheet,
    XlsxError,
};

use crate::tabular::{Column, Error, Kind, Value, check_width};

/// When every workbook says it was made, so that the same rows make the same bytes.
const MADE: (u16, u8, u8) = (2000, 1, 1);
/// The longest text of a cell, in units of UTF-16.
const MAX_TEXT: usize = 32_767;
/// Numbers up to here are exact in a spreadsheet, whose numbers have 15 digits.
const MAX_EXACT: i128 = 999_999_999_999_999;
/// The decimals of money.
const CENTS: u32 = 2;

/// A text that leads to an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// What is shown.
    pub(crate) text: String,
    /// Where it leads.
    pub(crate) address: String,
}

/// A cell of a sheet of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Note {
    /// A text that stands out.
    Heading(String),
    /// A text.
    Text(String),
    /// A text that leads to an address.
    Link(Link),
}

/// A workbook in the making.
pub(crate) struct Book {
    workbook: Workbook,
    sheet: Worksheet,
    columns: Vec<Column>,
    has_links: bool,
    row: u32,
    formats: Formats,
}

struct Formats {
    heading: Format,
    money: Format,
    date: Format,
    link: Format,
    note: Format,
}

impl Book {
    /// Begins a sheet with its header; `link` is the header of a last column of links.
    pub(crate) fn new(name: &str, columns: &[Column], link: Option<&str>) -> Result<Self, Error> {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(MADE.0, MADE.1, MADE.2)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let formats = Formats::new();
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        let names = columns.iter().map(|column| column.name.as_str()).chain(link);
        let kinds = columns.iter().map(|column| Some(column.kind)).chain([None]);
        for (at, (name, kind)) in (0_u16..).zip(names.zip(kinds)) {
            sheet.write_string_with_format(0, at, name, &formats.heading)?;
            sheet.set_column_width(at, width(kind, name))?;
        }
        let (columns, has_links) = (columns.to_vec(), link.is_some());
        Ok(Self { workbook, sheet, columns, has_links, row: 0, formats })
    }

    /// Writes a row with its link.
    pub(crate) fn write(&mut self, row: &[Value], link: Option<Link>) -> Result<(), Error> {
        check_width(&self.columns, row)?;
        self.row += 1;
        let width = u16::try_from(row.len()).unwrap_or(u16::MAX);
        for (at, (column, value)) in (0_u16..).zip(self.columns.iter().zip(row)) {
            write(&mut self.sheet, &self.formats, (self.row, at), column, value)?;
        }
        if let Some(link) = link.filter(|_| self.has_links) {
            write_link(&mut self.sheet, &self.formats, (self.row, width), link)?;
        }
        Ok(())
    }

    /// How many rows are written.
    pub(crate) const fn rows(&self) -> u32 {
        self.row
    }

    /// Ends the workbook with a sheet of notes.
    pub(crate) fn finish(mut self, name: &str, notes: Vec<Vec<Note>>) -> Result<Vec<u8>, Error> {
        let width = self.columns.len() + usize::from(self.has_links);
        let last = u16::try_from(width).unwrap_or(u16::MAX).saturating_sub(1);
        self.sheet.autofilter(0, 0, self.row, last)?;
        self.workbook.push_worksheet(self.sheet);
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?;
        for (at, width) in [(0, 36.0), (1, 60.0), (2, 12.0), (3, 100.0)] {
            sheet.set_column_width(at, width)?;
        }
        for (row, notes) in (0_u32..).zip(notes) {
            for (at, note) in (0_u16..).zip(notes) {
                write_note(sheet, &self.formats, (row, at), note)?;
            }
        }
        Ok(self.workbook.save_to_buffer()?)
    }
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold(),
            money: Format::new().set_num_format("#,##0.00"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            link: Format::new()
                .set_font_color(Color::RGB(0x05_63_C1))
                .set_underline(FormatUnderline::Single),
            note: Format::new().set_text_wrap(),
        }
    }
}

/// Characters across, so that what a column holds can be read.
fn width(kind: Option<Kind>, name: &str) -> f64 {
    let least = match kind {
        Some(Kind::Text) => 22,
        Some(Kind::Decimal { .. }) => 16,
        Some(Kind::Date) => 12,
        Some(Kind::Integer | Kind::Boolean) => 9,
        None => 46,
    };
    let name = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
    f64::from(name.saturating_add(3).clamp(least, least.max(40)))
}

fn write(
    sheet: &mut Worksheet,
    formats: &Formats,
    (row, at): (u32, u16),
    column: &Column,
    value: &Value,
) -> Result<(), Error> {
    let unfit = || Error::does_not_fit(column, value);
    match (column.kind, value) {
        (_, Value::Missing) if column.is_required => {
            return Err(Error::Missing { column: column.name.clone() });
        }
        (_, Value::Missing) => {}
        (Kind::Text, Value::Text(text)) => {
            let length = text.encode_utf16().count();
            if length > MAX_TEXT {
                return Err(Error::TooLong { column: column.name.clone(), length, most: MAX_TEXT });
            }
            sheet.write_string(row, at, text)?;
        }
        (Kind::Date, Value::Text(text)) => {
            let date = date(text).ok_or_else(unfit)?;
            sheet.write_datetime_with_format(row, at, &date, &formats.date)?;
        }
        (Kind::Integer, Value::Integer(number)) => {
            sheet.write_number(row, at, exact((*number).into()).ok_or_else(unfit)?)?;
        }
        (Kind::Decimal { scale }, Value::Decimal(number)) => {
            let exact = exact(*number).filter(|_| number.normalize().scale() <= scale);
            let exact = exact.ok_or_else(unfit)?;
            if scale == CENTS {
                sheet.write_number_with_format(row, at, exact, &formats.money)?;
            } else {
                sheet.write_number(row, at, exact)?;
            }
        }
        (Kind::Boolean, Value::Boolean(is_so)) => {
            sheet.write_boolean(row, at, *is_so)?;
        }
        _ => return Err(unfit()),
    }
    Ok(())
}

fn write_note(
    sheet: &mut Worksheet,
    formats: &Formats,
    (row, at): (u32, u16),
    note: Note,
) -> Result<(), Error> {
    match note {
        Note::Heading(text) => {
            sheet.write_string_with_format(row, at, text, &formats.heading)?;
        }
        Note::Text(text) => {
            let text: String = text.chars().take(MAX_TEXT / 2).collect();
            sheet.write_string_with_format(row, at, text, &formats.note)?;
        }
        Note::Link(link) => write_link(sheet, formats, (row, at), link)?,
    }
    Ok(())
}

/// An address that is too long for a spreadsheet to follow is shown all the same.
fn write_link(
    sheet: &mut Worksheet,
    formats: &Formats,
    (row, at): (u32, u16),
    link: Link,
) -> Result<(), Error> {
    let url = Url::new(link.address).set_text(&link.text);
    match sheet.write_url_with_format(row, at, url, &formats.link) {
        Ok(_) => Ok(()),
        Err(XlsxError::MaxUrlLengthExceeded) => {
            sheet.write_string(row, at, link.text)?;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// A number as spreadsheets hold it; none where it has more digits than they keep.
fn exact(number: Decimal) -> Option<f64> {
    let number = number.normalize();
    if number.mantissa().abs() > MAX_EXACT { None } else { number.to_string().parse().ok() }
}

fn date(text: &str) -> Option<ExcelDateTime> {
    let date: Date = text.parse().ok()?;
    let (year, month) = (u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?);
    ExcelDateTime::from_ymd(year, month, u8::try_from(date.day()).ok()?).ok()
}

//! The cells of a column that wait for their row group, in the types that Parquet stores.

use jiff::civil::Date;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use rust_decimal::Decimal;

use crate::tabular::{Column, Error, Kind, Value};

/// The largest number of 18 digits.
const MAX_DIGITS: i128 = 999_999_999_999_999_999;
/// Dates are counted in days from here.
const FIRST_DAY: Date = Date::constant(1970, 1, 1);

/// The cells of a column.
#[derive(Debug)]
pub(super) struct Cells {
    values: Values,
    /// 1 for each row that has a value, 0 for each that has none.
    levels: Vec<i16>,
}

#[derive(Debug)]
enum Values {
    Texts(Vec<ByteArray>),
    Longs(Vec<i64>),
    Days(Vec<i32>),
    Truths(Vec<bool>),
}

impl Cells {
    /// No cells yet.
    pub(super) fn of(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text => Values::Texts(Vec::new()),
            Kind::Integer | Kind::Decimal { .. } => Values::Longs(Vec::new()),
            Kind::Date => Values::Days(Vec::new()),
            Kind::Boolean => Values::Truths(Vec::new()),
        };
        Self { values, levels: Vec::new() }
    }

    /// Adds a cell; gives the bytes of its text.
    pub(super) fn push(&mut self, column: &Column, value: Value) -> Result<usize, Error> {
        if value == Value::Missing {
            if column.is_required {
                return Err(Error::Missing { column: column.name.clone() });
            }
            self.levels.push(0);
            return Ok(0);
        }
        let unfit = || Error::does_not_fit(column, &value);
        let mut text = 0;
        match (&mut self.values, column.kind) {
            (Values::Texts(texts), _) => {
                let Value::Text(one) = value else { return Err(unfit()) };
                text = one.len();
                texts.push(ByteArray::from(one.into_bytes()));
            }
            (Values::Longs(longs), Kind::Decimal { scale }) => {
                longs.push(units(&value, scale).ok_or_else(unfit)?);
            }
            (Values::Longs(longs), _) => {
                let Value::Integer(number) = value else { return Err(unfit()) };
                longs.push(number);
            }
            (Values::Days(days), _) => days.push(day(&value).ok_or_else(unfit)?),
            (Values::Truths(truths), _) => {
                let Value::Boolean(is_so) = value else { return Err(unfit()) };
                truths.push(is_so);
            }
        }
        self.levels.push(1);
        Ok(text)
    }

    /// Writes the cells as a part of a row group and forgets them.
    pub(super) fn write(&mut self, writer: &mut ColumnWriter) -> Result<(), Error> {
        let levels = Some(self.levels.as_slice());
        match (&mut self.values, writer) {
            (Values::Texts(texts), ColumnWriter::ByteArrayColumnWriter(writer)) => {
                writer.write_batch(texts, levels, None)?;
                texts.clear();
            }
            (Values::Longs(longs), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(longs, levels, None)?;
                longs.clear();
            }
            (Values::Days(days), ColumnWriter::Int32ColumnWriter(writer)) => {
                writer.write_batch(days, levels, None)?;
                days.clear();
            }
            (Values::Truths(truths), ColumnWriter::BoolColumnWriter(writer)) => {
                writer.write_batch(truths, levels, None)?;
                truths.clear();
            }
            _ => return Err(ParquetError::General("a column is of another type".into()).into()),
        }
        self.levels.clear();
        Ok(())
    }
}

/// A decimal in units of its last place; none where it has more decimals or digits than fit.
fn units(value: &Value, scale: u32) -> Option<i64> {
    let number = match value {
        Value::Decimal(number) => *number,
        Value::Integer(number) => Decimal::from(*number),
        _ => return None,
    };
    let number = number.normalize();
    let missing = scale.checked_sub(number.scale())?;
    let units = number.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    if units.abs() > MAX_DIGITS { None } else { i64::try_from(units).ok() }
}

fn day(value: &Value) -> Option<i32> {
    let Value::Text(text) = value else { return None };
    let date: Date = text.parse().ok()?;
    FIRST_DAY.until(date).ok().map(|span| span.get_days())
}

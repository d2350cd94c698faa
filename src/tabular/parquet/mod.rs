//! Rows as Parquet: exact decimals, zstd, row groups of bounded size that are written as they fill.

mod cells;

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::tabular::parquet::cells::Cells;
use crate::tabular::{Column, Error, Kind, Value, check_width};

/// What every file says made it: no build and no date, so that the same rows make the same bytes.
const CREATED_BY: &str = "kuntavaaka version 1";
const SCHEMA: &str = "rows";
/// The most rows of a row group.
const MAX_ROWS: usize = 5_000;
/// Bytes of text at which a row group is written before it has all its rows.
const MAX_TEXT: usize = 8 << 20;
/// The most digits that fit into 64 bits whatever they are.
const PRECISION: i32 = 18;

/// Writes rows as they come.
#[derive(Debug)]
pub(crate) struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    waiting: Vec<Cells>,
    rows: usize,
    text: usize,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file that bears what is said about it.
    pub(crate) fn new(
        sink: W,
        columns: &[Column],
        metadata: &[(String, String)],
    ) -> Result<Self, Error> {
        let about = metadata.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone()));
        let properties = WriterProperties::builder()
            .set_created_by(CREATED_BY.to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_key_value_metadata(Some(about.collect()))
            .build();
        let file = SerializedFileWriter::new(sink, schema(columns)?, Arc::new(properties))?;
        let waiting = columns.iter().map(|column| Cells::of(column.kind)).collect();
        Ok(Self { file, columns: columns.to_vec(), waiting, rows: 0, text: 0 })
    }

    /// Writes rows; those of a row group that is not full wait for the next.
    pub(crate) fn write(&mut self, rows: Vec<Vec<Value>>) -> Result<(), Error> {
        for row in rows {
            check_width(&self.columns, &row)?;
            for ((column, cells), value) in self.columns.iter().zip(&mut self.waiting).zip(row) {
                self.text += cells.push(column, value)?;
            }
            self.rows += 1;
            if self.rows >= MAX_ROWS || self.text >= MAX_TEXT {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Ends the file and gives back what it was written to.
    pub(crate) fn finish(mut self) -> Result<W, Error> {
        self.flush()?;
        Ok(self.file.into_inner()?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for cells in &mut self.waiting {
            let Some(mut column) = group.next_column()? else { break };
            cells.write(column.untyped())?;
            column.close()?;
        }
        group.close()?;
        (self.rows, self.text) = (0, 0);
        Ok(())
    }
}

impl Writer<Vec<u8>> {
    /// Takes what is written so far. Where the parts of the file begin is counted apart from it.
    pub(crate) fn take(&mut self) -> Result<Vec<u8>, Error> {
        self.file.flush()?;
        Ok(std::mem::take(self.file.inner_mut()))
    }
}

fn schema(columns: &[Column]) -> Result<Arc<Type>, Error> {
    let fields: Result<Vec<Arc<Type>>, Error> =
        columns.iter().map(|column| Ok(Arc::new(field(column)?))).collect();
    let schema = Type::group_type_builder(SCHEMA).with_fields(fields?).build()?;
    Ok(Arc::new(schema))
}

fn field(column: &Column) -> Result<Type, Error> {
    let repetition = if column.is_required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    let of =
        |physical| Type::primitive_type_builder(&column.name, physical).with_repetition(repetition);
    let field = match column.kind {
        Kind::Text => of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)),
        Kind::Integer => of(Physical::INT64),
        Kind::Decimal { scale } => {
            let scale = i32::try_from(scale).unwrap_or(PRECISION);
            let decimal = LogicalType::decimal(scale, PRECISION);
            of(Physical::INT64)
                .with_logical_type(Some(decimal))
                .with_precision(PRECISION)
                .with_scale(scale)
        }
        Kind::Date => of(Physical::INT32).with_logical_type(Some(LogicalType::Date)),
        Kind::Boolean => of(Physical::BOOLEAN),
    };
    Ok(field.build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: Kind, is_required: bool) -> Column {
        Column { name: name.to_owned(), kind, is_required }
    }

    fn money(value: Value) -> Result<Vec<u8>, Error> {
        let columns = [column("amount", Kind::Decimal { scale: 2 }, false)];
        let mut writer = Writer::new(Vec::new(), &columns, &[])?;
        writer.write(vec![vec![value]])?;
        writer.finish()
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_column_and_value_and_never_rounded() {
        let refused = |text: &str| {
            let value = Value::Decimal(text.parse().unwrap());
            money(value).err().map(|error| error.to_string()).unwrap_or_default()
        };
        for text in ["0.001", "-6380150.005", "10000000000000000.00"] {
            let told = refused(text);
            assert!(told.contains("amount") && told.contains(text), "{told}");
        }
        for text in ["-6380150.00", "1.5", "9999999999999999.99", "2.500"] {
            assert_eq!(refused(text), "");
        }
        assert!(money(Value::Text("1".to_owned())).is_err());
        assert!(money(Value::Missing).is_ok());
    }

    #[test]
    fn a_required_column_has_no_gap_and_a_row_has_all_columns() {
        let columns = [column("id", Kind::Text, true), column("day", Kind::Date, false)];
        let write = |row: Vec<Value>| {
            let mut writer = Writer::new(Vec::new(), &columns, &[]).unwrap();
            writer.write(vec![row]).and_then(|()| writer.finish())
        };
        let (id, day) = (Value::Text("a".to_owned()), Value::Text("2024-12-31".to_owned()));
        assert!(write(vec![id.clone(), day.clone()]).is_ok());
        assert!(write(vec![Value::Missing, day]).unwrap_err().to_string().contains("id"));
        assert!(write(vec![id.clone()]).is_err());
        assert!(write(vec![id, Value::Text("31.12.2024".to_owned())]).is_err());
    }

    #[test]
    fn rows_leave_as_row_groups_fill() {
        let columns = [column("id", Kind::Integer, true)];
        let mut writer = Writer::new(Vec::new(), &columns, &[]).unwrap();
        let mut parts = vec![writer.take().unwrap()];
        for number in 0..3 {
            let rows = (0..MAX_ROWS).map(|_| vec![Value::Integer(number)]);
            writer.write(rows.collect()).unwrap();
            parts.push(writer.take().unwrap());
            assert!(!parts.last().unwrap().is_empty());
        }
        writer.write(vec![vec![Value::Integer(1)]]).unwrap();
        assert!(writer.take().unwrap().is_empty());
        parts.push(writer.finish().unwrap());
        let bytes = parts.concat();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}

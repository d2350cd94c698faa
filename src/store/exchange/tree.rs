//! The tree that the rows of a table make: whoever climbs it must come to an end.

use std::collections::HashMap;

use crate::store::exchange::{Batch, Cell, Refusal};
use crate::store::schema::TableOf;

/// The most rows above a row: classifications and organisations have five, and the way up is gone for each row.
const MOST_LEVELS: usize = 50;

/// Each row with the one above it.
#[derive(Debug)]
pub(super) struct Tree {
    place: usize,
    column: &'static str,
    above: HashMap<Box<str>, Box<str>>,
}

impl Tree {
    /// The tree of a table, where its rows name others of it.
    pub(super) fn of(table: &TableOf) -> Option<Self> {
        let place = table.columns.iter().position(|c| c.references == Some(table.name))?;
        let column = table.columns.get(place)?.name;
        Some(Self { place, column, above: HashMap::new() })
    }

    /// Puts a row below the one that it names. Rows come in any order, so a circle is found by the
    /// row that closes it.
    pub(super) fn grow(&mut self, batch: &Batch, row: usize) -> Result<(), Refusal> {
        let (Some(Cell::Text(parent)), Some(Cell::Text(own))) =
            (batch.cell(row, self.place), batch.row(row).next())
        else {
            return Ok(());
        };
        let mut on_the_way = Some(parent);
        for _ in 0..MOST_LEVELS {
            let Some(id) = on_the_way else {
                self.above.insert(own.into(), parent.into());
                return Ok(());
            };
            if id == own {
                break;
            }
            on_the_way = self.above.get(id).map(|above| &**above);
        }
        let reason = format!(
            "\"{parent}\" lies below \"{own}\" itself, or below more than {MOST_LEVELS} others"
        );
        Err(Refusal { column: Some(self.column), reason })
    }
}

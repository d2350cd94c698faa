//! What rows pass before they are put in, whichever database they go into: each names rows that
//! are there and none that lies below itself, none comes twice, their amounts can be added up, and
//! all are digested. Tables come in the order of
//! [`tables`](super::tables), parents before children.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::domain::Cents;
use crate::store::exchange::digest::Digesting;
use crate::store::exchange::tree::Tree;
use crate::store::exchange::{Batch, Cell, Digest, tables};
use crate::store::schema::{BUDGET_LINE, Kind, TableOf};

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The column, where one is at fault.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub reason: String,
}

/// A gate that all rows of a release pass.
#[derive(Debug, Default)]
pub struct Gate {
    /// The keys of the tables that others name.
    keys: BTreeMap<&'static str, HashSet<Box<str>>>,
    named: Vec<Named>,
    /// The tree that rows of the table make, where they name others of it as their parents.
    tree: Option<Tree>,
    /// The columns whose amounts are added up by questions, and what they make so far.
    added: Vec<(usize, &'static str)>,
    sum: i64,
    /// The tables of which rows were refused.
    gaps: BTreeSet<&'static str>,
    /// Whether rows that name one of those are let through: they are sound by themselves.
    is_lenient: bool,
    digesting: Digesting,
    is_named: bool,
}

/// A column that names rows of another table.
#[derive(Debug)]
struct Named {
    place: usize,
    column: &'static str,
    table: &'static str,
    /// What it named last and was there: rows of one thing stand together.
    last: String,
}

impl Gate {
    /// A gate that lets rows through which may name a refused one: of a release that is refused as
    /// a whole, what follows from a bad row needs not be told.
    #[must_use]
    pub fn lenient() -> Self {
        Self { is_lenient: true, ..Self::default() }
    }

    /// A row of this table was refused before it came here.
    pub fn refused(&mut self, table: &'static TableOf) {
        self.gaps.insert(table.name);
    }

    /// The rows that follow are of this table.
    pub fn begin(&mut self, table: &'static TableOf) {
        self.digesting.begin(table);
        self.is_named = tables().iter().any(|t| t.name != table.name && names(t, table.name));
        // What a table names of itself may follow; the database holds that at the end.
        let columns = table.columns.iter().enumerate();
        let named = columns.filter_map(|(place, column)| {
            let to = column.references.filter(|to| *to != table.name)?;
            Some(Named { place, column: column.name, table: to, last: String::new() })
        });
        self.named = named.collect();
        self.tree = Tree::of(table);
        let is_added = table.name == BUDGET_LINE.name;
        let columns = table.columns.iter().enumerate().filter(|(_, c)| c.kind == Kind::Money);
        self.added = columns.filter(|_| is_added).map(|(place, c)| (place, c.name)).collect();
        self.sum = 0;
    }

    /// Lets a row of a batch pass.
    ///
    /// # Errors
    /// [`Refusal`]; the row may not be put in.
    pub fn pass(&mut self, batch: &Batch, row: usize) -> Result<(), Refusal> {
        for named in &mut self.named {
            let Some(Cell::Text(key)) = batch.cell(row, named.place) else { continue };
            if key == named.last {
                continue;
            }
            if self.is_lenient && self.gaps.contains(named.table) {
                continue;
            }
            if !self.keys.get(named.table).is_some_and(|keys| keys.contains(key)) {
                let reason = format!("\"{key}\" stands in no row of {}", named.table);
                return Err(Refusal { column: Some(named.column), reason });
            }
            named.last.clear();
            named.last.push_str(key);
        }
        if let Some(tree) = &mut self.tree {
            tree.grow(batch, row)?;
        }
        self.add(batch, row)?;
        if self.digesting.take(batch, row) == Ordering::Equal {
            let reason = format!("it has the {} of the row before", batch.table().key);
            return Err(Refusal { column: None, reason });
        }
        if let (true, Some(Cell::Text(key))) = (self.is_named, batch.row(row).next()) {
            self.keys.entry(batch.table().name).or_default().insert(key.into());
        }
        Ok(())
    }

    /// Adds the amounts of a row up as if none had a sign: then no sum of some of them is greater.
    fn add(&mut self, batch: &Batch, row: usize) -> Result<(), Refusal> {
        let mut sum = self.sum;
        for (place, column) in &self.added {
            let Some(Cell::Int(amount)) = batch.cell(row, *place) else { continue };
            sum = sum.saturating_add(amount.saturating_abs());
            if sum > Cents::MOST.0 {
                let reason = format!(
                    "with it, all amounts together are more than {}, so sums of them may not be told",
                    Cents::MOST
                );
                return Err(Refusal { column: Some(column), reason });
            }
        }
        self.sum = sum;
        Ok(())
    }

    /// The digest of all that passed; none where rows did not come in the order of their keys.
    #[must_use]
    pub fn finish(self) -> Option<Digest> {
        self.digesting.finish()
    }
}

/// Whether rows of a table name rows of another.
fn names(table: &TableOf, other: &str) -> bool {
    table.columns.iter().any(|column| column.references == Some(other))
}

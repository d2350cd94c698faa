//! A listing per parent: one window of rows below each of many, in as many statements as for one.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Text};

use crate::store::connection::AnyBackend;
use crate::store::read::listing::{Found, Listing, Window};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// Whose rows a page per parent is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parent {
    Municipality,
    Document,
    Unit,
    /// The unit and all units below it.
    UnitWithDescendants,
}

#[derive(QueryableByName)]
struct ParentRow {
    #[diesel(sql_type = Text)]
    parent_key: String,
}

#[derive(QueryableByName)]
struct ParentCount {
    #[diesel(sql_type = Text)]
    parent_key: String,
    #[diesel(sql_type = BigInt)]
    total: i64,
}

impl Listing {
    /// Joins what names a row's parent, and gives the expression that does. Rows are `alias`,
    /// with a document and a unit; documents are `d`.
    pub(super) fn below(&mut self, of: Parent, alias: &str) -> String {
        match of {
            Parent::Municipality => "d.municipality_code".to_owned(),
            Parent::Document => format!("{alias}.document_id"),
            Parent::Unit => format!("{alias}.unit_id"),
            Parent::UnitWithDescendants => {
                let within = format!(
                    " JOIN unit p ON ({alias}.unit_id = p.id \
                     OR ({alias}.unit_id > p.id || '.' AND {alias}.unit_id < p.id || '/'))"
                );
                self.narrow.as_mut().map_or(&mut self.from, |n| &mut n.from).push_str(&within);
                "p.id".to_owned()
            }
        }
    }

    /// One window per parent, in two statements at the most, however many parents there are. `parent` is the
    /// expression that names a row's parent.
    pub(super) fn windows<R>(
        self,
        session: &mut Session,
        parent: &str,
        parents: &[String],
        window: &Window,
    ) -> Result<BTreeMap<String, Found<R>>, StoreError>
    where
        R: QueryableByName<AnyBackend> + 'static,
    {
        let mut conditions = self.conditions.clone();
        conditions.push(Sql::any_of(parent, parents));
        let totals = if window.is_counted {
            self.totals(session, parent, conditions.clone())?
        } else {
            BTreeMap::new()
        };
        let mut by_parent: BTreeMap<String, Vec<R>> =
            parents.iter().map(|p| (p.clone(), Vec::new())).collect();
        let found = |(parent, rows): (String, Vec<R>)| {
            let total = totals.get(&parent).copied().unwrap_or_default();
            (parent, Found::cut(rows, total, window.limit))
        };
        if window.limit == 0 {
            return Ok(by_parent.into_iter().map(found).collect());
        }
        conditions.extend(self.beyond(window)?);
        let order = self.order_by();
        let ranked = self.narrow.as_ref().map_or(self.columns, |narrow| narrow.id);
        let rows = Sql::new(&format!(
            "(SELECT {ranked}, {parent} AS parent_key, \
             ROW_NUMBER() OVER (PARTITION BY {parent}{order}) AS place FROM {}",
            self.counted_from()
        ))
        .append(Sql::all(conditions))
        .text(") ranked");
        let rows = match &self.narrow {
            None => Sql::new("SELECT * FROM ").append(rows).text(" WHERE place <= "),
            Some(narrow) => Sql::new(&format!("SELECT {}, parent_key, place FROM ", self.columns))
                .append(rows)
                .text(&format!(" CROSS JOIN {} WHERE ranked.id = {}", self.from, narrow.id))
                .text(" AND place <= "),
        };
        let rows = rows.bind(window.limit.saturating_add(1)).text(" ORDER BY parent_key, place");
        for (parent, row) in session.load::<(ParentRow, R)>(rows)? {
            by_parent.entry(parent.parent_key).or_default().push(row);
        }
        Ok(by_parent.into_iter().map(found).collect())
    }

    fn totals(
        &self,
        session: &mut Session,
        parent: &str,
        conditions: Vec<Sql>,
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        let from = self.counted_from();
        let head = format!("SELECT {parent} AS parent_key, COUNT(*) AS total FROM {from}");
        let statement = Sql::new(&head).append(Sql::all(conditions));
        let rows = session.load::<ParentCount>(statement.text(&format!(" GROUP BY {parent}")))?;
        Ok(rows.into_iter().map(|r| (r.parent_key, r.total)).collect())
    }
}

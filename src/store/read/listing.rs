//! A listing: rows in a total order, read window by window. A window for each of many parents
//! stands in `parents`.

use diesel::deserialize::QueryableByName;

use crate::store::connection::AnyBackend;
use crate::store::read::CountRow;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// The value of one level of an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A text, compared byte by byte.
    Text(String),
    /// A number.
    Int(i64),
}

/// Which stretch of a listing is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    /// How many rows; where none are wanted none are read.
    pub(crate) limit: i64,
    /// The keys of the row to go on after.
    pub(crate) after: Option<Vec<Key>>,
    /// Whether it is wanted how many rows the listing has.
    pub(crate) is_counted: bool,
}

/// What stood in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// How many rows the listing has, in the window or not, where that is wanted.
    pub(crate) total: i64,
    /// Whether rows follow.
    pub(crate) has_more: bool,
}

/// One level of an order. Its expression is never null.
pub(super) struct Level {
    pub(super) expression: &'static str,
    pub(super) descending: bool,
}

/// Levels, all ascending.
pub(super) fn ascending<const N: usize>(expressions: [&'static str; N]) -> Vec<Level> {
    expressions.into_iter().map(|expression| Level { expression, descending: false }).collect()
}

/// What a listing is made of.
pub(super) struct Listing {
    /// The select list.
    pub(super) columns: &'static str,
    /// The tables.
    pub(super) from: String,
    /// Fewer tables to count and order rows by, where most rows are counted and few are read.
    pub(super) narrow: Option<Narrow>,
    /// All of which hold.
    pub(super) conditions: Vec<Sql>,
    /// The last level is unique.
    pub(super) order: Vec<Level>,
}

/// The tables that conditions and orders need, without those that only give names.
pub(super) struct Narrow {
    pub(super) from: String,
    /// The expression that names a row, here and among all tables.
    pub(super) id: &'static str,
}

/// Adds that a column has one of the values; nothing where there are none.
pub(super) fn listed<S: AsRef<str>>(all: &mut Vec<Sql>, column: &str, values: &[S]) {
    if !values.is_empty() {
        all.push(Sql::any_of(column, values));
    }
}

impl Listing {
    /// Every row, in order.
    pub(super) fn all<R>(self, session: &mut Session) -> Result<Vec<R>, StoreError>
    where
        R: QueryableByName<AnyBackend> + 'static,
    {
        let order = self.order_by();
        let statement = Sql::new(&format!("SELECT {} FROM {}", self.columns, self.from));
        session.load(statement.append(Sql::all(self.conditions)).text(&order))
    }

    /// One window.
    pub(super) fn window<R>(
        self,
        session: &mut Session,
        window: &Window,
    ) -> Result<Found<R>, StoreError>
    where
        R: QueryableByName<AnyBackend> + 'static,
    {
        self.window_of(&Sql::default(), session, window)
    }

    /// The same where the tables are made by the statement itself: `with` makes them.
    pub(super) fn window_of<R>(
        self,
        with: &Sql,
        session: &mut Session,
        window: &Window,
    ) -> Result<Found<R>, StoreError>
    where
        R: QueryableByName<AnyBackend> + 'static,
    {
        if !window.is_counted {
            return self.window_counted(with, 0, session, window);
        }
        let count = with
            .clone()
            .text(&format!("SELECT COUNT(*) AS value FROM {}", self.counted_from()))
            .append(Sql::all(self.conditions.clone()));
        let total = session.counting(count)?;
        self.window_counted(with, total, session, window)
    }

    /// The same where it is known how many rows there are.
    pub(super) fn window_counted<R>(
        self,
        with: &Sql,
        total: i64,
        session: &mut Session,
        window: &Window,
    ) -> Result<Found<R>, StoreError>
    where
        R: QueryableByName<AnyBackend> + 'static,
    {
        let wanted = if window.limit == 0 { 0 } else { window.limit.saturating_add(1) };
        let mut rows = Vec::new();
        for beyond in self.stretches(window)? {
            let rest = wanted.saturating_sub(i64::try_from(rows.len()).unwrap_or(wanted));
            if rest == 0 {
                break;
            }
            let statement = with
                .clone()
                .text(&format!("SELECT {} FROM {}", self.columns, self.from))
                .append(Sql::all(self.conditions.iter().cloned().chain(beyond)))
                .text(&self.order_by())
                // SQLite plans a statement anew for every other limit that is bound to it.
                .text(&format!(" LIMIT {rest}"));
            rows.extend(session.load::<R>(statement)?);
        }
        Ok(Found::cut(rows, total, window.limit))
    }

    /// The tables that rows are counted in.
    pub(super) fn counted_from(&self) -> &str {
        self.narrow.as_ref().map_or(&self.from, |narrow| &narrow.from)
    }

    pub(super) fn order_by(&self) -> String {
        let level =
            |l: &Level| format!("{}{}", l.expression, if l.descending { " DESC" } else { "" });
        let levels: Vec<String> = self.order.iter().map(level).collect();
        format!(" ORDER BY {}", levels.join(", "))
    }

    /// What holds for the rows behind the window's start: the first levels are equal and the
    /// next one is beyond.
    pub(super) fn beyond(&self, window: &Window) -> Result<Option<Sql>, StoreError> {
        let stretches: Vec<Sql> = self.stretches(window)?.into_iter().flatten().collect();
        Ok(Some(stretches).filter(|all| !all.is_empty()).map(Sql::either))
    }

    /// The same as stretches that follow each other, the nearest first: an index leads to each, but
    /// not to all of them at once. Without a start there is one, of all rows.
    fn stretches(&self, window: &Window) -> Result<Vec<Option<Sql>>, StoreError> {
        let Some(keys) = &window.after else {
            return Ok(vec![None]);
        };
        if keys.len() != self.order.len() {
            return Err(StoreError::Inconsistent("a key of another order".to_owned()));
        }
        let levels: Vec<(&Level, &Key)> = self.order.iter().zip(keys).collect();
        let stretches = (0..levels.len()).rev().map(|n| {
            let equal = levels.iter().take(n).map(|(l, key)| compared(l.expression, " = ", key));
            let beyond = levels.iter().skip(n).take(1).map(|(l, key)| {
                compared(l.expression, if l.descending { " < " } else { " > " }, key)
            });
            Some(Sql::new("(").join(equal.chain(beyond), " AND ").text(")"))
        });
        Ok(stretches.collect())
    }
}

/// The number that a statement counts.
pub(in crate::store) fn counted(session: &mut Session, count: Sql) -> Result<i64, StoreError> {
    Ok(session.load::<CountRow>(count)?.iter().map(|r| r.value).sum())
}

fn compared(expression: &str, operator: &str, key: &Key) -> Sql {
    let comparison = Sql::new(expression).text(operator);
    match key {
        Key::Text(text) => comparison.bind(text.as_str()),
        Key::Int(number) => comparison.bind(*number),
    }
}

impl<R> Found<R> {
    /// Of one row more than wanted, the last tells that rows follow.
    pub(super) fn cut(mut items: Vec<R>, total: i64, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = items.len() > limit;
        items.truncate(limit);
        Self { items, total, has_more }
    }

    /// The same rows as something else.
    pub(super) fn try_map<T>(
        self,
        change: impl FnMut(R) -> Result<T, StoreError>,
    ) -> Result<Found<T>, StoreError> {
        let items = self.items.into_iter().map(change).collect::<Result<_, _>>()?;
        Ok(Found { items, total: self.total, has_more: self.has_more })
    }
}

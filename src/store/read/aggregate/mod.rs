//! Sums of budget lines by group: every quantity once, no unit beside one above it.
//!
//! Which questions would count money twice is decided in `query`; here are the statements that
//! count, and those that look into the data where the question alone does not tell.

mod statement;

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Cents, Period, Scenario, UnitKind};
use crate::store::read::listing::Listing;
use crate::store::read::{Found, Key, TextRow, Window, narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

pub use statement::GroupBy;
pub(crate) use statement::{AggregateSelection, Nesting};

/// The keys of a group; those it was not grouped by are absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupKeys {
    pub(crate) municipality: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) unit_kind: Option<UnitKind>,
    /// Empty for units without a function.
    pub(crate) function: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) scenario: Option<Scenario>,
    pub(crate) fiscal_year: Option<i32>,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) keys: GroupKeys,
    /// Of the account, which orders groups by account.
    account_position: i64,
    pub(crate) period: Period,
    pub(crate) amount: Option<Cents>,
    pub(crate) count: i64,
    pub(crate) missing_count: i64,
    pub(crate) corrected_count: i64,
}

#[derive(QueryableByName)]
struct KeysRow {
    #[diesel(sql_type = Nullable<Text>)]
    municipality_code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    unit_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    unit_kind: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    function_code: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    account: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    scenario: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    fiscal_year: Option<i64>,
}

#[derive(QueryableByName)]
struct SumsRow {
    #[diesel(sql_type = BigInt)]
    account_position: i64,
    #[diesel(sql_type = Text)]
    period_start: String,
    #[diesel(sql_type = Text)]
    period_end: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    amount: Option<i64>,
    #[diesel(sql_type = BigInt)]
    line_count: i64,
    #[diesel(sql_type = BigInt)]
    missing_count: i64,
    #[diesel(sql_type = BigInt)]
    corrected_count: i64,
}

#[derive(QueryableByName)]
struct TwinRow {
    #[diesel(sql_type = Text)]
    twin: String,
}

#[derive(QueryableByName)]
struct PairRow {
    #[diesel(sql_type = Text)]
    one: String,
    #[diesel(sql_type = Text)]
    other: String,
}

impl AggregateSelection {
    /// The keys of a group's place.
    pub(crate) fn place(&self, group: &Group) -> Vec<Key> {
        let text = |value: Option<String>| vec![Key::Text(value.unwrap_or_default())];
        let code = |value: Option<&'static str>| vec![Key::Text(value.unwrap_or_default().into())];
        let keys = &group.keys;
        let place = |key: &GroupBy| match key {
            GroupBy::Municipality => text(keys.municipality.clone()),
            GroupBy::Unit => text(keys.unit.clone()),
            GroupBy::UnitKind => code(keys.unit_kind.map(UnitKind::as_str)),
            GroupBy::Function => text(keys.function.clone()),
            GroupBy::Account => {
                let mut place = vec![Key::Int(group.account_position)];
                place.extend(text(keys.account.clone()));
                place
            }
            GroupBy::Scenario => code(keys.scenario.map(Scenario::as_str)),
            GroupBy::FiscalYear => vec![Key::Int(keys.fiscal_year.unwrap_or_default().into())],
        };
        self.keys.iter().flat_map(place).collect()
    }
}

#[derive(QueryableByName)]
struct KindRow {
    #[diesel(sql_type = Text)]
    unit_kind: String,
}

/// Groups by their keys, in the order of the keys.
pub(crate) fn page(
    session: &mut Session,
    selection: &AggregateSelection,
    window: &Window,
) -> Result<Found<Group>, StoreError> {
    let listing = Listing {
        columns: "g.*",
        from: "summed g".to_owned(),
        narrow: None,
        conditions: Vec::new(),
        order: selection.order(),
    };
    let found = listing.window_of::<(KeysRow, SumsRow)>(&selection.with(), session, window)?;
    found.try_map(|(keys, sums)| group(keys, &sums))
}

/// Units whose lines were left out because another unit of their group holds the same money,
/// with the keys of the group.
pub(crate) fn counted_elsewhere(
    session: &mut Session,
    selection: &AggregateSelection,
) -> Result<Vec<(GroupKeys, String)>, StoreError> {
    if !selection.has_twins {
        return Ok(Vec::new());
    }
    let twins = |what: &str| {
        let left_out = selection.counted_elsewhere();
        selection.with().text(&format!("SELECT {what} FROM chosen c WHERE {left_out}"))
    };
    if session.counting(twins("COUNT(*) AS value"))? == 0 {
        return Ok(Vec::new());
    }
    let keys_of = selection.columns("c");
    let statement = twins(&format!("DISTINCT {keys_of}, c.unit_id AS twin")).text(" ORDER BY twin");
    let twin = |(row, twin): (KeysRow, TwinRow)| Ok((keys(row)?, twin.twin));
    session.load::<(KeysRow, TwinRow)>(statement)?.into_iter().map(twin).collect()
}

/// The period of a group that holds amounts of several: its first and its last day.
pub(crate) fn mixed_periods(
    session: &mut Session,
    selection: &AggregateSelection,
) -> Result<Option<(String, String)>, StoreError> {
    let mixed = |what: &str| selection.with().text(what).text(" FROM summed g WHERE g.mixed = 1");
    if session.counting(mixed("SELECT COUNT(*) AS value"))? == 0 {
        return Ok(None);
    }
    let first = mixed("SELECT g.period_start AS one, g.period_end AS other");
    let found = session.load::<PairRow>(first.text(" ORDER BY 1, 2 LIMIT 1"))?;
    Ok(found.into_iter().next().map(|r| (r.one, r.other)))
}

/// Two units of one group that each hold the money of one and the same unit below them, as when
/// a service moved from one sector to another and both print its past.
pub(crate) fn overlap(
    session: &mut Session,
    selection: &AggregateSelection,
) -> Result<Option<(String, String)>, StoreError> {
    if selection.has(GroupBy::Unit) || !selection.has_twins {
        return Ok(None);
    }
    let overlapping = |what: &str| {
        selection.with().text(&format!(
            "{SHARED} SELECT {what} FROM shared s \
         JOIN counted c ON c.unit_id = s.one \
         JOIN counted o ON o.unit_id = s.other AND {} AND o.unit_id <> c.unit_id \
         WHERE c.value <> 0 AND o.value <> 0 \
         AND EXISTS (SELECT 1 FROM budget_line x WHERE x.unit_id = s.twin \
         AND x.scenario = c.scenario AND x.fiscal_year = c.fiscal_year \
         AND x.period_start = c.period_start AND x.period_end = c.period_end \
         AND COALESCE(x.corrected_amount, x.amount) <> 0)",
            selection.same_group()
        ))
    };
    if session.counting(overlapping("COUNT(*) AS value"))? == 0 {
        return Ok(None);
    }
    let first = overlapping("c.unit_id AS one, o.unit_id AS other").text(" ORDER BY 1, 2 LIMIT 1");
    let found = session.load::<PairRow>(first)?;
    Ok(found.into_iter().next().map(|r| (r.one, r.other)))
}

/// Units that hold a unit, beside those that hold the unit that states the same money, and that unit.
const SHARED: &str = "\
    , shared (twin, one, other) AS (
        SELECT t.id, a.above_id, t.same_as FROM unit t JOIN above a ON a.unit_id = t.id
        WHERE t.same_as IS NOT NULL
        UNION SELECT t.id, a.above_id, b.above_id FROM unit t JOIN above a ON a.unit_id = t.id
        JOIN above b ON b.unit_id = t.same_as
    )";

/// Whether any unit states the same money as another.
pub(crate) fn has_twins(session: &mut Session) -> Result<bool, StoreError> {
    let found = session.remembered("whether units have twins", |session| {
        let one = "SELECT id AS value FROM unit WHERE same_as IS NOT NULL LIMIT 1";
        Ok(!session.load::<TextRow>(Sql::new(one))?.is_empty())
    });
    found.map(|found| *found)
}

/// A unit of one of the levels (of any, where none is named) and one of the same level above it.
pub(crate) fn nested_in_its_kind(
    session: &mut Session,
    kinds: &[UnitKind],
) -> Result<Option<(String, String)>, StoreError> {
    let nested = session.remembered("units below others of their level", nested_of_each_kind)?;
    let of = |kind: &UnitKind| nested.get(kind).cloned();
    Ok(if kinds.is_empty() {
        nested.values().min().cloned()
    } else {
        kinds.iter().filter_map(of).min()
    })
}

/// By level, the first unit that has one of its level above it, and that one.
fn nested_of_each_kind(
    session: &mut Session,
) -> Result<BTreeMap<UnitKind, (String, String)>, StoreError> {
    let statement = "WITH RECURSIVE above (unit_id, kind, above_id) AS (\
         SELECT id, kind, parent_id FROM unit WHERE parent_id IS NOT NULL \
         UNION ALL SELECT b.unit_id, b.kind, u.parent_id FROM above b \
         JOIN unit u ON u.id = b.above_id WHERE u.parent_id IS NOT NULL) \
         SELECT b.kind AS unit_kind, b.unit_id AS one, o.id AS other FROM above b \
         JOIN unit o ON o.id = b.above_id WHERE o.kind = b.kind ORDER BY 2, 3";
    let mut nested = BTreeMap::new();
    for (kind, pair) in session.load::<(KindRow, PairRow)>(Sql::new(statement))? {
        nested.entry(parsed(&kind.unit_kind)?).or_insert((pair.one, pair.other));
    }
    Ok(nested)
}

fn keys(row: KeysRow) -> Result<GroupKeys, StoreError> {
    Ok(GroupKeys {
        municipality: row.municipality_code,
        unit: row.unit_id,
        unit_kind: row.unit_kind.as_deref().map(parsed).transpose()?,
        function: row.function_code,
        account: row.account,
        scenario: row.scenario.as_deref().map(parsed).transpose()?,
        fiscal_year: row.fiscal_year.map(narrow).transpose()?,
    })
}

fn group(row: KeysRow, sums: &SumsRow) -> Result<Group, StoreError> {
    Ok(Group {
        keys: keys(row)?,
        account_position: sums.account_position,
        period: Period { start: parsed(&sums.period_start)?, end: parsed(&sums.period_end)? },
        amount: sums.amount.map(Cents),
        count: sums.line_count,
        missing_count: sums.missing_count,
        corrected_count: sums.corrected_count,
    })
}

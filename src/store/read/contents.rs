//! What documents say besides their budget lines: what the reads of all kinds have in common.
//!
//! Each kind is a table with a document, a place in it, a unit and a text to search; what is its
//! own stands in the file of its name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::Passage;
use crate::store::connection::AnyBackend;
use crate::store::read::documents::in_years;
use crate::store::read::listing::{Listing, ascending, listed};
use crate::store::read::units::within;
use crate::store::read::{Found, Key, Parent, Window, parsed};
use crate::store::search::Search;
use crate::store::sql::Sql;
use crate::store::{Session, Stated, StoreError, passages};

/// A kind of thing that documents say. Its rows are `c`.
pub(crate) trait Content: Sized {
    /// What is asked of it; `Debug` writes out all that decides which things are meant.
    type Selection: Debug;
    /// Its own columns.
    type Row: QueryableByName<AnyBackend> + 'static;
    /// What stands in tables of their own, by the id of the thing.
    type Parts;

    /// Its table.
    const TABLE: &'static str;
    /// Its select list, as `select!` makes it.
    const COLUMNS: &'static str;

    /// The conditions of a selection.
    fn conditions(selection: &Self::Selection) -> Vec<Sql>;
    /// Reads the parts of many things in a fixed number of statements.
    fn parts(session: &mut Session, ids: &[&str]) -> Result<Self::Parts, StoreError>;
    /// The thing with this id and unit.
    fn assemble(place: &Place, row: Self::Row, parts: &mut Self::Parts)
    -> Result<Self, StoreError>;
    /// Its id.
    fn id(&self) -> &str;
    /// The findings about each of its cells; most kinds have none.
    fn findings(&self, _: &Self::Parts) -> BTreeMap<String, Vec<String>> {
        BTreeMap::new()
    }
}

/// The select list of [`Place`] with the columns of a kind behind it.
macro_rules! select {
    ($own:literal) => {
        concat!(
            "c.id, c.document_id, c.position, c.unit_id, m.code AS municipality_code, \
             m.name_fi AS municipality_name_fi, m.name_sv AS municipality_name_sv, \
             m.name_en AS municipality_name_en, u.code AS unit_code, u.name AS unit_name, \
             u.kind AS unit_level, ",
            $own
        )
    };
}
pub(super) use select;

/// Where a thing stands and what it is about.
#[derive(QueryableByName)]
pub(crate) struct Place {
    #[diesel(sql_type = Text)]
    pub(super) id: String,
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = Text)]
    pub(super) unit_id: String,
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    municipality_name_fi: String,
    #[diesel(sql_type = Text)]
    municipality_name_sv: String,
    #[diesel(sql_type = Text)]
    municipality_name_en: String,
    #[diesel(sql_type = Nullable<Text>)]
    unit_code: Option<String>,
    #[diesel(sql_type = Text)]
    unit_name: String,
    #[diesel(sql_type = Text)]
    unit_level: String,
}

/// What can be asked of every kind; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct ContentSelection {
    pub(crate) municipality_codes: Vec<String>,
    pub(crate) document_ids: Vec<String>,
    pub(crate) unit_ids: Vec<String>,
    pub(crate) include_descendants: bool,
    pub(crate) search: Option<Search>,
}

impl ContentSelection {
    pub(super) fn conditions(&self) -> Vec<Sql> {
        let mut all = Vec::new();
        listed(&mut all, "d.municipality_code", &self.municipality_codes);
        listed(&mut all, "c.document_id", &self.document_ids);
        if !self.unit_ids.is_empty() {
            all.push(within("c.unit_id", &self.unit_ids, self.include_descendants));
        }
        let like = |pattern: &String| Sql::new("c.search LIKE ").bind(pattern.as_str());
        let words = self.search.iter().flat_map(Search::words);
        all.extend(words.map(|any| Sql::either(any.iter().map(like).collect())));
        all
    }
}

/// Adds that a fiscal year is within any of the ranges.
pub(super) fn of_years(all: &mut Vec<Sql>, year: &'static str, ranges: &[(i32, i32)]) {
    if !ranges.is_empty() {
        all.push(in_years(year, ranges));
    }
}

fn listing<C: Content>(conditions: Vec<Sql>) -> Listing {
    Listing {
        columns: C::COLUMNS,
        from: format!(
            "{} c JOIN document d ON d.id = c.document_id \
             JOIN municipality m ON m.code = d.municipality_code JOIN unit u ON u.id = c.unit_id",
            C::TABLE
        ),
        narrow: None,
        conditions,
        order: ascending(["d.municipality_code", "c.document_id", "c.position", "c.id"]),
    }
}

/// The keys of a thing's place: municipality, document, place in the document, id.
pub(crate) fn keys<C: Content>(stated: &Stated<C>) -> Vec<Key> {
    vec![
        Key::Text(stated.municipality_code.clone()),
        Key::Text(stated.document_id.clone()),
        Key::Int(stated.position),
        Key::Text(stated.item.id().to_owned()),
    ]
}

/// Things of a kind, in order.
pub(crate) fn page<C: Content>(
    session: &mut Session,
    selection: &C::Selection,
    window: &Window,
) -> Result<Found<Stated<C>>, StoreError> {
    let listing = listing::<C>(C::conditions(selection));
    let found = listing.window::<(Place, C::Row)>(session, window)?;
    let mut parts = parts::<C>(session, found.items.iter())?;
    found.try_map(|row| stated(row, &mut parts))
}

/// A page of things of a kind for each parent.
pub(crate) fn pages<C: Content>(
    session: &mut Session,
    of: Parent,
    parents: &[String],
    selection: &C::Selection,
    window: &Window,
) -> Result<BTreeMap<String, Found<Stated<C>>>, StoreError> {
    let mut listing = listing::<C>(C::conditions(selection));
    let parent = listing.below(of, "c");
    let found = listing.windows::<(Place, C::Row)>(session, &parent, parents, window)?;
    let mut parts = parts::<C>(session, found.values().flat_map(|f| &f.items))?;
    let page = |(parent, f): (String, Found<(Place, C::Row)>)| {
        Ok((parent, f.try_map(|row| stated(row, &mut parts))?))
    };
    found.into_iter().map(page).collect()
}

/// Things of the ids, in order.
pub(crate) fn by_id<C: Content>(
    session: &mut Session,
    ids: &[String],
) -> Result<Vec<Stated<C>>, StoreError> {
    let rows = listing::<C>(vec![Sql::any_of("c.id", ids)]).all::<(Place, C::Row)>(session)?;
    let mut parts = parts::<C>(session, rows.iter())?;
    rows.into_iter().map(|row| stated(row, &mut parts)).collect()
}

/// A thing below several parents is read with its parts once.
fn parts<'a, C: Content + 'a>(
    session: &mut Session,
    rows: impl Iterator<Item = &'a (Place, C::Row)>,
) -> Result<C::Parts, StoreError> {
    let ids: BTreeSet<&str> = rows.map(|(place, _)| place.id.as_str()).collect();
    C::parts(session, &ids.into_iter().collect::<Vec<_>>())
}

fn stated<C: Content>(
    (place, row): (Place, C::Row),
    parts: &mut C::Parts,
) -> Result<Stated<C>, StoreError> {
    let id = place.id.clone();
    understood(place, row, parts).map_err(|error| error.of_row(C::TABLE, &id))
}

fn understood<C: Content>(
    place: Place,
    row: C::Row,
    parts: &mut C::Parts,
) -> Result<Stated<C>, StoreError> {
    let item = C::assemble(&place, row, parts)?;
    Ok(Stated {
        finding_ids: item.findings(parts),
        item,
        document_id: place.document_id,
        position: place.position,
        municipality_code: place.municipality_code,
        municipality_name_fi: place.municipality_name_fi,
        municipality_name_sv: place.municipality_name_sv,
        municipality_name_en: place.municipality_name_en,
        unit_id: place.unit_id,
        unit_code: place.unit_code,
        unit_name: place.unit_name,
        unit_kind: parsed(&place.unit_level)?,
    })
}

/// A passage that may be absent.
pub(super) fn passage(text: Option<&String>) -> Result<Option<Passage>, StoreError> {
    text.map(|text| passages::from_json(text)).transpose()
}

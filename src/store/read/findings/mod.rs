//! Findings with the cells and the budget lines they are about.

mod ids;

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::store::read::listing::{Listing, ascending, listed};
use crate::store::read::units::within;
use crate::store::read::{Found, Key, TextRow, Window, narrow, parsed, wide};
use crate::store::sql::Sql;
use crate::store::{FindingRecord, Session, StoreError};

pub(crate) use ids::{ids_of_budget_lines, ids_of_cells, ids_of_indicators};

/// That a line comes from a cell. The ids of lines begin with that of their cell, so that they are
/// found by their own key: what follows it is nothing, or `-` and a scenario.
const OF_CELL: &str = "l.id >= fc.cell_id AND l.id < fc.cell_id || '.' AND l.cell_id = fc.cell_id";

/// The findings about lines for which something holds that follows, up to a bracket.
fn of_lines() -> String {
    format!(
        "f.id IN (SELECT fc.finding_id FROM finding_cell fc JOIN budget_line l ON {OF_CELL} WHERE "
    )
}

/// Which findings; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct FindingSelection {
    pub(crate) municipality_codes: Vec<String>,
    pub(crate) document_ids: Vec<String>,
    pub(crate) rules: Vec<String>,
    pub(crate) severities: Vec<Severity>,
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) cell_ids: Vec<String>,
    pub(crate) budget_line_ids: Vec<String>,
    /// Units whose budget lines' cells the finding is about.
    pub(crate) unit_ids: Vec<String>,
    pub(crate) include_descendants: bool,
}

#[derive(QueryableByName)]
struct FindingRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    document_id: String,
    #[diesel(sql_type = Text)]
    municipality_code: String,
    #[diesel(sql_type = Text)]
    rule: String,
    #[diesel(sql_type = Text)]
    severity: String,
    #[diesel(sql_type = Text)]
    verdict: String,
    #[diesel(sql_type = Text)]
    message: String,
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    printed_value: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    implied_value: Option<i64>,
}

#[derive(QueryableByName)]
#[expect(clippy::struct_field_names, reason = "the fields bear the names of the columns")]
struct PlaceRow {
    #[diesel(sql_type = Text)]
    finding_id: String,
    #[diesel(sql_type = Text)]
    cell_id: String,
    #[diesel(sql_type = Nullable<Text>)]
    budget_line_id: Option<String>,
}

fn listing(selection: &FindingSelection) -> Listing {
    let severities: Vec<&str> = selection.severities.iter().map(|s| s.as_str()).collect();
    let verdicts: Vec<&str> = selection.verdicts.iter().map(|v| v.as_str()).collect();
    let mut conditions = Vec::new();
    listed(&mut conditions, "d.municipality_code", &selection.municipality_codes);
    listed(&mut conditions, "f.document_id", &selection.document_ids);
    listed(&mut conditions, "f.rule", &selection.rules);
    listed(&mut conditions, "f.severity", &severities);
    listed(&mut conditions, "f.verdict", &verdicts);
    if !selection.cell_ids.is_empty() {
        let cells = Sql::any_of("fc.cell_id", &selection.cell_ids);
        let head = "f.id IN (SELECT fc.finding_id FROM finding_cell fc WHERE ";
        conditions.push(Sql::new(head).append(cells).text(")"));
    }
    if !selection.budget_line_ids.is_empty() {
        let lines = Sql::any_of("l.id", &selection.budget_line_ids);
        conditions.push(Sql::new(&of_lines()).append(lines).text(")"));
    }
    if !selection.unit_ids.is_empty() {
        let units = within("l.unit_id", &selection.unit_ids, selection.include_descendants);
        conditions.push(Sql::new(&of_lines()).append(units).text(")"));
    }
    Listing {
        columns: "f.id, f.document_id, d.municipality_code, f.rule, f.severity, f.verdict, \
                  f.message, f.line, f.printed_value, f.implied_value",
        from: "finding f JOIN document d ON d.id = f.document_id".to_owned(),
        narrow: None,
        conditions,
        order: ascending(["f.document_id", "f.line", "f.id"]),
    }
}

/// The keys of a finding's place.
pub(crate) fn keys(record: &FindingRecord) -> Vec<Key> {
    vec![
        Key::Text(record.document_id.clone()),
        Key::Int(wide(record.finding.line)),
        Key::Text(record.finding.id.clone()),
    ]
}

/// Findings by document, line and id.
pub(crate) fn page(
    session: &mut Session,
    selection: &FindingSelection,
    window: &Window,
) -> Result<Found<FindingRecord>, StoreError> {
    let found = listing(selection).window::<FindingRow>(session, window)?;
    let places = places(session, found.items.iter())?;
    found.try_map(|row| record(row, &places))
}

/// Whose findings a page per parent is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FindingParent {
    Document,
    /// The unit of a budget line whose cell the finding is about.
    Unit,
    /// That unit, or one above it.
    UnitWithDescendants,
}

/// A page of findings for each parent.
pub(crate) fn pages(
    session: &mut Session,
    of: FindingParent,
    parents: &[String],
    selection: &FindingSelection,
    window: &Window,
) -> Result<BTreeMap<String, Found<FindingRecord>>, StoreError> {
    let mut listing = listing(selection);
    let parent = match of {
        FindingParent::Document => "f.document_id",
        FindingParent::Unit | FindingParent::UnitWithDescendants => {
            // A finding about several lines of one unit is one finding of it.
            listing.from.push_str(" JOIN (SELECT DISTINCT fc.finding_id, p.id AS unit_id FROM ");
            listing.from.push_str("finding_cell fc JOIN budget_line l ON ");
            listing.from.push_str(OF_CELL);
            listing.from.push_str(" JOIN unit p ON (l.unit_id = p.id");
            if of == FindingParent::UnitWithDescendants {
                listing.from.push_str(" OR (l.unit_id > p.id || '.' AND l.unit_id < p.id || '/')");
            }
            listing.from.push_str(")) fu ON fu.finding_id = f.id");
            "fu.unit_id"
        }
    };
    let found = listing.windows::<FindingRow>(session, parent, parents, window)?;
    let places = places(session, found.values().flat_map(|f| &f.items))?;
    let page = |(parent, f): (String, Found<FindingRow>)| {
        Ok((parent, f.try_map(|row| record(row, &places))?))
    };
    found.into_iter().map(page).collect()
}

/// Findings of the ids, by document, line and id.
pub(crate) fn by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<Vec<FindingRecord>, StoreError> {
    if !are_any(session)? {
        return Ok(Vec::new());
    }
    let mut listing = listing(&FindingSelection::default());
    listing.conditions.push(Sql::any_of("f.id", ids));
    let rows = listing.all::<FindingRow>(session)?;
    let places = places(session, rows.iter())?;
    rows.into_iter().map(|row| record(row, &places)).collect()
}

/// Those of the cell ids that exist, as cells or as places findings are about.
pub(crate) fn known_cells(
    session: &mut Session,
    ids: &[String],
) -> Result<Vec<String>, StoreError> {
    let statement = Sql::new("SELECT id AS value FROM cell WHERE ")
        .append(Sql::any_of("id", ids))
        .text(" UNION SELECT cell_id AS value FROM finding_cell WHERE ")
        .append(Sql::any_of("cell_id", ids));
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

/// The rules that any finding is of.
pub(crate) fn rules(session: &mut Session) -> Result<Vec<String>, StoreError> {
    let statement = Sql::new("SELECT DISTINCT rule AS value FROM finding ORDER BY rule");
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

/// Whether there is any; open data has none.
pub(super) fn are_any(session: &mut Session) -> Result<bool, StoreError> {
    let any = session.remembered("whether there are findings", |session| {
        let one = Sql::new("SELECT id AS value FROM finding LIMIT 1");
        Ok(!session.load::<TextRow>(one)?.is_empty())
    });
    any.map(|any| *any)
}

/// Per finding its cells, in order, and their budget lines.
type Places = BTreeMap<String, (Vec<String>, Vec<String>)>;

fn places<'a>(
    session: &mut Session,
    rows: impl Iterator<Item = &'a FindingRow>,
) -> Result<Places, StoreError> {
    let ids: Vec<&str> = rows.map(|r| r.id.as_str()).collect();
    let head = format!(
        "SELECT fc.finding_id, fc.cell_id, l.id AS budget_line_id FROM finding_cell fc \
         LEFT JOIN budget_line l ON {OF_CELL} WHERE "
    );
    let statement = Sql::new(&head)
        .append(Sql::any_of("fc.finding_id", &ids))
        .text(" ORDER BY fc.finding_id, fc.position, l.id");
    let mut places = Places::new();
    for row in session.load::<PlaceRow>(statement)? {
        let (cells, lines) = places.entry(row.finding_id).or_default();
        if cells.last() != Some(&row.cell_id) {
            cells.push(row.cell_id);
        }
        lines.extend(row.budget_line_id);
    }
    Ok(places)
}

fn record(row: FindingRow, places: &Places) -> Result<FindingRecord, StoreError> {
    let id = row.id.clone();
    understood(row, places).map_err(|error| error.of_row("finding", &id))
}

fn understood(row: FindingRow, places: &Places) -> Result<FindingRecord, StoreError> {
    let (cell_ids, budget_line_ids) = places.get(&row.id).cloned().unwrap_or_default();
    Ok(FindingRecord {
        finding: Finding {
            id: row.id,
            rule: row.rule,
            severity: parsed::<Severity>(&row.severity)?,
            verdict: parsed::<Verdict>(&row.verdict)?,
            message: row.message,
            line: narrow(row.line)?,
            cell_ids,
            printed_value: row.printed_value.map(Cents),
            implied_value: row.implied_value.map(Cents),
        },
        document_id: row.document_id,
        municipality_code: row.municipality_code,
        budget_line_ids,
    })
}

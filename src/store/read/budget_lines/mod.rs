//! Budget lines with everything they point to.

mod row;
mod selection;

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;

use crate::store::read::findings;
use crate::store::read::listing::{Level, Listing, Narrow, ascending};
use crate::store::read::{Found, Key, Parent, TextRow, Window};
use crate::store::sql::Sql;
use crate::store::{BudgetLineRecord, Session, StoreError};

use row::{
    BudgetLineRow, COLUMNS, FROM, IN_ORDER, Named, OF_DOCUMENT, WITH_ACCOUNT, WITH_UNIT, record,
};

pub(super) use selection::EFFECTIVE;
pub(crate) use selection::{BudgetLineSelection, PeriodChoice, Vintage};

/// The orders lines come in; all end with the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Municipality, document, place in the document.
    Document,
    /// Amount; lines without one last, either way.
    Amount { descending: bool },
    /// Fiscal year.
    FiscalYear { descending: bool },
    /// Unit id, account in statement order, fiscal year.
    Unit,
    /// Account in statement order, unit id, fiscal year.
    Account,
}

#[derive(QueryableByName)]
struct FindingOfCell {
    #[diesel(sql_type = Text)]
    cell_id: String,
    #[diesel(sql_type = Text)]
    finding_id: String,
}

/// From how many lines on they are read in their order up to the end of the page, and not sorted.
const PLENTY: i64 = 10_000;

const HAS_NO_AMOUNT: &str =
    "CASE WHEN COALESCE(l.corrected_amount, l.amount) IS NULL THEN 1 ELSE 0 END";
const AMOUNT_OR_ZERO: &str = "COALESCE(l.corrected_amount, l.amount, 0)";

impl Order {
    fn levels(self) -> Vec<Level> {
        let level = |expression, descending| Level { expression, descending };
        match self {
            Self::Document => ascending(["d.municipality_code", "d.id", "l.position", "l.id"]),
            Self::Amount { descending } => vec![
                level(HAS_NO_AMOUNT, false),
                level(AMOUNT_OR_ZERO, descending),
                level("l.id", false),
            ],
            Self::FiscalYear { descending } => {
                vec![level("l.fiscal_year", descending), level("l.id", false)]
            }
            Self::Unit => ascending(["l.unit_id", "a.position", "l.fiscal_year", "l.id"]),
            Self::Account => ascending(["a.position", "l.unit_id", "l.fiscal_year", "l.id"]),
        }
    }

    /// Whether it takes more of an account than its code.
    fn is_of_accounts(self) -> bool {
        matches!(self, Self::Unit | Self::Account)
    }

    /// The keys of a line's place, level by level.
    pub(crate) fn keys(self, record: &BudgetLineRecord) -> Vec<Key> {
        let line = &record.line;
        let text = |value: &str| Key::Text(value.to_owned());
        let year = Key::Int(line.fiscal_year.into());
        let account = Key::Int(record.account.position.into());
        let amount = line.corrected_amount.or(line.amount);
        let id = text(&line.id);
        match self {
            Self::Document => vec![
                text(&record.municipality.code),
                text(&record.document_id),
                Key::Int(record.position),
                id,
            ],
            Self::Amount { .. } => vec![
                Key::Int(i64::from(amount.is_none())),
                Key::Int(amount.unwrap_or_default().0),
                id,
            ],
            Self::FiscalYear { .. } => vec![year, id],
            Self::Unit => vec![text(&line.unit_id), account, year, id],
            Self::Account => vec![account, text(&line.unit_id), year, id],
        }
    }
}

/// What conditions and the order need besides the lines.
fn tables(lines: &str, selection: &BudgetLineSelection, order: Order) -> String {
    let unit = if selection.is_of_kinds_of_units() { WITH_UNIT } else { "" };
    let account = if order.is_of_accounts() { WITH_ACCOUNT } else { "" };
    format!("{lines}{unit}{account}")
}

fn listing(selection: &BudgetLineSelection, order: Order) -> Listing {
    let from = tables(FROM, selection, order);
    Listing {
        columns: COLUMNS,
        from: from.clone(),
        narrow: Some(Narrow { from, id: "l.id" }),
        conditions: selection.conditions(),
        order: order.levels(),
    }
}

/// Lines in an order.
pub(crate) fn page(
    session: &mut Session,
    selection: &BudgetLineSelection,
    order: Order,
    window: &Window,
) -> Result<Found<BudgetLineRecord>, StoreError> {
    let mut listing = listing(selection, order);
    let found = match selection.counted() {
        Some(count) => {
            let total = session.counting(count)?;
            if order == Order::Document && (total >= PLENTY || selection.is_of_documents()) {
                listing.from = tables(IN_ORDER, selection, order);
                listing.conditions.push(Sql::new(OF_DOCUMENT));
                listing.conditions.extend(selection.of_documents_that_hold_any());
            }
            listing.window_counted(&Sql::default(), total, session, window)?
        }
        None => listing.window::<BudgetLineRow>(session, window)?,
    };
    let findings = finding_ids(session, cells_of(found.items.iter()))?;
    let named = Named::load(session)?;
    found.try_map(|row| with_findings(row, &named, &findings))
}

/// Lines by municipality, document and place, however many.
pub(crate) fn all(
    session: &mut Session,
    selection: &BudgetLineSelection,
) -> Result<Vec<BudgetLineRecord>, StoreError> {
    let listing = listing(selection, Order::Document);
    let from = listing.from.clone();
    let rows = listing.all::<BudgetLineRow>(session)?;
    // However many lines there are, they are not named one by one.
    let cells = Sql::new(&format!("cell_id IN (SELECT l.cell_id FROM {from}"))
        .append(Sql::all(selection.conditions()))
        .text(")");
    let findings = finding_ids(session, cells)?;
    let named = Named::load(session)?;
    rows.into_iter().map(|row| with_findings(row, &named, &findings)).collect()
}

/// A page of lines for each parent.
pub(crate) fn pages(
    session: &mut Session,
    of: Parent,
    parents: &[String],
    selection: &BudgetLineSelection,
    order: Order,
    window: &Window,
) -> Result<BTreeMap<String, Found<BudgetLineRecord>>, StoreError> {
    let mut listing = listing(selection, order);
    let parent = listing.below(of, "l");
    let found = listing.windows::<BudgetLineRow>(session, &parent, parents, window)?;
    let findings = finding_ids(session, cells_of(found.values().flat_map(|f| &f.items)))?;
    let named = Named::load(session)?;
    let page = |(parent, f): (String, Found<BudgetLineRow>)| {
        Ok((parent, f.try_map(|row| with_findings(row, &named, &findings))?))
    };
    found.into_iter().map(page).collect()
}

/// Lines of the ids, whatever was published since.
pub(crate) fn by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<Vec<BudgetLineRecord>, StoreError> {
    let selection =
        BudgetLineSelection { vintage: Vintage::Any, include_repeats: true, ..Default::default() };
    let mut listing = listing(&selection, Order::Document);
    listing.conditions.push(Sql::any_of("l.id", ids));
    let rows = listing.all::<BudgetLineRow>(session)?;
    let findings = finding_ids(session, cells_of(rows.iter()))?;
    let named = Named::load(session)?;
    rows.into_iter().map(|row| with_findings(row, &named, &findings)).collect()
}

/// Those of the ids that exist.
pub(crate) fn known(session: &mut Session, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let statement =
        Sql::new("SELECT id AS value FROM budget_line WHERE ").append(Sql::any_of("id", ids));
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

type FindingIds = BTreeMap<String, Vec<String>>;

/// That a cell is one of those that print the rows.
fn cells_of<'a>(rows: impl Iterator<Item = &'a BudgetLineRow>) -> Sql {
    let cells: Vec<&str> = rows.map(|r| r.cell_id.as_str()).collect();
    Sql::any_of("cell_id", &cells)
}

fn finding_ids(session: &mut Session, cells: Sql) -> Result<FindingIds, StoreError> {
    if !findings::are_any(session)? {
        return Ok(FindingIds::new());
    }
    let statement = Sql::new("SELECT DISTINCT cell_id, finding_id FROM finding_cell WHERE ")
        .append(cells)
        .text(" ORDER BY cell_id, finding_id");
    let mut findings = FindingIds::new();
    for row in session.load::<FindingOfCell>(statement)? {
        findings.entry(row.cell_id).or_default().push(row.finding_id);
    }
    Ok(findings)
}

fn with_findings(
    row: BudgetLineRow,
    named: &Named,
    findings: &FindingIds,
) -> Result<BudgetLineRecord, StoreError> {
    let ids = findings.get(&row.cell_id).cloned().unwrap_or_default();
    record(row, named, ids)
}

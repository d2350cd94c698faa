//! Which findings there are about something: pairs of ids.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;

use crate::store::read::findings::{OF_CELL, are_any};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// A pair of ids.
#[derive(QueryableByName)]
struct PairRow {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    finding_id: String,
}

/// (cell id, finding id) of the cells.
pub(crate) fn ids_of_cells(
    session: &mut Session,
    cells: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let head = "SELECT DISTINCT cell_id AS owner, finding_id FROM finding_cell WHERE ";
    pairs(session, Sql::new(head).append(Sql::any_of("cell_id", cells)))
}

/// (budget line id, finding id) of the cells of budget lines.
pub(crate) fn ids_of_budget_lines(
    session: &mut Session,
    lines: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let head = format!(
        "SELECT DISTINCT l.id AS owner, fc.finding_id FROM finding_cell fc \
         JOIN budget_line l ON {OF_CELL} WHERE "
    );
    pairs(session, Sql::new(&head).append(Sql::any_of("l.id", lines)))
}

/// (cell id, finding id) of the cells that print the values of indicators, by finding.
pub(crate) fn ids_of_indicators(
    session: &mut Session,
    indicators: &[&str],
) -> Result<Vec<(String, String)>, StoreError> {
    let head = "SELECT DISTINCT v.id AS owner, fc.finding_id FROM finding_cell fc \
                JOIN indicator_value v ON v.id = fc.cell_id WHERE ";
    let statement = Sql::new(head).append(Sql::any_of("v.indicator_id", indicators));
    pairs(session, statement.text(" ORDER BY fc.finding_id"))
}

fn pairs(session: &mut Session, statement: Sql) -> Result<Vec<(String, String)>, StoreError> {
    if !are_any(session)? {
        return Ok(Vec::new());
    }
    let rows = session.load::<PairRow>(statement)?;
    Ok(rows.into_iter().map(|r| (r.owner, r.finding_id)).collect())
}

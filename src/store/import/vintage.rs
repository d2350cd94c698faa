//! Vintages: when a later document stated the same quantity.

use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// The date of the next document that states the same quantity. A line without any amount takes
/// nobody's place; a line that its own document repeats leaves together with the first one.
/// Of two documents of one day, the one with the later id stands.
const COMPUTE: &str = "\
    UPDATE budget_line SET superseded_on = (
        SELECT MIN(later.known_from)
        FROM budget_line later
        WHERE later.unit_id = budget_line.unit_id
          AND later.account = budget_line.account
          AND later.scenario = budget_line.scenario
          AND later.fiscal_year = budget_line.fiscal_year
          AND later.period_start = budget_line.period_start
          AND later.period_end = budget_line.period_end
          AND later.repeat_of IS NULL
          AND (later.amount IS NOT NULL OR later.corrected_amount IS NOT NULL)
          AND (later.known_from > budget_line.known_from
               OR (later.known_from = budget_line.known_from
                   AND later.document_id > budget_line.document_id))
    )";

/// Computes `superseded_on` for all lines: a new document can change those of any other.
pub(super) fn compute(session: &mut Session) -> Result<(), StoreError> {
    session.execute(Sql::new(COMPUTE)).map(|_| ())
}

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

/// The same of values of indicators: those of one name, below one name, of one unit.
const COMPUTE_OF_INDICATORS: &str = "\
    UPDATE indicator_value SET superseded_on = (
        SELECT MIN(later_document.vintage_date)
        FROM indicator own
        JOIN document own_document ON own_document.id = own.document_id
        LEFT JOIN indicator above ON above.id = own.parent_id
        JOIN indicator later ON later.unit_id = own.unit_id AND later.search = own.search
        JOIN document later_document ON later_document.id = later.document_id
        LEFT JOIN indicator later_above ON later_above.id = later.parent_id
        JOIN indicator_value value ON value.indicator_id = later.id
        WHERE own.id = indicator_value.indicator_id
          AND COALESCE(later_above.search, '') = COALESCE(above.search, '')
          AND value.scenario = indicator_value.scenario
          AND value.fiscal_year = indicator_value.fiscal_year
          AND value.period_start = indicator_value.period_start
          AND value.period_end = indicator_value.period_end
          AND value.value IS NOT NULL
          AND (later_document.vintage_date > own_document.vintage_date
               OR (later_document.vintage_date = own_document.vintage_date
                   AND later_document.id > own_document.id))
    )";

/// Computes `superseded_on` of all lines and values: a new document can change those of any other.
pub(super) fn compute(session: &mut Session) -> Result<(), StoreError> {
    session.execute(Sql::new(COMPUTE))?;
    session.execute(Sql::new(COMPUTE_OF_INDICATORS)).map(|_| ())
}

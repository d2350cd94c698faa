//! The tables that are made from others, and so are no part of a release. What is counted in them is
//! told in `exchange`.

use crate::store::schema::TableOf;
use crate::store::schema::column::{date, integer, text, year};

/// How many lines, without repeats, there are of what: of any time, and that stand now.
pub(in crate::store) const BUDGET_LINE_COUNT: TableOf = TableOf {
    name: "budget_line_count",
    columns: &[
        text("document_id"),
        text("account"),
        text("scenario"),
        year("fiscal_year"),
        integer("line_count"),
        integer("standing_count"),
    ],
    derived: &[],
    key: "document_id, account, scenario, fiscal_year",
};
/// What is known of a unit in a year.
pub(in crate::store) const UNIT_YEAR: TableOf = TableOf {
    name: "unit_year",
    columns: &[
        text("unit_id"),
        year("fiscal_year"),
        date("known_from"),
        date("first_day"),
        date("last_day"),
    ],
    derived: &[],
    key: "unit_id, fiscal_year",
};

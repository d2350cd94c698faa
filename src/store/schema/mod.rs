//! The tables, as the migrations make them: what the import writes and what a release is made of.
//!
//! What documents say besides their budget lines stands in `contents`, what
//! they are held against in `reference`. A test compares the names with the migrated databases.

mod column;
pub(super) mod contents;
pub(super) mod counted;
mod reference;
mod values;

use contents::{
    INDICATOR, INDICATOR_VALUE, INTERNAL_CONTROL_TASK, NARRATIVE, OBJECTIVE, OBJECTIVE_SDG,
    OBJECTIVE_TARGET, RESPONSIBLE_PERSON, RISK,
};

pub use column::{Column, Kind, TableOf};
pub(super) use column::{Derived, How};
use column::{code, date, derived, integer, json, money, text, year};
pub(super) use reference::{ACCOUNT, FUNCTION, MUNICIPALITY, POPULATION, PRICE_INDEX, REFORM, SDG};
use values::Shape;

use crate::domain::{
    Assignment, CellKind, DocumentKind, Fit, MissingReason, Scenario, Severity, TableKind,
    UnitKind, Verdict,
};

pub(super) const UNIT: TableOf = TableOf {
    name: "unit",
    columns: &[
        text("id"),
        text("parent_id").to("unit").optional(),
        text("municipality_code").to("municipality"),
        code("kind", UnitKind::CODES),
        text("code").optional(),
        text("name"),
        integer("position"),
        text("function_code").to("function").optional(),
        code("fit", Fit::CODES).optional(),
        text("scope").optional(),
        text("same_as").optional(),
    ],
    derived: &[derived("search", How::LowerCase, &["name", "code"])],
    key: "id",
};
pub(super) const UNIT_PRINTED_NAME: TableOf = TableOf {
    name: "unit_printed_name",
    columns: &[text("unit_id").to("unit"), text("document_id"), text("name"), integer("position")],
    derived: &[],
    key: "unit_id, document_id, name",
};
pub(super) const DOCUMENT: TableOf = TableOf {
    name: "document",
    columns: &[
        text("id"),
        text("municipality_code").to("municipality"),
        text("title"),
        code("kind", DocumentKind::CODES),
        year("fiscal_year"),
        date("as_of_date"),
        date("published_date").optional(),
        date("vintage_date"),
        text("language"),
        text("unit_id").to("unit"),
        text("licence"),
        text("publisher"),
        integer("read_optically").between(0, 1),
        text("sha256"),
        integer("line_count"),
        integer("table_count"),
        integer("money_cell_count"),
        integer("dropped_cell_count"),
        integer("key_figure_cell_count"),
        integer("budget_line_count"),
        integer("finding_count"),
        integer("unread_line_count"),
        integer("objective_count"),
        integer("risk_count"),
        integer("internal_control_task_count"),
        integer("indicator_count"),
        integer("indicator_value_count"),
        integer("narrative_count"),
        integer("responsible_person_count"),
        integer("unread_content_line_count"),
    ],
    derived: &[],
    key: "id",
};
pub(super) const DOCUMENT_LINE: TableOf = TableOf {
    name: "document_line",
    columns: &[text("document_id").to("document"), integer("line"), text("text")],
    derived: &[],
    key: "document_id, line",
};
pub(super) const PRINTED_TABLE: TableOf = TableOf {
    name: "printed_table",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        code("kind", TableKind::CODES),
        text("title"),
        integer("first_line"),
        integer("last_line"),
        integer("scale").between(1, 1_000_000),
        json("columns", Shape::Columns),
    ],
    derived: &[],
    key: "id",
};
pub(super) const TABLE_ROW: TableOf = TableOf {
    name: "table_row",
    columns: &[
        text("table_id").to("printed_table"),
        integer("position"),
        integer("line"),
        text("label"),
        text("unit_id").to("unit").optional(),
        text("account").to("account").optional(),
    ],
    derived: &[],
    key: "table_id, position",
};
pub(super) const CELL: TableOf = TableOf {
    name: "cell",
    columns: &[
        text("id"),
        text("table_id").to("printed_table"),
        integer("row_position"),
        integer("position"),
        integer("column_ordinal"),
        integer("line"),
        text("printed"),
        code("kind", CellKind::CODES),
        money("value").optional(),
        code("assignment", Assignment::CODES),
    ],
    derived: &[],
    key: "id",
};
pub(super) const BUDGET_LINE: TableOf = TableOf {
    name: "budget_line",
    columns: &[
        text("id"),
        // Where it stands in its document, of which there need not be a printed table.
        text("cell_id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        text("account").to("account"),
        code("scenario", Scenario::CODES),
        year("fiscal_year"),
        date("period_start"),
        date("period_end"),
        money("amount").optional(),
        code("missing_reason", MissingReason::CODES).optional(),
        money("corrected_amount").optional(),
        text("printed"),
        text("table_id").to("printed_table"),
        integer("line"),
        integer("column_ordinal"),
        text("row_label"),
        text("column_label"),
        text("repeat_of").optional(),
        date("known_from"),
        date("superseded_on").optional(),
    ],
    derived: &[],
    key: "id",
};
pub(super) const FINDING: TableOf = TableOf {
    name: "finding",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        text("rule"),
        code("severity", Severity::CODES),
        code("verdict", Verdict::CODES),
        text("message"),
        integer("line"),
        money("printed_value").optional(),
        money("implied_value").optional(),
    ],
    derived: &[],
    key: "id",
};
pub(super) const FINDING_CELL: TableOf = TableOf {
    name: "finding_cell",
    columns: &[text("finding_id").to("finding"), integer("position"), text("cell_id")],
    derived: &[],
    key: "finding_id, position",
};
/// Every table that holds content, parents before children.
pub(super) const CONTENT: &[TableOf] = &[
    MUNICIPALITY,
    POPULATION,
    ACCOUNT,
    FUNCTION,
    PRICE_INDEX,
    REFORM,
    SDG,
    UNIT,
    UNIT_PRINTED_NAME,
    DOCUMENT,
    DOCUMENT_LINE,
    PRINTED_TABLE,
    TABLE_ROW,
    CELL,
    BUDGET_LINE,
    FINDING,
    FINDING_CELL,
    OBJECTIVE,
    OBJECTIVE_TARGET,
    OBJECTIVE_SDG,
    RISK,
    INTERNAL_CONTROL_TASK,
    INDICATOR,
    INDICATOR_VALUE,
    NARRATIVE,
    RESPONSIBLE_PERSON,
];

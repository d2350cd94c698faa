//! The tables, as the migrations make them: what the import writes and what a release is made of.
//!
//! What documents say besides their budget lines stands in `contents`. A test compares the names with the migrated databases.

mod column;
pub(super) mod contents;
pub(super) mod counted;

use contents::{
    INDICATOR, INDICATOR_VALUE, INTERNAL_CONTROL_TASK, NARRATIVE, OBJECTIVE, OBJECTIVE_SDG,
    OBJECTIVE_TARGET, RESPONSIBLE_PERSON, RISK,
};

pub use column::{Column, Kind, TableOf};
pub(super) use column::{Derived, How};
use column::{date, decimal, derived, integer, json, money, text};

pub(super) const MUNICIPALITY: TableOf = TableOf {
    name: "municipality",
    columns: &[
        text("code"),
        text("slug"),
        text("name_fi"),
        text("name_sv"),
        text("name_en"),
        text("region_code"),
        text("region_fi"),
        text("region_sv"),
        text("region_en"),
        text("business_id").optional(),
    ],
    derived: &[],
    key: "code",
};
pub(super) const POPULATION: TableOf = TableOf {
    name: "population",
    columns: &[
        text("municipality_code").to("municipality"),
        integer("position"),
        date("date"),
        integer("persons"),
        text("status"),
        text("source"),
    ],
    derived: &[],
    key: "municipality_code, position",
};
pub(super) const ACCOUNT: TableOf = TableOf {
    name: "account",
    columns: &[
        text("code"),
        text("parent_code").to("account").optional(),
        text("name_fi"),
        text("name_sv"),
        text("name_en"),
        integer("position"),
        integer("sign"),
    ],
    derived: &[],
    key: "code",
};
pub(super) const FUNCTION: TableOf = TableOf {
    name: "function",
    columns: &[
        text("code"),
        text("level"),
        text("parent_code").to("function").optional(),
        text("name_fi").optional(),
        text("name_sv").optional(),
        text("name_en"),
        text("source"),
        text("status"),
    ],
    derived: &[],
    key: "code",
};
pub(super) const PRICE_INDEX: TableOf = TableOf {
    name: "price_index",
    columns: &[integer("year"), decimal("value"), text("base"), text("status"), text("source")],
    derived: &[],
    key: "year",
};
pub(super) const REFORM: TableOf = TableOf {
    name: "reform",
    columns: &[text("code"), date("date"), text("functions"), text("description"), text("source")],
    derived: &[],
    key: "code",
};
pub(super) const SDG: TableOf = TableOf {
    name: "sdg",
    columns: &[
        integer("number"),
        text("name_fi"),
        text("name_sv"),
        text("name_en"),
        text("source"),
        text("status"),
    ],
    derived: &[],
    key: "number",
};
pub(super) const UNIT: TableOf = TableOf {
    name: "unit",
    columns: &[
        text("id"),
        text("parent_id").to("unit").optional(),
        text("municipality_code").to("municipality"),
        text("kind"),
        text("code").optional(),
        text("name"),
        integer("position"),
        text("function_code").to("function").optional(),
        text("fit").optional(),
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
        text("kind"),
        integer("fiscal_year"),
        date("as_of_date"),
        date("published_date").optional(),
        date("vintage_date"),
        text("language"),
        text("unit_id").to("unit"),
        text("licence"),
        text("publisher"),
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
        text("kind"),
        text("title"),
        integer("first_line"),
        integer("last_line"),
        integer("scale"),
        json("columns"),
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
        text("kind"),
        money("value").optional(),
        text("assignment"),
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
        text("scenario"),
        integer("fiscal_year"),
        date("period_start"),
        date("period_end"),
        money("amount").optional(),
        text("missing_reason").optional(),
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
        text("severity"),
        text("verdict"),
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

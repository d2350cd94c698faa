//! The tables, as the migrations make them: what the import writes and what a release is made of.
//!
//! What documents say besides their budget lines stands in `contents`. A test compares the names with the migrated databases.

pub(super) mod contents;

use contents::{
    INDICATOR, INDICATOR_VALUE, INTERNAL_CONTROL_TASK, NARRATIVE, OBJECTIVE, OBJECTIVE_SDG,
    OBJECTIVE_TARGET, RESPONSIBLE_PERSON, RISK,
};

/// A table of the database.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableOf {
    /// Name.
    pub(super) name: &'static str,
    /// Columns, in the order in which rows are written.
    pub(super) columns: &'static [&'static str],
    /// The key, as an `ORDER BY` and as a conflict target.
    pub(super) key: &'static str,
}

pub(super) const MUNICIPALITY: TableOf = TableOf {
    name: "municipality",
    columns: &[
        "code",
        "slug",
        "name_fi",
        "name_sv",
        "name_en",
        "region_code",
        "region_fi",
        "region_sv",
        "region_en",
        "business_id",
    ],
    key: "code",
};
pub(super) const POPULATION: TableOf = TableOf {
    name: "population",
    columns: &["municipality_code", "position", "date", "persons", "status", "source"],
    key: "municipality_code, position",
};
pub(super) const ACCOUNT: TableOf = TableOf {
    name: "account",
    columns: &["code", "parent_code", "name_fi", "name_sv", "name_en", "position", "sign"],
    key: "code",
};
pub(super) const FUNCTION: TableOf = TableOf {
    name: "function",
    columns: &["code", "level", "parent_code", "name_fi", "name_sv", "name_en", "source", "status"],
    key: "code",
};
pub(super) const PRICE_INDEX: TableOf = TableOf {
    name: "price_index",
    columns: &["year", "value", "base", "status", "source"],
    key: "year",
};
pub(super) const REFORM: TableOf = TableOf {
    name: "reform",
    columns: &["code", "date", "functions", "description", "source"],
    key: "code",
};
pub(super) const SDG: TableOf = TableOf {
    name: "sdg",
    columns: &["number", "name_fi", "name_sv", "name_en", "source", "status"],
    key: "number",
};
pub(super) const UNIT: TableOf = TableOf {
    name: "unit",
    columns: &[
        "id",
        "parent_id",
        "municipality_code",
        "kind",
        "code",
        "name",
        "position",
        "search",
        "function_code",
        "fit",
        "scope",
        "same_as",
    ],
    key: "id",
};
pub(super) const UNIT_PRINTED_NAME: TableOf = TableOf {
    name: "unit_printed_name",
    columns: &["unit_id", "document_id", "name", "position"],
    key: "unit_id, document_id, name",
};
pub(super) const DOCUMENT: TableOf = TableOf {
    name: "document",
    columns: &[
        "id",
        "municipality_code",
        "title",
        "kind",
        "fiscal_year",
        "as_of_date",
        "published_date",
        "vintage_date",
        "language",
        "unit_id",
        "licence",
        "publisher",
        "sha256",
        "line_count",
        "table_count",
        "money_cell_count",
        "dropped_cell_count",
        "key_figure_cell_count",
        "budget_line_count",
        "finding_count",
        "unread_line_count",
        "objective_count",
        "risk_count",
        "internal_control_task_count",
        "indicator_count",
        "indicator_value_count",
        "narrative_count",
        "responsible_person_count",
        "unread_content_line_count",
    ],
    key: "id",
};
pub(super) const DOCUMENT_LINE: TableOf = TableOf {
    name: "document_line",
    columns: &["document_id", "line", "text"],
    key: "document_id, line",
};
pub(super) const PRINTED_TABLE: TableOf = TableOf {
    name: "printed_table",
    columns: &[
        "id",
        "document_id",
        "position",
        "kind",
        "title",
        "first_line",
        "last_line",
        "scale",
        "columns",
    ],
    key: "id",
};
pub(super) const TABLE_ROW: TableOf = TableOf {
    name: "table_row",
    columns: &["table_id", "position", "line", "label", "unit_id", "account"],
    key: "table_id, position",
};
pub(super) const CELL: TableOf = TableOf {
    name: "cell",
    columns: &[
        "id",
        "table_id",
        "row_position",
        "position",
        "column_ordinal",
        "line",
        "printed",
        "kind",
        "value",
        "assignment",
    ],
    key: "id",
};
pub(super) const BUDGET_LINE: TableOf = TableOf {
    name: "budget_line",
    columns: &[
        "id",
        "cell_id",
        "document_id",
        "position",
        "unit_id",
        "account",
        "scenario",
        "fiscal_year",
        "period_start",
        "period_end",
        "amount",
        "missing_reason",
        "corrected_amount",
        "printed",
        "table_id",
        "line",
        "column_ordinal",
        "row_label",
        "column_label",
        "repeat_of",
        "known_from",
        "superseded_on",
    ],
    key: "id",
};
pub(super) const FINDING: TableOf = TableOf {
    name: "finding",
    columns: &[
        "id",
        "document_id",
        "rule",
        "severity",
        "verdict",
        "message",
        "line",
        "printed_value",
        "implied_value",
    ],
    key: "id",
};
pub(super) const FINDING_CELL: TableOf = TableOf {
    name: "finding_cell",
    columns: &["finding_id", "position", "cell_id"],
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

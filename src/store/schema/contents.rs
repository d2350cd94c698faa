//! The tables of what documents say besides their budget lines.

use crate::store::schema::TableOf;

pub(in crate::store) const OBJECTIVE: TableOf = TableOf {
    name: "objective",
    columns: &[
        "id",
        "document_id",
        "position",
        "unit_id",
        "fiscal_year",
        "kind",
        "binding_level",
        "theme",
        "theme_search",
        "text",
        "actions",
        "measures",
        "responsible",
        "schedule",
        "outcomes",
        "outcome_count",
        "search",
    ],
    key: "id",
};
pub(in crate::store) const OBJECTIVE_TARGET: TableOf = TableOf {
    name: "objective_target",
    columns: &["objective_id", "measure", "position", "comparator", "value", "unit", "printed"],
    key: "objective_id, measure, position",
};
pub(in crate::store) const OBJECTIVE_SDG: TableOf = TableOf {
    name: "objective_sdg",
    columns: &["objective_id", "position", "sdg"],
    key: "objective_id, position",
};
pub(in crate::store) const RISK: TableOf = TableOf {
    name: "risk",
    columns: &[
        "id",
        "document_id",
        "position",
        "unit_id",
        "fiscal_year",
        "category",
        "description",
        "likelihood",
        "impact",
        "score",
        "control",
        "control_status",
        "search",
    ],
    key: "id",
};
pub(in crate::store) const INTERNAL_CONTROL_TASK: TableOf = TableOf {
    name: "internal_control_task",
    columns: &[
        "id",
        "document_id",
        "position",
        "unit_id",
        "fiscal_year",
        "task",
        "action",
        "measure",
        "outcome",
        "search",
    ],
    key: "id",
};
pub(in crate::store) const INDICATOR: TableOf = TableOf {
    name: "indicator",
    columns: &[
        "id",
        "document_id",
        "position",
        "unit_id",
        "name",
        "parent_id",
        "heading",
        "unit_of_measure",
        "line",
        "search",
    ],
    key: "id",
};
pub(in crate::store) const INDICATOR_VALUE: TableOf = TableOf {
    name: "indicator_value",
    columns: &[
        "id",
        "indicator_id",
        "position",
        "scenario",
        "fiscal_year",
        "period_start",
        "period_end",
        "printed",
        "value",
        "missing_reason",
        "line",
        "column_ordinal",
        "column_label",
    ],
    key: "id",
};
pub(in crate::store) const NARRATIVE: TableOf = TableOf {
    name: "narrative",
    columns: &["id", "document_id", "position", "unit_id", "kind", "heading", "text", "search"],
    key: "id",
};
pub(in crate::store) const RESPONSIBLE_PERSON: TableOf = TableOf {
    name: "responsible_person",
    columns: &["document_id", "position", "unit_id", "name", "line"],
    key: "document_id, position",
};

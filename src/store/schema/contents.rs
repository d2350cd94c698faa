//! The tables of what documents say besides their budget lines.

use crate::store::schema::TableOf;
use crate::store::schema::column::{How, date, decimal, derived, integer, json, text};

pub(in crate::store) const OBJECTIVE: TableOf = TableOf {
    name: "objective",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        integer("fiscal_year"),
        text("kind"),
        text("binding_level").optional(),
        json("theme").optional(),
        json("text"),
        json("actions"),
        json("measures"),
        json("responsible"),
        json("schedule"),
        json("outcomes"),
        integer("outcome_count"),
    ],
    derived: &[
        derived("theme_search", How::LowerCase, &["theme"]),
        derived("search", How::Words, &["text", "theme", "actions", "measures", "outcomes"]),
    ],
    key: "id",
};
pub(in crate::store) const OBJECTIVE_TARGET: TableOf = TableOf {
    name: "objective_target",
    columns: &[
        text("objective_id").to("objective"),
        integer("measure"),
        integer("position"),
        text("comparator"),
        decimal("value"),
        text("unit"),
        text("printed"),
    ],
    derived: &[],
    key: "objective_id, measure, position",
};
pub(in crate::store) const OBJECTIVE_SDG: TableOf = TableOf {
    name: "objective_sdg",
    columns: &[text("objective_id").to("objective"), integer("position"), integer("sdg").to("sdg")],
    derived: &[],
    key: "objective_id, position",
};
pub(in crate::store) const RISK: TableOf = TableOf {
    name: "risk",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        integer("fiscal_year"),
        json("category").optional(),
        json("description"),
        integer("likelihood").optional(),
        integer("impact").optional(),
        integer("score").optional(),
        json("control").optional(),
        json("control_status").optional(),
    ],
    derived: &[derived(
        "search",
        How::Words,
        &["description", "category", "control", "control_status"],
    )],
    key: "id",
};
pub(in crate::store) const INTERNAL_CONTROL_TASK: TableOf = TableOf {
    name: "internal_control_task",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        integer("fiscal_year"),
        json("task"),
        json("action").optional(),
        json("measure").optional(),
        json("outcome").optional(),
    ],
    derived: &[derived("search", How::Words, &["task", "action", "measure", "outcome"])],
    key: "id",
};
pub(in crate::store) const INDICATOR: TableOf = TableOf {
    name: "indicator",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        text("name"),
        text("parent_id").to("indicator").optional(),
        text("heading").optional(),
        text("unit_of_measure").optional(),
        integer("line"),
    ],
    derived: &[derived("search", How::Words, &["name"])],
    key: "id",
};
pub(in crate::store) const INDICATOR_VALUE: TableOf = TableOf {
    name: "indicator_value",
    columns: &[
        text("id"),
        text("indicator_id").to("indicator"),
        integer("position"),
        text("scenario"),
        integer("fiscal_year"),
        date("period_start"),
        date("period_end"),
        text("printed"),
        decimal("value").optional(),
        text("missing_reason").optional(),
        integer("line"),
        integer("column_ordinal"),
        text("column_label"),
    ],
    derived: &[],
    key: "id",
};
pub(in crate::store) const NARRATIVE: TableOf = TableOf {
    name: "narrative",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        text("kind"),
        text("heading").optional(),
        json("text"),
    ],
    derived: &[derived("search", How::Words, &["heading", "text"])],
    key: "id",
};
pub(in crate::store) const RESPONSIBLE_PERSON: TableOf = TableOf {
    name: "responsible_person",
    columns: &[
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        text("name"),
        integer("line"),
    ],
    derived: &[],
    key: "document_id, position",
};

//! The tables of what documents say besides their budget lines.

use crate::domain::{
    BindingLevel, Comparator, MissingReason, NarrativeKind, ObjectiveKind, Scenario,
};
use crate::store::schema::TableOf;
use crate::store::schema::column::{How, code, date, decimal, derived, integer, json, text, year};
use crate::store::schema::values::Shape;

pub(in crate::store) const OBJECTIVE: TableOf = TableOf {
    name: "objective",
    columns: &[
        text("id"),
        text("document_id").to("document"),
        integer("position"),
        text("unit_id").to("unit"),
        year("fiscal_year"),
        code("kind", ObjectiveKind::CODES),
        code("binding_level", BindingLevel::CODES).optional(),
        json("theme", Shape::Passage).optional(),
        json("text", Shape::Passage),
        json("actions", Shape::Passages),
        json("measures", Shape::Passages),
        json("responsible", Shape::Passages),
        json("schedule", Shape::Passages),
        json("outcomes", Shape::Outcomes),
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
        code("comparator", Comparator::CODES),
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
        year("fiscal_year"),
        json("category", Shape::Passage).optional(),
        json("description", Shape::Passage),
        integer("likelihood").optional(),
        integer("impact").optional(),
        integer("score").optional(),
        json("ratings", Shape::Passage).optional(),
        json("control", Shape::Passage).optional(),
        json("control_status", Shape::Passage).optional(),
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
        year("fiscal_year"),
        json("task", Shape::Passage),
        json("action", Shape::Passage).optional(),
        json("measure", Shape::Passage).optional(),
        json("outcome", Shape::Passage).optional(),
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
        code("scenario", Scenario::CODES),
        year("fiscal_year"),
        date("period_start"),
        date("period_end"),
        text("printed"),
        decimal("value").optional(),
        code("missing_reason", MissingReason::CODES).optional(),
        integer("line"),
        integer("column_ordinal"),
        text("column_label"),
        date("superseded_on").optional(),
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
        code("kind", NarrativeKind::CODES),
        text("heading").optional(),
        json("text", Shape::Passage),
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

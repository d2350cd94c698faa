//! What a document says besides its budget lines, as rows.

use crate::domain::{
    Contents, Indicator, InternalControlTask, Narrative, Objective, Passage, ResponsiblePerson,
    Risk,
};
use crate::store::schema::TableOf;
use crate::store::schema::contents::{
    INDICATOR, INDICATOR_VALUE, INTERNAL_CONTROL_TASK, NARRATIVE, OBJECTIVE, OBJECTIVE_SDG,
    OBJECTIVE_TARGET, RESPONSIBLE_PERSON, RISK,
};
use crate::store::sql::Bind;
use crate::store::{Session, StoreError, passages};

use super::rows::{Row, int, optional, size, text};
use super::write::OnConflict::Fail;
use super::write::insert;

/// Writes the contents of a document that has none.
pub(super) fn write(
    session: &mut Session,
    document: &str,
    contents: &Contents,
) -> Result<(), StoreError> {
    each(session, &OBJECTIVE, document, &contents.objectives, objective)?;
    let targets = contents.objectives.iter().flat_map(targets).collect();
    insert(session, &OBJECTIVE_TARGET, targets, Fail)?;
    let sdgs = contents.objectives.iter().flat_map(sdgs).collect();
    insert(session, &OBJECTIVE_SDG, sdgs, Fail)?;
    each(session, &RISK, document, &contents.risks, risk)?;
    let tasks = &contents.internal_control;
    each(session, &INTERNAL_CONTROL_TASK, document, tasks, internal_control_task)?;
    each(session, &INDICATOR, document, &contents.indicators, indicator)?;
    let values = contents.indicators.iter().flat_map(values).collect();
    insert(session, &INDICATOR_VALUE, values, Fail)?;
    each(session, &NARRATIVE, document, &contents.narratives, narrative)?;
    let persons = contents.responsible_persons.iter().enumerate();
    let persons = persons.map(|(n, p)| responsible_person(document, n, p)).collect();
    insert(session, &RESPONSIBLE_PERSON, persons, Fail)
}

/// Writes all things of a kind. A row begins with the id, the document and the place among its
/// kind; the rest is the thing's own.
fn each<T>(
    session: &mut Session,
    table: &'static TableOf,
    document: &str,
    things: &[T],
    row: fn(&T) -> Result<(&str, Row), StoreError>,
) -> Result<(), StoreError> {
    let placed = |(position, thing)| {
        let (id, own) = row(thing)?;
        let head = [text(&id), text(&document), size(position)];
        Ok(head.into_iter().chain(own).collect())
    };
    let rows = things.iter().enumerate().map(placed).collect::<Result<_, StoreError>>()?;
    insert(session, table, rows, Fail)
}

fn objective(o: &Objective) -> Result<(&str, Row), StoreError> {
    let row = vec![
        text(&o.unit_id),
        int(o.fiscal_year),
        text(&o.kind),
        optional(o.binding_level.as_ref()),
        passage(o.theme.as_ref())?,
        passage(Some(&o.text))?,
        text(&passages::list_to_json(&o.actions)?),
        text(&passages::list_to_json(o.measures.iter().map(|m| &m.text))?),
        text(&passages::list_to_json(&o.responsible)?),
        text(&passages::list_to_json(&o.schedule)?),
        text(&passages::outcomes_to_json(&o.outcomes)?),
        size(o.outcomes.len()),
    ];
    Ok((&o.id, row))
}

fn targets(o: &Objective) -> Vec<Row> {
    let of_measure = |(measure, m): (usize, &crate::domain::Measure)| {
        let target = |(position, t): (usize, &crate::domain::Target)| {
            vec![
                text(&o.id),
                size(measure),
                size(position),
                text(&t.comparator),
                text(&t.value),
                text(&t.unit),
                text(&t.printed),
            ]
        };
        m.targets.iter().enumerate().map(target).collect::<Vec<_>>()
    };
    o.measures.iter().enumerate().flat_map(of_measure).collect()
}

fn sdgs(o: &Objective) -> Vec<Row> {
    let sdgs = o.sdgs.iter().enumerate();
    sdgs.map(|(n, sdg)| vec![text(&o.id), size(n), int(*sdg)]).collect()
}

fn risk(r: &Risk) -> Result<(&str, Row), StoreError> {
    let number = |value: Option<i32>| value.map_or(Bind::Null, int);
    let row = vec![
        text(&r.unit_id),
        int(r.fiscal_year),
        passage(r.category.as_ref())?,
        passage(Some(&r.description))?,
        number(r.likelihood),
        number(r.impact),
        number(r.score),
        passage(r.ratings.as_ref())?,
        passage(r.control.as_ref())?,
        passage(r.control_status.as_ref())?,
    ];
    Ok((&r.id, row))
}

fn internal_control_task(t: &InternalControlTask) -> Result<(&str, Row), StoreError> {
    let row = vec![
        text(&t.unit_id),
        int(t.fiscal_year),
        passage(Some(&t.task))?,
        passage(t.action.as_ref())?,
        passage(t.measure.as_ref())?,
        passage(t.outcome.as_ref())?,
    ];
    Ok((&t.id, row))
}

#[expect(clippy::unnecessary_wraps, reason = "the rows of all kinds are made alike")]
fn indicator(i: &Indicator) -> Result<(&str, Row), StoreError> {
    let row = vec![
        text(&i.unit_id),
        text(&i.name),
        optional(i.parent_id.as_ref()),
        optional(i.group.as_ref()),
        optional(i.unit_of_measure.as_ref()),
        size(i.line),
    ];
    Ok((&i.id, row))
}

fn values(i: &Indicator) -> Vec<Row> {
    let value = |(position, v): (usize, &crate::domain::IndicatorValue)| {
        vec![
            text(&v.id),
            text(&i.id),
            size(position),
            text(&v.scenario),
            int(v.fiscal_year),
            text(&v.period.start),
            text(&v.period.end),
            text(&v.printed),
            optional(v.value.as_ref()),
            optional(v.missing_reason.as_ref()),
            size(v.line),
            size(v.column),
            text(&v.column_label),
            Bind::Null,
        ]
    };
    i.values.iter().enumerate().map(value).collect()
}

fn narrative(n: &Narrative) -> Result<(&str, Row), StoreError> {
    let row = vec![
        text(&n.unit_id),
        text(&n.kind),
        optional(n.heading.as_ref()),
        passage(Some(&n.text))?,
    ];
    Ok((&n.id, row))
}

fn responsible_person(document: &str, position: usize, p: &ResponsiblePerson) -> Row {
    vec![text(&document), size(position), text(&p.unit_id), text(&p.name), size(p.line)]
}

fn passage(of: Option<&Passage>) -> Result<Bind, StoreError> {
    of.map_or(Ok(Bind::Null), |p| Ok(text(&passages::to_json(p)?)))
}

//! The counts of an independent reading.

use kuntavaaka::domain::{BindingLevel, ObjectiveKind};

use super::{ELV, H24, H25, HEI, KEMI, contents};

fn objectives(id: &str) -> usize {
    contents(id).objectives.len()
}

fn values(id: &str) -> usize {
    contents(id).indicators.iter().map(|i| i.values.len()).sum()
}

#[test]
fn every_objective_is_read() {
    assert_eq!(objectives(H24), 9);
    assert_eq!(objectives(H25), 14);
    assert_eq!(objectives(HEI), 25);
    let council = |o: &&_| binding(o) == Some(BindingLevel::Council);
    assert_eq!(contents(HEI).objectives.iter().filter(council).count(), 12);
}

fn binding(objective: &kuntavaaka::domain::Objective) -> Option<BindingLevel> {
    objective.binding_level
}

/// The independent reading counts table rows: 33. Nine of them have an empty first cell, or
/// stand one column to the left, and are actions of the objective above: 24 objectives. The
/// projects have no actions; `<p>` parts two cells of four into two actions each.
#[test]
fn rows_without_a_first_cell_are_actions_of_the_objective_above() {
    let read = &contents(ELV).objectives;
    assert_eq!(read.len(), 24);
    let productivity = read.iter().filter(|o| o.kind == ObjectiveKind::Productivity).count();
    assert_eq!(productivity, 12);
    let roads = super::objective(ELV, 41);
    assert_eq!(roads.actions.len(), 10);
    assert_eq!(productivity + roads.actions.len() + (24 - 12 - 1), 33);
}

/// The independent reading counts 87 rows, many with the first cell of the row above; the text
/// prints 78 objectives in them. Two goals stand in one paragraph (line 710) and are one.
#[test]
fn every_goal_of_kemi_is_read() {
    assert_eq!(objectives(KEMI), 78);
    let themes = |words: &str| {
        let of =
            |o: &&kuntavaaka::domain::Objective| o.theme.as_ref().is_some_and(|t| t.text == words);
        contents(KEMI).objectives.iter().filter(of).count()
    };
    let all = ["ELINVOIMAINEN KAUPUNKI", "HYVINVOIVAT KUNTALAISET", "SUJUVA ARKI"].map(themes);
    assert_eq!(all, [29, 25, 24]);
}

#[test]
fn every_indicator_value_is_read() {
    assert_eq!([H24, H25, ELV, KEMI, HEI].map(values), [30, 30, 108, 565, 0]);
    assert_eq!(contents(KEMI).indicators.len(), 154);
}

#[test]
fn every_risk_and_task_is_read() {
    assert_eq!(contents(HEI).risks.len(), 6);
    assert_eq!(contents(H24).internal_control.len(), 2);
    assert_eq!(contents(ELV).internal_control.len(), 5);
}

#[test]
fn every_line_that_says_something_is_in_some_table_or_content() {
    for id in [H24, H25, ELV, KEMI, HEI] {
        assert!(contents(id).unread_lines.is_empty(), "{id} {:?}", contents(id).unread_lines);
    }
}

#[test]
fn ids_of_contents_are_unique_and_units_are_known() {
    for id in [H24, H25, ELV, KEMI, HEI] {
        let c = contents(id);
        let mut ids: Vec<&str> = c.objectives.iter().map(|o| o.id.as_str()).collect();
        ids.extend(c.risks.iter().map(|r| r.id.as_str()));
        ids.extend(c.internal_control.iter().map(|t| t.id.as_str()));
        ids.extend(c.indicators.iter().map(|i| i.id.as_str()));
        ids.extend(c.narratives.iter().map(|n| n.id.as_str()));
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{id}");
        for i in &c.indicators {
            assert!(i.parent_id.as_ref().is_none_or(|p| ids.contains(&p.as_str())), "{}", i.id);
            for v in &i.values {
                assert_eq!(v.value.is_none(), v.missing_reason.is_some(), "{}", v.id);
            }
        }
        let units = &super::super::FACTS.units;
        for o in &c.objectives {
            assert!(units.iter().any(|u| u.id == o.unit_id), "{}", o.id);
            assert!(!o.text.text.is_empty() && o.text.lines.iter().all(|(a, b)| a <= b));
        }
    }
}

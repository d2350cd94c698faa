//! What a document says besides money comes from the lines that it names.

use std::collections::BTreeSet;

use kuntavaaka::domain::{Assignment, Contents, Passage};
use kuntavaaka::source::SourceDocument;

use super::facts::{holds, is_in_order, line, unique};

/// Holds the contents of a document against its text.
pub fn come_from(document: &SourceDocument, contents: &Contents, units: &BTreeSet<&str>) {
    for passage in passages(contents) {
        stands_on_its_lines(document, passage);
    }
    let c = contents;
    unique("objective", c.objectives.iter().map(|o| &o.id));
    unique("risk", c.risks.iter().map(|r| &r.id));
    unique("task", c.internal_control.iter().map(|t| &t.id));
    unique("indicator", c.indicators.iter().map(|i| &i.id));
    unique("narrative", c.narratives.iter().map(|n| &n.id));
    unique("value", c.indicators.iter().flat_map(|i| &i.values).map(|v| &v.id));
    let of_units = (c.objectives.iter().map(|o| &o.unit_id))
        .chain(c.risks.iter().map(|r| &r.unit_id))
        .chain(c.internal_control.iter().map(|t| &t.unit_id))
        .chain(c.indicators.iter().map(|i| &i.unit_id))
        .chain(c.narratives.iter().map(|n| &n.unit_id))
        .chain(c.responsible_persons.iter().map(|p| &p.unit_id));
    for unit in of_units {
        assert!(units.contains(unit.as_str()), "{unit} is no unit");
    }
    for indicator in &c.indicators {
        line(document, indicator.line);
        for value in &indicator.values {
            let text = line(document, value.line);
            assert!(holds(text, &value.printed), "{:?} is not in {text:?}", value.printed);
            assert_eq!(value.value.is_none(), value.missing_reason.is_some(), "{}", value.id);
        }
    }
    for objective in &c.objectives {
        assert!(objective.sdgs.iter().all(|goal| (1..=17).contains(goal)), "{}", objective.id);
    }
    for person in &c.responsible_persons {
        line(document, person.line);
    }
}

fn passages(contents: &Contents) -> Vec<&Passage> {
    let mut passages: Vec<&Passage> = Vec::new();
    for o in &contents.objectives {
        passages.extend(&o.theme);
        passages.push(&o.text);
        passages.extend(o.actions.iter().chain(&o.responsible).chain(&o.schedule));
        passages.extend(o.measures.iter().map(|m| &m.text));
        passages.extend(o.outcomes.iter().flat_map(|o| &o.text));
    }
    for r in &contents.risks {
        passages.extend(&r.category);
        passages.push(&r.description);
        passages.extend(r.control.iter().chain(&r.control_status));
    }
    for t in &contents.internal_control {
        passages.push(&t.task);
        passages.extend(t.action.iter().chain(&t.measure).chain(&t.outcome));
    }
    passages.extend(contents.narratives.iter().map(|n| &n.text));
    passages
}

fn stands_on_its_lines(document: &SourceDocument, passage: &Passage) {
    assert!(!passage.lines.is_empty(), "{:?} stands nowhere", passage.text);
    let mut stretches = String::new();
    for (first, last) in &passage.lines {
        assert!(first <= last, "{:?}", passage.lines);
        for number in *first..=*last {
            stretches.push_str(line(document, number));
        }
    }
    if passage.assignment == Assignment::ByLayout {
        let read = passage.as_read.as_ref().unwrap_or(&passage.text);
        // Hyphens at line ends go where a word goes on.
        let dense = |text: &str| text.split_whitespace().collect::<String>().replace('-', "");
        assert!(is_in_order(&dense(&stretches), &dense(read)), "{read:?} is not in {stretches:?}");
    }
}

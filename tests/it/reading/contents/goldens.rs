//! What is read, as text that a reviewer can read. `KUNTAVAAKA_BLESS=1 cargo test corpus` writes
//! it anew.

use std::fmt::Write;

use kuntavaaka::domain::{
    Assignment, Indicator, IndicatorValue, Narrative, Objective, Passage, Target,
};

use super::super::corpus::check;

#[test]
fn corpus_objectives_are_as_reviewed() {
    check("objectives.txt", |d| d.contents.objectives.iter().map(objective).collect());
}

#[test]
fn corpus_indicators_are_as_reviewed() {
    check("indicators.txt", |d| d.contents.indicators.iter().map(indicator).collect());
}

#[test]
fn corpus_risks_and_tasks_are_as_reviewed() {
    check("risks.txt", |d| {
        let mut out = String::new();
        for r in &d.contents.risks {
            let figure = |f: Option<i32>| f.map_or("-".to_owned(), |f| f.to_string());
            let figures = [r.likelihood, r.impact, r.score].map(figure).join(" ");
            writeln!(out, "{} {} likelihood, impact, score {figures}", r.id, r.unit_id).unwrap();
            cell(&mut out, "risk", Some(&r.description));
            cell(&mut out, "control", r.control.as_ref());
            cell(&mut out, "status", r.control_status.as_ref());
        }
        for t in &d.contents.internal_control {
            writeln!(out, "{} {}", t.id, t.unit_id).unwrap();
            cell(&mut out, "task", Some(&t.task));
            cell(&mut out, "action", t.action.as_ref());
            cell(&mut out, "measure", t.measure.as_ref());
            cell(&mut out, "outcome", t.outcome.as_ref());
        }
        out
    });
}

#[test]
fn corpus_narratives_are_as_reviewed() {
    check("narratives.txt", |d| {
        let mut out: String = d.contents.narratives.iter().map(narrative).collect();
        for p in &d.contents.responsible_persons {
            writeln!(out, "responsible {} {} line {}", p.unit_id, p.name, p.line).unwrap();
        }
        for (line, text) in &d.contents.unread_lines {
            writeln!(out, "left line {line}: {text}").unwrap();
        }
        out
    });
}

fn objective(o: &Objective) -> String {
    let mut out = format!("{} {} {} {}", o.id, o.unit_id, o.fiscal_year, o.kind);
    if let Some(level) = o.binding_level {
        write!(out, " {level}").unwrap();
    }
    if !o.sdgs.is_empty() {
        write!(out, " sdgs {:?}", o.sdgs).unwrap();
    }
    out.push('\n');
    cell(&mut out, "theme", o.theme.as_ref());
    cell(&mut out, "text", Some(&o.text));
    for action in &o.actions {
        cell(&mut out, "action", Some(action));
    }
    for measure in &o.measures {
        cell(&mut out, "measure", Some(&measure.text));
        for t in &measure.targets {
            writeln!(out, "    target {}", target(t)).unwrap();
        }
    }
    for who in &o.responsible {
        cell(&mut out, "responsible", Some(who));
    }
    for when in &o.schedule {
        cell(&mut out, "schedule", Some(when));
    }
    for outcome in &o.outcomes {
        let status = outcome.status.map(|s| format!(" {s}")).unwrap_or_default();
        let name = format!("outcome {}{status}", outcome.as_of_date);
        match &outcome.text {
            Some(text) => cell(&mut out, &name, Some(text)),
            None => writeln!(out, "  {name}").unwrap(),
        }
    }
    out
}

fn target(t: &Target) -> String {
    format!("{} {} {} \"{}\"", t.comparator, t.value, t.unit, t.printed)
}

fn cell(out: &mut String, name: &str, passage: Option<&Passage>) {
    let Some(passage) = passage else {
        return;
    };
    let lines = passage.lines.iter().map(|(a, b)| format!("{a}-{b}")).collect::<Vec<_>>();
    let mark = if passage.assignment == Assignment::Annotated { " ~" } else { "" };
    writeln!(out, "  {name}: {} @{}{mark}", passage.text, lines.join(",")).unwrap();
    if let Some(read) = &passage.as_read {
        writeln!(out, "    as read: {read}").unwrap();
    }
}

fn indicator(i: &Indicator) -> String {
    let mut out = format!("{} {} \"{}\"", i.id, i.unit_id, i.name);
    if let Some(group) = &i.group {
        write!(out, " in \"{group}\"").unwrap();
    }
    if let Some(parent) = &i.parent_id {
        write!(out, " part of {parent}").unwrap();
    }
    if let Some(unit) = &i.unit_of_measure {
        write!(out, " counted in {unit}").unwrap();
    }
    out.push('\n');
    for v in &i.values {
        writeln!(out, "  {}", value(v)).unwrap();
    }
    out
}

fn value(v: &IndicatorValue) -> String {
    let number = match (v.value, v.missing_reason) {
        (Some(value), _) => value.to_string(),
        (None, reason) => reason.map(|r| r.to_string()).unwrap_or_default(),
    };
    let line = v.line;
    format!("{} {} to {} {number} \"{}\" @{line}", v.column, v.scenario, v.period.end, v.printed)
}

fn narrative(n: &Narrative) -> String {
    let heading = n.heading.as_deref().unwrap_or("-");
    let mut out = format!("{} {} {} under \"{heading}\"\n", n.id, n.unit_id, n.kind);
    for paragraph in n.text.text.split("\n\n") {
        writeln!(out, "  {paragraph}").unwrap();
    }
    writeln!(out, "  @{:?}", n.text.lines).unwrap();
    if let Some(read) = &n.text.as_read {
        writeln!(out, "  as read: {}", read.replace("\n\n", " / ")).unwrap();
    }
    out
}

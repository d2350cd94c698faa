//! What was read to findings: contradictions, single cells, what the layout noticed.

mod bond;
mod cells;
mod components;
mod contradictions;
mod gaps;
mod model;
mod phrases;
mod rates;
mod search;
mod undecided;
mod verdicts;
mod versions;
mod wording;

pub(super) use cells::cells;
pub(super) use contradictions::contradictions;
pub(super) use gaps::gaps;
pub(super) use rates::rates;

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::ingest::relations::Scale;
use crate::ingest::sheet::{Sheet, Slot};
use crate::layout::Remark;

/// Findings for what the layout noticed and for how tables were understood.
pub(super) fn remarks(sheet: &Sheet, remarks: &[Remark], scales: &[Scale]) -> Vec<Finding> {
    let plain = |rule: &str, severity, line, message| remark(sheet, rule, severity, line, message);
    let line_of = |t: usize| sheet.tables.get(t).map_or(0, |t| t.first_line);
    let mut findings: Vec<Finding> =
        remarks.iter().map(|r| plain(r.rule, r.severity, r.line, r.message.clone())).collect();
    let cells_of = |t: usize| -> Vec<String> {
        let cells = sheet.slots().into_iter().filter(|s| s.0 == t && sheet.content(*s).is_some());
        cells.map(|s| sheet.cell_id(s)).collect()
    };
    findings.extend(scales.iter().map(|s| {
        let message = format!("the table prints thousands of euros without saying so: {} of {} amounts are the thousandths of those in the table at line {}", s.agreeing, s.compared, s.other_line);
        let proven = if s.agreeing == s.compared { Verdict::Proven } else { Verdict::SingleRelation };
        Finding {
            verdict: proven,
            cell_ids: cells_of(s.table),
            ..plain("table_states_its_unit", Severity::Info, line_of(s.table), message)
        }
    }));
    findings.extend(sheet.orientations.iter().filter(|o| o.expenses_positive).map(|o| {
        let net = if o.net_reversed { "expenses less revenue" } else { "revenue less expenses" };
        let message = format!("the table prints growing expenses as positive and its net as {net} (so in {} rows); corrected amounts follow the convention that expenses are negative", o.agreeing);
        Finding {
            cell_ids: cells_of(o.table),
            verdict: if o.agreeing >= 2 { Verdict::Proven } else { Verdict::SingleRelation },
            ..plain("expenses_are_negative", Severity::Info, line_of(o.table), message)
        }
    }));
    findings
}

fn verdict(agreeing: usize) -> Verdict {
    match agreeing {
        0 => Verdict::Undecided,
        1 => Verdict::SingleRelation,
        _ => Verdict::Proven,
    }
}

/// A finding about a line and no value.
fn remark(sheet: &Sheet, rule: &str, severity: Severity, line: usize, message: String) -> Finding {
    Finding {
        id: format!("{}.f.{rule}.{line}", sheet.document.manifest.id),
        rule: rule.to_owned(),
        severity,
        verdict: Verdict::Undecided,
        message,
        line,
        cell_ids: Vec::new(),
        printed_value: None,
        implied_value: None,
    }
}

fn finding(
    sheet: &Sheet,
    rule: &str,
    severity: Severity,
    verdict: Verdict,
    slots: &[Slot],
    message: String,
    implied: Option<Cents>,
) -> Finding {
    let first = slots.first().copied().unwrap_or_default();
    let content = sheet.content(first);
    let cents = |v: Cents| Cents(v.0 * sheet.scale(first));
    let cell_ids: Vec<String> =
        slots.iter().filter(|s| sheet.content(**s).is_some()).map(|s| sheet.cell_id(*s)).collect();
    let row_and_column = sheet.cell_id(first);
    let place = row_and_column
        .strip_prefix(&sheet.document.manifest.id)
        .unwrap_or_default()
        .trim_start_matches('.');
    Finding {
        id: format!("{}.f.{rule}.{place}", sheet.document.manifest.id),
        rule: rule.to_owned(),
        severity,
        verdict,
        message,
        line: content.map_or(0, |c| c.line),
        cell_ids,
        printed_value: content.and_then(|c| c.value).map(cents),
        implied_value: implied.map(cents),
    }
}

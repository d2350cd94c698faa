//! Relations that fail to findings, at the cell that is wrong where the relations prove which.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{CellKind, Cents, Finding, Severity, Table, TableKind, Verdict};
use crate::ingest::reconcile::Web;
use crate::ingest::relations::{Law, Orientation, Relation, Scale, Status};
use crate::ingest::sheet::{Sheet, Slot};
use crate::layout::Remark;

/// Corrections tried in one document before diagnosis gives up.
const CORRECTIONS: usize = 200;

/// A cell that another value would put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Candidate {
    slot: Slot,
    value: Cents,
    /// Relations that then hold.
    fixes: usize,
    /// Relations that still fail but by less.
    closer: usize,
    /// Other amounts in the relation the value comes from; the fewer, the less rounding in it.
    busy: usize,
}

/// Finds the cells that contradict the others. A value that two or more relations prove is set
/// as the implied value of its cell.
pub(super) fn contradictions(sheet: &mut Sheet, relations: &[Relation]) -> Vec<Finding> {
    let web = Web::new(relations);
    let mut corrected: Vec<(Slot, Cents)> = Vec::new();
    while corrected.len() < CORRECTIONS {
        let tried: BTreeSet<Slot> = corrected.iter().map(|(s, _)| *s).collect();
        let Some(best) = best(sheet, &web, relations, &tried) else {
            break;
        };
        sheet.imply(best.slot, Some(best.value));
        corrected.push((best.slot, best.value));
    }
    let mut findings: Vec<Finding> = relations
        .iter()
        .filter_map(|r| undecided(sheet, r))
        .collect();
    let verdicts: Vec<usize> = corrected
        .iter()
        .map(|(slot, value)| agreeing(sheet, &web, *slot, *value))
        .collect();
    for ((slot, value), agreeing) in corrected.iter().zip(verdicts) {
        if agreeing < 2 {
            sheet.imply(*slot, None);
        }
        findings.push(located(sheet, &web, *slot, *value, agreeing));
    }
    findings
}

/// The correction that mends most; none where no cell stands out in any failing relation.
fn best(
    sheet: &mut Sheet,
    web: &Web,
    relations: &[Relation],
    tried: &BTreeSet<Slot>,
) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for relation in relations
        .iter()
        .filter(|r| matches!(r.law, Law::Linear { .. }))
    {
        if !matches!(relation.status(sheet), Status::Fails(_)) {
            continue;
        }
        let printed = |s: &Slot| sheet.content(*s).is_some_and(|c| c.value.is_some());
        let slots: Vec<Slot> = relation
            .slots()
            .into_iter()
            .filter(|s| !tried.contains(s))
            .filter(printed)
            .collect();
        let mut candidates: Vec<Candidate> = slots
            .into_iter()
            .filter_map(|s| candidate(sheet, web, relation, s))
            .collect();
        candidates.sort_by_key(|c| std::cmp::Reverse((c.fixes, c.closer)));
        let key = |c: &Candidate| (c.fixes, c.closer);
        let alone = match candidates.as_slice() {
            [first, second, ..] if key(first) == key(second) => None,
            [first, ..] => Some(*first),
            [] => None,
        };
        if let Some(found) = alone.filter(|f| {
            best.as_ref()
                .is_none_or(|b| (key(f), b.busy) > (key(b), f.busy))
        }) {
            best = Some(found);
        }
    }
    best
}

/// What it would do to put the value into the cell with which `relation` holds; none where
/// another relation would then fail, or fail by more.
fn candidate(sheet: &mut Sheet, web: &Web, relation: &Relation, slot: Slot) -> Option<Candidate> {
    let (value, busy) = relation.implied(sheet, slot)?;
    let before: Vec<Status> = web.of(slot).map(|r| r.status(sheet)).collect();
    let held = sheet.content(slot).and_then(|c| c.implied);
    sheet.imply(slot, Some(value));
    let after: Vec<Status> = web.of(slot).map(|r| r.status(sheet)).collect();
    sheet.imply(slot, held);
    let (mut fixes, mut closer) = (0, 0);
    for (before, after) in before.into_iter().zip(after) {
        match (before, after) {
            (Status::Fails(_), Status::Holds) => fixes += 1,
            (Status::Holds, Status::Fails(_)) => return None,
            (Status::Fails(b), Status::Fails(a)) if a.abs() < b.abs() => closer += 1,
            (Status::Fails(b), Status::Fails(a)) if a.abs() > b.abs() => return None,
            _ => {}
        }
    }
    (fixes > 0).then_some(Candidate {
        slot,
        value,
        fixes,
        closer,
        busy,
    })
}

/// How many relations hold with the value and fail without it.
fn agreeing(sheet: &mut Sheet, web: &Web, slot: Slot, value: Cents) -> usize {
    sheet.imply(slot, None);
    let without: Vec<Status> = web.of(slot).map(|r| r.status(sheet)).collect();
    sheet.imply(slot, Some(value));
    let with = web.of(slot).map(|r| r.status(sheet));
    let proves = |(without, with): &(Status, Status)| {
        matches!(without, Status::Fails(_) | Status::NotApplicable) && *with == Status::Holds
    };
    without.into_iter().zip(with).filter(proves).count()
}

fn verdict(agreeing: usize) -> Verdict {
    match agreeing {
        0 => Verdict::Undecided,
        1 => Verdict::SingleRelation,
        _ => Verdict::Proven,
    }
}

/// The finding for a cell whose value the relations contradict.
fn located(sheet: &Sheet, web: &Web, slot: Slot, value: Cents, agreeing: usize) -> Finding {
    let printed = sheet.content(slot).and_then(|c| c.value);
    let rule = web
        .of(slot)
        .filter(|r| matches!(r.law, Law::Linear { .. }))
        .map(|r| r.rule)
        .next()
        .unwrap_or("accounts_make_their_sum");
    let sign = if printed == Some(-value) {
        "; the sign is lost"
    } else {
        ""
    };
    let message = format!(
        "{} prints {}; {agreeing} relation{} imply {}{sign}",
        describe(sheet, slot),
        sheet
            .content(slot)
            .map(|c| c.printed.to_string())
            .unwrap_or_default(),
        if agreeing == 1 { "" } else { "s" },
        euros(sheet, slot, value),
    );
    finding(
        sheet,
        rule,
        super::CONTRADICTION,
        verdict(agreeing),
        &[slot],
        message,
        Some(value),
    )
}

/// The finding for a relation that fails and does not say which cell is wrong.
fn undecided(sheet: &Sheet, relation: &Relation) -> Option<Finding> {
    let Status::Fails(by) = relation.status(sheet) else {
        return None;
    };
    let slots = relation.slots();
    let first = *slots.first()?;
    let what = describe(sheet, first);
    let (severity, message) = match &relation.law {
        Law::Sign { sign, .. } => {
            let kind = if *sign > 0 {
                "negative revenue"
            } else {
                "a positive expense"
            };
            (Severity::Info, format!("{what} prints {kind}"))
        }
        Law::Percent { .. } => {
            let by = Cents(by);
            (
                Severity::Warning,
                format!("{what} is {by} percentage points less than its amounts give"),
            )
        }
        Law::Linear { .. } => {
            let parts = slots.len() - 1;
            let s = if parts == 1 { "" } else { "s" };
            (
                Severity::Warning,
                format!(
                    "{what} differs by {} from what {parts} other amount{s} give; the relations do not say which is wrong",
                    Cents(by)
                ),
            )
        }
    };
    let implied = matches!(relation.law, Law::Linear { .. })
        .then(|| relation.implied(sheet, first))
        .flatten();
    let mut found = finding(
        sheet,
        relation.rule,
        severity,
        Verdict::Undecided,
        &slots,
        message,
        None,
    );
    found.implied_value = implied.map(|(v, _)| Cents(v.0 * sheet.scale(first)));
    Some(found)
}

/// Findings about single cells: lost, damaged or irregular text.
pub(super) fn cells(sheet: &Sheet) -> Vec<Finding> {
    let optical = sheet.document.manifest.text.optical;
    let mut findings = Vec::new();
    for slot in sheet.slots() {
        let Some(content) = sheet.content(slot) else {
            continue;
        };
        let what = describe(sheet, slot);
        let (rule, severity, message) = match content.kind {
            CellKind::Dropped => (
                "value_is_in_the_text",
                Severity::Warning,
                format!("{what}: the text lost the value"),
            ),
            CellKind::Damaged => (
                "number_is_legible",
                Severity::Error,
                format!(
                    "{what} prints \"{}\", which is not certainly one number",
                    content.printed
                ),
            ),
            CellKind::Irregular if !optical => (
                "number_is_well_formed",
                Severity::Info,
                format!(
                    "{what} prints \"{}\", which breaks the grouping rules and yet can mean one number only",
                    content.printed
                ),
            ),
            _ => continue,
        };
        let restored = content.implied.filter(|_| content.value.is_none());
        let message = match restored {
            Some(value) => format!(
                "{message}; the relations of the document give {}",
                euros(sheet, slot, value)
            ),
            None => message,
        };
        let verdict = if restored.is_some() {
            restored_verdict(sheet, slot)
        } else {
            Verdict::Undecided
        };
        findings.push(finding(
            sheet,
            rule,
            severity,
            verdict,
            &[slot],
            message,
            restored,
        ));
    }
    findings
}

/// Units of a table of units that lack a row most of the others have.
pub(super) fn gaps(sheet: &Sheet) -> Vec<Finding> {
    let units = sheet.tables.iter().filter(|t| t.kind == TableKind::Units);
    units.flat_map(|table| gaps_in(sheet, table)).collect()
}

fn gaps_in(sheet: &Sheet, table: &Table) -> Vec<Finding> {
    let mut statements: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for row in &table.rows {
        if let (Some(unit), Some(account)) = (&row.unit_id, &row.account) {
            statements
                .entry(unit)
                .or_insert((row.line, BTreeSet::new()))
                .1
                .insert(account);
        }
    }
    let accounts: BTreeSet<&str> = statements.values().flat_map(|(_, a)| a).copied().collect();
    let usual = accounts.into_iter().filter(|a| {
        statements
            .values()
            .filter(|(_, rows)| rows.contains(a))
            .count()
            * 2
            > statements.len()
    });
    let usual: Vec<&str> = usual.collect();
    let lacking = statements.iter().filter_map(|(unit, (line, rows))| {
        let missing: Vec<&str> = usual
            .iter()
            .filter(|a| !rows.contains(*a))
            .copied()
            .collect();
        (!missing.is_empty()).then(|| (unit, *line, missing.join(", ")))
    });
    lacking
        .map(|(unit, line, missing)| {
            let message = format!("the statement of {unit} has no row of {missing}, which most statements of its table have");
            remark(sheet, "statement_has_its_rows", Severity::Info, line, message)
        })
        .collect()
}

/// A restored value stands on as many relations as `restore` left holding around it; the count
/// is kept by the sheet.
fn restored_verdict(sheet: &Sheet, slot: Slot) -> Verdict {
    verdict(sheet.support.get(&slot).copied().unwrap_or(1))
}

/// Findings for what the layout noticed and for how tables were understood.
pub(super) fn remarks(
    sheet: &Sheet,
    remarks: &[Remark],
    scales: &[Scale],
    orientations: &[Orientation],
) -> Vec<Finding> {
    let plain = |rule: &str, severity, line, message| remark(sheet, rule, severity, line, message);
    let line_of = |t: usize| sheet.tables.get(t).map_or(0, |t| t.first_line);
    let mut findings: Vec<Finding> = remarks
        .iter()
        .map(|r| plain(r.rule, r.severity, r.line, r.message.clone()))
        .collect();
    findings.extend(scales.iter().map(|s| {
        let message = format!("the table prints thousands of euros without saying so: {} of {} amounts are the thousandths of those in the table at line {}", s.agreeing, s.compared, s.other_line);
        let proven = if s.agreeing == s.compared { Verdict::Proven } else { Verdict::SingleRelation };
        Finding { verdict: proven, ..plain("table_states_its_unit", Severity::Info, line_of(s.table), message) }
    }));
    findings.extend(orientations.iter().filter(|o| o.expenses_positive).map(|o| {
        let net = if o.net_reversed { "expenses less revenue" } else { "revenue less expenses" };
        let message = format!("the table prints growing expenses as positive and its net as {net} (so in {} rows); corrected amounts follow the convention that expenses are negative", o.agreeing);
        let cells = sheet.slots().into_iter().filter(|s| s.0 == o.table && sheet.content(*s).is_some());
        Finding {
            cell_ids: cells.map(|s| sheet.cell_id(s)).collect(),
            verdict: if o.agreeing >= 2 { Verdict::Proven } else { Verdict::SingleRelation },
            ..plain("expenses_are_negative", Severity::Info, line_of(o.table), message)
        }
    }));
    findings
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
    let cell_ids: Vec<String> = slots
        .iter()
        .filter(|s| sheet.content(**s).is_some())
        .map(|s| sheet.cell_id(*s))
        .collect();
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

/// `Tietohallinto/ict-palvelut, MENOT, TP 2022 (line 219)`.
fn describe(sheet: &Sheet, (t, r, c): Slot) -> String {
    let table = sheet.tables.get(t);
    let row = table.and_then(|t| t.rows.get(r));
    let column = table
        .and_then(|t| t.columns.get(c))
        .map(|c| c.label.as_str())
        .unwrap_or_default();
    let label = row.map(|r| r.label.as_str()).unwrap_or_default();
    let unit = row.and_then(|r| r.unit_id.as_deref()).unwrap_or_default();
    let line = sheet
        .content((t, r, c))
        .map(|c| c.line)
        .or(row.map(|r| r.line))
        .unwrap_or_default();
    format!("{unit}, {label}, {column} (line {line})")
}

fn euros(sheet: &Sheet, slot: Slot, value: Cents) -> String {
    Cents(value.0 * sheet.scale(slot)).to_string()
}

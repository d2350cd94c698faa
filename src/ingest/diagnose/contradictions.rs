//! Relations that fail to findings, at the cell that is wrong where the relations prove which.

use std::collections::BTreeSet;

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::ingest::diagnose::{describe, euros, finding, verdict};
use crate::ingest::reconcile::Web;
use crate::ingest::relations::{Law, Relation, Status};
use crate::ingest::sheet::{Sheet, Slot};

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
pub(in crate::ingest) fn contradictions(sheet: &mut Sheet, relations: &[Relation]) -> Vec<Finding> {
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
    let mut findings: Vec<Finding> = relations.iter().filter_map(|r| undecided(sheet, r)).collect();
    let verdicts: Vec<usize> =
        corrected.iter().map(|(slot, value)| agreeing(sheet, &web, *slot, *value)).collect();
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
    for relation in relations.iter().filter(|r| matches!(r.law, Law::Linear { .. })) {
        if !matches!(relation.status(sheet), Status::Fails(_)) {
            continue;
        }
        let printed = |s: &Slot| sheet.content(*s).is_some_and(|c| c.value.is_some());
        let slots: Vec<Slot> =
            relation.slots().into_iter().filter(|s| !tried.contains(s)).filter(printed).collect();
        let mut candidates: Vec<Candidate> =
            slots.into_iter().filter_map(|s| candidate(sheet, web, relation, s)).collect();
        candidates.sort_by_key(|c| std::cmp::Reverse((c.fixes, c.closer)));
        let key = |c: &Candidate| (c.fixes, c.closer);
        let alone = match candidates.as_slice() {
            [first, second, ..] if key(first) == key(second) => None,
            [first, ..] => Some(*first),
            [] => None,
        };
        if let Some(found) =
            alone.filter(|f| best.as_ref().is_none_or(|b| (key(f), b.busy) > (key(b), f.busy)))
        {
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
    (fixes > 0).then_some(Candidate { slot, value, fixes, closer, busy })
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

/// The finding for a cell whose value the relations contradict.
fn located(sheet: &Sheet, web: &Web, slot: Slot, value: Cents, agreeing: usize) -> Finding {
    let printed = sheet.content(slot).and_then(|c| c.value);
    let rule = web
        .of(slot)
        .filter(|r| matches!(r.law, Law::Linear { .. }))
        .map(|r| r.rule)
        .next()
        .unwrap_or("accounts_make_their_sum");
    let sign = if printed == Some(-value) { "; the sign is lost" } else { "" };
    let message = format!(
        "{} prints {}; {agreeing} relation{} imply {}{sign}",
        describe(sheet, slot),
        sheet.content(slot).map(|c| c.printed.to_string()).unwrap_or_default(),
        if agreeing == 1 { "" } else { "s" },
        euros(sheet, slot, value),
    );
    finding(sheet, rule, Severity::Error, verdict(agreeing), &[slot], message, Some(value))
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
            let kind = if *sign > 0 { "negative revenue" } else { "a positive expense" };
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
    let mut found =
        finding(sheet, relation.rule, severity, Verdict::Undecided, &slots, message, None);
    found.implied_value = implied.map(|(v, _)| Cents(v.0 * sheet.scale(first)));
    Some(found)
}

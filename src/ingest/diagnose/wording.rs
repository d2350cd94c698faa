//! The sentences about single cells, for a reader who has the document at hand and not the program.

use std::collections::BTreeSet;

use crate::domain::{Cents, Finding, Severity, Verdict};
use crate::ingest::diagnose::contradictions::Diagnosis;
use crate::ingest::diagnose::finding;
use crate::ingest::diagnose::phrases::{column_label, describe, euros, line, printed, row_label};
use crate::ingest::diagnose::search::Alteration;
use crate::ingest::diagnose::verdicts::Agreeing;
use crate::ingest::relations::{Law, Relation};
use crate::ingest::sheet::{Sheet, Slot};

/// That an account demands another sign.
const SIGN: &str = "the sign of its account";

/// The finding for a cell whose value the relations contradict.
pub(super) fn located(
    sheet: &Sheet,
    diagnosis: &Diagnosis,
    alteration: &Alteration,
    verdict: Verdict,
    agreeing: &Agreeing,
) -> Finding {
    let slot = diagnosis.model.slot(alteration.cell);
    let value = Cents(alteration.value);
    let relations: Vec<&Relation> =
        agreeing.bonds.iter().filter_map(|b| diagnosis.relation(*b)).collect();
    let mut reasons: Vec<String> = relations.iter().map(|r| name(sheet, r, slot)).collect();
    reasons.dedup();
    let prints = agreeing.prints.iter().filter_map(|p| diagnosis.evidence.get(*p));
    reasons.extend(prints.map(|p| format!("the document {} (line {})", p.document, p.line)));
    if agreeing.sign {
        reasons.push(SIGN.to_owned());
    }
    let read = diagnosis.model.value(alteration.cell);
    let sign = if read == -alteration.value { "; the sign is wrong" } else { "" };
    let printed = sheet.content(slot).map(|c| c.printed.to_string()).unwrap_or_default();
    let as_line = if sheet.is_turned(slot) {
        format!(
            "; this table prints growing expenses as positive, and as a budget line that is {}",
            euros(sheet, slot, -value)
        )
    } else {
        String::new()
    };
    let message = format!(
        "{} prints {printed}; it should be {} according to {}{sign}{as_line}",
        describe(sheet, slot),
        euros(sheet, slot, value),
        list(&reasons),
    );
    let rule = relations.first().map_or("signs_follow_their_account", |r| r.rule);
    let severity = if verdict == Verdict::Proven { Severity::Error } else { Severity::Warning };
    finding(sheet, rule, severity, verdict, &[slot], message, Some(value))
}

/// Amounts that bear the sign their account does not have, and that the sums bear out.
pub(super) fn signs(sheet: &Sheet, diagnosis: &Diagnosis) -> Vec<Finding> {
    let decided: BTreeSet<Slot> =
        diagnosis.decided.iter().map(|a| diagnosis.model.slot(a.cell)).collect();
    let mut findings = Vec::new();
    for relation in diagnosis.relations {
        let Law::Sign { slot, sign } = relation.law else {
            continue;
        };
        let value = sheet.content(slot).and_then(|c| c.value);
        if decided.contains(&slot) || value.is_none_or(|v| v.0 * sign >= 0) {
            continue;
        }
        let kind = if sign > 0 { "negative revenue" } else { "a positive expense" };
        let message = format!("{} prints {kind}: {}", describe(sheet, slot), printed(sheet, slot));
        findings.push(finding(
            sheet,
            relation.rule,
            Severity::Info,
            Verdict::Undecided,
            &[slot],
            message,
            None,
        ));
    }
    findings
}

/// What a relation is called in a sentence about one of its cells.
pub(super) fn name(sheet: &Sheet, relation: &Relation, about: Slot) -> String {
    let slots = relation.slots();
    let first = slots.first().copied().unwrap_or(about);
    let other = slots.iter().find(|s| **s != about).copied().unwrap_or(about);
    let label = |s: Slot| row_label(sheet, s);
    let column = |s: Slot| column_label(sheet, s);
    match relation.rule {
        "accounts_make_their_sum" if first == about => "its parts".to_owned(),
        "accounts_make_their_sum" => {
            format!("the sum {} (line {})", label(first), line(sheet, first))
        }
        "units_make_their_parent" if first == about => "its units".to_owned(),
        "units_make_their_parent" => format!("the sum of the units (line {})", line(sheet, first)),
        "repeated_amounts_agree" => format!("the same amount on line {}", line(sheet, other)),
        "variance_is_the_difference" if first == about => {
            "the columns it is the difference of".to_owned()
        }
        "variance_is_the_difference" => format!("{} (line {})", column(first), line(sheet, first)),
        "net_follows_revenue_and_expenses" => format!("the net (line {})", line(sheet, first)),
        "key_figures_follow_their_account" if first == about => {
            format!("the account (line {})", line(sheet, other))
        }
        "key_figures_follow_their_account" => {
            format!("the key figure (line {})", line(sheet, first))
        }
        "change_follows_its_row" if first == about => match relation.law {
            Law::Percent { new, base, .. } => {
                format!("the amounts above it, {} and {}", column(base), column(new))
            }
            _ => "its amounts".to_owned(),
        },
        _ if first == about => "its amounts".to_owned(),
        _ => format!("{}, {} (line {})", label(first), column(first), line(sheet, first)),
    }
}

/// Reasons in a row; where there are none, the sign.
pub(super) fn list(reasons: &[String]) -> String {
    match reasons {
        [] => SIGN.to_owned(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

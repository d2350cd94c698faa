//! Relations that fail, explained: which cells are wrong, and what they ought to print.
//!
//! 1. Two prints of one quantity that differ, each in accord with the figures around it, are two
//!    versions and not a misprint: a finding of their own.
//! 2. What else fails is parted into components, and for each the smallest sets of wrong cells
//!    are found (`search`). What all of them have in common is decided; then the rest is looked
//!    at again.
//! 3. How certain a decided value is depends on the relations that stand behind it (`verdicts`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Cents;
use crate::domain::{Finding, Verdict};
use crate::ingest::diagnose::components;
use crate::ingest::diagnose::model::Model;
use crate::ingest::diagnose::search::{self, Alteration, Outcome};
use crate::ingest::diagnose::versions::{self, Versions};
use crate::ingest::diagnose::{gaps, undecided, verdicts, wording};
use crate::ingest::evidence::Evidence;
use crate::ingest::relations::Relation;
use crate::ingest::sheet::Sheet;

/// Steps of the search in one document.
const STEPS: usize = 60_000;
/// Rounds of deciding and looking again.
const ROUNDS: usize = 8;

/// A contradiction that the relations do not place.
pub(super) struct Open {
    /// The bonds that fail.
    pub(super) bonds: BTreeSet<usize>,
    /// The cells of which some are wrong; none where the search was cut short.
    pub(super) candidates: BTreeSet<usize>,
}

/// What is known of a document when the diagnosis is done.
pub(super) struct Diagnosis<'a> {
    pub(super) relations: &'a [Relation],
    pub(super) evidence: &'a [Evidence],
    pub(super) model: Model,
    /// The values with all that was decided.
    pub(super) values: Vec<i64>,
    pub(super) decided: Vec<Alteration>,
    pub(super) open: Vec<Open>,
    pub(super) versions: Vec<Versions>,
}

/// Finds the cells that contradict the others. A value that two or more relations prove is set
/// as the implied value of its cell.
pub(in crate::ingest) fn contradictions(
    sheet: &mut Sheet,
    relations: &[Relation],
    evidence: &[Evidence],
) -> Vec<Finding> {
    let diagnosis = diagnose(sheet, relations, evidence);
    let mut findings = Vec::new();
    let printed = |a: &&Alteration| diagnosis.model.gap_of(a.cell).is_none();
    for alteration in diagnosis.decided.iter().filter(printed) {
        let (verdict, agreeing) = verdicts::of(&diagnosis, alteration);
        findings.push(wording::located(sheet, &diagnosis, alteration, verdict, &agreeing));
        if let (Verdict::Proven, Some(slot)) = (verdict, diagnosis.model.slots.get(alteration.cell))
        {
            sheet.imply(*slot, Some(Cents(alteration.value)));
        }
    }
    let open = diagnosis.open.iter();
    findings.extend(open.filter_map(|o| undecided::finding_of(sheet, &diagnosis, o)));
    let versions = diagnosis.versions.iter();
    findings.extend(versions.filter_map(|v| versions::finding_of(sheet, &diagnosis, v)));
    findings.extend(gaps::needed(sheet, &diagnosis));
    findings.extend(wording::signs(sheet, &diagnosis));
    findings
}

fn diagnose<'a>(
    sheet: &Sheet,
    relations: &'a [Relation],
    evidence: &'a [Evidence],
) -> Diagnosis<'a> {
    let model = Model::new(sheet, relations, evidence, gaps::lacking(sheet));
    let mut diagnosis = Diagnosis {
        relations,
        evidence,
        values: model.values.clone(),
        model,
        decided: Vec::new(),
        open: Vec::new(),
        versions: Vec::new(),
    };
    let mut steps = STEPS;
    let mut known: BTreeMap<BTreeSet<usize>, Open> = BTreeMap::new();
    for _ in 0..ROUNDS {
        versions::set_aside(&mut diagnosis);
        let failing = components::failing(&diagnosis.model, &diagnosis.values);
        let mut changed = false;
        for component in components::components(&diagnosis.model, &failing) {
            if known.contains_key(&component) {
                continue;
            }
            let outcome = search::smallest(
                &diagnosis.model,
                &diagnosis.values,
                &component,
                &failing,
                &mut steps,
            );
            let sets = match outcome {
                Outcome::Solved(sets) => sets,
                Outcome::Open => Vec::new(),
            };
            let common = in_all(&sets);
            if common.is_empty() {
                let candidates = sets.iter().flatten().map(|a| a.cell).collect();
                let open = Open { bonds: component.clone(), candidates };
                known.insert(component, open);
            } else {
                diagnosis.decide(&common);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let failing = components::failing(&diagnosis.model, &diagnosis.values);
    for component in components::components(&diagnosis.model, &failing) {
        let open = known
            .remove(&component)
            .unwrap_or(Open { bonds: component, candidates: BTreeSet::new() });
        diagnosis.open.push(open);
    }
    diagnosis
}

impl Diagnosis<'_> {
    fn decide(&mut self, alterations: &[Alteration]) {
        for alteration in alterations {
            if let Some(value) = self.values.get_mut(alteration.cell) {
                *value = alteration.value;
            }
        }
        for alteration in alterations {
            let value = verdicts::least_change(self, alteration);
            if let Some(entry) = self.values.get_mut(alteration.cell) {
                *entry = value;
            }
            self.decided.retain(|a| a.cell != alteration.cell);
            self.decided.push(Alteration { value, ..*alteration });
        }
    }

    /// The relation behind a bond.
    pub(super) fn relation(&self, bond: usize) -> Option<&Relation> {
        let bond = self.model.bonds.get(bond)?;
        self.relations.get(bond.relation)
    }
}

/// The alterations that every smallest set holds, with the same value but for rounding.
fn in_all(sets: &[Vec<Alteration>]) -> Vec<Alteration> {
    let Some((first, others)) = sets.split_first() else {
        return Vec::new();
    };
    let held = |a: &&Alteration| {
        let same = |b: &Alteration| {
            b.cell == a.cell && a.value.abs_diff(b.value) <= a.slack.max(b.slack).unsigned_abs()
        };
        others.iter().all(|set| set.iter().any(same))
    };
    first.iter().filter(held).copied().collect()
}

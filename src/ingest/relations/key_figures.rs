//! Key figures against the accounts: personnel costs and purchased services printed once more
//! among the key figures. The changes in percent below them are in `changes`, the margin per
//! inhabitant in `rates`.

use std::collections::BTreeMap;

use crate::domain::{Account, ColumnRole, Scenario, TableKind};
use crate::ingest::relations::changes::changes;
use crate::ingest::relations::declare::{Index, sum};
use crate::ingest::relations::{Law, Relation};
use crate::ingest::sheet::{Measure, Quantity, Sheet, Slot};
use crate::lexicon::Lexicon;

/// The stages of a budget.
const STAGES: [Scenario; 3] = [Scenario::Budget, Scenario::AmendedBudget, Scenario::OperatingPlan];

/// Declares the relations of the tables of key figures.
pub(super) fn key_figures(
    sheet: &Sheet,
    index: &Index,
    accounts: &[Account],
    out: &mut Vec<Relation>,
) {
    let stages = Stages::settle(sheet, index);
    for (t, table) in sheet.tables.iter().enumerate() {
        if table.kind != TableKind::KeyFigures {
            continue;
        }
        for r in 0..table.rows.len() {
            if account_of(sheet, t, r, "key_figure").is_some() {
                of_row(sheet, index, accounts, &stages, (t, r), out);
                changes(sheet, (t, r), out);
            }
        }
    }
}

/// The account a row of key figures repeats.
fn account_of(sheet: &Sheet, t: usize, r: usize, context: &str) -> Option<String> {
    let label = &sheet.tables.get(t)?.rows.get(r)?.label;
    let account = Lexicon::get().account(context, label, false)?;
    Some(account.to_owned())
}

/// The quantity a cell of the key figures repeats.
pub(in crate::ingest) fn key_figure(sheet: &Sheet, slot: Slot) -> Option<Quantity> {
    named(sheet, slot, "key_figure")
}

/// The quantity that the label of a key figure names in this context of the label table.
pub(super) fn named(sheet: &Sheet, (t, r, c): Slot, context: &str) -> Option<Quantity> {
    let table = sheet.tables.get(t).filter(|t| t.kind == TableKind::KeyFigures)?;
    let ColumnRole::Amount { scenarios, fiscal_year, period } = &table.columns.get(c)?.role else {
        return None;
    };
    Some(Quantity {
        unit: table.rows.get(r)?.unit_id.clone()?,
        account: account_of(sheet, t, r, context)?,
        measure: Measure::Amount(*scenarios.first()?, *fiscal_year, *period),
    })
}

/// The stage of a budget that key figures mean by a header the accounts do not have: `TA 2023`
/// above figures of `TA+MUUTOS 2023`. Settled by the figures that agree with it, no fewer than differ.
pub(super) struct Stages(BTreeMap<Measure, Measure>);

impl Stages {
    pub(super) fn settle(sheet: &Sheet, index: &Index) -> Self {
        let mut tally: BTreeMap<(Measure, Measure), (usize, usize)> = BTreeMap::new();
        for slot in sheet.all_slots() {
            let Some(quantity) = key_figure(sheet, slot) else {
                continue;
            };
            let Measure::Amount(Scenario::Budget, year, period) = quantity.measure else {
                continue;
            };
            for measure in STAGES.map(|stage| Measure::Amount(stage, year, period)) {
                let other = Quantity { measure, ..quantity.clone() };
                let (Some(own), Some(account)) = (
                    sheet.content(slot).and_then(|c| c.value).filter(|v| v.0 != 0),
                    index.find(&other, slot.0).and_then(|s| sheet.content(s)?.value),
                ) else {
                    continue;
                };
                let count = tally.entry((quantity.measure, measure)).or_default();
                count.0 += usize::from(own == account);
                count.1 += 1;
            }
        }
        let settled = tally.into_iter().filter(|(_, (agree, of))| *agree > 0 && agree * 2 >= *of);
        Self(settled.map(|((header, stage), _)| (header, stage)).rev().collect())
    }

    /// The slot of a quantity, in the stage that its header means.
    pub(super) fn find(&self, index: &Index, quantity: &Quantity, t: usize) -> Option<Slot> {
        let own = index.find(quantity, t);
        own.or_else(|| {
            let measure = *self.0.get(&quantity.measure)?;
            index.find(&Quantity { measure, ..quantity.clone() }, t)
        })
    }
}

fn of_row(
    sheet: &Sheet,
    index: &Index,
    accounts: &[Account],
    stages: &Stages,
    (t, r): (usize, usize),
    out: &mut Vec<Relation>,
) {
    let columns = sheet.tables.get(t).map_or(0, |t| t.columns.len());
    for shown in (0..columns).map(|c| (t, r, c)) {
        let Some(quantity) = key_figure(sheet, shown) else {
            continue;
        };
        let account = accounts.iter().find(|a| a.code == quantity.account);
        if let Some(sign) = account.map(|a| i64::from(a.sign)).filter(|s| *s != 0) {
            out.push(Relation {
                rule: "signs_follow_their_account",
                law: Law::Sign { slot: shown, sign },
            });
        }
        if let Some(slot) = stages.find(index, &quantity, t) {
            let rule = "key_figures_follow_their_account";
            out.push(sum(rule, sheet, shown, &[slot]));
        }
    }
}

//! Key figures against the accounts: personnel costs and purchased services printed once more
//! among the key figures, and the change in percent below each.

use crate::domain::{Account, ColumnRole, TableKind};
use crate::ingest::relations::declare::{Index, sum};
use crate::ingest::relations::{Law, Relation, Share, half_step};
use crate::ingest::sheet::{Measure, Quantity, Sheet, Slot};
use crate::lexicon::{Lexicon, Meaning};

/// Declares the relations of the tables of key figures.
pub(super) fn key_figures(
    sheet: &Sheet,
    index: &Index,
    accounts: &[Account],
    out: &mut Vec<Relation>,
) {
    for (t, table) in sheet.tables.iter().enumerate() {
        if table.kind != TableKind::KeyFigures {
            continue;
        }
        for r in 0..table.rows.len() {
            if account_of(sheet, t, r).is_some() {
                of_row(sheet, index, accounts, (t, r), out);
                changes(sheet, (t, r), out);
            }
        }
    }
}

/// The account a row of key figures repeats.
fn account_of(sheet: &Sheet, t: usize, r: usize) -> Option<String> {
    let label = &sheet.tables.get(t)?.rows.get(r)?.label;
    let account = Lexicon::get().account("key_figure", label, false)?;
    Some(account.to_owned())
}

/// The quantity a cell of the key figures repeats.
pub(in crate::ingest) fn key_figure(sheet: &Sheet, (t, r, c): Slot) -> Option<Quantity> {
    let table = sheet.tables.get(t).filter(|t| t.kind == TableKind::KeyFigures)?;
    let ColumnRole::Amount { scenarios, fiscal_year, period } = &table.columns.get(c)?.role else {
        return None;
    };
    Some(Quantity {
        unit: table.rows.get(r)?.unit_id.clone()?,
        account: account_of(sheet, t, r)?,
        measure: Measure::Amount(*scenarios.first()?, *fiscal_year, *period),
    })
}

fn of_row(
    sheet: &Sheet,
    index: &Index,
    accounts: &[Account],
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
        if let Some(slot) = index.find(&quantity, t) {
            let rule = "key_figures_follow_their_account";
            out.push(sum(rule, sheet, shown, &[slot]));
        }
    }
}

/// The changes in the row below, each against the column before it with which it fits. A change
/// whose base is not printed is not declared; one that would fit with the other sign of its
/// amounts is, for a lost sign is what it shows.
fn changes(sheet: &Sheet, (t, r): (usize, usize), out: &mut Vec<Relation>) {
    let Some(table) = sheet.tables.get(t) else {
        return;
    };
    if !table.rows.get(r + 1).is_some_and(|row| is_change(&row.label)) {
        return;
    }
    let value = |row: usize, c: usize| sheet.content((t, row, c)).and_then(|c| c.value);
    for c in 1..table.columns.len() {
        let (Some(shown), Some(new)) = (value(r + 1, c), value(r, c)) else {
            continue;
        };
        let share = Share { half_step: half_step(sheet, (t, r + 1, c)), change: true };
        let fits = |base: usize| {
            let of = |sign: i64| {
                value(r, base)
                    .is_some_and(|b| b.0 != 0 && share.error(shown.0, sign * new.0, b.0) == 0)
            };
            of(1) || of(-1)
        };
        if let Some(base) = (0..c).rev().find(|b| fits(*b)) {
            let law = Law::Percent {
                shown: (t, r + 1, c),
                new: (t, r, c),
                base: (t, r, base),
                change: true,
            };
            out.push(Relation { rule: "change_follows_its_row", law });
        }
    }
}

/// Whether a label is made of the words for a difference and for percent.
fn is_change(label: &str) -> bool {
    let lexicon = Lexicon::get();
    let meanings: Option<Vec<Meaning>> =
        label.split_whitespace().map(|word| lexicon.header(word).map(|h| h.meaning)).collect();
    meanings.is_some_and(|m| m == [Meaning::Variance, Meaning::Percent])
}

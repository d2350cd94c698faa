//! The declaration of every relation, from the account tree, the unit tree and the columns.

use std::collections::BTreeMap;

use crate::domain::{Account, ColumnRole, TableKind, Unit};
use crate::ingest::holds_money;
use crate::ingest::relations::conventions::net_weights;
use crate::ingest::relations::key_figures::key_figures;
use crate::ingest::relations::{Law, Relation};
use crate::ingest::sheet::{Measure, Quantity, Sheet, Slot};

/// Declares every relation of a document.
pub(in crate::ingest) fn declare(
    sheet: &Sheet,
    accounts: &[Account],
    units: &[Unit],
) -> Vec<Relation> {
    let index = Index::new(sheet);
    let mut relations = Vec::new();
    account_sums(sheet, &index, accounts, &mut relations);
    unit_sums(sheet, &index, accounts, units, &mut relations);
    repeats(sheet, &index, &mut relations);
    columns(sheet, &mut relations);
    signs(sheet, &index, accounts, &mut relations);
    key_figures(sheet, &index, accounts, &mut relations);
    relations
}

/// Where each quantity is printed, in the order of the text.
pub(super) struct Index(pub(super) BTreeMap<Quantity, Vec<Slot>>);

impl Index {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let mut map: BTreeMap<Quantity, Vec<Slot>> = BTreeMap::new();
        for slot in sheet.slots() {
            if let Some(quantity) = sheet.quantity(slot) {
                map.entry(quantity).or_default().push(slot);
            }
        }
        Self(map)
    }

    /// The slot of a quantity, in table `t` if it is printed there.
    pub(super) fn find(&self, quantity: &Quantity, t: usize) -> Option<Slot> {
        let slots = self.0.get(quantity)?;
        slots.iter().find(|s| s.0 == t).or_else(|| slots.first()).copied()
    }

    /// The slot of a quantity in table `t` only.
    pub(super) fn within(&self, quantity: &Quantity, t: usize) -> Option<Slot> {
        self.0.get(quantity)?.iter().find(|s| s.0 == t).copied()
    }

    /// The slots that make an account of a unit: its own, or else those of its children in the
    /// account tree.
    fn expand(
        &self,
        quantity: &Quantity,
        accounts: &[Account],
        find: &dyn Fn(&Self, &Quantity) -> Option<Slot>,
    ) -> Vec<Slot> {
        if let Some(slot) = find(self, quantity) {
            return vec![slot];
        }
        let children =
            accounts.iter().filter(|a| a.parent_code.as_ref() == Some(&quantity.account));
        children
            .flat_map(|a| {
                self.expand(
                    &Quantity { account: a.code.clone(), ..quantity.clone() },
                    accounts,
                    find,
                )
            })
            .collect()
    }
}

pub(super) fn sum(rule: &'static str, sheet: &Sheet, total: Slot, parts: &[Slot]) -> Relation {
    let parts = parts.iter().map(|s| (*s, sheet.scale(*s)));
    let terms = std::iter::once((total, -sheet.scale(total))).chain(parts).collect();
    Relation { rule, law: Law::Linear { terms } }
}

fn account_sums(sheet: &Sheet, index: &Index, accounts: &[Account], out: &mut Vec<Relation>) {
    for (quantity, slots) in &index.0 {
        for total in slots.iter().filter(|s| !is_amendment(sheet, **s)) {
            let children =
                accounts.iter().filter(|a| a.parent_code.as_ref() == Some(&quantity.account));
            let parts = |find: &dyn Fn(&Index, &Quantity) -> Option<Slot>| -> Vec<Slot> {
                let child = |a: &Account| Quantity { account: a.code.clone(), ..quantity.clone() };
                children.clone().flat_map(|a| index.expand(&child(a), accounts, find)).collect()
            };
            if !parts(&|i, q| i.within(q, total.0)).is_empty() {
                // A part that this table leaves out may stand in another one.
                out.push(sum(
                    "accounts_make_their_sum",
                    sheet,
                    *total,
                    &parts(&|i, q| i.find(q, total.0)),
                ));
            }
        }
    }
}

fn is_amendment(sheet: &Sheet, slot: Slot) -> bool {
    sheet.tables.get(slot.0).is_some_and(|t| t.kind == TableKind::Amendments)
}

/// The cells of a document are taken to name all children of a unit where they name two.
fn unit_sums(
    sheet: &Sheet,
    index: &Index,
    accounts: &[Account],
    units: &[Unit],
    out: &mut Vec<Relation>,
) {
    for (quantity, slots) in &index.0 {
        let of = |unit: &Unit| Quantity { unit: unit.id.clone(), ..quantity.clone() };
        let children: Vec<&Unit> =
            units.iter().filter(|u| u.parent_id.as_ref() == Some(&quantity.unit)).collect();
        let mut across = false;
        for total in slots {
            let inside: Vec<Vec<Slot>> = children
                .iter()
                .map(|u| index.expand(&of(u), accounts, &|i, q| i.within(q, total.0)))
                .filter(|s| !s.is_empty())
                .collect();
            if !children.iter().any(|u| index.0.contains_key(&of(u))) {
                continue;
            }
            let parts = if inside.len() >= 2 {
                inside
            } else if across
                || is_amendment(sheet, *total)
                || children_share_a_table(index, &children, quantity)
            {
                continue;
            } else {
                across = true;
                let find = |i: &Index, q: &Quantity| i.find(q, total.0);
                let parts = children.iter().map(|u| index.expand(&of(u), accounts, &find));
                parts.filter(|s| !s.is_empty()).collect()
            };
            if !parts.is_empty() {
                out.push(sum("units_make_their_parent", sheet, *total, &parts.concat()));
            }
        }
    }
}

/// Whether the children stand with their sum in some table, which then is the place to add them.
fn children_share_a_table(index: &Index, children: &[&Unit], quantity: &Quantity) -> bool {
    let own = index.0.get(quantity).map(Vec::as_slice).unwrap_or_default();
    own.iter().any(|s| {
        let of = |u: &&&Unit| {
            index.within(&Quantity { unit: u.id.clone(), ..quantity.clone() }, s.0).is_some()
        };
        children.iter().filter(of).count() >= 2
    })
}

fn repeats(sheet: &Sheet, index: &Index, out: &mut Vec<Relation>) {
    for slots in index.0.iter().filter(|(q, _)| q.measure != Measure::Variance).map(|(_, s)| s) {
        if let Some((first, again)) = slots.split_first() {
            out.extend(
                again.iter().map(|slot| sum("repeated_amounts_agree", sheet, *slot, &[*first])),
            );
        }
    }
}

fn signs(sheet: &Sheet, index: &Index, accounts: &[Account], out: &mut Vec<Relation>) {
    for (quantity, slots) in index.0.iter().filter(|(q, _)| q.measure != Measure::Variance) {
        let account = accounts.iter().find(|a| a.code == quantity.account && a.sign != 0);
        let Some(sign) = account.map(|a| i64::from(a.sign)) else {
            continue;
        };
        let printed = slots.iter().filter(|s| !is_amendment(sheet, **s));
        out.extend(printed.map(|s| Relation {
            rule: "signs_follow_their_account",
            law: Law::Sign { slot: *s, sign },
        }));
    }
}

/// Variances, percentages and the net of amendments, row by row.
fn columns(sheet: &Sheet, out: &mut Vec<Relation>) {
    for (t, table) in sheet.tables.iter().enumerate().filter(|(_, t)| holds_money(t.kind)) {
        let net = net_weights(sheet, t);
        for r in 0..table.rows.len() {
            for (c, column) in table.columns.iter().enumerate() {
                let at = |ordinal: usize| (t, r, ordinal - 1);
                let law = match column.role {
                    ColumnRole::Variance { minuend, subtrahend } => Some((
                        "variance_is_the_difference",
                        Law::Linear {
                            terms: vec![((t, r, c), -1), (at(minuend), 1), (at(subtrahend), -1)],
                        },
                    )),
                    ColumnRole::ExecutionPercent { part, whole } => Some((
                        "percentage_follows_its_amounts",
                        Law::Percent {
                            shown: (t, r, c),
                            new: at(part),
                            base: at(whole),
                            change: false,
                        },
                    )),
                    ColumnRole::ChangePercent { new, base } => Some((
                        "percentage_follows_its_amounts",
                        Law::Percent {
                            shown: (t, r, c),
                            new: at(new),
                            base: at(base),
                            change: true,
                        },
                    )),
                    _ => None,
                };
                out.extend(law.map(|(rule, law)| Relation { rule, law }));
            }
            if let Some(net) = &net {
                let terms = net.iter().map(|(c, weight)| ((t, r, *c), *weight)).collect();
                out.push(Relation {
                    rule: "net_follows_revenue_and_expenses",
                    law: Law::Linear { terms },
                });
            }
        }
    }
}

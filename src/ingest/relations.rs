//! What must hold between the cells of a document, all of it, in one place.
//!
//! | rule | says |
//! |---|---|
//! | `accounts_make_their_sum` | an account is the sum of its children in the account tree |
//! | `units_make_their_parent` | a unit is the sum of its children in the unit tree |
//! | `repeated_amounts_agree` | the same quantity printed twice is the same amount |
//! | `variance_is_the_difference` | a variance is the difference of its two columns |
//! | `percentage_follows_its_amounts` | a percentage follows from its two columns |
//! | `net_follows_revenue_and_expenses` | in amendment tables, which print either sign |
//! | `signs_follow_their_account` | revenue is not negative, expenses are not positive |
//!
//! Tolerances come from rounding alone: each printed amount is within half of its unit.

use std::collections::BTreeMap;

use crate::domain::{Account, Cents, ColumnRole, TableKind, Unit};
use crate::ingest::sheet::{Measure, Quantity, Sheet, Slot};

/// A relation between slots.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// Its rule.
    pub(super) rule: &'static str,
    /// What holds.
    pub(super) law: Law,
}

/// The form of a relation.
#[derive(Debug, Clone)]
pub(super) enum Law {
    /// The weighted amounts add up to nothing; the first term is the sum the others make.
    Linear {
        /// Slots and their weights, in euros for one unit of the slot's table.
        terms: Vec<(Slot, i64)>,
    },
    /// `shown` is `new` in percent of `base`, or the change from `base` to `new`.
    Percent {
        /// The percentage.
        shown: Slot,
        /// The newer amount, or the part.
        new: Slot,
        /// The older amount, or the whole.
        base: Slot,
        /// Whether it is a change.
        change: bool,
    },
    /// The amount bears the sign of its account, or is zero.
    Sign {
        /// The amount.
        slot: Slot,
        /// 1 or -1.
        sign: i64,
    },
}

/// Whether a relation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// It holds within rounding.
    Holds,
    /// It fails by this many cents (or hundredths of a percent).
    Fails(i64),
    /// A cell it needs is blank or not legible.
    NotApplicable,
}

/// What is known of a slot for the arithmetic.
enum Known {
    /// In hundredths of the table's unit.
    Amount(i64),
    Blank,
    Unknown,
}

impl Relation {
    /// The slots it speaks of.
    pub(super) fn slots(&self) -> Vec<Slot> {
        match &self.law {
            Law::Linear { terms } => terms.iter().map(|(s, _)| *s).collect(),
            Law::Percent {
                shown, new, base, ..
            } => vec![*shown, *new, *base],
            Law::Sign { slot, .. } => vec![*slot],
        }
    }

    /// Whether it holds for the cells as they are read now.
    pub(super) fn status(&self, sheet: &Sheet) -> Status {
        match &self.law {
            Law::Linear { terms } => linear(sheet, terms),
            Law::Percent {
                shown,
                new,
                base,
                change,
            } => percent(sheet, *shown, *new, *base, *change),
            Law::Sign { slot, sign } => match known(sheet, *slot) {
                Known::Amount(cents) if cents * sign < 0 => Status::Fails(cents),
                Known::Amount(_) => Status::Holds,
                _ => Status::NotApplicable,
            },
        }
    }

    /// How a reading is credited for it: two if it holds, one less than nothing if it fails or
    /// lacks its sum. A lost sign is the commonest damage and counts neither way.
    pub(super) fn credit(&self, sheet: &Sheet) -> i64 {
        match self.status(sheet) {
            Status::Holds => 2,
            Status::Fails(by) if self.lost_a_sign(sheet, by) => 0,
            Status::Fails(_) => -1,
            Status::NotApplicable if self.lacks_its_sum(sheet) => -1,
            Status::NotApplicable => 0,
        }
    }

    /// Whether a relation that fails by so much would hold with the other sign of one amount.
    fn lost_a_sign(&self, sheet: &Sheet, by: i64) -> bool {
        let Law::Linear { terms } = &self.law else {
            return false;
        };
        let turned = |(slot, weight): &(Slot, i64)| matches!(known(sheet, *slot), Known::Amount(x) if x != 0 && 2 * weight * x == by);
        terms.iter().any(turned)
    }

    /// Whether its sum is blank and one of the parts is not.
    fn lacks_its_sum(&self, sheet: &Sheet) -> bool {
        let Law::Linear { terms } = &self.law else {
            return false;
        };
        let Some(((sum, _), parts)) = terms.split_first() else {
            return false;
        };
        let there =
            |(slot, _): &(Slot, i64)| matches!(known(sheet, *slot), Known::Amount(x) if x != 0);
        matches!(known(sheet, *sum), Known::Blank) && parts.iter().any(there)
    }

    /// The amount of `slot`, in hundredths of its table's unit, with which a linear relation
    /// holds exactly; and how many other terms are not zero, restored ones counted twice.
    pub(super) fn implied(&self, sheet: &Sheet, slot: Slot) -> Option<(Cents, usize)> {
        let Law::Linear { terms } = &self.law else {
            return None;
        };
        let weight = terms.iter().find(|(s, _)| *s == slot)?.1;
        let (mut rest, mut busy) = (0_i64, 0);
        for (other, weight) in terms.iter().filter(|(s, _)| *s != slot) {
            match known(sheet, *other) {
                Known::Amount(cents) => {
                    rest += weight * cents;
                    let restored = sheet.content(*other).is_some_and(|c| c.value.is_none());
                    busy += usize::from(cents != 0) * if restored { 2 } else { 1 };
                }
                Known::Blank => {}
                Known::Unknown => return None,
            }
        }
        Some((Cents(-rest / weight), busy))
    }
}

fn known(sheet: &Sheet, slot: Slot) -> Known {
    match sheet.content(slot) {
        None => Known::Blank,
        Some(content) => match content.implied.or(content.value) {
            Some(value) => Known::Amount(value.0),
            None if content.kind == crate::domain::CellKind::Text => Known::Blank,
            None => Known::Unknown,
        },
    }
}

fn linear(sheet: &Sheet, terms: &[(Slot, i64)]) -> Status {
    let (mut sum, mut parts, mut half_units, mut squares) = (0_i64, 0, 0_i64, 0_i64);
    for (i, (slot, weight)) in terms.iter().enumerate() {
        match known(sheet, *slot) {
            Known::Amount(cents) => {
                sum += weight * cents;
                parts += usize::from(i > 0);
                half_units += 50 * weight.abs();
                squares += weight.pow(2);
            }
            Known::Blank if i == 0 => return Status::NotApplicable,
            Known::Blank => {}
            Known::Unknown => return Status::NotApplicable,
        }
    }
    // Three standard deviations of the rounding errors, and never more than all of them at once:
    // (3 * 100)^2 / 12 = 7500 square cents for each squared unit.
    let tolerance = half_units.min((squares * 7500).isqrt()).max(0);
    match parts {
        0 => Status::NotApplicable,
        _ if sum.abs() <= tolerance => Status::Holds,
        _ => Status::Fails(sum),
    }
}

fn percent(sheet: &Sheet, shown: Slot, new: Slot, base: Slot, change: bool) -> Status {
    let amounts = (known(sheet, shown), known(sheet, new), known(sheet, base));
    let (Known::Amount(shown_value), Known::Amount(new), Known::Amount(base_value)) = amounts
    else {
        return Status::NotApplicable;
    };
    if base_value == 0 {
        return Status::NotApplicable;
    }
    let decimals = sheet
        .content(shown)
        .and_then(|c| c.printed.split_once(','))
        .map_or(0, |(_, d)| d.chars().filter(char::is_ascii_digit).count());
    let (shown_value, new, base) = (
        i128::from(shown_value),
        i128::from(new),
        i128::from(base_value),
    );
    let part = if change { new - base } else { new };
    // In hundredths of a percent, times the base.
    let error = part * 10_000 - shown_value * base;
    let half_step: i128 = match decimals {
        0 => 50,
        1 => 5,
        _ => 1,
    };
    let slack = base.abs() * half_step + 100 * (10_000 + shown_value.abs());
    if error.abs() <= slack {
        Status::Holds
    } else {
        Status::Fails(i64::try_from(error / base).unwrap_or(i64::MAX))
    }
}

/// Declares every relation of a document.
pub(super) fn declare(sheet: &Sheet, accounts: &[Account], units: &[Unit]) -> Vec<Relation> {
    let index = Index::new(sheet);
    let mut relations = Vec::new();
    account_sums(sheet, &index, accounts, &mut relations);
    unit_sums(sheet, &index, accounts, units, &mut relations);
    repeats(sheet, &index, &mut relations);
    columns(sheet, &mut relations);
    signs(sheet, &index, accounts, &mut relations);
    relations
}

/// Where each quantity is printed, in the order of the text.
struct Index(BTreeMap<Quantity, Vec<Slot>>);

impl Index {
    fn new(sheet: &Sheet) -> Self {
        let mut map: BTreeMap<Quantity, Vec<Slot>> = BTreeMap::new();
        for slot in sheet.slots() {
            if let Some(quantity) = sheet.quantity(slot) {
                map.entry(quantity).or_default().push(slot);
            }
        }
        Self(map)
    }

    /// The slot of a quantity, in table `t` if it is printed there.
    fn find(&self, quantity: &Quantity, t: usize) -> Option<Slot> {
        let slots = self.0.get(quantity)?;
        slots
            .iter()
            .find(|s| s.0 == t)
            .or_else(|| slots.first())
            .copied()
    }

    /// The slot of a quantity in table `t` only.
    fn within(&self, quantity: &Quantity, t: usize) -> Option<Slot> {
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
        let children = accounts
            .iter()
            .filter(|a| a.parent_code.as_ref() == Some(&quantity.account));
        children
            .flat_map(|a| {
                self.expand(
                    &Quantity {
                        account: a.code.clone(),
                        ..quantity.clone()
                    },
                    accounts,
                    find,
                )
            })
            .collect()
    }
}

fn sum(rule: &'static str, sheet: &Sheet, total: Slot, parts: &[Slot]) -> Relation {
    let parts = parts.iter().map(|s| (*s, sheet.scale(*s)));
    let terms = std::iter::once((total, -sheet.scale(total)))
        .chain(parts)
        .collect();
    Relation {
        rule,
        law: Law::Linear { terms },
    }
}

fn account_sums(sheet: &Sheet, index: &Index, accounts: &[Account], out: &mut Vec<Relation>) {
    for (quantity, slots) in &index.0 {
        for total in slots.iter().filter(|s| !is_amendment(sheet, **s)) {
            let children = accounts
                .iter()
                .filter(|a| a.parent_code.as_ref() == Some(&quantity.account));
            let parts = |find: &dyn Fn(&Index, &Quantity) -> Option<Slot>| -> Vec<Slot> {
                let child = |a: &Account| Quantity {
                    account: a.code.clone(),
                    ..quantity.clone()
                };
                children
                    .clone()
                    .flat_map(|a| index.expand(&child(a), accounts, find))
                    .collect()
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
    sheet
        .tables
        .get(slot.0)
        .is_some_and(|t| t.kind == TableKind::Amendments)
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
        let of = |unit: &Unit| Quantity {
            unit: unit.id.clone(),
            ..quantity.clone()
        };
        let children: Vec<&Unit> = units
            .iter()
            .filter(|u| u.parent_id.as_ref() == Some(&quantity.unit))
            .collect();
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
                let parts = children
                    .iter()
                    .map(|u| index.expand(&of(u), accounts, &find));
                parts.filter(|s| !s.is_empty()).collect()
            };
            if !parts.is_empty() {
                out.push(sum(
                    "units_make_their_parent",
                    sheet,
                    *total,
                    &parts.concat(),
                ));
            }
        }
    }
}

/// Whether the children stand with their sum in some table, which then is the place to add them.
fn children_share_a_table(index: &Index, children: &[&Unit], quantity: &Quantity) -> bool {
    let own = index.0.get(quantity).map(Vec::as_slice).unwrap_or_default();
    own.iter().any(|s| {
        let of = |u: &&&Unit| {
            index
                .within(
                    &Quantity {
                        unit: u.id.clone(),
                        ..quantity.clone()
                    },
                    s.0,
                )
                .is_some()
        };
        children.iter().filter(of).count() >= 2
    })
}

fn repeats(sheet: &Sheet, index: &Index, out: &mut Vec<Relation>) {
    for slots in index
        .0
        .iter()
        .filter(|(q, _)| q.measure != Measure::Variance)
        .map(|(_, s)| s)
    {
        if let Some((first, again)) = slots.split_first() {
            out.extend(
                again
                    .iter()
                    .map(|slot| sum("repeated_amounts_agree", sheet, *slot, &[*first])),
            );
        }
    }
}

fn signs(sheet: &Sheet, index: &Index, accounts: &[Account], out: &mut Vec<Relation>) {
    for (quantity, slots) in index
        .0
        .iter()
        .filter(|(q, _)| q.measure != Measure::Variance)
    {
        let account = accounts
            .iter()
            .find(|a| a.code == quantity.account && a.sign != 0);
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
    for (t, table) in sheet
        .tables
        .iter()
        .enumerate()
        .filter(|(_, t)| super::holds_money(t.kind))
    {
        let net = net_weights(sheet, t);
        for r in 0..table.rows.len() {
            for (c, column) in table.columns.iter().enumerate() {
                let at = |ordinal: usize| (t, r, ordinal - 1);
                let law = match column.role {
                    ColumnRole::Variance {
                        minuend,
                        subtrahend,
                    } => Some((
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
                let terms = net
                    .iter()
                    .map(|(c, weight)| ((t, r, *c), *weight))
                    .collect();
                out.push(Relation {
                    rule: "net_follows_revenue_and_expenses",
                    law: Law::Linear { terms },
                });
            }
        }
    }
}

/// A table that prints its amounts in thousands: table, amounts compared, amounts that agree,
/// first line of the table it was compared with.
pub(super) struct Scale {
    pub(super) table: usize,
    pub(super) compared: usize,
    pub(super) agreeing: usize,
    pub(super) other_line: usize,
}

/// Finds the tables that print thousands of euros without saying so: most amounts they share
/// with another table are its thousandths.
pub(super) fn find_scales(sheet: &mut Sheet) -> Vec<Scale> {
    let index = Index::new(sheet);
    let mut found = Vec::new();
    for table in 0..sheet.tables.len() {
        for other in (0..sheet.tables.len()).filter(|o| *o != table) {
            let value =
                |t: usize, q: &Quantity| index.within(q, t).and_then(|s| sheet.content(s)?.value);
            let amounts = index.0.keys().filter(|q| q.measure != Measure::Variance);
            let shared: Vec<(i64, i64)> = amounts
                .filter_map(|q| Some((value(table, q)?.0, value(other, q)?.0)))
                .filter(|(a, b)| *a != 0 && *b != 0)
                .collect();
            // Hundredths of thousands against hundredths of euros: within half a thousand euros.
            let thousandth =
                |(a, b): &&(i64, i64)| (a * 1000 - b).abs() <= 50_000 && a.abs() < b.abs();
            let agreeing = shared.iter().filter(thousandth).count();
            if agreeing >= 3 && agreeing * 2 > shared.len() {
                let other_line = sheet.tables.get(other).map_or(0, |t| t.first_line);
                found.push(Scale {
                    table,
                    compared: shared.len(),
                    agreeing,
                    other_line,
                });
                break;
            }
        }
    }
    for scale in &found {
        if let Some(table) = sheet.tables.get_mut(scale.table) {
            table.scale = 1000;
        }
    }
    found
}

/// How an amendment table prints signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation {
    pub(super) table: usize,
    /// Whether growing expenses are printed positive.
    pub(super) expenses_positive: bool,
    /// Whether the net is printed as expenses less revenue.
    pub(super) net_reversed: bool,
    /// Rows in which the net follows.
    pub(super) agreeing: usize,
}

/// Settles, by the rows that balance, which way round differences are taken: variances of two
/// columns, and the net of amendment tables.
pub(super) fn orient(sheet: &mut Sheet) -> Vec<Orientation> {
    for t in 0..sheet.tables.len() {
        turn_variances(sheet, t);
    }
    let amendments = (0..sheet.tables.len()).filter(|t| {
        sheet
            .tables
            .get(*t)
            .is_some_and(|t| t.kind == TableKind::Amendments)
    });
    amendments.filter_map(|t| orientation(sheet, t)).collect()
}

fn turn_variances(sheet: &mut Sheet, t: usize) {
    let Some(table) = sheet.tables.get(t) else {
        return;
    };
    let rows = table.rows.len();
    let mut turned = Vec::new();
    for (c, column) in table.columns.iter().enumerate() {
        let ColumnRole::Variance {
            minuend,
            subtrahend,
        } = column.role
        else {
            continue;
        };
        let balanced = |a: usize, b: usize| {
            let holds = |r: &usize| {
                linear(
                    sheet,
                    &[((t, *r, c), -1), ((t, *r, a - 1), 1), ((t, *r, b - 1), -1)],
                ) == Status::Holds
            };
            (0..rows).filter(holds).count()
        };
        if balanced(subtrahend, minuend) > balanced(minuend, subtrahend) {
            turned.push((
                c,
                ColumnRole::Variance {
                    minuend: subtrahend,
                    subtrahend: minuend,
                },
            ));
        }
    }
    for (c, role) in turned {
        if let Some(column) = sheet.tables.get_mut(t).and_then(|t| t.columns.get_mut(c)) {
            column.role = role;
        }
    }
}

/// Net, revenue and expenses columns of an amendment table, from 0.
fn net_columns(sheet: &Sheet, t: usize) -> Option<(usize, usize, usize)> {
    let table = sheet.tables.get(t)?;
    let of = |code: &str| {
        table
            .columns
            .iter()
            .position(|c| matches!(&c.role, ColumnRole::Account { account } if account == code))
    };
    Some((
        of("operating_margin")?,
        of("operating_revenue")?,
        of("operating_expenses")?,
    ))
}

fn orientation(sheet: &Sheet, t: usize) -> Option<Orientation> {
    let (net, revenue, expenses) = net_columns(sheet, t)?;
    let rows = sheet.tables.get(t)?.rows.len();
    let balanced = |weights: (i64, i64)| {
        let terms = |r: usize| {
            [
                ((t, r, net), -1),
                ((t, r, revenue), weights.0),
                ((t, r, expenses), weights.1),
            ]
        };
        (0..rows)
            .filter(|r| linear(sheet, &terms(*r)) == Status::Holds)
            .count()
    };
    let forms = [
        ((1, 1), false, false),
        ((1, -1), true, false),
        ((-1, 1), true, true),
    ];
    let mut best: Option<Orientation> = None;
    for (weights, expenses_positive, net_reversed) in forms {
        let agreeing = balanced(weights);
        if best.is_none_or(|b| agreeing > b.agreeing) {
            best = Some(Orientation {
                table: t,
                expenses_positive,
                net_reversed,
                agreeing,
            });
        }
    }
    best
}

fn net_weights(sheet: &Sheet, t: usize) -> Option<Vec<(usize, i64)>> {
    if sheet.tables.get(t)?.kind != TableKind::Amendments {
        return None;
    }
    let (net, revenue, expenses) = net_columns(sheet, t)?;
    let form = orientation(sheet, t)?;
    let weights = match (form.expenses_positive, form.net_reversed) {
        (false, _) => (1, 1),
        (true, false) => (1, -1),
        (true, true) => (-1, 1),
    };
    Some(vec![(net, -1), (revenue, weights.0), (expenses, weights.1)])
}

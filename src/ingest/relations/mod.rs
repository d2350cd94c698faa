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
//! | `key_figures_follow_their_account` | a key figure that names an account is its amount |
//! | `change_follows_its_row` | a change in percent among key figures follows the row above |
//! | `figures_per_inhabitant_imply_one_population` | one population per column |
//! | `stated_shares_imply_one_whole` | the shares that labels state are shares of one cost |
//!
//! Tolerances come from rounding alone: each printed amount is within half of its unit, and exact in
//! the columns of a budget made in tens of euros.

mod changes;
mod conventions;
mod declare;
mod key_figures;
mod rates;

pub(super) use conventions::{Orientation, Scale, find_exact, find_scales, orient};
pub(super) use declare::declare;
pub(super) use key_figures::key_figure;
pub(super) use rates::{Figure, PRECISION, Rate, Rates, rates};

use crate::domain::{CellKind, Cents};
use crate::ingest::sheet::{Sheet, Slot};

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
            Law::Percent { shown, new, base, .. } => vec![*shown, *new, *base],
            Law::Sign { slot, .. } => vec![*slot],
        }
    }

    /// Whether it holds for the cells as they are read now.
    pub(super) fn status(&self, sheet: &Sheet) -> Status {
        match &self.law {
            Law::Linear { terms } => linear(sheet, terms),
            Law::Percent { shown, new, base, change } => {
                percent(sheet, *shown, *new, *base, *change)
            }
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
            None if content.kind == CellKind::Text => Known::Blank,
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
                let rounded = i64::from(sheet.is_rounded(*slot));
                half_units += 50 * weight.abs() * rounded;
                squares += weight.pow(2) * rounded;
            }
            Known::Blank if i == 0 => return Status::NotApplicable,
            Known::Blank => {}
            Known::Unknown => return Status::NotApplicable,
        }
    }
    match parts {
        0 => Status::NotApplicable,
        _ if sum.abs() <= tolerance(half_units, squares) => Status::Holds,
        _ => Status::Fails(sum),
    }
}

/// What rounding can make of a sum: three standard deviations of the rounding errors, and never
/// more than all of them at once. `(3 * 100)^2 / 12 = 7500` square cents for each squared unit.
fn tolerance(half_units: i64, squares: i64) -> i64 {
    half_units.min((squares * 7500).isqrt()).max(0)
}

/// The tolerance of amounts with these weights.
pub(super) fn tolerance_of(weights: impl Iterator<Item = i64>) -> i64 {
    let (half_units, squares) =
        weights.fold((0, 0), |(half, squares), w| (half + 50 * w.abs(), squares + w.pow(2)));
    tolerance(half_units, squares)
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
    let share = Share { half_step: half_step(sheet, shown), change };
    match share.error(shown_value, new, base_value) {
        0 => Status::Holds,
        by => Status::Fails(by),
    }
}

/// Half of the last printed step of a percentage or rate, in hundredths.
pub(super) fn half_step(sheet: &Sheet, shown: Slot) -> i64 {
    half_step_of(sheet.content(shown).map_or("", |c| &c.printed))
}

/// Half of the last step of a printed number, in hundredths.
fn half_step_of(printed: &str) -> i64 {
    let decimals = printed.split_once(',').map_or("", |(_, decimals)| decimals);
    match decimals.chars().filter(char::is_ascii_digit).count() {
        0 => 50,
        1 => 5,
        _ => 1,
    }
}

/// How a percentage follows from its two amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    /// Half of the last printed step.
    pub(super) half_step: i64,
    /// Whether it is a change.
    pub(super) change: bool,
}

impl Share {
    /// By how many hundredths of a percent the percentage differs; zero within rounding or cutting,
    /// and where the base is zero.
    pub(super) fn error(self, shown: i64, new: i64, base: i64) -> i64 {
        if base == 0 {
            return 0;
        }
        let (shown, new, base) = (i128::from(shown), i128::from(new), i128::from(base));
        let part = if self.change { new - base } else { new };
        // In hundredths of a percent, times the base.
        let error = part * 10_000 - shown * base;
        let slack = base.abs() * i128::from(self.half_step) + 100 * (10_000 + shown.abs());
        // Some cut the digits they do not print instead of rounding: 7,46 % as 7,4.
        let beyond_shown = error.signum() * base.signum() == (part * base).signum();
        let cut = beyond_shown && error.abs() < base.abs() * 2 * i128::from(self.half_step);
        if error.abs() <= slack || cut {
            0
        } else {
            let by = i64::try_from(error / base).unwrap_or(i64::MAX);
            if by == 0 { 1 } else { by }
        }
    }

    /// The percentage the two amounts give, in hundredths of a percent.
    pub(super) fn of(self, new: i64, base: i64) -> Option<i64> {
        let part = if self.change { new.checked_sub(base)? } else { new };
        let exact = (i128::from(part) * 10_000).checked_div(i128::from(base))?;
        let step = i128::from(self.half_step) * 2;
        let step = if self.half_step == 1 { 1 } else { step };
        let rounded = (exact + exact.signum() * step / 2) / step * step;
        i64::try_from(rounded).ok()
    }
}

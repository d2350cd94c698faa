//! Figures that are rates of one number: margins in euros per inhabitant imply one population for
//! each column, and the shares of a cost that labels state imply one cost. Which of them is off is
//! for the diagnosis to say.

use std::collections::BTreeMap;

use crate::domain::Account;
use crate::ingest::relations::declare::Index;
use crate::ingest::relations::key_figures::Stages;
use crate::ingest::relations::{Known, half_step, half_step_of, known};
use crate::ingest::sheet::{Measure, Quantity, Sheet, Slot};
use crate::lexicon::{Lexicon, Meaning};
use crate::table::parse;

/// A range is counted in thousandths of a person, or of a cent for 100 %.
pub(in crate::ingest) const PRECISION: i128 = 1000;

/// Figures that imply one number together.
pub(in crate::ingest) struct Rates {
    pub(in crate::ingest) rule: &'static str,
    pub(in crate::ingest) measure: Measure,
    pub(in crate::ingest) members: Vec<Rate>,
}

/// An amount and its rate.
pub(in crate::ingest) struct Rate {
    pub(in crate::ingest) amount: Slot,
    pub(in crate::ingest) figure: Figure,
}

/// What states a rate.
pub(in crate::ingest) enum Figure {
    /// A cell.
    Cell(Slot),
    /// The label above the amount, in hundredths of a percent.
    Label { value: i64, half_step: i64 },
}

impl Rate {
    /// The rate, and half of its last printed step.
    fn figure(&self, sheet: &Sheet) -> Option<(i64, i64)> {
        match self.figure {
            Figure::Cell(slot) => match known(sheet, slot) {
                Known::Amount(value) => Some((value, half_step(sheet, slot))),
                _ => None,
            },
            Figure::Label { value, half_step } => Some((value, half_step)),
        }
    }

    /// The least and the greatest number that gives the rate after rounding, `wider` steps more
    /// to either side; none where the rate is nought or there is nothing to divide.
    pub(in crate::ingest) fn range(&self, sheet: &Sheet, wider: i64) -> Option<(i128, i128)> {
        let (figure, half) = self.figure(sheet)?;
        let (half, scale) = (half * (1 + 2 * wider), sheet.scale(self.amount));
        let Known::Amount(amount) = known(sheet, self.amount) else {
            return None;
        };
        if amount == 0 || figure.abs() <= half {
            return None;
        }
        let bound = |amount: i64, figure: i64| {
            (i128::from(amount) * i128::from(scale) * PRECISION).checked_div(i128::from(figure))
        };
        let least = bound(amount.abs() - 50, figure.abs() + half)?;
        let most = bound(amount.abs() + 50, figure.abs() - half)?;
        let alike = (amount < 0) == (figure < 0);
        Some(if alike { (least, most) } else { (-most, -least) })
    }

    /// The rate that a number gives, rounded as this one is printed.
    pub(in crate::ingest) fn of(&self, sheet: &Sheet, number: i128) -> Option<i64> {
        let Known::Amount(amount) = known(sheet, self.amount) else {
            return None;
        };
        self.of_cents(sheet, i128::from(amount) * i128::from(sheet.scale(self.amount)), number)
    }

    /// The same of another amount, in cents.
    pub(in crate::ingest) fn of_cents(
        &self,
        sheet: &Sheet,
        cents: i128,
        number: i128,
    ) -> Option<i64> {
        let (_, half) = self.figure(sheet)?;
        let exact = cents * PRECISION;
        let step = i128::from(if half == 1 { 1 } else { 2 * half }) * number;
        let steps = (2 * exact + step * exact.signum() * step.signum()).checked_div(2 * step)?;
        i64::try_from(steps * step / number).ok()
    }
}

/// Every group of rates of a document.
pub(in crate::ingest) fn rates(
    sheet: &Sheet,
    accounts: &[Account],
    printed_names: &[(String, String)],
) -> Vec<Rates> {
    let index = Index::new(sheet);
    let mut found = per_inhabitant(sheet, &index);
    found.extend(shares(&index, accounts, printed_names));
    found
}

fn per_inhabitant(sheet: &Sheet, index: &Index) -> Vec<Rates> {
    let stages = Stages::settle(sheet, index);
    let mut groups: BTreeMap<Measure, Vec<Rate>> = BTreeMap::new();
    for shown in sheet.all_slots() {
        let Some(quantity) = super::key_figures::named(sheet, shown, "per_inhabitant") else {
            continue;
        };
        if let Some(amount) = stages.find(index, &quantity, shown.0) {
            let rate = Rate { amount, figure: Figure::Cell(shown) };
            groups.entry(quantity.measure).or_default().push(rate);
        }
    }
    let rule = "figures_per_inhabitant_imply_one_population";
    groups.into_iter().map(|(measure, members)| Rates { rule, measure, members }).collect()
}

/// `Johtamisen kust. 10,6 % v. 2023 ja 28,8 % v. 2024`: the expenses of that unit in each year.
fn shares(index: &Index, accounts: &[Account], printed_names: &[(String, String)]) -> Vec<Rates> {
    let expenses = |account: &str| accounts.iter().any(|a| a.code == account && a.sign < 0);
    let mut groups: BTreeMap<(String, Measure), Vec<Rate>> = BTreeMap::new();
    for (unit, label) in printed_names {
        for (value, half_step, year) in stated(label) {
            let of_year = |q: &Quantity| {
                q.unit == *unit
                    && expenses(&q.account)
                    && matches!(q.measure, Measure::Amount(_, y, _) if y == year)
            };
            for (quantity, slots) in index.0.iter().filter(|(q, _)| of_year(q)) {
                let group = groups.entry((quantity.account.clone(), quantity.measure)).or_default();
                let figure = Figure::Label { value, half_step };
                group.extend(slots.first().map(|slot| Rate { amount: *slot, figure }));
            }
        }
    }
    let rule = "stated_shares_imply_one_whole";
    groups.into_iter().map(|((_, measure), members)| Rates { rule, measure, members }).collect()
}

/// The shares that a label states, each in hundredths of a percent with half of its last step and
/// the year that follows it.
fn stated(label: &str) -> Vec<(i64, i64, i32)> {
    let bare = |w: &'_ str| w.trim_matches(|c: char| "(),.".contains(c)).to_owned();
    let words: Vec<String> = label.split_whitespace().map(bare).collect();
    let mut shares = Vec::new();
    let mut open: Option<(i64, i64)> = None;
    for (word, next) in words.iter().zip(words.iter().skip(1).chain([&String::new()])) {
        let percent = word.ends_with('%') || next == "%";
        if let Some(number) = parse(word).filter(|_| percent) {
            open = Some((number.value.0, half_step_of(word)));
        }
        let year = Lexicon::get().header(word).filter(|h| h.meaning == Meaning::Year);
        if let (Some((value, half)), Some(year)) = (open, year.and_then(|h| h.year)) {
            shares.push((value, half, year));
            open = None;
        }
    }
    shares
}

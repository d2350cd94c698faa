//! What figures are measured by: population, price level, operating expenses, the base of an
//! index. Nothing is rounded before the last step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::domain::{Cents, Municipality, Population, PriceIndex, Unit};
use crate::query::compare::{Basis, ComparisonCell, Denominator, Question};
use crate::query::figures::{
    Book, Entry, Figure, Ratio, ScenarioChoice, Subject, Subjects, effective,
};
use crate::query::figures::{half_away_from_zero, is_below};
use crate::query::{Error, Session};
use crate::store::read;

/// What shares are of.
const OPERATING_EXPENSES: &str = "operating_expenses";
/// The status of a population figure that will not change.
pub(super) const FINAL: &str = "final";

pub(super) struct Measures<'a> {
    subjects: &'a Subjects,
    expenses: Book,
    prices: BTreeMap<i32, PriceIndex>,
    prices_of: Option<PriceIndex>,
}

impl<'a> Measures<'a> {
    pub(super) fn load(
        session: &mut Session,
        question: &Question,
        subjects: &'a Subjects,
        figures: &[(&Subject, ScenarioChoice, Figure)],
    ) -> Result<Self, Error> {
        let prices = read::comparability::price_index(session)?;
        Ok(Self {
            subjects,
            expenses: expenses(session, question, subjects, figures)?,
            prices: prices.into_iter().map(|p| (p.year, p)).collect(),
            prices_of: question.prices_of.clone(),
        })
    }

    pub(super) fn cell(
        &self,
        subject: &Subject,
        scenario: ScenarioChoice,
        figure: Figure,
    ) -> ComparisonCell {
        let amount = figure.amount;
        let year = figure.fiscal_year.filter(|_| amount.is_some());
        let population = year.and_then(|year| population(&subject.municipality, year)).cloned();
        let share_of = self.denominator(&figure);
        let prices = year.and_then(|year| self.prices.get(&year)).cloned();
        let real = self.prices_of.as_ref().zip(prices.as_ref());
        let real = real.and_then(|(to, from)| Ratio::of(to.value, from.value));
        let real = amount.zip(real).and_then(|(a, r)| a.to_decimal().checked_mul(r.0)).map(Ratio);
        let per = |amount: Decimal| {
            population.as_ref().and_then(|p| Ratio::of(amount, Decimal::from(p.persons)))
        };
        let share = amount.zip(share_of.as_ref()).and_then(|(a, d)| Ratio::percent(a, d.amount));
        ComparisonCell {
            municipality: subject.municipality.clone(),
            scenario,
            value: None,
            per_inhabitant: amount.and_then(|a| per(a.to_decimal())).map(Ratio::rounded),
            share: share.map(Ratio::rounded),
            index: None,
            real_amount: real.and_then(Ratio::to_cents),
            real_per_inhabitant: real.and_then(|r| per(r.0)).map(Ratio::rounded),
            population,
            prices,
            share_of,
            caveats: Vec::new(),
            figure,
        }
    }

    /// The operating expenses of the municipality, or of the largest parts of it around the units
    /// of the figure that state them.
    fn denominator(&self, figure: &Figure) -> Option<Denominator> {
        let stated = |id: &String| expenses_of(&self.expenses, figure, id);
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for unit in &figure.units {
            let path = up_to_the_root(self.subjects, unit);
            ids.insert(path.into_iter().rev().find(|id| stated(id).is_some())?);
        }
        let largest = |id: &&String| !ids.iter().any(|other| is_below(id, other));
        let ids: Vec<&String> = ids.iter().filter(largest).collect();
        let lines: Vec<_> =
            ids.iter().filter_map(|id| stated(id)).map(|e| Arc::clone(&e.line)).collect();
        let amount: Cents = lines.iter().filter_map(|line| effective(line)).sum();
        let units = ids.iter().filter_map(|id| self.subjects.tree.get(id)).cloned().collect();
        Some(Denominator { amount, units, lines })
    }
}

/// The operating expenses around the units of figures: those of whole municipalities, and only where
/// one does not state them those of the parts around the units.
fn expenses(
    session: &mut Session,
    question: &Question,
    subjects: &Subjects,
    figures: &[(&Subject, ScenarioChoice, Figure)],
) -> Result<Book, Error> {
    let of = figures.iter().flat_map(|(_, _, f)| f.units.iter().map(move |unit| (f, unit)));
    let paths: Vec<(&Figure, Vec<String>)> =
        of.map(|(figure, unit)| (figure, up_to_the_root(subjects, unit))).collect();
    let roots: BTreeSet<&String> = paths.iter().filter_map(|(_, path)| path.last()).collect();
    let whole =
        question.book_of(session, roots.into_iter().cloned().collect(), OPERATING_EXPENSES)?;
    let open = paths.iter().filter_map(|(figure, path)| {
        let (root, parts) = path.split_last()?;
        expenses_of(&whole, figure, root).is_none().then_some(parts)
    });
    let parts: BTreeSet<String> = open.flatten().cloned().collect();
    Ok(whole.with(question.book_of(session, parts.into_iter().collect(), OPERATING_EXPENSES)?))
}

/// The line that states the operating expenses of a unit, as a figure needs them.
fn expenses_of<'a>(book: &'a Book, figure: &Figure, id: &str) -> Option<&'a Entry> {
    let (scenario, year) = (figure.scenario?, figure.fiscal_year?);
    let entry = book.get((id, OPERATING_EXPENSES, scenario, year))?;
    effective(&entry.line).map(|_| entry)
}

/// Ids of a unit and all above it.
fn up_to_the_root(subjects: &Subjects, unit: &Unit) -> Vec<String> {
    let mut path = vec![unit.id.clone()];
    let mut above = unit.parent_id.clone();
    while let Some(id) = above {
        above = subjects.tree.get(&id).and_then(|u| u.parent_id.clone());
        path.push(id);
    }
    path
}

/// The population at the end of a year, or else the last one before; of several figures for one
/// day the final one, or else the first.
fn population(municipality: &Municipality, year: i32) -> Option<&Population> {
    let until = municipality.population.iter().filter(|p| i32::from(p.date.year()) <= year);
    let date = until.map(|p| p.date).max()?;
    let mut of_day = municipality.population.iter().filter(|p| p.date == date);
    let first = of_day.clone().next();
    of_day.find(|p| p.status == FINAL).or(first)
}

/// Sets the index of every cell: the quotient of unrounded euros per inhabitant, in the prices
/// asked for. Cells of one scenario are compared year by year, or latest with latest. There is
/// none between figures on either side of zero.
pub(super) fn index(question: &Question, cells: &mut [ComparisonCell]) {
    let slot = |c: &ComparisonCell| {
        (c.scenario, c.figure.fiscal_year.filter(|_| question.fiscal_years.is_some()))
    };
    let mut slots: BTreeMap<_, Vec<(String, Decimal)>> = BTreeMap::new();
    for cell in cells.iter() {
        let exact = exact_per_inhabitant(question, cell);
        let entry = slots.entry(slot(cell)).or_default();
        entry.extend(exact.map(|exact| (cell.municipality.code.clone(), exact)));
    }
    let bases: BTreeMap<_, _> =
        slots.into_iter().map(|(slot, all)| (slot, base_of(question, &all))).collect();
    for cell in cells {
        let base = bases.get(&slot(cell)).copied().flatten();
        let exact = exact_per_inhabitant(question, cell);
        let percent = exact
            .zip(base)
            .and_then(|(x, base)| Ratio::of(x.checked_mul(Decimal::ONE_HUNDRED)?, base));
        cell.index = percent.filter(|p| !p.0.is_sign_negative()).map(Ratio::rounded);
    }
}

fn base_of(question: &Question, all: &[(String, Decimal)]) -> Option<Decimal> {
    match &question.base {
        Some(code) => all.iter().find(|(c, _)| c == code).map(|(_, exact)| *exact),
        None if all.iter().any(|(_, x)| x.is_sign_negative())
            && all.iter().any(|(_, x)| *x > Decimal::ZERO) =>
        {
            None
        }
        None => {
            let sum = all.iter().try_fold(Decimal::ZERO, |sum, (_, x)| sum.checked_add(*x))?;
            sum.checked_div(Decimal::from(all.len()))
        }
    }
}

/// Euros per inhabitant, unrounded, in the prices asked for.
pub(super) fn exact_per_inhabitant(question: &Question, cell: &ComparisonCell) -> Option<Decimal> {
    let amount = match question.prices_of {
        Some(_) => cell.real_amount,
        None => cell.figure.amount,
    };
    let persons = Decimal::from(cell.population.as_ref()?.persons);
    amount?.to_decimal().checked_div(persons)
}

/// The number that a cell is compared by.
pub(super) fn value(question: &Question, cell: &ComparisonCell) -> Option<Decimal> {
    let real = question.prices_of.is_some();
    match question.basis {
        Basis::Total if real => cell.real_amount.map(Cents::to_decimal),
        Basis::Total => cell.figure.amount.map(Cents::to_decimal),
        Basis::PerInhabitant if real => cell.real_per_inhabitant,
        Basis::PerInhabitant => cell.per_inhabitant,
        Basis::ShareOfOperatingExpenses => cell.share,
        Basis::Index => cell.index,
    }
    .map(half_away_from_zero)
}

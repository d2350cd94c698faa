//! Adding units up: the topmost of a subject that have the amount, none of them twice.

use std::sync::Arc;

use crate::domain::{Cents, Scenario, Unit};
use crate::query::figures::book::{Book, Entry};
use crate::query::figures::{Figure, NoFigure, ScenarioChoice, Subject, effective, is_below};

/// What was chosen for one scenario.
struct Chosen<'a> {
    scenario: Scenario,
    entries: Vec<(&'a Arc<Unit>, &'a Entry)>,
    counted_elsewhere: Vec<&'a Arc<Unit>>,
    without: Vec<&'a Arc<Unit>>,
}

impl Subject {
    /// The figure of an account for a scenario and a year.
    pub(in crate::query) fn figure(
        &self,
        book: &Book,
        account: &str,
        scenario: ScenarioChoice,
        year: i32,
    ) -> Figure {
        let choose = |s: &Scenario| self.choose(book, account, *s, year);
        let choices = scenario.scenarios().iter().map(choose);
        // The first of the scenarios that leaves the fewest units out.
        let best = choices.filter(|c| !c.entries.is_empty()).min_by_key(|c| c.without.len());
        match best {
            Some(chosen) => chosen.figure(year),
            None => Figure::missing(Some(year), self.why_none(book, account, scenario, year)),
        }
    }

    fn choose<'a>(
        &'a self,
        book: &'a Book,
        account: &str,
        scenario: Scenario,
        year: i32,
    ) -> Chosen<'a> {
        let mut entries: Vec<(&Arc<Unit>, &Entry)> = Vec::new();
        for unit in &self.units {
            let entry = book.get((&unit.id, account, scenario, year));
            let entry = entry.filter(|e| effective(&e.line).is_some());
            let inside = entries.iter().any(|(above, _)| is_below(&unit.id, &above.id));
            entries.extend(entry.filter(|_| !inside).map(|entry| (unit, entry)));
        }
        let (entries, twins): (Vec<_>, Vec<_>) =
            entries.iter().copied().partition(|(unit, _)| !held_by_another(unit, &entries));
        let touches = |unit: &Unit| {
            entries.iter().chain(&twins).any(|(chosen, _)| {
                chosen.id == unit.id
                    || is_below(&unit.id, &chosen.id)
                    || is_below(&chosen.id, &unit.id)
            })
        };
        let mut without: Vec<&Arc<Unit>> = Vec::new();
        for unit in self.units.iter().filter(|u| !touches(u)) {
            if !without.iter().any(|above| is_below(&unit.id, &above.id)) {
                without.push(unit);
            }
        }
        let counted_elsewhere = twins.into_iter().map(|(unit, _)| unit).collect();
        Chosen { scenario, entries, counted_elsewhere, without }
    }

    fn why_none(
        &self,
        book: &Book,
        account: &str,
        scenario: ScenarioChoice,
        year: i32,
    ) -> NoFigure {
        if !self.covered {
            return NoFigure::MunicipalityNotCovered;
        }
        if self.units.is_empty() {
            return NoFigure::NoUnit;
        }
        let stated = |unit: &Arc<Unit>| {
            let mut scenarios = scenario.scenarios().iter();
            scenarios.find_map(|s| book.get((&unit.id, account, *s, year)))
        };
        let reason = self.units.iter().filter_map(stated).find_map(|e| e.line.line.missing_reason);
        match reason {
            Some(reason) => reason.into(),
            None if self.units.iter().all(|u| u.parent_id.is_none()) => NoFigure::OnlyParts,
            None => NoFigure::NoLine,
        }
    }
}

/// Whether another of the units, or one below it, states the same money as this one.
fn held_by_another(unit: &Unit, chosen: &[(&Arc<Unit>, &Entry)]) -> bool {
    unit.same_as.as_ref().is_some_and(|twin| {
        chosen.iter().any(|(other, _)| other.id == *twin || is_below(twin, &other.id))
    })
}

impl Chosen<'_> {
    fn figure(self, year: i32) -> Figure {
        let amounts = self.entries.iter().filter_map(|(_, e)| effective(&e.line));
        let restated = self.entries.iter().filter(|(_, e)| e.restated);
        let owned = |units: Vec<&Arc<Unit>>| units.into_iter().map(Arc::clone).collect();
        Figure {
            scenario: Some(self.scenario),
            fiscal_year: Some(year),
            period: self.entries.iter().map(|(_, e)| e.line.line.period).next(),
            amount: Some(amounts.sum::<Cents>()),
            missing_reason: None,
            restated: restated.map(|(_, e)| e.line.line.id.clone()).collect(),
            units: self.entries.iter().map(|(unit, _)| Arc::clone(unit)).collect(),
            lines: self.entries.iter().map(|(_, e)| Arc::clone(&e.line)).collect(),
            without: owned(self.without),
            counted_elsewhere: owned(self.counted_elsewhere),
        }
    }
}

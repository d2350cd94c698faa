//! What the release holds: municipalities, documents and counts.

use std::collections::BTreeMap;

use crate::api::language::Language;
use crate::api::problem::Problem;
use crate::api::view::{Document, Municipality, MunicipalityReference};
use crate::query::{self, Error, PageRequest, Session};

/// What the release holds.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    /// Id of the release; empty before the first import.
    pub(super) release: String,
    /// The day it was imported.
    pub(super) day: String,
    pub(super) places: Vec<Place>,
    pub(super) budget_lines: i64,
    pub(super) objectives: i64,
    pub(super) indicators: i64,
    pub(super) risks: i64,
    pub(super) findings: i64,
}

/// A municipality whose documents are read.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) region: String,
    /// The last population known: the day and the persons.
    pub(super) population: Option<(String, i64)>,
    /// The fiscal years of which there are figures.
    pub(super) years: Vec<i32>,
    pub(super) documents: Vec<Document>,
}

impl Holdings {
    /// Asks what the release holds.
    pub(super) fn of(session: &mut Session, language: Language) -> Result<Self, Problem> {
        let Some(release) = query::release(session)? else { return Ok(Self::default()) };
        Ok(Self {
            release: release.id,
            day: release.imported_at.unwrap_or_default().chars().take(10).collect(),
            places: places(session, language)?,
            budget_lines: count(session, query::budget_lines)?,
            objectives: count(session, query::objectives)?,
            indicators: count(session, query::indicators)?,
            risks: count(session, query::risks)?,
            findings: count(session, query::findings)?,
        })
    }

    /// How many documents are read.
    pub(super) fn documents(&self) -> usize {
        self.places.iter().map(|place| place.documents.len()).sum()
    }
}

/// How many items a list has.
fn count<F: Default, T>(
    session: &mut Session,
    list: impl Fn(&mut Session, &F, &PageRequest) -> Result<query::Page<T>, Error>,
) -> Result<i64, Error> {
    let one = PageRequest { first: Some(1), after: None, ..PageRequest::default() };
    Ok(list(session, &F::default(), &one)?.total_count)
}

fn all() -> PageRequest {
    PageRequest { first: Some(query::MAX_FIRST), after: None, ..PageRequest::default() }
}

fn places(session: &mut Session, language: Language) -> Result<Vec<Place>, Error> {
    let years = years(session)?;
    let mut documents: BTreeMap<String, Vec<query::DocumentRecord>> = BTreeMap::new();
    for item in query::documents(session, &query::DocumentFilter::default(), &all())?.items {
        documents.entry(item.item.municipality_code.clone()).or_default().push(item.item);
    }
    let found = query::municipalities(session, &query::MunicipalityFilter::default(), &all())?;
    let place = |of: crate::domain::Municipality| {
        let reference = MunicipalityReference::new(&of, language);
        let read = documents.remove(&of.code).unwrap_or_default();
        let population = of.population.last().map(|p| (p.date.to_string(), p.persons));
        let of = Municipality::new(&of, language);
        Place {
            years: years.get(&of.code).cloned().unwrap_or_default(),
            documents: read.into_iter().map(|d| Document::new(d, reference.clone())).collect(),
            name: of.name,
            code: of.code,
            region: of.region.name,
            population,
        }
    };
    Ok(found.items.into_iter().map(|item| item.item).map(place).collect())
}

/// The years of which a municipality has figures: those of any function of its units.
fn years(session: &mut Session) -> Result<BTreeMap<String, Vec<i32>>, Error> {
    let covered = query::FunctionFilter { covered: Some(true), ..query::FunctionFilter::default() };
    let mut years: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    for item in query::functions(session, &covered, &all())?.items {
        for coverage in item.item.coverage {
            years.entry(coverage.municipality_code).or_default().extend(coverage.fiscal_years);
        }
    }
    for years in years.values_mut() {
        years.sort_unstable();
        years.dedup();
    }
    Ok(years)
}

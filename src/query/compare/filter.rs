//! What a comparison asks for: the filter as the client put it, and what it means.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Account, Date, PriceIndex, Unit};
use crate::query::compare::Basis;
use crate::query::figures::{
    Book, DEFAULT_ACCOUNT, ScenarioChoice, Subject, Subjects, effective, fiscal_years,
};
use crate::query::{Error, Session, accounts, municipalities, values};
use crate::store::read;
use crate::store::read::budget_lines::BudgetLineSelection;

/// The word for the base that is the mean.
const MEAN: &str = "mean";
/// The most cells of one answer.
const MAX_CELLS: usize = 5_000;

/// What is compared with what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComparisonFilter {
    /// `municipality`: code, slug or name; all whose documents are read where none is named.
    pub municipality: Vec<String>,
    /// `function`: a code of any level. Without it and without `unit`, whole municipalities.
    pub function: Option<String>,
    /// `unit`: ids, those of one municipality added up.
    pub unit: Vec<String>,
    /// `account`: a code; the operating margin where none is given.
    pub account: Option<String>,
    /// `scenario`: codes of [`ScenarioChoice`]; `actual` where none is given.
    pub scenario: Vec<String>,
    /// `fiscalYear`: years, ranges, or `latest`: the last year of each municipality, which is
    /// meant where nothing is given.
    pub fiscal_year: Vec<String>,
    /// `basis`: a code of [`Basis`]; `per_inhabitant` where none is given.
    pub basis: Option<String>,
    /// `base`: the municipality that is 100 in an index, or `mean`.
    pub base: Option<String>,
    /// `pricesOf`: the year in whose prices real amounts are given.
    pub prices_of: Option<String>,
    /// `asOf`: what was known on this day.
    pub as_of: Option<String>,
}

/// What a filter means.
pub(in crate::query) struct Question {
    pub(in crate::query) account: Arc<Account>,
    pub(in crate::query) scenarios: Vec<ScenarioChoice>,
    /// First and last year of each range; none for the last year of each municipality.
    pub(in crate::query) fiscal_years: Option<Vec<(i32, i32)>>,
    pub(in crate::query) basis: Basis,
    /// Code of the municipality that is 100.
    pub(in crate::query) base: Option<String>,
    pub(in crate::query) prices_of: Option<PriceIndex>,
    pub(in crate::query) as_of: Option<Date>,
}

impl Question {
    pub(in crate::query) fn of(
        session: &mut Session,
        filter: &ComparisonFilter,
    ) -> Result<Self, Error> {
        let mut scenarios: Vec<ScenarioChoice> = values::codes("scenario", &filter.scenario)?;
        if scenarios.is_empty() {
            scenarios.push(ScenarioChoice::Actual);
        }
        let basis = filter.basis.clone().into_iter().collect::<Vec<_>>();
        let base = filter.base.clone().filter(|base| base != MEAN).into_iter().collect::<Vec<_>>();
        let base = municipalities::resolve_as(session, "base", &base)?;
        Ok(Self {
            account: account(session, filter.account.as_deref())?,
            scenarios,
            fiscal_years: fiscal_years(&filter.fiscal_year)?,
            basis: values::codes("basis", &basis)?.into_iter().next().unwrap_or_default(),
            base: base.and_then(|codes| codes.into_iter().next()),
            prices_of: prices_of(session, filter.prices_of.as_deref())?,
            as_of: filter.as_of.as_ref().map(|day| values::date("asOf", day)).transpose()?,
        })
    }

    /// Whose figures are compared.
    pub(in crate::query) fn subjects(
        &self,
        session: &mut Session,
        filter: &ComparisonFilter,
    ) -> Result<Subjects, Error> {
        let function = filter.function.as_ref();
        let subjects = Subjects::named(session, &filter.municipality, function, &filter.unit)?;
        if let Some(base) = &self.base
            && !subjects.all.iter().any(|s| s.municipality.code == *base)
        {
            let expected = "`mean` or one of the municipalities compared";
            return Err(values::invalid("base", base, expected));
        }
        Ok(subjects)
    }

    /// The lines that answer the question. Those of units below others are read only where a unit
    /// above lacks an amount in a year that they have: else it counts in their place.
    pub(in crate::query) fn book(
        &self,
        session: &mut Session,
        subjects: &Subjects,
    ) -> Result<Book, Error> {
        let groups = subjects.topmost();
        let ids = groups.iter().map(|(top, _)| top.id.clone()).collect();
        let book = self.book_of(session, ids, &self.account.code)?;
        let coverages = read::functions::coverage(session, None)?;
        let open = groups.iter().filter(|(top, below)| {
            let years = below.iter().map(|unit| read::functions::years_of(&coverages, unit));
            !years.into_iter().all(|years| years.is_some_and(|of| self.is_stated(&book, top, of)))
        });
        let below = open.flat_map(|(_, below)| below).map(|unit| unit.id.clone()).collect();
        Ok(book.with(self.book_of(session, below, &self.account.code)?))
    }

    /// Whether a unit has an amount for each of the scenarios, in each of these years that is asked
    /// for.
    fn is_stated(&self, book: &Book, unit: &Unit, years: &[i32]) -> bool {
        let asked = |year: &&i32| match &self.fiscal_years {
            Some(ranges) => ranges.iter().any(|(first, last)| (first..=last).contains(year)),
            None => true,
        };
        let scenarios = || self.scenarios.iter().flat_map(|choice| choice.scenarios());
        years.iter().filter(asked).all(|year| {
            scenarios().all(|scenario| {
                let entry = book.get((&unit.id, &self.account.code, *scenario, *year));
                entry.is_some_and(|entry| effective(&entry.line).is_some())
            })
        })
    }

    /// The lines of an account of units, for the scenarios and years of the question.
    pub(in crate::query) fn book_of(
        &self,
        session: &mut Session,
        units: Vec<String>,
        account: &str,
    ) -> Result<Book, Error> {
        if units.is_empty() {
            return Ok(Book::empty());
        }
        let selection = BudgetLineSelection {
            unit_ids: units,
            accounts: vec![account.to_owned()],
            scenarios: self.scenarios.iter().flat_map(|s| s.scenarios()).copied().collect(),
            fiscal_years: self.fiscal_years.clone().unwrap_or_default(),
            ..BudgetLineSelection::default()
        };
        Book::load(session, selection, self.as_of)
    }

    /// The years a subject is asked for: those named, or its last one, or none where it has none.
    pub(in crate::query) fn years(
        &self,
        book: &Book,
        subject: &Subject,
        scenario: ScenarioChoice,
    ) -> Vec<Option<i32>> {
        match &self.fiscal_years {
            Some(ranges) => {
                let years: BTreeSet<i32> = ranges.iter().flat_map(|(a, b)| *a..=*b).collect();
                years.into_iter().map(Some).collect()
            }
            None => vec![subject.years(book, &self.account.code, scenario).last().copied()],
        }
    }

    /// Refuses what would be too much for one answer.
    pub(in crate::query) fn require_moderate(cells: usize) -> Result<(), Error> {
        if cells <= MAX_CELLS {
            return Ok(());
        }
        let given = format!("{cells} cells");
        let expected = format!(
            "fewer municipalities, scenarios or years: at most {MAX_CELLS} cells in one answer"
        );
        Err(values::invalid("fiscalYear", &given, &expected))
    }
}

impl Subject {
    /// The years of which the subject has a figure.
    pub(in crate::query) fn years(
        &self,
        book: &Book,
        account: &str,
        scenario: ScenarioChoice,
    ) -> BTreeSet<i32> {
        let units = self.units.iter().map(|u| u.id.as_str()).collect();
        book.years(&units, account, scenario.scenarios())
    }
}

fn account(session: &mut Session, code: Option<&str>) -> Result<Arc<Account>, Error> {
    let code = code.unwrap_or(DEFAULT_ACCOUNT);
    accounts::account(session, code).map_err(|error| match error {
        Error::NotFound { noun, id } => {
            Error::UnknownValue { parameter: "account", value: id, noun, known: None }
        }
        other => other,
    })
}

fn prices_of(session: &mut Session, given: Option<&str>) -> Result<Option<PriceIndex>, Error> {
    let Some(given) = given else { return Ok(None) };
    let all = read::comparability::price_index(session)?;
    let found = all.iter().find(|p| p.year.to_string() == given).cloned();
    let known = || all.iter().map(|p| p.year.to_string()).collect::<Vec<_>>().join(", ");
    found
        .map(Some)
        .ok_or_else(|| values::invalid("pricesOf", given, &format!("one of: {}", known())))
}

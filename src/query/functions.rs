//! Questions about the functions of government, and who has figures under each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Function, FunctionLevel, lies_within};
use crate::query::cursor::Paging;
use crate::query::{Error, Page, PageRequest, Session, municipalities, values};
use crate::store::read::functions::FunctionSelection;
use crate::store::read::{self, ByCode};

/// Which functions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FunctionFilter {
    /// `function`: codes.
    pub function: Vec<String>,
    /// `includeDescendants`: also every function below the ones named.
    pub include_descendants: bool,
    /// `level`.
    pub level: Vec<String>,
    /// `parent`: codes of the functions right above.
    pub parent: Vec<String>,
    /// `covered`: only functions that some municipality has units under, or only the others.
    pub covered: Option<bool>,
    /// `asOf`: coverage as it was known on this day.
    pub as_of: Option<String>,
}

/// A function with the municipalities that have units under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionRecord {
    /// The function.
    pub function: Function,
    /// By code of the municipality.
    pub coverage: Vec<FunctionCoverage>,
}

/// What a municipality has under a function: units that serve it or a function below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCoverage {
    /// Code of the municipality.
    pub municipality_code: String,
    /// Ids of the units.
    pub unit_ids: Vec<String>,
    /// Fiscal years that any of them has an amount of.
    pub fiscal_years: Vec<i32>,
}

/// Functions by code, one before those below it, with their coverage.
///
/// # Errors
/// See [`Error`].
pub fn functions(
    session: &mut Session,
    filter: &FunctionFilter,
    page: &PageRequest,
) -> Result<Page<FunctionRecord>, Error> {
    let as_of = filter.as_of.as_ref().map(|day| values::date("asOf", day)).transpose()?;
    let coverage = Coverages(read::functions::coverage(session, as_of)?);
    let selection = select(session, filter, &coverage)?;
    let paging = Paging::of(format!("functions {selection:?} {as_of:?}"));
    let window = paging.window(page)?;
    let found = read::functions::page(session, &selection, &window)?;
    Ok(paging.page(found, &window, read::functions::keys).map(|f| coverage.beside(f)))
}

/// A function by its code.
///
/// # Errors
/// See [`Error`].
pub fn function(session: &mut Session, code: &str) -> Result<FunctionRecord, Error> {
    let missing = || Error::NotFound { noun: "function", id: code.to_owned() };
    let codes = [code.to_owned()];
    functions_by_code(session, &codes)?.remove(code).ok_or_else(missing)
}

/// A function by its code, with the coverage of these municipalities; of all where none is named.
///
/// # Errors
/// See [`Error`].
pub fn function_of_municipalities(
    session: &mut Session,
    code: &str,
    municipality: &[String],
) -> Result<FunctionRecord, Error> {
    let mut record = function(session, code)?;
    if let Some(codes) = municipalities::resolve(session, municipality)? {
        record.coverage.retain(|c| codes.contains(&c.municipality_code));
    }
    Ok(record)
}

/// Functions by code; codes that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn functions_by_code(
    session: &mut Session,
    codes: &[String],
) -> Result<BTreeMap<String, FunctionRecord>, Error> {
    let coverage = Coverages(read::functions::coverage(session, None)?);
    let all = read::functions::by_code(session)?;
    let found = codes.iter().filter_map(|code| all.get(code));
    Ok(found.map(|f| (f.code.clone(), coverage.beside(Function::clone(f)))).collect())
}

/// A page of the functions right below each of the codes.
///
/// # Errors
/// See [`Error`].
pub fn children_of_functions(
    session: &mut Session,
    codes: &[String],
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<FunctionRecord>>, Error> {
    let coverage = Coverages(read::functions::coverage(session, None)?);
    let paging = Paging::of("functions below".to_owned());
    let window = paging.window_below(codes, page)?;
    let found = read::functions::pages(session, codes, &window)?;
    let pages = paging.pages(found, &window, read::functions::keys).into_iter();
    Ok(pages.map(|(code, page)| (code, page.map(|f| coverage.beside(f)))).collect())
}

fn select(
    session: &mut Session,
    filter: &FunctionFilter,
    coverage: &Coverages,
) -> Result<FunctionSelection, Error> {
    let all = read::functions::by_code(session)?;
    let named = known(&all, "function", &filter.function)?;
    let levels: Vec<FunctionLevel> = values::codes("level", &filter.level)?;
    let wanted = |of: &&String| {
        let within =
            |code: &String| *of == code || filter.include_descendants && lies_within(of, code);
        let covered = filter.covered.is_none_or(|wanted| wanted == coverage.is_covered(of));
        (named.is_empty() || named.iter().any(within)) && covered
    };
    Ok(FunctionSelection {
        codes: Some(all.keys().filter(wanted).cloned().collect()),
        parents: known(&all, "parent", &filter.parent)?,
        levels: levels.into_iter().map(FunctionLevel::as_str).collect(),
    })
}

/// The one function a filter names, without its coverage.
pub(super) fn named(session: &mut Session, code: &str) -> Result<Function, Error> {
    let all = read::functions::by_code(session)?;
    all.get(code).map(|of| Function::clone(of)).ok_or_else(|| Error::UnknownValue {
        parameter: "function",
        value: code.to_owned(),
        noun: "function",
        known: None,
    })
}

/// The codes a filter asks for; empty where it asks for nothing in particular.
pub(super) fn resolve(session: &mut Session, given: &[String]) -> Result<Vec<String>, Error> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let all = read::functions::by_code(session)?;
    known(&all, "function", given)
}

fn known(
    all: &ByCode<Function>,
    parameter: &'static str,
    given: &[String],
) -> Result<Vec<String>, Error> {
    let wanted = values::list(parameter, given)?;
    let codes: Vec<String> = all.keys().cloned().collect();
    values::require_known(parameter, "function", &wanted, &codes)?;
    Ok(wanted)
}

/// Which unit serves what, as stored.
struct Coverages(Arc<read::functions::Coverages>);

impl Coverages {
    fn beside(&self, function: Function) -> FunctionRecord {
        let coverage = self.of(&function.code).collect();
        FunctionRecord { function, coverage }
    }

    fn of(&self, function: &str) -> impl Iterator<Item = FunctionCoverage> {
        let mut of: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<i32>)> = BTreeMap::new();
        let within = self.0.iter().filter(|(code, _)| lies_within(code, function));
        for unit in within.flat_map(|(_, units)| units) {
            let (units, years) = of.entry(&unit.municipality_code).or_default();
            units.insert(&unit.unit_id);
            years.extend(&unit.fiscal_years);
        }
        of.into_iter().map(|(municipality, (units, years))| FunctionCoverage {
            municipality_code: municipality.to_owned(),
            unit_ids: units.into_iter().map(str::to_owned).collect(),
            fiscal_years: years.into_iter().collect(),
        })
    }

    fn is_covered(&self, function: &str) -> bool {
        self.0.keys().any(|code| lies_within(code, function))
    }
}

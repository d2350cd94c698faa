//! Questions about findings.

use std::collections::BTreeMap;

use crate::query::cursor::Paging;
use crate::query::{
    Error, FindingRecord, Page, PageRequest, Session, documents, municipalities, units, values,
};
use crate::store::read;
use crate::store::read::findings::{FindingParent, FindingSelection};

/// Which findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `document`: ids.
    pub document: Vec<String>,
    /// `rule`: codes of rules.
    pub rule: Vec<String>,
    /// `severity`.
    pub severity: Vec<String>,
    /// `verdict`.
    pub verdict: Vec<String>,
    /// `cell`: ids of cells the finding is about.
    pub cell: Vec<String>,
    /// `budgetLine`: ids of budget lines whose cell the finding is about.
    pub budget_line: Vec<String>,
    /// `unit`: ids of units about whose budget lines the finding is.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named, or, where the findings of
    /// units are asked for, below those.
    pub include_descendants: bool,
}

/// Findings, by document, line and id.
///
/// # Errors
/// See [`Error`].
pub fn findings(
    session: &mut Session,
    filter: &FindingFilter,
    page: &PageRequest,
) -> Result<Page<FindingRecord>, Error> {
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("findings {selection:?}"));
    let window = paging.window(page)?;
    let found = read::findings::page(session, &selection, &window)?;
    Ok(paging.page(found, &window, read::findings::keys))
}

/// A finding by its id.
///
/// # Errors
/// See [`Error`].
pub fn finding(session: &mut Session, id: &str) -> Result<FindingRecord, Error> {
    let found = read::findings::by_id(session, &[id.to_owned()])?;
    let missing = || Error::NotFound { noun: "finding", id: id.to_owned() };
    found.into_iter().next().ok_or_else(missing)
}

/// Findings by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn findings_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, FindingRecord>, Error> {
    let found = read::findings::by_id(session, ids)?;
    Ok(found.into_iter().map(|f| (f.finding.id.clone(), f)).collect())
}

/// A page of findings for each document id.
///
/// # Errors
/// See [`Error`].
pub fn findings_of_documents(
    session: &mut Session,
    ids: &[String],
    filter: &FindingFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<FindingRecord>>, Error> {
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("findings of document {selection:?}"));
    let window = paging.window_below(ids, page)?;
    let of = FindingParent::Document;
    let found = read::findings::pages(session, of, ids, &selection, &window)?;
    Ok(paging.pages(found, &window, read::findings::keys))
}

/// A page of the findings about the budget lines of each unit; with `include_descendants` also
/// of the units below it.
///
/// # Errors
/// See [`Error`].
pub fn findings_of_units(
    session: &mut Session,
    ids: &[String],
    filter: &FindingFilter,
    page: &PageRequest,
) -> Result<BTreeMap<String, Page<FindingRecord>>, Error> {
    let selection = select(session, filter)?;
    let of = if filter.include_descendants {
        FindingParent::UnitWithDescendants
    } else {
        FindingParent::Unit
    };
    let paging = Paging::of(format!("findings of {of:?} {selection:?}"));
    let window = paging.window_below(ids, page)?;
    let found = read::findings::pages(session, of, ids, &selection, &window)?;
    Ok(paging.pages(found, &window, read::findings::keys))
}

/// All findings about each cell; cells without any have an empty list.
///
/// # Errors
/// See [`Error`].
pub fn findings_of_cells(
    session: &mut Session,
    cell_ids: &[String],
) -> Result<BTreeMap<String, Vec<FindingRecord>>, Error> {
    let pairs = read::findings::ids_of_cells(session, cell_ids)?;
    of_owners(session, cell_ids, &pairs)
}

/// All findings about the cell of each budget line; lines without any have an empty list.
///
/// # Errors
/// See [`Error`].
pub fn findings_of_budget_lines(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Vec<FindingRecord>>, Error> {
    let pairs = read::findings::ids_of_budget_lines(session, ids)?;
    of_owners(session, ids, &pairs)
}

fn of_owners(
    session: &mut Session,
    owners: &[String],
    pairs: &[(String, String)],
) -> Result<BTreeMap<String, Vec<FindingRecord>>, Error> {
    let mut ids: Vec<String> = pairs.iter().map(|(_, finding)| finding.clone()).collect();
    ids.sort();
    ids.dedup();
    let mut of: BTreeMap<String, Vec<FindingRecord>> =
        owners.iter().map(|owner| (owner.clone(), Vec::new())).collect();
    let mut found = read::findings::by_id(session, &ids)?;
    // Each owner's list by id, as where they are named by their ids alone.
    found.sort_by(|one, other| one.finding.id.cmp(&other.finding.id));
    for record in found {
        for (owner, _) in pairs.iter().filter(|(_, id)| *id == record.finding.id) {
            of.entry(owner.clone()).or_default().push(record.clone());
        }
    }
    Ok(of)
}

fn select(session: &mut Session, filter: &FindingFilter) -> Result<FindingSelection, Error> {
    let rules = values::list("rule", &filter.rule)?;
    if !rules.is_empty() {
        let known = read::findings::rules(session)?;
        values::require_known("rule", "rule", &rules, &known)?;
    }
    let cell_ids = values::list("cell", &filter.cell)?;
    if !cell_ids.is_empty() {
        let known = read::findings::known_cells(session, &cell_ids)?;
        values::require_known("cell", "cell", &cell_ids, &known)?;
    }
    let budget_line_ids = values::list("budgetLine", &filter.budget_line)?;
    if !budget_line_ids.is_empty() {
        let known = read::budget_lines::known(session, &budget_line_ids)?;
        values::require_known("budgetLine", "budget line", &budget_line_ids, &known)?;
    }
    Ok(FindingSelection {
        municipality_codes: municipalities::resolve(session, &filter.municipality)?
            .unwrap_or_default(),
        document_ids: documents::resolve(session, &filter.document)?,
        rules,
        severities: values::codes("severity", &filter.severity)?,
        verdicts: values::codes("verdict", &filter.verdict)?,
        cell_ids,
        budget_line_ids,
        unit_ids: units::resolve(session, &filter.unit)?,
        include_descendants: filter.include_descendants,
    })
}

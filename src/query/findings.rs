//! Questions about findings.

use std::collections::BTreeMap;

use crate::query::{Error, FindingRecord, Page, PageRequest, Session};

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
    todo!()
}

/// A finding by its id.
///
/// # Errors
/// See [`Error`].
pub fn finding(session: &mut Session, id: &str) -> Result<FindingRecord, Error> {
    todo!()
}

/// Findings by id; ids that do not exist are absent.
///
/// # Errors
/// See [`Error`].
pub fn findings_by_id(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, FindingRecord>, Error> {
    todo!()
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
    todo!()
}

/// All findings about each cell; cells without any have an empty list.
///
/// # Errors
/// See [`Error`].
pub fn findings_of_cells(
    session: &mut Session,
    cell_ids: &[String],
) -> Result<BTreeMap<String, Vec<FindingRecord>>, Error> {
    todo!()
}

/// All findings about the cell of each budget line; lines without any have an empty list.
///
/// # Errors
/// See [`Error`].
pub fn findings_of_budget_lines(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Vec<FindingRecord>>, Error> {
    todo!()
}

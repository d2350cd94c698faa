//! What reads answer with, where a noun of the domain alone does not say it all: a line with the
//! names of what it points to, a document without its text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    Account, BudgetLine, Date, DocumentKind, Finding, Municipality, ReadingReport,
    ResponsiblePerson, Unit, UnitKind,
};

/// A document as stored, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Document id.
    pub id: String,
    /// Code of the municipality.
    pub municipality_code: String,
    /// Title in the language of the document.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// The fiscal year it is about.
    pub fiscal_year: i32,
    /// The last day of what it knows.
    pub as_of_date: Date,
    /// The day it was published, where it is known.
    pub published_date: Option<Date>,
    /// The day that orders what documents knew: published, or else as of.
    pub vintage_date: Date,
    /// `fi`.
    pub language: String,
    /// Id of the unit the document is about.
    pub unit_id: String,
    /// Licence of the data, as an SPDX identifier.
    pub licence: String,
    /// The publisher's name.
    pub publisher: String,
    /// Whether its text was read from pictures of its pages.
    pub read_optically: bool,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// How much was read from it.
    pub report: ReadingReport,
}

/// A budget line with everything it points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLineRecord {
    /// The line as read.
    pub line: BudgetLine,
    /// Id of the cell that prints it; findings point at this cell.
    pub cell_id: String,
    /// Place among the budget lines of its document, from 0.
    pub position: i64,
    /// The municipality.
    pub municipality: Arc<Municipality>,
    /// The unit.
    pub unit: Arc<Unit>,
    /// The account.
    pub account: Arc<Account>,
    /// Id of the document.
    pub document_id: String,
    /// Euros in one unit of the printed table: 1 or 1000.
    pub table_scale: i64,
    /// The day from which the amount was known.
    pub known_from: Date,
    /// The day a later document stated the same quantity, where one did.
    pub superseded_on: Option<Date>,
    /// Ids of the findings about its cell, in order.
    pub finding_ids: Vec<String>,
}

/// A finding with the document it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRecord {
    /// The finding as made.
    pub finding: Finding,
    /// Id of the document.
    pub document_id: String,
    /// Code of the municipality.
    pub municipality_code: String,
    /// Ids of the budget lines whose cell it is about, in order.
    pub budget_line_ids: Vec<String>,
}

/// Something a document says besides its budget lines, with the names of what it points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// What is said.
    pub item: T,
    /// Id of the document.
    pub document_id: String,
    /// Place among its kind in the document, from 0.
    pub position: i64,
    /// Code of the municipality.
    pub municipality_code: String,
    /// The municipality's name in Finnish.
    pub municipality_name_fi: String,
    /// The municipality's name in Swedish.
    pub municipality_name_sv: String,
    /// The municipality's name in English.
    pub municipality_name_en: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Code of the unit, where the municipality prints one.
    pub unit_code: Option<String>,
    /// Canonical name of the unit.
    pub unit_name: String,
    /// Level of the unit.
    pub unit_kind: UnitKind,
    /// Ids of the findings about each of its cells, in order, by the id of the cell.
    pub finding_ids: BTreeMap<String, Vec<String>>,
}

/// A responsible person with the document that names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponsiblePersonRecord {
    /// The person as named.
    pub person: ResponsiblePerson,
    /// Id of the document.
    pub document_id: String,
}

/// A line of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Number of the line, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

/// One state of the stored data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Counts the states of this database, from 1.
    pub number: i64,
    /// Twelve hexadecimal digits, derived from the content alone.
    pub id: String,
    /// The digest that the id begins; none where an older version of the program stored it.
    pub digest: Option<String>,
    /// When the content came to be stored, in UTC (RFC 3339); none in a file of a release, which
    /// is the same whenever it is made.
    pub imported_at: Option<String>,
    /// Its tables, parents before children.
    pub tables: Vec<ReleaseTable>,
    /// Its documents, by id.
    pub documents: Vec<ReleaseDocument>,
    /// The files made of it, by name.
    pub files: Vec<ReleaseFile>,
}

/// Which release an answer was made from, as the file of the answer says it; nothing before the
/// first import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// Id of the release.
    pub release: Option<String>,
    /// When its content came to be stored, where that is known.
    pub imported_at: Option<String>,
}

/// A table of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseTable {
    /// Name.
    pub name: String,
    /// How many rows it has.
    pub rows: i64,
    /// SHA-256 of it as CSV, in hexadecimal.
    pub sha256: String,
}

/// A document of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseDocument {
    /// Document id.
    pub id: String,
    /// Title in the language of the document.
    pub title: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// A digest of what was read from it.
    pub content: String,
}

/// A file made of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFile {
    /// File name.
    pub name: String,
    /// Its size in bytes.
    pub byte_size: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Id of the release that is stored now.
    pub release: String,
    /// Whether the import changed anything.
    pub changed: bool,
    /// How much each imported document holds.
    pub reports: Vec<ReadingReport>,
}

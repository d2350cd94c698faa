//! Records and arguments on their way between `query` and GraphQL, where resolvers share it: the
//! shapes themselves stand in `view`.

use std::borrow::Borrow;

use crate::api::view::{Document, Finding, FiscalYears, MunicipalityReference, Unit};
use crate::domain;
use crate::query::{DocumentRecord, FindingRecord};

/// The public shape of a document; its municipality is resolved when it is asked for.
pub(crate) fn document_of(record: DocumentRecord) -> Document {
    let municipality = named(&record.municipality_code);
    Document::new(record, municipality)
}

/// The public shape of a unit; its municipality and its persons are resolved when asked for.
pub(crate) fn unit_of(unit: impl Borrow<domain::Unit>) -> Unit {
    let unit = unit.borrow();
    let municipality = named(&unit.municipality_code);
    Unit::new(unit, municipality, Vec::new())
}

/// The public shape of a finding; its municipality is resolved when it is asked for.
pub(crate) fn finding_of(record: FindingRecord) -> Finding {
    let municipality = named(&record.municipality_code);
    Finding::new(record, municipality)
}

fn named(code: &str) -> MunicipalityReference {
    MunicipalityReference { code: code.to_owned(), name: String::new() }
}

/// Years as `query` takes them.
pub(crate) fn years(given: Option<Vec<FiscalYears>>) -> Vec<String> {
    given.unwrap_or_default().into_iter().map(|years| years.0).collect()
}

//! Document to facts and findings: read, reconcile, diagnose; never stores.
//!
//! 1. A layout turns lines into tables and lists the ways a line can be read (`layout`).
//! 2. `relations` declares what must hold between the cells of the document.
//! 3. `reconcile` takes the readings in which most relations hold, and restores what the text
//!    lost.
//! 4. `diagnose` turns every relation that still fails into a finding, at the cell that is wrong
//!    where the relations prove which one it is.
//! 5. `statements` turns cells into budget lines.

mod comparability;
mod contents;
mod diagnose;
mod evidence;
mod reconcile;
mod reference;
mod relations;
pub mod report;
mod selection;
mod sheet;
mod statements;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::{Account, DocumentFacts, Facts, Municipality, TableKind, Unit};
use crate::layout;
use crate::source::{self, SourceDocument};

pub use crate::source::SourceError;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Documents read.
    pub done: usize,
    /// Documents in all.
    pub total: usize,
    /// The document that was read last.
    pub document_id: &'a str,
}

/// Reads the documents that come with the program.
///
/// # Errors
/// A bundled file that cannot be taken in.
pub fn bundled(progress: &mut dyn FnMut(Progress)) -> Result<Facts, SourceError> {
    read(&source::bundled_documents()?, progress)
}

/// Reads the document folders at these paths; a path may also hold several document folders.
///
/// # Errors
/// The first folder that cannot be taken in, or a manifest that names an unknown municipality or
/// unit, or an id that occurs twice.
pub fn read_paths(
    paths: &[PathBuf],
    progress: &mut dyn FnMut(Progress),
) -> Result<Facts, SourceError> {
    let mut documents = Vec::new();
    for path in paths {
        documents.extend(source::read_folder(path)?.into_iter().map(|d| (path.clone(), d)));
    }
    let manifest = |path: &PathBuf, reason: String| SourceError::Manifest {
        path: path.join("manifest.toml"),
        reason,
    };
    for (i, (path, document)) in documents.iter().enumerate() {
        let id = &document.manifest.id;
        if documents.iter().take(i).any(|(_, d)| d.manifest.id == *id) {
            return Err(manifest(path, format!("id = \"{id}\" occurs twice in this import")));
        }
    }
    let facts = reference::facts()?;
    for (path, document) in &documents {
        reference::check(&facts, document).map_err(|reason| manifest(path, reason))?;
    }
    let documents: Vec<SourceDocument> = documents.into_iter().map(|(_, d)| d).collect();
    read(&documents, progress)
}

/// Reads documents that are already in memory.
///
/// # Errors
/// A reference table that cannot be read.
pub fn read(
    documents: &[SourceDocument],
    progress: &mut dyn FnMut(Progress),
) -> Result<Facts, SourceError> {
    let mut facts = reference::facts()?;
    let same_units = reference::same_units()?;
    for (done, document) in documents.iter().enumerate() {
        let known = Known {
            accounts: &facts.accounts,
            municipalities: &facts.municipalities,
            same_units: &same_units,
        };
        let read = read_document(document, known, &mut facts.units)?;
        facts.documents.push(read);
        progress(Progress {
            done: done + 1,
            total: documents.len(),
            document_id: &document.manifest.id,
        });
    }
    // The names of the unit tables are for recognition; what documents print is data.
    for unit in &mut facts.units {
        unit.printed_names.retain(|(document, _)| !document.is_empty());
    }
    facts.units.sort_by(|a, b| {
        (a.id.split('.').count(), a.position, &a.id).cmp(&(
            b.id.split('.').count(),
            b.position,
            &b.id,
        ))
    });
    Ok(facts)
}

/// What is known before any document is read, the units apart, to which documents add.
#[derive(Clone, Copy)]
struct Known<'a> {
    accounts: &'a [Account],
    municipalities: &'a [Municipality],
    /// Units that stand in two places of a unit table.
    same_units: &'a BTreeMap<String, String>,
}

/// A document whose lines are read and reconciled, before anything is diagnosed.
struct Reading<'a> {
    sheet: sheet::Sheet<'a>,
    relations: Vec<relations::Relation>,
    rates: Vec<relations::Rates>,
    scales: Vec<relations::Scale>,
    /// What the layout found beside the tables.
    draft: layout::Draft,
}

impl<'a> Reading<'a> {
    /// Reads a document with the units of its municipality.
    fn new(document: &'a SourceDocument, own: &[Unit], accounts: &[Account]) -> Self {
        let mut draft = layout::read(document, own);
        let mut sheet = sheet::Sheet::new(&mut draft.tables, document);
        let known: Vec<Unit> = own.iter().chain(&draft.new_units).cloned().collect();
        sheet.names = known.iter().map(|u| (u.id.clone(), u.name.clone())).collect();
        let scales = relations::find_scales(&mut sheet);
        relations::orient(&mut sheet);
        let relations = relations::declare(&sheet, accounts, &known);
        reconcile::choose(&mut sheet, &relations);
        reconcile::restore(&mut sheet, &relations);
        relations::find_exact(&mut sheet);
        let rates = relations::rates(&sheet, accounts, &draft.printed_names);
        Self { sheet, relations, rates, scales, draft }
    }
}

/// The units of a document's municipality.
fn own_units(document: &SourceDocument, units: &[Unit]) -> Vec<Unit> {
    let own = units.iter().filter(|u| u.municipality_code == document.manifest.municipality);
    own.cloned().collect()
}

/// Reads one document; units it names and the unit tables do not are added to `units`.
fn read_document(
    document: &SourceDocument,
    known: Known,
    units: &mut Vec<Unit>,
) -> Result<DocumentFacts, SourceError> {
    let own = own_units(document, units);
    let Reading { mut sheet, relations, rates, scales, mut draft } =
        Reading::new(document, &own, known.accounts);
    units.append(&mut draft.new_units);
    let evidence = evidence::of(&sheet, known)?;
    let mut findings = diagnose::remarks(&sheet, &draft.remarks, &scales);
    findings.extend(diagnose::contradictions(&mut sheet, &relations, &evidence));
    findings.extend(diagnose::rates(&sheet, &rates, known.municipalities, &evidence, &findings));
    findings.extend(diagnose::cells(&sheet, &relations));
    findings.extend(diagnose::gaps(&sheet));
    let budget_lines = statements::budget_lines(&sheet, &relations);
    let tables = sheet.into_tables();
    let unread_lines = unread(document, &tables, &draft.taken);
    let contents::Read { contents, findings: of_contents, printed_names } =
        contents::read(document, &own, &tables, &draft.taken);
    findings.extend(of_contents);
    for (unit_id, printed) in draft.printed_names.into_iter().chain(printed_names) {
        let name = (document.manifest.id.clone(), printed);
        if let Some(unit) =
            units.iter_mut().find(|u| u.id == unit_id && !u.printed_names.contains(&name))
        {
            unit.printed_names.push(name);
        }
    }
    findings.sort_by(|a, b| (a.line, &a.id).cmp(&(b.line, &b.id)));
    findings.dedup_by(|a, b| a.id == b.id);
    Ok(DocumentFacts {
        document: document.to_document(),
        tables,
        budget_lines,
        contents,
        findings,
        unread_lines,
    })
}

/// Lines between the first and the last line of a table that say something and that no table
/// took.
fn unread(
    document: &SourceDocument,
    tables: &[crate::domain::Table],
    taken: &std::collections::BTreeSet<usize>,
) -> Vec<(usize, String)> {
    let lexicon = crate::lexicon::Lexicon::get();
    let inside = |n: &usize| tables.iter().any(|t| (t.first_line..=t.last_line).contains(n));
    let lines = document.lines.iter().enumerate().map(|(i, text)| (i + 1, text.trim().to_owned()));
    lines
        .filter(|(n, text)| {
            !text.is_empty() && !lexicon.is_furniture(text) && !taken.contains(n) && inside(n)
        })
        .collect()
}

/// Whether a table of this kind gives budget lines.
fn holds_money(kind: TableKind) -> bool {
    kind != TableKind::KeyFigures
}

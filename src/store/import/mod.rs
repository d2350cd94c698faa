//! An import: all facts in one transaction, or none of them.

mod contents;
mod references;
mod release;
mod rows;
mod vintage;
mod write;

use crate::domain::{DocumentFacts, Facts, Municipality, Unit};
use crate::store::schema::{
    ACCOUNT, BUDGET_LINE, CELL, DOCUMENT, DOCUMENT_LINE, FINDING, FINDING_CELL, FUNCTION,
    MUNICIPALITY, POPULATION, PRICE_INDEX, PRINTED_TABLE, REFORM, SDG, TABLE_ROW, UNIT,
    UNIT_PRINTED_NAME,
};
use crate::store::sql::Sql;
use crate::store::{Imported, Session, StoreError, read, statistics};

use self::write::OnConflict::{Fail, Keep, Update};
use self::write::insert;
use crate::store::exchange::digest;
pub(super) use references::hold;
pub(super) use release::{note_files, record};
pub(super) use write::{Copying, Insertion, OnConflict, insert_rows, put_in};

/// Writes everything, then compares the release: an import that leads to the content that was
/// there before is undone, so that it changes nothing at all.
pub(super) fn import(
    mut session: Session,
    facts: &Facts,
    imported_at: &str,
) -> Result<Imported, StoreError> {
    let before = read::release::id(&mut session)?;
    let accounts = facts.accounts.iter().map(rows::account).collect();
    municipalities(&mut session, &facts.municipalities)?;
    insert(&mut session, &ACCOUNT, accounts, Update)?;
    comparability(&mut session, facts)?;
    units(&mut session, facts)?;
    for document in &facts.documents {
        replace(&mut session, document)?;
    }
    vintage::compute(&mut session)?;
    let digest = digest(&mut session)?;
    let release = digest.id();
    let changed = before.as_ref() != Some(&release);
    if changed {
        record(&mut session, &digest, Some(imported_at))?;
        statistics::gather(&mut session)?;
        session.commit()?;
    }
    let reports = facts.documents.iter().map(DocumentFacts::report).collect();
    Ok(Imported { release, changed, reports })
}

fn municipalities(session: &mut Session, all: &[Municipality]) -> Result<(), StoreError> {
    insert(session, &MUNICIPALITY, all.iter().map(rows::municipality).collect(), Update)?;
    let codes: Vec<&str> = all.iter().map(|m| m.code.as_str()).collect();
    let old = Sql::any_of("municipality_code", &codes);
    session.execute(Sql::new("DELETE FROM population").append(Sql::all([old])))?;
    insert(session, &POPULATION, all.iter().flat_map(rows::population).collect(), Fail)
}

/// These tables come whole with every import.
fn comparability(session: &mut Session, facts: &Facts) -> Result<(), StoreError> {
    for table in [&FUNCTION, &PRICE_INDEX, &REFORM, &SDG] {
        session.execute(Sql::new("DELETE FROM ").text(table.name))?;
    }
    insert(session, &FUNCTION, facts.functions.iter().map(rows::function).collect(), Fail)?;
    let prices = facts.price_index.iter().map(rows::price_index).collect();
    insert(session, &PRICE_INDEX, prices, Fail)?;
    insert(session, &REFORM, facts.reforms.iter().map(rows::reform).collect(), Fail)?;
    insert(session, &SDG, facts.sdgs.iter().map(rows::sdg).collect(), Fail)
}

/// The names that documents print are part of the unit; those of documents that are not among
/// the facts stay.
fn units(session: &mut Session, facts: &Facts) -> Result<(), StoreError> {
    let units: &[Unit] = &facts.units;
    insert(session, &UNIT, units.iter().map(rows::unit).collect(), Update)?;
    let documents: Vec<&str> = facts.documents.iter().map(|d| d.document.id.as_str()).collect();
    let old = Sql::any_of("document_id", &documents);
    session.execute(Sql::new("DELETE FROM unit_printed_name").append(Sql::all([old])))?;
    let names = units.iter().flat_map(rows::printed_names).collect();
    insert(session, &UNIT_PRINTED_NAME, names, Keep)
}

/// Puts a document in the place of its former reading.
fn replace(session: &mut Session, facts: &DocumentFacts) -> Result<(), StoreError> {
    let document = &facts.document;
    let id = document.id.as_str();
    session.execute(Sql::new("DELETE FROM budget_line WHERE document_id = ").bind(id))?;
    session.execute(Sql::new("DELETE FROM document WHERE id = ").bind(id))?;
    insert(session, &DOCUMENT, vec![rows::document(facts)], Fail)?;
    insert(session, &DOCUMENT_LINE, rows::document_lines(document), Fail)?;

    let tables = facts.tables.iter().enumerate();
    let tables = tables.map(|(n, t)| rows::table(id, n, t)).collect::<Result<_, _>>()?;
    insert(session, &PRINTED_TABLE, tables, Fail)?;
    insert(session, &TABLE_ROW, facts.tables.iter().flat_map(rows::table_rows).collect(), Fail)?;
    let cells = facts.tables.iter().flat_map(|t| rows::cells(id, t)).collect();
    insert(session, &CELL, cells, Fail)?;

    let lines = facts.budget_lines.iter().enumerate();
    let lines = lines.map(|(n, l)| rows::budget_line(document, n, l)).collect();
    insert(session, &BUDGET_LINE, lines, Fail)?;
    references::hold(session, Some(id))?;
    insert(session, &FINDING, facts.findings.iter().map(|f| rows::finding(id, f)).collect(), Fail)?;
    insert(
        session,
        &FINDING_CELL,
        facts.findings.iter().flat_map(rows::finding_cells).collect(),
        Fail,
    )?;
    contents::write(session, id, &facts.contents)
}

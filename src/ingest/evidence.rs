//! The same quantity in other documents: evidence for the diagnosis, never an error by itself.
//!
//! Only the documents that come with the program bear witness, so that what is read from a
//! document does not depend on which others are imported with it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::domain::{CellKind, Cents, Scenario, TableKind, Unit};
use crate::ingest::relations::key_figure;
use crate::ingest::sheet::{Measure, Quantity, Sheet, Slot};
use crate::ingest::{Known, reference};
use crate::source::{self, Manifest, SourceDocument, SourceError};

/// A cell's quantity as another document prints it.
pub(super) struct Evidence {
    pub(super) slot: Slot,
    /// In euro cents.
    pub(super) value: Cents,
    pub(super) document: String,
    pub(super) line: usize,
}

/// A quantity as a bundled document prints it.
struct Printed {
    quantity: Quantity,
    value: Cents,
    document: String,
    line: usize,
}

/// What the bundled documents print for the quantities of this one.
///
/// # Errors
/// A bundled document or reference table that cannot be taken in.
pub(super) fn of(sheet: &Sheet, known: Known) -> Result<Vec<Evidence>, SourceError> {
    let own = &sheet.document.manifest;
    let printed = printed_in(own, known)?;
    let mut found = Vec::new();
    for slot in sheet.all_slots() {
        let Some(quantity) = quantity(sheet, slot, known.same_units) else {
            continue;
        };
        let others = printed.get(&quantity).map(Vec::as_slice).unwrap_or_default();
        let others = others.iter().filter(|p| p.document != own.id);
        found.extend(others.map(|p| Evidence {
            slot,
            value: p.value,
            document: p.document.clone(),
            line: p.line,
        }));
    }
    Ok(found)
}

type Prints = BTreeMap<Quantity, Vec<Printed>>;

/// The quantities in the bundled documents of a document's municipality; read once.
fn printed_in(own: &Manifest, known: Known) -> Result<Arc<Prints>, SourceError> {
    static READ: Mutex<BTreeMap<String, Arc<Prints>>> = Mutex::new(BTreeMap::new());
    let municipality = own.municipality.as_str();
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(prints) = read.get(municipality) {
        return Ok(Arc::clone(prints));
    }
    let mut prints = Prints::new();
    let documents: Vec<&SourceDocument> =
        bundled()?.iter().filter(|d| d.manifest.municipality == municipality).collect();
    if documents.iter().all(|d| d.manifest.id == own.id) {
        // No other document bears witness, and reading this one again would tell nothing.
        return Ok(Arc::default());
    }
    let units = reference::facts()?.units;
    for document in documents {
        for print in print(document, &units, known) {
            prints.entry(print.quantity.clone()).or_default().push(print);
        }
    }
    let prints = Arc::new(prints);
    read.insert(municipality.to_owned(), Arc::clone(&prints));
    Ok(prints)
}

/// The bundled documents; taken in once.
fn bundled() -> Result<&'static [SourceDocument], SourceError> {
    static BUNDLED: OnceLock<Vec<SourceDocument>> = OnceLock::new();
    match BUNDLED.get() {
        Some(documents) => Ok(documents),
        None => source::bundled_documents()
            .map(|documents| BUNDLED.get_or_init(|| documents).as_slice()),
    }
}

fn print(document: &SourceDocument, units: &[Unit], known: Known) -> Vec<Printed> {
    let own = super::own_units(document, units);
    let reading = super::Reading::new(document, &own, known.accounts);
    let sheet = &reading.sheet;
    let plain = |slot: &Slot| sheet.content(*slot).is_some_and(|c| c.kind == CellKind::Number);
    let printed = sheet.slots().into_iter().filter(plain).filter_map(|slot| {
        let content = sheet.content(slot)?;
        let value = content.value?.0.checked_mul(sheet.scale(slot))?;
        Some(Printed {
            quantity: quantity(sheet, slot, known.same_units)?,
            value: Cents(value),
            document: document.manifest.id.clone(),
            line: content.line,
        })
    });
    printed.collect()
}

/// The quantity of a slot as it compares across documents: a unit that stands in two places of
/// the unit table is one, and the stages of a budget are one. A later stage may differ; it is
/// evidence for a value that something else contradicts, and no more.
fn quantity(sheet: &Sheet, slot: Slot, same_as: &BTreeMap<String, String>) -> Option<Quantity> {
    if sheet.tables.get(slot.0)?.kind == TableKind::Amendments {
        return None;
    }
    let mut quantity = sheet.quantity(slot).or_else(|| key_figure(sheet, slot))?;
    if let Some(same) = same_as.get(&quantity.unit) {
        quantity.unit.clone_from(same);
    }
    if let Measure::Amount(scenario, year, period) = quantity.measure {
        let stage = match scenario {
            Scenario::AmendedBudget | Scenario::OperatingPlan => Scenario::Budget,
            other => other,
        };
        quantity.measure = Measure::Amount(stage, year, period);
        Some(quantity)
    } else {
        None
    }
}

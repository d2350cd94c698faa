//! All units of the release, as a tree in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Unit;
use crate::store::read::units;
use crate::store::{Session, StoreError};

/// All units: by id, and by the municipality that they are of.
#[derive(Debug, Default)]
pub(crate) struct UnitTree {
    by_id: BTreeMap<String, Arc<Unit>>,
    /// By code of the municipality, one before those below it.
    of: BTreeMap<String, Vec<Arc<Unit>>>,
}

impl UnitTree {
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Unit>> {
        self.by_id.get(id)
    }

    /// The codes of the municipalities that have units, in order.
    pub(crate) fn municipality_codes(&self) -> impl Iterator<Item = &String> {
        self.of.keys()
    }

    /// The units of a municipality, one before those below it.
    pub(crate) fn of(&self, municipality_code: &str) -> &[Arc<Unit>] {
        self.of.get(municipality_code).map_or(&[], Vec::as_slice)
    }

    /// The unit that comes after one, where that lies below it.
    pub(crate) fn first_below(&self, id: &str) -> Option<&Unit> {
        let from = format!("{id}.");
        let (first, unit) = self.by_id.range(from.clone()..).next()?;
        first.starts_with(&from).then_some(unit)
    }
}

/// All units there are.
pub(crate) fn unit_tree(session: &mut Session) -> Result<Arc<UnitTree>, StoreError> {
    session.remembered("units", |session| {
        let mut tree = UnitTree::default();
        for unit in units::all(session)?.into_iter().map(Arc::new) {
            tree.of.entry(unit.municipality_code.clone()).or_default().push(Arc::clone(&unit));
            tree.by_id.insert(unit.id.clone(), unit);
        }
        Ok(tree)
    })
}

//! Whose figures: the whole municipality, the units that serve a function, or units by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Fit, Function, Municipality, Unit, lies_within};
use crate::query::figures::is_below;
use crate::query::{Error, Session, functions, municipalities, units, values};
use crate::store::read;
use crate::store::read::municipalities::MunicipalitySelection;
use crate::store::read::units::UnitSelection;

/// The units of one municipality whose figures make one figure.
pub(in crate::query) struct Subject {
    pub(in crate::query) municipality: Municipality,
    /// Units that may be added, one before those below it.
    pub(in crate::query) units: Vec<Unit>,
    /// Whether any document of the municipality is read.
    pub(in crate::query) covered: bool,
}

/// What is compared, municipality by municipality.
pub(in crate::query) struct Subjects {
    pub(in crate::query) function: Option<Function>,
    /// By code of the municipality.
    pub(in crate::query) all: Vec<Subject>,
    /// All units of the municipalities, by id.
    pub(in crate::query) tree: BTreeMap<String, Unit>,
}

impl Subjects {
    /// What a filter names: `function`, or units, or nothing but municipalities.
    pub(in crate::query) fn named(
        session: &mut Session,
        municipality: &[String],
        function: Option<&String>,
        unit: &[String],
    ) -> Result<Self, Error> {
        let chosen = units::resolve(session, unit)?;
        if function.is_some() && !chosen.is_empty() {
            let expected = "either a function or units, not both";
            return Err(values::invalid("unit", &chosen.join(","), expected));
        }
        let function = match function {
            Some(code) => Some(functions::named(session, code)?),
            None => None,
        };
        let codes = match municipalities::resolve(session, municipality)? {
            None if !chosen.is_empty() => Some(owners(session, &chosen)?),
            named => named,
        };
        let municipalities = match &codes {
            Some(codes) => MunicipalitySelection::Of(codes),
            None => MunicipalitySelection::Covered,
        };
        let municipalities = read::municipalities::all(session, municipalities)?;
        let tree = tree(session, &municipalities)?;
        require_apart(&chosen, &tree)?;
        let wanted = |unit: &Unit| match &function {
            Some(f) => {
                unit.function.as_deref().is_some_and(|c| lies_within(c, &f.code))
                    && !is_compared_by_its_parts(unit, &tree)
            }
            None if chosen.is_empty() => unit.parent_id.is_none(),
            None => chosen.contains(&unit.id),
        };
        let subject = |municipality: Municipality| {
            let own = || tree.values().filter(|u| u.municipality_code == municipality.code);
            Subject {
                covered: own().next().is_some(),
                units: own().filter(|u| wanted(u)).cloned().collect(),
                municipality,
            }
        };
        let all = municipalities.into_iter().map(subject).collect();
        Ok(Self { function, all, tree })
    }

    /// Ids of all units that may be added.
    pub(in crate::query) fn unit_ids(&self) -> BTreeSet<&str> {
        self.all.iter().flat_map(|s| &s.units).map(|u| u.id.as_str()).collect()
    }
}

fn owners(session: &mut Session, chosen: &[String]) -> Result<Vec<String>, Error> {
    let found = read::units::by_id(session, chosen)?;
    let codes: BTreeSet<String> = found.into_iter().map(|u| u.municipality_code).collect();
    Ok(codes.into_iter().collect())
}

fn tree(
    session: &mut Session,
    municipalities: &[Municipality],
) -> Result<BTreeMap<String, Unit>, Error> {
    let codes = municipalities.iter().map(|m| m.code.clone()).collect::<Vec<_>>();
    if codes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let selection = UnitSelection { municipality_codes: codes, ..UnitSelection::default() };
    let units = read::units::all(session, &selection)?;
    Ok(units.into_iter().map(|u| (u.id.clone(), u)).collect())
}

/// A mixed unit with units below it: each of them stands under its own function.
fn is_compared_by_its_parts(unit: &Unit, tree: &BTreeMap<String, Unit>) -> bool {
    let first = tree.range(format!("{}.", unit.id)..).next();
    unit.fit == Some(Fit::Mixed) && first.is_some_and(|(id, _)| is_below(id, &unit.id))
}

/// A unit and one below it hold the same money.
fn require_apart(chosen: &[String], tree: &BTreeMap<String, Unit>) -> Result<(), Error> {
    for unit in chosen {
        if !tree.contains_key(unit) {
            let expected = "units of the municipalities named";
            return Err(values::invalid("unit", unit, expected));
        }
        if let Some(above) = chosen.iter().find(|other| is_below(unit, other)) {
            return Err(Error::DoubleCount {
                parameter: "unit",
                reason: format!("\"{unit}\" lies below \"{above}\" and holds a part of its money"),
                instead: "name one of the two, or ask for each by itself".to_owned(),
            });
        }
    }
    Ok(())
}

//! Whose figures: the whole municipality, the units that serve a function, or units by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::{Fit, Function, Municipality, Unit, lies_within};
use crate::query::figures::is_below;
use crate::query::{Error, Session, functions, municipalities, units, values};
use crate::store::read::{self, UnitTree};

/// The units of one municipality whose figures make one figure.
pub(in crate::query) struct Subject {
    pub(in crate::query) municipality: Arc<Municipality>,
    /// Units that may be added, one before those below it.
    pub(in crate::query) units: Vec<Arc<Unit>>,
    /// Whether any document of the municipality is read.
    pub(in crate::query) covered: bool,
}

/// What is compared, municipality by municipality.
pub(in crate::query) struct Subjects {
    pub(in crate::query) function: Option<Function>,
    /// By code of the municipality.
    pub(in crate::query) all: Vec<Subject>,
    /// All units there are.
    pub(in crate::query) tree: Arc<UnitTree>,
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
        let tree = read::unit_tree(session)?;
        let codes = codes.unwrap_or_else(|| tree.municipality_codes().cloned().collect());
        let municipalities: Vec<Arc<Municipality>> =
            municipalities::municipalities_by_code(session, &codes)?.into_values().collect();
        let is_named =
            |unit: &Unit| municipalities.iter().any(|m| m.code == unit.municipality_code);
        require_apart(&chosen, &tree, is_named)?;
        let wanted = |unit: &Unit| match &function {
            Some(f) => {
                unit.function.as_deref().is_some_and(|c| lies_within(c, &f.code))
                    && !is_compared_by_its_parts(unit, &tree)
            }
            None if chosen.is_empty() => unit.parent_id.is_none(),
            None => chosen.contains(&unit.id),
        };
        let subject = |municipality: Arc<Municipality>| {
            let own = tree.of(&municipality.code);
            Subject {
                covered: !own.is_empty(),
                units: own.iter().filter(|u| wanted(u)).cloned().collect(),
                municipality,
            }
        };
        let all = municipalities.into_iter().map(subject).collect();
        Ok(Self { function, all, tree })
    }

    /// The units that may be added, the topmost of them each with those below it.
    pub(in crate::query) fn topmost(&self) -> Vec<(&Unit, Vec<&Unit>)> {
        let mut groups: Vec<(&Unit, Vec<&Unit>)> = Vec::new();
        for unit in self.all.iter().flat_map(|subject| &subject.units) {
            match groups.last_mut() {
                Some((top, below)) if is_below(&unit.id, &top.id) => below.push(unit),
                _ => groups.push((unit, Vec::new())),
            }
        }
        groups
    }
}

fn owners(session: &mut Session, chosen: &[String]) -> Result<Vec<String>, Error> {
    let tree = read::unit_tree(session)?;
    let codes: BTreeSet<&String> =
        chosen.iter().filter_map(|id| tree.get(id)).map(|unit| &unit.municipality_code).collect();
    Ok(codes.into_iter().cloned().collect())
}

/// A mixed unit with units below it: each of them stands under its own function.
fn is_compared_by_its_parts(unit: &Unit, tree: &UnitTree) -> bool {
    unit.fit == Some(Fit::Mixed) && tree.first_below(&unit.id).is_some()
}

/// A unit and one below it hold the same money.
fn require_apart(
    chosen: &[String],
    tree: &UnitTree,
    is_named: impl Fn(&Unit) -> bool,
) -> Result<(), Error> {
    for unit in chosen {
        if !tree.get(unit).is_some_and(|unit| is_named(unit)) {
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

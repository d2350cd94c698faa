//! The parts of a municipality that money and objectives belong to.

use crate::domain::{Fit, codes};

/// The level of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// The municipality as a whole.
    Municipality,
    /// Toimiala.
    Sector,
    /// Vastuualue, palvelualue, tulosalue.
    ServiceArea,
    /// The lowest level a document prints.
    CostUnit,
}

codes!(UnitKind {
    Municipality => "municipality",
    Sector => "sector",
    ServiceArea => "service_area",
    CostUnit => "cost_unit",
});

/// A unit of a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Path of slugs from the municipality down: `kemijarvi.hallintopalvelut.sortteeri`.
    /// Two units may bear the same name at different levels; their ids differ.
    pub id: String,
    /// Id of the unit it belongs to; none for the municipality itself.
    pub parent_id: Option<String>,
    /// Code of the municipality.
    pub municipality_code: String,
    /// Level.
    pub kind: UnitKind,
    /// The code the municipality prints, `64110000`, where it prints one.
    pub code: Option<String>,
    /// Canonical name in Finnish.
    pub name: String,
    /// Place among its siblings, from 0.
    pub position: i32,
    /// Code of the function of government (COFOG) it serves; none where it serves several.
    pub function: Option<String>,
    /// How well the function fits.
    pub fit: Option<Fit>,
    /// What is in and what is not, in English.
    pub scope: Option<String>,
    /// Id of the unit that states the same money at another place of the tree.
    pub same_as: Option<String>,
    /// The names under which documents print it: (document id, name as printed).
    pub printed_names: Vec<(String, String)>,
}

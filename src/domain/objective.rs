//! What a municipality set out to do, how it meant to measure it, and what came of it.

use rust_decimal::Decimal;

use crate::domain::{Date, Passage, codes};

/// What kind of objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectiveKind {
    /// Derived from the strategy of the municipality.
    Strategic,
    /// Set for the work of the unit (toiminnallinen tavoite).
    Operational,
    /// A measure or project for productivity (tuottavuustoimenpide).
    Productivity,
}

codes!(ObjectiveKind {
    Strategic => "strategic",
    Operational => "operational",
    Productivity => "productivity",
});

/// Whom an objective binds (sitovuustaso).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BindingLevel {
    /// Adopted by the council.
    Council,
    /// Set below the council for a service area.
    ServiceArea,
}

codes!(BindingLevel { Council => "council", ServiceArea => "service_area" });

/// What a document states about how far an objective has come; never derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeStatus {
    /// "Toteutuu", a check mark.
    OnTrack,
    /// "Toteutunut".
    Achieved,
    /// "Toteutuu osittain".
    Partly,
    /// "Ei toteudu".
    NotAchieved,
}

codes!(OutcomeStatus {
    OnTrack => "on_track",
    Achieved => "achieved",
    Partly => "partly",
    NotAchieved => "not_achieved",
});

/// How a figure is to be compared with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparator {
    /// Exactly, or simply named.
    Equal,
    /// "vähintään", "yli".
    AtLeast,
    /// "enintään", "alle".
    AtMost,
}

codes!(Comparator { Equal => "equal", AtLeast => "at_least", AtMost => "at_most" });

/// An objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// `<document>.o<first line>`; with `.<n>` behind it where one line begins several.
    pub id: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// What kind.
    pub kind: ObjectiveKind,
    /// Whom it binds, where the document says so.
    pub binding_level: Option<BindingLevel>,
    /// The strategic goal or theme it stands under.
    pub theme: Option<Passage>,
    /// The objective itself.
    pub text: Passage,
    /// Actions (toimenpiteet), in the order of the text.
    pub actions: Vec<Passage>,
    /// Measures (mittarit) with their targets.
    pub measures: Vec<Measure>,
    /// Who answers for it.
    pub responsible: Vec<Passage>,
    /// By when.
    pub schedule: Vec<Passage>,
    /// What came of it.
    pub outcomes: Vec<Outcome>,
    /// Goals of sustainable development it names, 1 to 17.
    pub sdgs: Vec<i32>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The measure as stated.
    pub text: Passage,
    /// Targets the text states in figures.
    pub targets: Vec<Target>,
}

/// A target in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// How the figure compares.
    pub comparator: Comparator,
    /// The figure.
    pub value: Decimal,
    /// Its unit as stated: `%`, `krt/v`, `asteikolla 1-5`, `/6`.
    pub unit: String,
    /// The words that state it.
    pub printed: String,
}

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The outcome as stated, or the words that state the status.
    pub text: Option<Passage>,
    /// The day it speaks of.
    pub as_of_date: Date,
    /// The status, only where the document states one.
    pub status: Option<OutcomeStatus>,
}

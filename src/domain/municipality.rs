//! A municipality and how many people live there.

use crate::domain::Date;

/// A Finnish municipality, named by the three-digit code of Statistics Finland.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Three digits, `320`.
    pub code: String,
    /// URL-friendly name, `kemijarvi`; also the id of its root unit.
    pub slug: String,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// Name in English.
    pub name_en: String,
    /// Two-digit code of the region (maakunta).
    pub region_code: String,
    /// Name of the region in Finnish.
    pub region_fi: String,
    /// Name of the region in Swedish.
    pub region_sv: String,
    /// Name of the region in English.
    pub region_en: String,
    /// Business id (Y-tunnus), where known.
    pub business_id: Option<String>,
    /// Population by year end, oldest first.
    pub population: Vec<Population>,
}

/// The population of a municipality on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// The day, usually 31 December.
    pub date: Date,
    /// Persons.
    pub persons: i64,
    /// How final the figure is: `final`, `secondary`, `derived` ...
    pub status: String,
    /// Where the figure comes from.
    pub source: String,
}

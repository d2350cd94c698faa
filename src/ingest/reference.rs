//! The reference facts every import brings: municipalities, population, accounts, units.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::{Account, Facts, Municipality, Population, Unit, UnknownCode};
use crate::ingest::comparability::{self, stated};
use crate::layout::slug;
use crate::source::{self, SourceDocument, SourceError};

#[derive(Deserialize)]
struct MunicipalityRow {
    code: String,
    name_fi: String,
    name_sv: String,
    name_en: String,
    region_code: String,
    region_fi: String,
    region_sv: String,
    region_en: String,
}

#[derive(Deserialize)]
struct CoveredRow {
    code: String,
    slug: String,
}

#[derive(Deserialize)]
struct PopulationRow {
    municipality_code: String,
    date: String,
    population: i64,
    status: String,
    source: String,
}

#[derive(Deserialize)]
struct BusinessIdRow {
    municipality_code: String,
    business_id: String,
}

#[derive(Deserialize)]
struct AccountRow {
    code: String,
    parent: Option<String>,
    sign: i8,
    name_fi: String,
    name_sv: String,
    name_en: String,
}

#[derive(Deserialize)]
struct UnitRow {
    id: String,
    parent: Option<String>,
    kind: String,
    code: Option<String>,
    name: String,
    printed: Option<String>,
    same_as: Option<String>,
    function: Option<String>,
    fit: Option<String>,
    scope: Option<String>,
}

/// Municipalities, the units of those that are covered, the account tree and what comparisons rest
/// on; no documents. The tables are read once.
pub(super) fn facts() -> Result<Facts, SourceError> {
    static READ: OnceLock<Facts> = OnceLock::new();
    match READ.get() {
        Some(facts) => Ok(facts.clone()),
        None => read().map(|facts| READ.get_or_init(|| facts).clone()),
    }
}

fn read() -> Result<Facts, SourceError> {
    let covered: Vec<CoveredRow> = source::reference("covered")?;
    let mut units = Vec::new();
    for row in &covered {
        units.extend(units_of(row)?);
    }
    Ok(Facts {
        municipalities: municipalities(&covered)?,
        accounts: accounts()?,
        functions: comparability::functions()?,
        price_index: comparability::price_index()?,
        reforms: comparability::reforms()?,
        sdgs: comparability::sdgs()?,
        units,
        documents: Vec::new(),
    })
}

/// The account tree, in statement order.
fn accounts() -> Result<Vec<Account>, SourceError> {
    let rows: Vec<AccountRow> = source::reference("accounts")?;
    let account = |(i, r): (usize, AccountRow)| Account {
        code: r.code,
        parent_code: r.parent.filter(|p| !p.is_empty()),
        name_fi: r.name_fi,
        name_sv: r.name_sv,
        name_en: r.name_en,
        position: i32::try_from(i).unwrap_or(i32::MAX),
        sign: r.sign,
    };
    Ok(rows.into_iter().enumerate().map(account).collect())
}

fn municipalities(covered: &[CoveredRow]) -> Result<Vec<Municipality>, SourceError> {
    let all: Vec<MunicipalityRow> = source::reference("municipalities")?;
    let population: Vec<PopulationRow> = source::reference("population")?;
    let business_ids: Vec<BusinessIdRow> = source::reference("business_ids")?;
    let mut found = Vec::new();
    for row in all {
        let covered = covered.iter().find(|c| c.code == row.code);
        let business_id = business_ids.iter().find(|b| b.municipality_code == row.code);
        found.push(Municipality {
            population: population_of(&population, &row.code)?,
            business_id: business_id.map(|b| b.business_id.clone()),
            code: row.code,
            slug: covered.map_or_else(|| slug(&row.name_fi), |c| c.slug.clone()),
            name_fi: row.name_fi,
            name_sv: row.name_sv,
            name_en: row.name_en,
            region_code: row.region_code,
            region_fi: row.region_fi,
            region_sv: row.region_sv,
            region_en: row.region_en,
        });
    }
    Ok(found)
}

fn population_of(rows: &[PopulationRow], code: &str) -> Result<Vec<Population>, SourceError> {
    rows.iter()
        .filter(|r| r.municipality_code == code)
        .map(|r| {
            let date = r.date.parse().map_err(|_| SourceError::Reference {
                path: "reference/population.csv".to_owned(),
                reason: format!("\"{}\" is no date", r.date),
            })?;
            Ok(Population {
                date,
                persons: r.population,
                status: r.status.clone(),
                source: r.source.clone(),
            })
        })
        .collect()
}

fn units_of(municipality: &CoveredRow) -> Result<Vec<Unit>, SourceError> {
    let rows: Vec<UnitRow> = source::units_of(&municipality.slug)?;
    let wrong = |id: &str, e: UnknownCode| SourceError::Reference {
        path: format!("municipalities/{}/units.csv", municipality.slug),
        reason: format!("{id}: {e}"),
    };
    let unit = |(i, r): (usize, UnitRow)| {
        let names = r.printed.unwrap_or_default();
        let names = names.split('|').filter(|n| !n.is_empty());
        let fit = stated(r.fit).map(|fit| fit.parse()).transpose();
        Ok(Unit {
            kind: r.kind.parse().map_err(|e| wrong(&r.id, e))?,
            fit: fit.map_err(|e| wrong(&r.id, e))?,
            function: stated(r.function),
            scope: stated(r.scope),
            same_as: stated(r.same_as),
            id: r.id,
            parent_id: r.parent.filter(|p| !p.is_empty()),
            municipality_code: municipality.code.clone(),
            code: r.code.filter(|c| !c.is_empty()),
            name: r.name,
            position: i32::try_from(i).unwrap_or(i32::MAX),
            printed_names: names.map(|n| (String::new(), n.to_owned())).collect(),
        })
    };
    rows.into_iter().enumerate().map(unit).collect()
}

/// Units that stand in two places of a unit table: the id of one to the id of the other.
pub(super) fn same_units() -> Result<BTreeMap<String, String>, SourceError> {
    let covered: Vec<CoveredRow> = source::reference("covered")?;
    let mut same = BTreeMap::new();
    for municipality in &covered {
        let rows: Vec<UnitRow> = source::units_of(&municipality.slug)?;
        let pairs = rows.into_iter().filter_map(|r| Some((r.id, r.same_as?)));
        same.extend(pairs.filter(|(_, other)| !other.is_empty()));
    }
    Ok(same)
}

/// Checks that a manifest names a municipality and a unit that are known.
pub(super) fn check(facts: &Facts, document: &SourceDocument) -> Result<(), String> {
    let manifest = &document.manifest;
    if !facts.units.iter().any(|u| u.municipality_code == manifest.municipality) {
        return Err(format!(
            "municipality = \"{}\" is not among those covered (data/reference/covered.csv)",
            manifest.municipality
        ));
    }
    let unit = facts.units.iter().find(|u| u.id == manifest.unit);
    if unit.is_none_or(|u| u.municipality_code != manifest.municipality) {
        return Err(format!(
            "unit = \"{}\" is not in the unit table of municipality {}",
            manifest.unit, manifest.municipality
        ));
    }
    Ok(())
}

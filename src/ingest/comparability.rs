//! The facts that comparisons rest on, from the project's own tables: functions of government,
//! price levels, reforms, goals of sustainable development. Municipalities, accounts and units are in `reference`.

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;

use crate::domain::{Function, PriceIndex, Reform, Sdg};
use crate::source::{self, SourceError};

#[derive(Deserialize)]
struct FunctionRow {
    code: String,
    level: String,
    parent: Option<String>,
    name_fi: Option<String>,
    name_sv: Option<String>,
    name_en: String,
    source: String,
    status: String,
}

#[derive(Deserialize)]
struct PriceIndexRow {
    year: i32,
    index: String,
    base: String,
    source: String,
    status: String,
}

#[derive(Deserialize)]
struct ReformRow {
    code: String,
    date: String,
    functions: String,
    description: String,
    source: String,
}

#[derive(Deserialize)]
struct SdgRow {
    number: i32,
    name_fi: String,
    name_sv: String,
    name_en: String,
    source: String,
    status: String,
}

/// The goals of sustainable development, in the order of the table.
pub(super) fn sdgs() -> Result<Vec<Sdg>, SourceError> {
    let rows: Vec<SdgRow> = source::reference("sdgs")?;
    let sdg = |r: SdgRow| Sdg {
        number: r.number,
        name_fi: r.name_fi,
        name_sv: r.name_sv,
        name_en: r.name_en,
        source: r.source,
        status: r.status,
    };
    Ok(rows.into_iter().map(sdg).collect())
}

/// The functions of government, in the order of the table.
pub(super) fn functions() -> Result<Vec<Function>, SourceError> {
    let rows: Vec<FunctionRow> = source::reference("functions")?;
    let function = |r: FunctionRow| {
        Ok(Function {
            level: value("functions", &r.level)?,
            code: r.code,
            parent_code: stated(r.parent),
            name_fi: stated(r.name_fi),
            name_sv: stated(r.name_sv),
            name_en: r.name_en,
            source: r.source,
            status: r.status,
        })
    };
    rows.into_iter().map(function).collect()
}

/// Price levels, by year.
pub(super) fn price_index() -> Result<Vec<PriceIndex>, SourceError> {
    let rows: Vec<PriceIndexRow> = source::reference("price_index")?;
    let index = |r: PriceIndexRow| {
        Ok(PriceIndex {
            year: r.year,
            value: value("price_index", &r.index)?,
            base: r.base,
            status: r.status,
            source: r.source,
        })
    };
    rows.into_iter().map(index).collect()
}

/// Reforms, by day. A row names several functions with a bar between them.
pub(super) fn reforms() -> Result<Vec<Reform>, SourceError> {
    let rows: Vec<ReformRow> = source::reference("reforms")?;
    let reform = |r: ReformRow| {
        Ok(Reform {
            code: r.code,
            date: value("reforms", &r.date)?,
            functions: r.functions.split('|').map(str::to_owned).collect(),
            description: r.description,
            source: r.source,
        })
    };
    rows.into_iter().map(reform).collect()
}

fn value<T>(table: &str, text: &str) -> Result<T, SourceError>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse().map_err(|e| SourceError::Reference {
        path: format!("reference/{table}.csv"),
        reason: format!("\"{text}\": {e}"),
    })
}

pub(super) fn stated(text: Option<String>) -> Option<String> {
    text.filter(|t| !t.is_empty())
}

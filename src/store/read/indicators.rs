//! Indicators with their values.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Date, Indicator, IndicatorValue, Period, Scenario};
use crate::store::read::contents::{Content, ContentSelection, Place, select};
use crate::store::read::documents::in_years;
use crate::store::read::findings;
use crate::store::read::listing::listed;
use crate::store::read::{TextRow, narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError};

/// Which indicators; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct IndicatorSelection {
    pub(crate) content: ContentSelection,
    /// First and last year of each range, of one and the same value.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
    /// Of one and the same value.
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) parent_ids: Vec<String>,
    pub(crate) as_of: Option<Date>,
}

#[derive(QueryableByName)]
pub(crate) struct IndicatorRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    parent_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    heading: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    unit_of_measure: Option<String>,
    #[diesel(sql_type = BigInt)]
    line: i64,
}

#[derive(QueryableByName)]
struct ValueRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    indicator_id: String,
    #[diesel(sql_type = Text)]
    scenario: String,
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Text)]
    period_start: String,
    #[diesel(sql_type = Text)]
    period_end: String,
    #[diesel(sql_type = Text)]
    printed: String,
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    missing_reason: Option<String>,
    #[diesel(sql_type = BigInt)]
    line: i64,
    #[diesel(sql_type = BigInt)]
    column_ordinal: i64,
    #[diesel(sql_type = Text)]
    column_label: String,
    #[diesel(sql_type = Nullable<Text>)]
    superseded_on: Option<String>,
}

/// Values by indicator, and the ids of findings by cell.
#[derive(Default)]
pub(crate) struct IndicatorParts {
    values: BTreeMap<String, Vec<IndicatorValue>>,
    findings: BTreeMap<String, Vec<String>>,
}

impl Content for Indicator {
    type Selection = IndicatorSelection;
    type Row = IndicatorRow;
    type Parts = IndicatorParts;

    const TABLE: &'static str = "indicator";
    const COLUMNS: &'static str =
        select!("c.name, c.parent_id, c.heading, c.unit_of_measure, c.line");

    fn conditions(selection: &IndicatorSelection) -> Vec<Sql> {
        let mut all = selection.content.conditions();
        listed(&mut all, "c.parent_id", &selection.parent_ids);
        let known = |day: Date| Sql::new("d.vintage_date <= ").bind(&*day.to_string());
        all.extend(selection.as_of.map(known));
        // With a document its own values are asked for, and else those that stood.
        let stands = match selection.as_of {
            _ if !selection.content.document_ids.is_empty() => None,
            None => Some(Sql::new("v.superseded_on IS NULL")),
            Some(day) => Some(Sql::either(vec![
                Sql::new("v.superseded_on IS NULL"),
                Sql::new("v.superseded_on > ").bind(&*day.to_string()),
            ])),
        };
        let mut of_value = Vec::new();
        let scenarios: Vec<&str> = selection.scenarios.iter().map(|s| s.as_str()).collect();
        listed(&mut of_value, "v.scenario", &scenarios);
        if !selection.fiscal_years.is_empty() {
            of_value.push(in_years("v.fiscal_year", &selection.fiscal_years));
        }
        if !of_value.is_empty() {
            of_value.extend(stands);
            let head = "c.id IN (SELECT v.indicator_id FROM indicator_value v";
            all.push(Sql::new(head).append(Sql::all(of_value)).text(")"));
        }
        all
    }

    fn parts(session: &mut Session, ids: &[&str]) -> Result<Self::Parts, StoreError> {
        let statement = Sql::new(
            "SELECT id, indicator_id, scenario, fiscal_year, period_start, period_end, printed, \
             value, missing_reason, line, column_ordinal, column_label, superseded_on FROM indicator_value WHERE ",
        );
        let statement = statement
            .append(Sql::any_of("indicator_id", ids))
            .text(" ORDER BY indicator_id, position");
        let mut parts = Self::Parts::default();
        for row in session.load::<ValueRow>(statement)? {
            parts.values.entry(row.indicator_id.clone()).or_default().push(value(row)?);
        }
        for (cell, finding) in findings::ids_of_indicators(session, ids)? {
            parts.findings.entry(cell).or_default().push(finding);
        }
        Ok(parts)
    }

    fn assemble(
        place: &Place,
        row: IndicatorRow,
        parts: &mut Self::Parts,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            id: place.id.clone(),
            unit_id: place.unit_id.clone(),
            name: row.name,
            parent_id: row.parent_id,
            group: row.heading,
            unit_of_measure: row.unit_of_measure,
            line: narrow(row.line)?,
            values: parts.values.get(&place.id).cloned().unwrap_or_default(),
        })
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn findings(&self, parts: &Self::Parts) -> BTreeMap<String, Vec<String>> {
        let of = |value: &IndicatorValue| {
            let ids = parts.findings.get(&value.id)?;
            Some((value.id.clone(), ids.clone()))
        };
        self.values.iter().filter_map(of).collect()
    }
}

fn value(row: ValueRow) -> Result<IndicatorValue, StoreError> {
    Ok(IndicatorValue {
        id: row.id,
        scenario: parsed(&row.scenario)?,
        fiscal_year: narrow(row.fiscal_year)?,
        period: Period { start: parsed(&row.period_start)?, end: parsed(&row.period_end)? },
        printed: row.printed,
        value: row.value.as_deref().map(parsed).transpose()?,
        missing_reason: row.missing_reason.as_deref().map(parsed).transpose()?,
        line: narrow(row.line)?,
        column: narrow(row.column_ordinal)?,
        column_label: row.column_label,
        superseded_on: row.superseded_on.as_deref().map(parsed).transpose()?,
    })
}

/// Those of the ids that exist.
pub(crate) fn known(session: &mut Session, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let statement =
        Sql::new("SELECT id AS value FROM indicator WHERE ").append(Sql::any_of("id", ids));
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

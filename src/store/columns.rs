//! The columns of a printed table as JSON text: a table's columns are read and written as one.

use serde::{Deserialize, Serialize};

use crate::domain::{Column, ColumnRole, Date, Period, Scenario};
use crate::store::StoreError;

#[derive(Serialize, Deserialize)]
struct StoredColumn {
    label: String,
    #[serde(flatten)]
    role: StoredRole,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
enum StoredRole {
    Amount { scenarios: Vec<String>, fiscal_year: i32, start: String, end: String },
    Account { account: String },
    Variance { minuend: usize, subtrahend: usize },
    ExecutionPercent { part: usize, whole: usize },
    ChangePercent { new: usize, base: usize },
    Unknown,
}

/// Columns as JSON.
pub(super) fn to_json(columns: &[Column]) -> Result<String, StoreError> {
    let columns: Vec<StoredColumn> = columns
        .iter()
        .map(|c| StoredColumn { label: c.label.clone(), role: stored(&c.role) })
        .collect();
    serde_json::to_string(&columns).map_err(|e| StoreError::Rejected(e.to_string()))
}

/// Columns from JSON.
pub(super) fn from_json(text: &str) -> Result<Vec<Column>, StoreError> {
    let columns: Vec<StoredColumn> = serde_json::from_str(text).map_err(inconsistent)?;
    columns.into_iter().map(|c| Ok(Column { label: c.label, role: role(c.role)? })).collect()
}

fn inconsistent(error: impl std::fmt::Display) -> StoreError {
    StoreError::Inconsistent(error.to_string())
}

fn stored(role: &ColumnRole) -> StoredRole {
    match role {
        ColumnRole::Amount { scenarios, fiscal_year, period } => StoredRole::Amount {
            scenarios: scenarios.iter().map(ToString::to_string).collect(),
            fiscal_year: *fiscal_year,
            start: period.start.to_string(),
            end: period.end.to_string(),
        },
        ColumnRole::Account { account } => StoredRole::Account { account: account.clone() },
        ColumnRole::Variance { minuend, subtrahend } => {
            StoredRole::Variance { minuend: *minuend, subtrahend: *subtrahend }
        }
        ColumnRole::ExecutionPercent { part, whole } => {
            StoredRole::ExecutionPercent { part: *part, whole: *whole }
        }
        ColumnRole::ChangePercent { new, base } => {
            StoredRole::ChangePercent { new: *new, base: *base }
        }
        ColumnRole::Unknown => StoredRole::Unknown,
    }
}

fn role(stored: StoredRole) -> Result<ColumnRole, StoreError> {
    Ok(match stored {
        StoredRole::Amount { scenarios, fiscal_year, start, end } => ColumnRole::Amount {
            scenarios: scenarios
                .iter()
                .map(|s| s.parse::<Scenario>().map_err(inconsistent))
                .collect::<Result<_, _>>()?,
            fiscal_year,
            period: Period {
                start: start.parse::<Date>().map_err(inconsistent)?,
                end: end.parse::<Date>().map_err(inconsistent)?,
            },
        },
        StoredRole::Account { account } => ColumnRole::Account { account },
        StoredRole::Variance { minuend, subtrahend } => {
            ColumnRole::Variance { minuend, subtrahend }
        }
        StoredRole::ExecutionPercent { part, whole } => {
            ColumnRole::ExecutionPercent { part, whole }
        }
        StoredRole::ChangePercent { new, base } => ColumnRole::ChangePercent { new, base },
        StoredRole::Unknown => ColumnRole::Unknown,
    })
}

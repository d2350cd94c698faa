//! What a question about budget and actual asks for: the filter as the client put it, and what
//! it means; the orders of its answers.

use rust_decimal::Decimal;

use crate::domain::{Cents, Date, UnknownCode, codes};
use crate::query::budget_execution::measures::Measures;
use crate::query::budget_execution::ranking::Row;
use crate::query::budget_execution::{Outturn, SCENARIOS};
use crate::query::figures::{DEFAULT_ACCOUNT, fiscal_years};
use crate::query::{Error, Session, accounts, functions, municipalities, units, values};
use crate::store::read::Key;
use crate::store::read::budget_lines::BudgetLineSelection;

/// Which rows, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BudgetExecutionFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `unit`: ids.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named.
    pub include_descendants: bool,
    /// `unitKind`: levels.
    pub unit_kind: Vec<String>,
    /// `function`: codes of the units' functions; also those below them.
    pub function: Vec<String>,
    /// `account`: codes; the operating margin where none is given.
    pub account: Vec<String>,
    /// `fiscalYear`: years, ranges, or `latest`: of each municipality the last year with a budget
    /// and an outturn, which is meant where nothing is given.
    pub fiscal_year: Vec<String>,
    /// `against`: a code of [`Outturn`]; `actual` where none is given.
    pub against: Option<String>,
    /// `onlyOver`: only unfavourable variances.
    pub only_over: bool,
    /// `onlyUnder`: only favourable variances.
    pub only_under: bool,
    /// `threshold`: euros that the absolute variance has at least.
    pub threshold: Option<String>,
    /// `thresholdPercent`: percent that the absolute variance has at least.
    pub threshold_percent: Option<String>,
    /// `asOf`: what was known on this day.
    pub as_of: Option<String>,
    /// `sort`: a code of [`BudgetExecutionSort`]; `variance` where none is given.
    pub sort: Option<String>,
}

/// The orders of rows. Rows without the number that orders them come last; ties are ordered by
/// unit id, account and fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum BudgetExecutionSort {
    /// Most overspent in euros first.
    #[default]
    Variance,
    /// Most underspent in euros first.
    VarianceDescending,
    /// Most overspent in percent first.
    VariancePercent,
    /// Most underspent in percent first.
    VariancePercentDescending,
    /// Smallest share of the budget first.
    ExecutionRate,
    /// Largest share of the budget first.
    ExecutionRateDescending,
    /// By unit id, account in statement order and fiscal year.
    Unit,
}

codes!(BudgetExecutionSort {
    Variance => "variance",
    VarianceDescending => "-variance",
    VariancePercent => "variancePercent",
    VariancePercentDescending => "-variancePercent",
    ExecutionRate => "executionRate",
    ExecutionRateDescending => "-executionRate",
    Unit => "unit",
});

/// What a filter means.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) selection: BudgetLineSelection,
    /// Whether of each municipality the last year is meant.
    pub(super) latest: bool,
    pub(super) against: Outturn,
    favourable: Option<bool>,
    threshold: Option<Cents>,
    threshold_percent: Option<Decimal>,
    pub(super) as_of: Option<Date>,
    pub(super) sort: BudgetExecutionSort,
}

impl Question {
    pub(super) fn of(session: &mut Session, filter: &BudgetExecutionFilter) -> Result<Self, Error> {
        let years = fiscal_years(&filter.fiscal_year)?;
        let accounts = accounts::resolve(session, "account", &filter.account, false)?;
        Ok(Self {
            selection: BudgetLineSelection {
                municipality_codes: municipalities::resolve(session, &filter.municipality)?
                    .unwrap_or_default(),
                unit_ids: units::resolve(session, &filter.unit)?,
                include_descendants: filter.include_descendants,
                unit_kinds: values::codes("unitKind", &filter.unit_kind)?,
                functions: functions::resolve(session, &filter.function)?,
                accounts: accounts.unwrap_or_else(|| vec![DEFAULT_ACCOUNT.to_owned()]),
                scenarios: SCENARIOS.to_vec(),
                fiscal_years: years.clone().unwrap_or_default(),
                ..BudgetLineSelection::default()
            },
            latest: years.is_none(),
            against: choice("against", filter.against.as_deref())?,
            favourable: favourable(filter)?,
            threshold: values::amount("threshold", filter.threshold.as_ref())?
                .map(|cents| not_below_zero("threshold", cents, &Cents(0)))
                .transpose()?,
            threshold_percent: percent(filter.threshold_percent.as_deref())?,
            as_of: filter.as_of.as_ref().map(|day| values::date("asOf", day)).transpose()?,
            sort: choice("sort", filter.sort.as_deref())?,
        })
    }

    /// Whether a row is asked for. What has no variance is neither over nor under nor beyond.
    pub(super) fn wants(&self, row: &Measures) -> bool {
        let favourable = self.favourable.is_none_or(|wanted| row.favourable == Some(wanted));
        let beyond = self.threshold.is_none_or(|threshold| {
            row.variance.is_ok_and(|v| v.0.saturating_abs() >= threshold.0)
        });
        let beyond_percent = self.threshold_percent.is_none_or(|threshold| {
            row.variance_percent.is_ok_and(|percent| percent.abs() >= threshold)
        });
        favourable && beyond && beyond_percent
    }
}

impl BudgetExecutionSort {
    /// The keys of a row's place, all of them ascending.
    pub(super) fn keys(self, row: &Row) -> Vec<Key> {
        let euros = row.measures.variance.ok().map(|v| v.0);
        let percent = row.measures.variance_percent.ok().map(hundredths);
        let rate = row.measures.execution_rate.ok().map(hundredths);
        let number = match self {
            Self::Variance => Some(euros),
            Self::VarianceDescending => Some(euros.map(i64::saturating_neg)),
            Self::VariancePercent => Some(percent),
            Self::VariancePercentDescending => Some(percent.map(i64::saturating_neg)),
            Self::ExecutionRate => Some(rate),
            Self::ExecutionRateDescending => Some(rate.map(i64::saturating_neg)),
            Self::Unit => None,
        };
        let number = number.map(|n| [i64::from(n.is_none()), n.unwrap_or_default()].map(Key::Int));
        let mut keys: Vec<Key> = number.into_iter().flatten().collect();
        keys.push(Key::Text(row.unit_id.clone()));
        keys.push(Key::Int(row.account_position.into()));
        keys.push(Key::Int(row.fiscal_year.into()));
        keys
    }
}

/// A number with two decimals as an integer; what is out of bounds stands at the end.
fn hundredths(number: Decimal) -> i64 {
    let end = if number.is_sign_negative() { i64::MIN } else { i64::MAX };
    Cents::from_decimal(number).map_or(end, |cents| cents.0)
}

fn choice<T>(parameter: &'static str, given: Option<&str>) -> Result<T, Error>
where
    T: std::str::FromStr<Err = UnknownCode> + Default,
{
    given.map_or_else(
        || Ok(T::default()),
        |given| {
            given.parse().map_err(|unknown: UnknownCode| {
                let expected = format!("one of: {}", unknown.expected);
                values::invalid(parameter, &unknown.given, &expected)
            })
        },
    )
}

fn favourable(filter: &BudgetExecutionFilter) -> Result<Option<bool>, Error> {
    match (filter.only_over, filter.only_under) {
        (true, true) => {
            Err(values::invalid("onlyUnder", "true", "either `onlyOver` or `onlyUnder`, not both"))
        }
        (true, false) => Ok(Some(false)),
        (false, true) => Ok(Some(true)),
        (false, false) => Ok(None),
    }
}

fn percent(given: Option<&str>) -> Result<Option<Decimal>, Error> {
    let Some(given) = given else { return Ok(None) };
    let percent = Decimal::from_str_exact(given);
    let percent = percent.map_err(|_| {
        values::invalid("thresholdPercent", given, "a percentage such as 10 or 2.5")
    })?;
    not_below_zero("thresholdPercent", percent, &Decimal::ZERO).map(Some)
}

fn not_below_zero<T>(parameter: &'static str, value: T, zero: &T) -> Result<T, Error>
where
    T: PartialOrd + std::fmt::Display,
{
    if value < *zero {
        return Err(values::invalid(parameter, &value.to_string(), "no less than zero"));
    }
    Ok(value)
}

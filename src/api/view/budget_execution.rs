//! Budget against actual as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::language::Language;
use crate::api::view::{
    AccountReference, BudgetLine, Caveat, Date, Decimal, MunicipalityReference, NoFigure,
    NoVariance, Outturn, Scenario, Source, UnitReference,
};
use crate::domain;
use crate::query;

/// What was decided for an account of a unit in a fiscal year and what came of it. A unit and the
/// one it belongs to are rows of their own: never add them together.
///
/// The variance is a difference of whole cents; percentages are rounded to two decimals, half
/// away from zero.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct BudgetExecution {
    /// The municipality.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// The unit.
    #[graphql(skip)]
    pub unit: UnitReference,
    /// The account.
    #[graphql(skip)]
    pub account: AccountReference,
    /// Fiscal year.
    #[schema(example = 2024)]
    pub fiscal_year: i32,
    /// Currency, ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// The budget as the council adopted it (TA).
    pub budget: ExecutionFigure,
    /// The budget with the council's later changes (TA+muutos, MTA).
    pub amended_budget: ExecutionFigure,
    /// The budget as the board divided it for use (KS).
    pub operating_plan: ExecutionFigure,
    /// The outturn of the closed year (TP).
    pub actual: ExecutionFigure,
    /// The outturn of a part of the year.
    pub actual_to_date: ExecutionFigure,
    /// What the year was expected to give (TPE).
    pub forecast: ExecutionFigure,
    /// The year as an earlier financial plan saw it (TS).
    pub financial_plan: ExecutionFigure,
    /// The budget in force, in euros: the amended budget, else the operating plan, else the
    /// budget.
    pub budget_in_force: Option<Decimal>,
    /// Which of them it is.
    pub budget_in_force_scenario: Option<Scenario>,
    /// What is held against the budget.
    pub against: Outturn,
    /// Its amount in euros.
    pub outturn: Option<Decimal>,
    /// Outturn less budget in force, in euros. Expenses are below zero and revenue above, so that
    /// a variance below zero is unfavourable for both.
    pub variance: Option<Decimal>,
    /// Why there is no variance; null where there is one.
    pub variance_missing_reason: Option<NoVariance>,
    /// The variance as a percentage of the absolute budget in force.
    pub variance_percent: Option<Decimal>,
    /// The outturn as a percentage of the budget in force.
    pub execution_rate: Option<Decimal>,
    /// Why there are no percentages; null where there are.
    pub percent_missing_reason: Option<NoVariance>,
    /// Whether the variance is favourable; null where it is zero, where there is none, and where the
    /// outturn covers a part of the year that the budget covers.
    pub favourable: Option<bool>,
    /// What is to be said of the variance before it is printed.
    pub caveats: Vec<Caveat>,
}

/// One figure of a row, with the line that prints it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct ExecutionFigure {
    /// The amount in euros, the corrected one where there is one.
    pub amount: Option<Decimal>,
    /// Why there is no amount; null where there is one.
    pub missing_reason: Option<NoFigure>,
    /// Whether the amount is a corrected one and not as printed.
    pub corrected: bool,
    /// The text as printed.
    #[schema(example = "-6 380 150")]
    pub printed: Option<String>,
    /// Id of the budget line that states it; null where none does.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.129.1")]
    pub budget_line: Option<String>,
    /// Where the document prints it.
    pub source: Option<Source>,
    /// First day that the amount covers.
    pub period_start: Option<Date>,
    /// Last day that the amount covers.
    pub period_end: Option<Date>,
    /// Ids of the findings about its cell.
    #[graphql(skip)]
    #[schema(example = json!(["kemijarvi-hallintopalvelut-2024.f.accounts_make_their_sum.129.1"]))]
    pub findings: Vec<String>,
}

impl BudgetExecution {
    /// The public shape of a row.
    #[must_use]
    pub fn new(mut of: query::BudgetExecution, language: Language) -> Self {
        let mut figure = |scenario| ExecutionFigure::take(&mut of, scenario, language);
        let (budget, amended_budget) =
            (figure(domain::Scenario::Budget), figure(domain::Scenario::AmendedBudget));
        let operating_plan = figure(domain::Scenario::OperatingPlan);
        let (actual, actual_to_date) =
            (figure(domain::Scenario::Actual), figure(domain::Scenario::ActualToDate));
        let forecast = figure(domain::Scenario::Forecast);
        let financial_plan = figure(domain::Scenario::FinancialPlan);
        Self {
            municipality: MunicipalityReference::new(&of.named.municipality, language),
            unit: UnitReference::from(&*of.named.unit),
            account: AccountReference::of(&of.named.account, language),
            fiscal_year: of.fiscal_year(),
            currency: "EUR".to_owned(),
            budget,
            amended_budget,
            operating_plan,
            actual,
            actual_to_date,
            forecast,
            financial_plan,
            budget_in_force: of.budget_in_force.map(|(_, amount)| amount.into()),
            budget_in_force_scenario: of.budget_in_force.map(|(scenario, _)| scenario.into()),
            against: of.against.into(),
            outturn: of.outturn.map(Decimal::from),
            variance: of.variance.ok().map(Decimal::from),
            variance_missing_reason: of.variance.err().map(NoVariance::from),
            variance_percent: of.variance_percent.ok().map(Decimal::from),
            execution_rate: of.execution_rate.ok().map(Decimal::from),
            percent_missing_reason: of.variance_percent.err().map(NoVariance::from),
            favourable: of.favourable,
            caveats: of.caveats.into_iter().map(Caveat::from).collect(),
        }
    }
}

impl ExecutionFigure {
    fn take(
        of: &mut query::BudgetExecution,
        scenario: domain::Scenario,
        language: Language,
    ) -> Self {
        let amount = of.amount(scenario);
        let line = of.lines.remove(&scenario).map(|line| BudgetLine::shared(line, language));
        Self {
            amount: amount.ok().map(Decimal::from),
            missing_reason: amount.err().map(NoFigure::from),
            corrected: line.as_ref().is_some_and(|l| l.corrected_amount.is_some()),
            printed: line.as_ref().map(|l| l.printed.clone()),
            budget_line: line.as_ref().map(|l| l.id.clone()),
            source: line.as_ref().map(|l| l.source.clone()),
            period_start: line.as_ref().map(|l| l.period_start.clone()),
            period_end: line.as_ref().map(|l| l.period_end.clone()),
            findings: line.map(|l| l.findings).unwrap_or_default(),
        }
    }
}

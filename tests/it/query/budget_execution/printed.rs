//! Budget against actual beside the variances and percentages that the documents print.

use std::collections::{BTreeMap, BTreeSet};

use kuntavaaka::domain::{Cell, ColumnRole, DocumentFacts, Scenario, Table};
use kuntavaaka::query::{self, BudgetExecution, BudgetExecutionFilter, Session};
use kuntavaaka::store::Access;

use super::all;
use crate::reading::FACTS;
use crate::support::{TestDb, facts};

/// A session over the bundled documents.
fn bundled(database: &TestDb) -> Session {
    database.writer().import(&FACTS, facts::NOW).unwrap();
    database.open(Access::ReadOnly).session().unwrap()
}

/// A column that holds an outturn and a budget together: `outturn - budget`, the other way round,
/// or a percentage.
#[derive(Clone, Copy)]
enum Printed {
    Variance { sign: i64 },
    Percent,
    Change,
}

/// What a column holds against each other: outturn and budget.
fn compared(table: &Table, role: &ColumnRole) -> Option<(Scenario, Vec<Scenario>, i32, Printed)> {
    let of = |n: usize| match &table.columns[n - 1].role {
        ColumnRole::Amount { scenarios, fiscal_year, .. } => {
            Some((scenarios.clone(), *fiscal_year))
        }
        _ => None,
    };
    let outturn = |s: &[Scenario]| {
        let known = [Scenario::Actual, Scenario::ActualToDate, Scenario::Forecast];
        s.first().copied().filter(|s| known.contains(s))
    };
    let (one, other, printed) = match role {
        ColumnRole::Variance { minuend, subtrahend } => {
            (of(*minuend)?, of(*subtrahend)?, Printed::Variance { sign: 1 })
        }
        ColumnRole::ExecutionPercent { part, whole } => (of(*part)?, of(*whole)?, Printed::Percent),
        ColumnRole::ChangePercent { new, base } => (of(*new)?, of(*base)?, Printed::Change),
        _ => return None,
    };
    if one.1 != other.1 {
        return None;
    }
    match (outturn(&one.0), outturn(&other.0), printed) {
        (Some(result), None, printed) => Some((result, other.0, one.1, printed)),
        (None, Some(result), Printed::Variance { .. }) => {
            Some((result, one.0, one.1, Printed::Variance { sign: -1 }))
        }
        _ => None,
    }
}

/// Hundredths as the number they are.
fn number(hundredths: i64) -> f64 {
    rust_decimal::Decimal::new(hundredths, 2).to_string().parse().unwrap()
}

/// How far a printed number may lie from the computed one: half of its last digit, and what the
/// rounding of both terms makes of it.
fn agrees(row: &BudgetExecution, cell: &Cell, scale: i64, printed: Printed) -> Option<bool> {
    let value = cell.value?.0;
    match printed {
        Printed::Variance { sign } => {
            let computed = row.variance.ok()?.0;
            Some((value * scale * sign - computed).abs() <= 100 * scale)
        }
        Printed::Percent | Printed::Change => {
            let change = matches!(printed, Printed::Change);
            let computed = if change { row.variance_percent } else { row.execution_rate };
            let rate: f64 = computed.ok()?.to_string().parse().unwrap();
            let budget = number(row.budget_in_force?.1.0.abs());
            let decimals = cell
                .printed
                .split_once(',')
                .map_or(0, |(_, d)| d.chars().take_while(char::is_ascii_digit).count());
            let last = 0.5 * 10f64.powi(-i32::try_from(decimals).unwrap());
            let rounding = number(50 * scale) * (100.0 + rate.abs()) / budget;
            let printed = number(value);
            // Kemijärvi prints the change over the signed budget: the sign is the other way round.
            let apart = if change { printed.abs() - rate.abs() } else { printed - rate };
            Some(apart.abs() <= last + rounding + 0.005)
        }
    }
}

/// Variances and percentages that a document prints and that the answer has too, and of these
/// the ids of the cells that differ.
fn against_print(session: &mut Session, facts: &DocumentFacts) -> (usize, Vec<String>) {
    let document = &facts.document;
    let mut answers: BTreeMap<Scenario, BTreeMap<(String, String), BudgetExecution>> =
        BTreeMap::new();
    let accounts: BTreeSet<String> = facts.budget_lines.iter().map(|l| l.account.clone()).collect();
    for against in query::Outturn::ALL {
        let filter = BudgetExecutionFilter {
            municipality: vec![document.municipality_code.clone()],
            account: accounts.iter().cloned().collect(),
            fiscal_year: vec![document.fiscal_year.to_string()],
            against: Some(against.to_string()),
            as_of: Some(document.published_date.unwrap_or(document.as_of_date).to_string()),
            ..BudgetExecutionFilter::default()
        };
        let key =
            |r: &BudgetExecution| (r.named.line.unit_id.clone(), r.named.line.account.clone());
        let rows = all(session, &filter).into_iter().map(|r| (key(&r), r)).collect();
        answers.insert(against.scenario(), rows);
    }
    let (mut held, mut differ) = (0, Vec::new());
    for table in &facts.tables {
        for row in &table.rows {
            let (Some(unit), Some(account)) = (&row.unit_id, &row.account) else { continue };
            for cell in &row.cells {
                let role = &table.columns[cell.column - 1].role;
                let Some((outturn, budget, year, printed)) = compared(table, role) else {
                    continue;
                };
                let key = (unit.clone(), account.clone());
                let Some(answer) = answers[&outturn].get(&key) else { continue };
                let in_force = answer.budget_in_force.map(|(scenario, _)| scenario);
                let same = in_force.is_some_and(|s| budget.contains(&s));
                if year != document.fiscal_year || !same {
                    continue;
                }
                let Some(agrees) = agrees(answer, cell, table.scale, printed) else { continue };
                held += 1;
                if !agrees {
                    differ.push(Table::cell_id(&document.id, row.line, cell.column));
                }
            }
        }
    }
    (held, differ)
}

#[test]
fn printed_variances_and_percentages_agree_or_have_a_finding() {
    let database = TestDb::sqlite();
    let mut session = bundled(&database);
    for (id, least) in [
        ("kemijarvi-hallintopalvelut-2024", 6),
        ("kemi-osavuosikatsaus-2022-h1", 90),
        ("heinola-yhteiset-palvelut-2024", 180),
    ] {
        let facts = FACTS.documents.iter().find(|d| d.document.id == id).unwrap();
        let (held, differ) = against_print(&mut session, facts);
        println!("{id}: {held} held, {} differ: {differ:?}", differ.len());
        assert!(held >= least, "{id}: {held}");
        for cell in differ {
            // The finding is about the cell, or about one of the same row.
            let row = cell.rsplit_once('.').unwrap().0;
            let mut found = facts.findings.iter().flat_map(|f| &f.cell_ids);
            let told = found.any(|c| c.rsplit_once('.').is_some_and(|(r, _)| r == row));
            assert!(told, "{cell} differs from what is computed, and no finding says so");
        }
    }
}

#[test]
fn a_part_of_a_year_is_neither_over_nor_under_the_budget_of_the_whole() {
    let database = TestDb::sqlite();
    let mut session = bundled(&database);
    let mut asked = |change: fn(&mut BudgetExecutionFilter)| {
        let mut filter = BudgetExecutionFilter {
            municipality: vec!["kemi".to_owned()],
            fiscal_year: vec!["2022".to_owned()],
            against: Some("actual_to_date".to_owned()),
            ..BudgetExecutionFilter::default()
        };
        change(&mut filter);
        all(&mut session, &filter)
    };
    let rows = asked(|_| ());
    assert!(rows.iter().any(|row| row.variance.is_ok_and(|v| v.0 < 0)));
    assert!(rows.iter().all(|row| row.favourable.is_none()));
    assert!(asked(|filter| filter.only_over = true).is_empty());
    assert!(asked(|filter| filter.only_under = true).is_empty());
    // The forecast of the same report is one of the whole year.
    assert!(
        !asked(|filter| {
            filter.against = Some("forecast".to_owned());
            filter.only_over = true;
        })
        .is_empty()
    );
}

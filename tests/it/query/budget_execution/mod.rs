//! Budget against actual: arithmetic, filters, orders and pages.

mod printed;

use std::collections::BTreeMap;

use kuntavaaka::domain::Scenario;
use kuntavaaka::query::{
    self, BudgetExecution, BudgetExecutionFilter, NoFigure, NoVariance, PageRequest, Session,
};

use crate::support::on_both;

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

fn all(session: &mut Session, filter: &BudgetExecutionFilter) -> Vec<BudgetExecution> {
    let mut rows = Vec::new();
    let mut request = PageRequest { first: Some(500), after: None, ..PageRequest::default() };
    loop {
        let page = query::budget_execution(session, filter, &request).unwrap();
        request.after = page.end_cursor();
        rows.extend(page.items.into_iter().map(|i| i.item));
        if !page.has_next_page {
            return rows;
        }
    }
}

fn rows(filter: &BudgetExecutionFilter) -> Vec<BudgetExecution> {
    on_both(|db| all(&mut db.filled(), filter))
}

/// Unit, account, variance in euros.
fn variances(filter: &BudgetExecutionFilter) -> Vec<(String, String, Option<i64>)> {
    let short = |row: BudgetExecution| {
        let unit = row.named.line.unit_id.rsplit('.').next().unwrap().to_owned();
        (unit, row.named.line.account.clone(), row.variance.ok().map(|v| v.0 / 100))
    };
    rows(filter).into_iter().map(short).collect()
}

fn of(accounts: &[&str]) -> BudgetExecutionFilter {
    BudgetExecutionFilter {
        municipality: list(&["kemijarvi"]),
        account: list(accounts),
        fiscal_year: list(&["2024"]),
        ..BudgetExecutionFilter::default()
    }
}

const ALL: &[&str] =
    &["operating_revenue", "sales_revenue", "operating_expenses", "operating_margin"];

#[test]
fn the_operating_margin_of_the_last_year_with_both_is_asked_for_by_default() {
    let row = rows(&BudgetExecutionFilter::default()).remove(0);
    assert_eq!(row.named.line.id, "kemijarvi-2024.7.1");
    assert_eq!(row.fiscal_year(), 2024);
    assert_eq!(row.variance.unwrap().to_string(), "-400.00");
    assert_eq!(row.variance_percent.unwrap().to_string(), "-11.11");
    assert_eq!(row.execution_rate.unwrap().to_string(), "111.11");
    assert_eq!(row.favourable, Some(false));
    assert_eq!(row.budget_in_force.unwrap().0, Scenario::Budget);
    assert_eq!(row.amount(Scenario::Forecast), Err(NoFigure::NoLine));
    let codes: Vec<&str> = row.caveats.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["scenario_substituted"]);
}

#[test]
fn below_zero_is_unfavourable_for_expenses_and_for_revenue() {
    // Revenue 1,100 of 1,200 (restated from 1,000), expenses -5,000 of -4,800 (a remark in a later
    // document restates nothing), the cost unit's -300 of -301, which is corrected from -310.
    let given = variances(&of(ALL));
    assert_eq!(
        given,
        [
            ("hallintopalvelut".to_owned(), "operating_margin".to_owned(), Some(-400)),
            ("hallintopalvelut".to_owned(), "operating_expenses".to_owned(), Some(-200)),
            ("hallintopalvelut".to_owned(), "operating_revenue".to_owned(), Some(-100)),
            ("sortteeri".to_owned(), "operating_expenses".to_owned(), Some(1)),
            ("hallinto".to_owned(), "operating_expenses".to_owned(), None),
            ("hallintopalvelut".to_owned(), "sales_revenue".to_owned(), None),
        ]
    );
}

#[test]
fn what_has_no_variance_says_why() {
    let mut why = BTreeMap::new();
    for row in rows(&of(ALL)) {
        if let Err(reason) = row.variance {
            let key = (row.named.line.unit_id.clone(), row.named.line.account.clone());
            why.insert(key, (reason, row.amount(Scenario::Actual), row.amount(Scenario::Budget)));
        }
    }
    let sector =
        |account: &str| why[&("kemijarvi.hallintopalvelut".to_owned(), account.to_owned())];
    assert!(why.len() == 2, "{why:?}");
    let (reason, _, budget) = sector("sales_revenue");
    assert_eq!((reason, budget), (NoVariance::NoBudget, Err(NoFigure::NotStated)));
}

#[test]
fn as_of_gives_what_was_known_then() {
    let known = BudgetExecutionFilter { as_of: Some("2025-03-01".to_owned()), ..of(ALL) };
    let given = variances(&known);
    assert!(given.contains(&(
        "hallintopalvelut".to_owned(),
        "operating_expenses".to_owned(),
        Some(-200)
    )));
    assert!(given.contains(&(
        "hallintopalvelut".to_owned(),
        "operating_revenue".to_owned(),
        Some(-200)
    )));
    let before = BudgetExecutionFilter { as_of: Some("2025-02-28".to_owned()), ..of(ALL) };
    assert!(rows(&before).is_empty());
}

#[test]
fn restated_and_corrected_amounts_are_told() {
    let codes = |account: &str, unit: &str| {
        let filter = BudgetExecutionFilter { unit: list(&[unit]), ..of(&[account]) };
        let row = rows(&filter).remove(0);
        row.caveats.iter().map(|c| c.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        codes("operating_revenue", "kemijarvi.hallintopalvelut"),
        ["scenario_substituted", "restated"]
    );
    assert_eq!(
        codes("operating_expenses", "kemijarvi.hallintopalvelut.sortteeri"),
        ["scenario_substituted", "corrected_amount"]
    );
}

#[test]
fn half_a_year_is_held_against_the_budget_where_asked_and_told() {
    let filter = BudgetExecutionFilter {
        against: Some("actual_to_date".to_owned()),
        account: list(&["operating_revenue"]),
        ..BudgetExecutionFilter::default()
    };
    let row = rows(&filter).remove(0);
    assert_eq!(
        (row.fiscal_year(), row.execution_rate.unwrap().to_string()),
        (2025, "50.00".into())
    );
    let codes: Vec<&str> = row.caveats.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["period_not_full_year", "scenario_substituted"]);
}

#[test]
fn filters_of_variance_leave_out_what_has_none() {
    let over = BudgetExecutionFilter { only_over: true, ..of(ALL) };
    assert_eq!(variances(&over).len(), 3);
    let under = BudgetExecutionFilter { only_under: true, ..of(ALL) };
    assert_eq!(variances(&under).len(), 1);
    let euros = BudgetExecutionFilter { threshold: Some("100".to_owned()), ..of(ALL) };
    assert_eq!(variances(&euros).len(), 3);
    let percent = BudgetExecutionFilter { threshold_percent: Some("11.11".into()), ..of(ALL) };
    assert_eq!(variances(&percent).len(), 1);
}

#[test]
fn every_order_is_walked_page_by_page_without_loss() {
    on_both(|db| {
        let mut session = db.filled();
        for sort in query::BudgetExecutionSort::ALL {
            let filter = BudgetExecutionFilter { sort: Some(sort.to_string()), ..of(ALL) };
            let whole = all(&mut session, &filter);
            let mut walked = Vec::new();
            let mut request = PageRequest { first: Some(1), after: None, ..PageRequest::default() };
            loop {
                let page = query::budget_execution(&mut session, &filter, &request).unwrap();
                assert_eq!(page.total_count, 6);
                assert_eq!(page.has_previous_page, request.after.is_some());
                request.after = page.end_cursor();
                walked.extend(page.items.into_iter().map(|i| i.item));
                if !page.has_next_page {
                    break;
                }
            }
            assert_eq!(walked, whole, "{sort}");
        }
    });
}

#[test]
fn bad_values_are_refused_by_name() {
    let filters = [
        ("against", BudgetExecutionFilter { against: Some("budget".into()), ..of(ALL) }),
        ("sort", BudgetExecutionFilter { sort: Some("amount".into()), ..of(ALL) }),
        ("threshold", BudgetExecutionFilter { threshold: Some("-1".into()), ..of(ALL) }),
        (
            "thresholdPercent",
            BudgetExecutionFilter { threshold_percent: Some("x".into()), ..of(ALL) },
        ),
        ("onlyUnder", BudgetExecutionFilter { only_over: true, only_under: true, ..of(ALL) }),
        ("fiscalYear", BudgetExecutionFilter { fiscal_year: list(&["soon"]), ..of(ALL) }),
        ("account", of(&["nothing"])),
        ("unit", BudgetExecutionFilter { unit: list(&["nowhere"]), ..of(ALL) }),
        ("asOf", BudgetExecutionFilter { as_of: Some("2024-13-01".into()), ..of(ALL) }),
    ];
    on_both(|db| {
        let mut session = db.filled();
        for (parameter, filter) in &filters {
            let refused = query::budget_execution(&mut session, filter, &PageRequest::default());
            assert_eq!(refused.unwrap_err().parameter(), Some(*parameter));
        }
    });
}

#[test]
fn the_number_of_statements_does_not_grow_with_the_units() {
    on_both(|db| {
        let mut session = db.filled();
        let mut statements = |filter: &BudgetExecutionFilter, first: i64| {
            let before = session.statements();
            let page = PageRequest { first: Some(first), after: None, ..PageRequest::default() };
            query::budget_execution(&mut session, filter, &page).unwrap();
            session.statements() - before
        };
        // What is remembered of a release is found out by the first who asks.
        statements(&of(ALL), 1);
        assert_eq!(statements(&of(ALL), 1), statements(&of(ALL), 500));
    });
}

//! What is refused, and how the refusal names what is wrong.

use kuntavaaka::query::{
    self, BudgetLineFilter, DocumentFilter, Error, FindingFilter, PageRequest, Session, UnitFilter,
};

use crate::support::{TestDb, on_both};

type Ask = fn(&mut Session) -> Option<Error>;

fn lines(session: &mut Session, filter: &BudgetLineFilter) -> Option<Error> {
    query::budget_lines(session, filter, &PageRequest::default()).err()
}

fn list(value: &str) -> Vec<String> {
    vec![value.to_owned()]
}

fn none() -> BudgetLineFilter {
    BudgetLineFilter::default()
}

fn refused(asks: &[(&str, Ask)], code: &str) {
    on_both(|db: &TestDb| {
        let mut session = db.filled();
        for (parameter, ask) in asks {
            let error = ask(&mut session).unwrap_or_else(|| panic!("{parameter} was taken"));
            assert_eq!(error.code(), code, "{parameter}: {error}");
            assert_eq!(error.parameter(), Some(*parameter), "{error}");
            assert!(error.to_string().contains(parameter), "{error}");
        }
    });
}

#[test]
fn a_value_that_does_not_exist_is_never_an_empty_answer() {
    let asks: &[(&str, Ask)] = &[
        ("municipality", |s| lines(s, &BudgetLineFilter { municipality: list("999"), ..none() })),
        ("document", |s| lines(s, &BudgetLineFilter { document: list("kemijarvi"), ..none() })),
        ("unit", |s| lines(s, &BudgetLineFilter { unit: list("kemijarvi,kemi"), ..none() })),
        ("unitKind", |s| lines(s, &BudgetLineFilter { unit_kind: list("Sector"), ..none() })),
        ("account", |s| lines(s, &BudgetLineFilter { account: list("revenue"), ..none() })),
        ("scenario", |s| lines(s, &BudgetLineFilter { scenario: list("actuals"), ..none() })),
        ("kind", |s| {
            let filter = DocumentFilter { kind: list("plan"), ..Default::default() };
            query::documents(s, &filter, &PageRequest::default()).err()
        }),
        ("rule", |s| {
            let filter = FindingFilter { rule: list("sum"), ..Default::default() };
            query::findings(s, &filter, &PageRequest::default()).err()
        }),
        ("cell", |s| {
            let filter = FindingFilter { cell: list("kemijarvi-2024.1.1"), ..Default::default() };
            query::findings(s, &filter, &PageRequest::default()).err()
        }),
    ];
    refused(asks, "unknown_value");
}

#[test]
fn as_many_values_as_allowed_are_answered_and_more_are_refused() {
    on_both(|db| {
        let mut session = db.filled();
        let years = |count: usize| {
            let years: Vec<String> = (1_000..1_000 + count).map(|y| y.to_string()).collect();
            BudgetLineFilter { fiscal_year: vec![years.join(",")], ..none() }
        };
        assert!(lines(&mut session, &years(200)).is_none());
        let error = lines(&mut session, &years(201)).unwrap();
        assert_eq!(error.code(), "invalid_parameter");
    });
}

#[test]
fn a_malformed_value_of_a_list_is_refused() {
    let asks: &[(&str, Ask)] = &[
        ("municipality", |s| lines(s, &BudgetLineFilter { municipality: list(""), ..none() })),
        ("document", |s| lines(s, &BudgetLineFilter { document: list("a\0b"), ..none() })),
        ("fiscalYear", |s| lines(s, &BudgetLineFilter { fiscal_year: list("24"), ..none() })),
        ("fiscalYear", |s| {
            lines(s, &BudgetLineFilter { fiscal_year: list("2025..2024"), ..none() })
        }),
        ("period", |s| lines(s, &BudgetLineFilter { period: list("2025-06"), ..none() })),
        ("period", |s| {
            lines(s, &BudgetLineFilter { period: list("2025-06-30..2025-01-01"), ..none() })
        }),
    ];
    refused(asks, "invalid_parameter");
}

#[test]
fn a_malformed_amount_day_or_order_is_refused() {
    let asks: &[(&str, Ask)] = &[
        ("amountMin", |s| {
            lines(s, &BudgetLineFilter { amount_min: Some("1,5".to_owned()), ..none() })
        }),
        ("amountMax", |s| {
            lines(s, &BudgetLineFilter { amount_max: Some("0.001".to_owned()), ..none() })
        }),
        ("amountMax", |s| {
            let (amount_min, amount_max) = (Some("2".to_owned()), Some("1".to_owned()));
            lines(s, &BudgetLineFilter { amount_min, amount_max, ..none() })
        }),
        ("asOf", |s| {
            lines(s, &BudgetLineFilter { as_of: Some("2024-02-30".to_owned()), ..none() })
        }),
        ("sort", |s| lines(s, &BudgetLineFilter { sort: Some("size".to_owned()), ..none() })),
        ("q", |s| {
            let filter = UnitFilter { q: Some(" ".to_owned()), ..Default::default() };
            query::units(s, &filter, &PageRequest::default()).err()
        }),
    ];
    refused(asks, "invalid_parameter");
}

#[test]
fn a_resource_that_does_not_exist_is_not_found() {
    on_both(|db| {
        let s = &mut db.filled();
        for id in ["", "nothing", "a\0b", "' OR 1=1 --"] {
            let errors = [
                query::municipality(s, id).err(),
                query::document(s, id).err(),
                query::document_lines(s, id, None, None).err(),
                query::document_tables(s, id).err(),
                query::unit(s, id).err(),
                query::account(s, id).err(),
                query::budget_line(s, id).err(),
                query::finding(s, id).err(),
                query::objective(s, id).err(),
                query::risk(s, id).err(),
                query::internal_control_task(s, id).err(),
                query::indicator(s, id).err(),
                query::narrative(s, id).err(),
            ];
            for error in errors {
                assert_eq!(error.unwrap().code(), "not_found");
            }
        }
    });
}

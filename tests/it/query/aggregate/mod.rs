//! Sums of budget lines: what they are made of, and what is refused.

mod bundled;

use kuntavaaka::domain::{Facts, Period, Scenario, UnitKind};
use kuntavaaka::query::{
    self, AggregateFilter, AggregateGroup, BudgetLineFilter, Error, PageRequest, Session,
};
use kuntavaaka::store::Access;

use crate::support::{TestDb, facts, on_both};

const SECTOR: &str = "kemijarvi.hallintopalvelut";
const COST_UNIT: &str = "kemijarvi.hallintopalvelut.sortteeri";
const OTHER_SECTOR: &str = "kemijarvi.hallinto";

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

/// The operating expenses of 2024, as they came out.
fn expenses() -> BudgetLineFilter {
    BudgetLineFilter {
        account: list(&["operating_expenses"]),
        scenario: list(&["actual"]),
        fiscal_year: list(&["2024"]),
        ..BudgetLineFilter::default()
    }
}

fn of_kind(kind: &str) -> BudgetLineFilter {
    BudgetLineFilter { unit_kind: list(&[kind]), ..expenses() }
}

fn ask(
    session: &mut Session,
    group_by: &[&str],
    lines: &BudgetLineFilter,
) -> Result<Vec<AggregateGroup>, Error> {
    let filter = AggregateFilter { group_by: list(group_by), lines: lines.clone() };
    let all = PageRequest { first: Some(500), after: None, ..PageRequest::default() };
    let page = query::aggregate(session, &filter, &all)?;
    assert_eq!(usize::try_from(page.total_count).unwrap(), page.items.len());
    Ok(page.items.into_iter().map(|i| i.item).collect())
}

fn session_over(db: &TestDb, facts: &Facts) -> Session {
    db.writer().import(facts, facts::NOW).unwrap();
    db.open(Access::ReadOnly).session().unwrap()
}

/// The answer over facts that a test has altered, on both databases.
fn over(
    alter: impl Fn(&mut Facts),
    group_by: &[&str],
    lines: &BudgetLineFilter,
) -> Result<Vec<AggregateGroup>, String> {
    on_both(|db| {
        let mut facts = facts::small();
        alter(&mut facts);
        ask(&mut session_over(db, &facts), group_by, lines).map_err(|error| {
            assert_eq!(error.code(), "double_count", "{error}");
            error.to_string()
        })
    })
}

fn sums(group_by: &[&str], lines: &BudgetLineFilter) -> Vec<AggregateGroup> {
    over(|_| {}, group_by, lines).unwrap()
}

fn refused(group_by: &[&str], lines: &BudgetLineFilter) -> String {
    over(|_| {}, group_by, lines).unwrap_err()
}

fn alter_unit<'a>(facts: &'a mut Facts, id: &str) -> &'a mut kuntavaaka::domain::Unit {
    facts.units.iter_mut().find(|u| u.id == id).unwrap()
}

fn amount(group: &AggregateGroup) -> String {
    group.amount.map(|a| a.to_string()).unwrap_or_default()
}

#[test]
fn a_sum_counts_corrected_amounts_and_tells_missing_ones() {
    let groups = sums(&["municipality"], &of_kind("sector"));
    let kemijarvi = &groups[0];
    assert_eq!(kemijarvi.municipality.as_ref().unwrap().code, "320");
    // The later document prints `x` for the sector: the earlier amount stands beside it.
    assert_eq!(
        (amount(kemijarvi), kemijarvi.count, kemijarvi.missing_count),
        ("-5001.00".into(), 2, 1)
    );
    assert_eq!(kemijarvi.period, Period::year(2024).unwrap());
    let budget = BudgetLineFilter { scenario: list(&["budget"]), ..of_kind("cost_unit") };
    let group = &sums(&["unit", "account"], &budget)[0];
    assert_eq!((amount(group), group.corrected_count), ("-301.00".to_owned(), 1));
    assert_eq!(group.unit.as_ref().unwrap().id, COST_UNIT);
    assert_eq!(group.account.as_ref().unwrap().code, "operating_expenses");
}

#[test]
fn a_group_without_any_amount_has_none() {
    let document = list(&["kemijarvi-2025-h1"]);
    let lines = BudgetLineFilter { document, unit: list(&[SECTOR]), ..expenses() };
    let group = &sums(&["unit"], &lines)[0];
    assert_eq!((group.amount, group.count, group.missing_count), (None, 0, 1));
}

#[test]
fn groups_come_in_the_order_of_their_keys_and_page_by_page() {
    let lines = BudgetLineFilter { fiscal_year: Vec::new(), ..expenses() };
    let keys = ["fiscalYear", "scenario", "unit"];
    let lines = BudgetLineFilter { scenario: Vec::new(), ..lines };
    let all = sums(&keys, &lines);
    let places: Vec<_> = all
        .iter()
        .map(|g| {
            (g.fiscal_year, g.scenario.map(Scenario::as_str), g.unit.as_ref().map(|u| u.id.clone()))
        })
        .collect();
    assert!(places.is_sorted() && places.len() > 5, "{places:?}");
    on_both(|db| {
        let mut session = db.filled();
        let filter = AggregateFilter { group_by: list(&keys), lines: lines.clone() };
        let mut page = PageRequest { first: Some(2), after: None, ..PageRequest::default() };
        let mut walked = Vec::new();
        loop {
            let found = query::aggregate(&mut session, &filter, &page).unwrap();
            assert_eq!(usize::try_from(found.total_count).unwrap(), all.len());
            page.after = found.end_cursor();
            walked.extend(found.items.into_iter().map(|i| i.item));
            if !found.has_next_page {
                break;
            }
        }
        assert_eq!(walked, all);
    });
}

#[test]
fn what_would_count_money_twice_is_refused_with_how_to_ask_instead() {
    let sector = of_kind("sector");
    let scenarios = BudgetLineFilter { scenario: list(&["actual", "budget"]), ..sector.clone() };
    assert!(refused(&["municipality"], &scenarios).contains("group by `scenario`"));
    let years = BudgetLineFilter { fiscal_year: list(&["2024..2025"]), ..sector.clone() };
    assert!(refused(&["municipality"], &years).contains("group by `fiscalYear`"));
    let accounts = BudgetLineFilter { account: Vec::new(), ..sector.clone() };
    assert!(refused(&["municipality"], &accounts).contains("group by `account`"));
    let margin = list(&["operating_margin"]);
    let children = BudgetLineFilter { account: margin, include_children: true, ..sector.clone() };
    assert!(refused(&["municipality"], &children).contains("is summed into"));
    assert!(over(|_| {}, &["account"], &children).is_ok());
    let nested = list(&["sales_revenue", "operating_margin"]);
    let nested = BudgetLineFilter { account: nested, ..sector.clone() };
    assert!(refused(&[], &nested).contains("\"sales_revenue\" is summed into"));
    assert!(refused(&[], &expenses()).contains("`unitKind`"));
    let below = list(&[SECTOR]);
    let below = BudgetLineFilter { unit: below, include_descendants: true, ..expenses() };
    assert!(refused(&[], &below).contains("`unitKind`"));
    assert_eq!(over(|_| {}, &["unitKind"], &below).unwrap().len(), 2);
    let both = BudgetLineFilter { unit: list(&[SECTOR, COST_UNIT]), ..expenses() };
    assert!(refused(&[], &both).contains("lies below"));
    assert_eq!(over(|_| {}, &["unit"], &both).unwrap().len(), 2);
    let document = list(&["kemijarvi-2024", "kemijarvi-2025-h1"]);
    let documents = BudgetLineFilter { document, ..sector };
    assert!(refused(&[], &documents).contains("`asOf`"));
    let known = BudgetLineFilter { as_of: Some("2025-12-31".to_owned()), ..documents };
    assert_eq!(over(|_| {}, &[], &known).unwrap().len(), 1);
}

#[test]
fn periods_of_a_group_are_never_mixed() {
    let alter = |facts: &mut Facts| {
        let lines = &mut facts.documents[1].budget_lines;
        let line = lines.iter_mut().find(|l| l.id == "kemijarvi-2025-h1.13.3").unwrap();
        line.period = Period::months_of_year(2025, 3).unwrap();
    };
    let lines = BudgetLineFilter {
        scenario: list(&["actual_to_date"]),
        fiscal_year: list(&["2025"]),
        ..of_kind("sector")
    };
    assert!(over(alter, &[], &lines).unwrap_err().contains("2025-01-01..2025-06-30"));
    assert_eq!(over(alter, &["unit"], &lines).unwrap().len(), 2);
    let half = BudgetLineFilter { period: list(&["2025-01-01..2025-06-30"]), ..lines.clone() };
    assert_eq!(amount(&over(alter, &[], &half).unwrap()[0]), "-2600.00");
    assert_eq!(amount(&sums(&[], &lines)[0]), "-2603.00");
}

#[test]
fn a_unit_of_the_same_level_inside_another_is_refused() {
    let alter = |facts: &mut Facts| alter_unit(facts, COST_UNIT).kind = UnitKind::Sector;
    assert!(over(alter, &["unitKind"], &expenses()).unwrap_err().contains("lies below"));
    assert!(over(alter, &["unit"], &expenses()).is_ok());
}

#[test]
fn of_units_inside_each_other_that_serve_one_function_the_topmost_counts() {
    let alter = |facts: &mut Facts| alter_unit(facts, SECTOR).function = Some("01.3.1".to_owned());
    let of = |groups: Vec<AggregateGroup>| {
        let of =
            |g: &AggregateGroup| (g.function.as_ref().map(|f| f.code.clone()), amount(g), g.count);
        groups.iter().map(of).collect::<Vec<_>>()
    };
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(
        of(over(alter, &["function"], &expenses()).unwrap()),
        [
            (code("01.3"), "-1.00".to_owned(), 1),
            (code("01.3.1"), "-5000.00".to_owned(), 1),
            (code("09"), "-9500000.00".to_owned(), 1),
        ]
    );
    let lines = BudgetLineFilter { function: list(&["01"]), ..expenses() };
    assert_eq!(of(over(alter, &[], &lines).unwrap()), [(None, "-5001.00".to_owned(), 2)]);
    // Units without a function are a group of their own.
    let groups = of(sums(&["function"], &expenses()));
    assert_eq!(groups[0], (None, "-5000.00".to_owned(), 1));
}

#[test]
fn money_that_two_units_state_is_counted_once() {
    let alter =
        |facts: &mut Facts| alter_unit(facts, OTHER_SECTOR).same_as = Some(COST_UNIT.to_owned());
    let lines = BudgetLineFilter { unit: list(&[OTHER_SECTOR, COST_UNIT]), ..expenses() };
    let group = over(alter, &[], &lines).unwrap().remove(0);
    assert_eq!((amount(&group), group.count), ("-300.00".to_owned(), 1));
    assert_eq!(group.counted_elsewhere, [OTHER_SECTOR]);
    let apart = over(alter, &["unit"], &lines).unwrap();
    assert!(apart.iter().all(|g| g.counted_elsewhere.is_empty()) && apart.len() == 2);
    // A level above holds the twin within it.
    let sectors = over(alter, &["municipality"], &of_kind("sector")).unwrap();
    assert_eq!(sectors[0].counted_elsewhere, [OTHER_SECTOR]);
    assert_eq!(amount(&sectors[0]), "-5000.00");
}

#[test]
fn units_that_share_a_moved_service_are_not_added() {
    let alter =
        |facts: &mut Facts| alter_unit(facts, COST_UNIT).same_as = Some(OTHER_SECTOR.to_owned());
    let told = over(alter, &["municipality"], &of_kind("sector")).unwrap_err();
    assert!(told.contains(SECTOR) && told.contains(OTHER_SECTOR), "{told}");
    assert!(over(alter, &["unit"], &of_kind("sector")).is_ok());
}

#[test]
fn keys_are_one_to_three() {
    on_both(|db| {
        let mut session = db.filled();
        let keys = ["unit", "account", "scenario", "fiscalYear"];
        let error = ask(&mut session, &keys, &expenses()).unwrap_err();
        assert_eq!((error.code(), error.parameter()), ("invalid_parameter", Some("groupBy")));
        let error = ask(&mut session, &["colour"], &expenses()).unwrap_err();
        assert_eq!((error.code(), error.parameter()), ("unknown_value", Some("groupBy")));
    });
}

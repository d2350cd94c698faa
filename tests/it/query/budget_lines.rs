//! The filters of budget lines.

use kuntavaaka::query::{self, BudgetLineFilter, BudgetLineRecord, PageRequest};

use crate::support::on_both;

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

fn lines(filter: &BudgetLineFilter) -> Vec<BudgetLineRecord> {
    on_both(|db| {
        let page = query::budget_lines(&mut db.filled(), filter, &PageRequest::default()).unwrap();
        assert_eq!(usize::try_from(page.total_count).unwrap(), page.items.len());
        page.items.into_iter().map(|i| i.item).collect()
    })
}

fn ids(filter: &BudgetLineFilter) -> Vec<String> {
    lines(filter).into_iter().map(|l| l.line.id).collect()
}

/// A filter that takes every line of the document of 2024.
fn of_2024() -> BudgetLineFilter {
    BudgetLineFilter { document: list(&["kemijarvi-2024"]), ..BudgetLineFilter::default() }
}

#[test]
fn without_filters_every_line_that_stands_is_given() {
    assert_eq!(lines(&BudgetLineFilter::default()).len(), 20);
}

#[test]
fn a_municipality_is_named_by_code_slug_or_name_in_any_case() {
    for name in ["992", "aanekoski", "Äänekoski", "ÄÄNEKOSKI"] {
        let municipality = list(&[name]);
        let filter = BudgetLineFilter { municipality, ..BudgetLineFilter::default() };
        assert_eq!(ids(&filter), ["aanekoski-2024.2.1", "aanekoski-2024.3.1"], "{name}");
    }
}

#[test]
fn descendants_are_those_of_the_path_and_not_of_the_prefix() {
    let unit = list(&["kemijarvi.hallinto"]);
    let filter = BudgetLineFilter { unit, include_descendants: true, ..Default::default() };
    assert!(lines(&filter).iter().all(|l| l.line.unit_id == "kemijarvi.hallinto"));
    let sector = list(&["kemijarvi.hallintopalvelut"]);
    let alone = BudgetLineFilter { unit: sector, ..of_2024() };
    assert_eq!(ids(&alone).len(), 8);
    let below = BudgetLineFilter { include_descendants: true, ..alone };
    assert_eq!(ids(&below).len(), 10);
    let top = BudgetLineFilter { unit: list(&["kemijarvi"]), ..below };
    assert_eq!(ids(&top).len(), 10);
}

#[test]
fn children_of_an_account_are_found_at_every_depth() {
    let account = list(&["operating_revenue"]);
    let alone = BudgetLineFilter { account, ..of_2024() };
    assert_eq!(ids(&alone), ["kemijarvi-2024.4.1", "kemijarvi-2024.4.2"]);
    let below = BudgetLineFilter { include_children: true, ..alone };
    assert_eq!(ids(&below).len(), 4);
    let margin = BudgetLineFilter { account: list(&["operating_margin"]), ..below };
    assert_eq!(ids(&margin).len(), 10);
}

#[test]
fn years_are_lists_and_ranges() {
    let count = |years: &[&str]| {
        lines(&BudgetLineFilter { fiscal_year: list(years), ..Default::default() }).len()
    };
    assert_eq!(count(&["2025"]), 6);
    assert_eq!(count(&["2024,2025"]), 20);
    assert_eq!(count(&["2024", "2025"]), 20);
    assert_eq!(count(&["2000..2024"]), 14);
    assert_eq!(count(&["1999"]), 0);
}

#[test]
fn periods_are_whole_years_parts_or_exact() {
    let ids =
        |period: &str| ids(&BudgetLineFilter { period: list(&[period]), ..Default::default() });
    let half = ["kemijarvi-2025-h1.11.3", "kemijarvi-2025-h1.12.3", "kemijarvi-2025-h1.13.3"];
    assert_eq!(ids("part"), half);
    assert_eq!(ids("2025-01-01..2025-06-30"), half);
    assert_eq!(ids("year").len(), 17);
    assert_eq!(ids("year,part").len(), 20);
}

#[test]
fn amounts_are_bounded_on_the_corrected_amount_with_the_bounds_included() {
    let ids = |min: Option<&str>, max: Option<&str>| {
        let (amount_min, amount_max) = (min.map(str::to_owned), max.map(str::to_owned));
        ids(&BudgetLineFilter { amount_min, amount_max, ..of_2024() })
    };
    // -310 is printed, -301 is proven.
    assert_eq!(ids(Some("-301"), Some("-300.01")), ["kemijarvi-2024.9.2"]);
    assert!(ids(Some("-310"), Some("-301.01")).is_empty());
    assert_eq!(ids(Some("1200"), None), ["kemijarvi-2024.4.2"]);
}

#[test]
fn a_line_says_everything_about_itself() {
    let unit_kind = list(&["cost_unit"]);
    let filter = BudgetLineFilter { unit_kind, has_finding: Some(true), ..of_2024() };
    let line = lines(&filter).remove(0);
    assert_eq!(line.line.id, "kemijarvi-2024.9.2");
    assert_eq!(line.finding_ids, ["kemijarvi-2024.f.parts_make_the_sum.9.2"]);
    assert_eq!(line.municipality.name_fi, "Kemijärvi");
    assert_eq!(line.unit.name, "Sortteeri");
    assert_eq!(line.account.name_sv, "operating_expenses på svenska");
    assert_eq!(line.line.corrected_amount.unwrap().to_string(), "-301.00");
    let without = BudgetLineFilter { has_finding: Some(false), ..of_2024() };
    assert!(lines(&without).iter().all(|l| l.finding_ids.is_empty()));
    assert_eq!(lines(&without).len(), 7);
}

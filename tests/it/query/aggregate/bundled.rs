//! Sums of budget lines over the bundled documents, beside the sums of their lines.

use kuntavaaka::query::{self, BudgetLineFilter, PageRequest, Session};

use super::{SECTOR, ask, expenses, list, of_kind, session_over};
use crate::reading::FACTS;
use crate::support::on_both;

/// The sum of the lines that a filter gives, in cents.
fn by_lines(session: &mut Session, lines: &BudgetLineFilter) -> i64 {
    let all = PageRequest { first: Some(500), after: None, ..PageRequest::default() };
    let page = query::budget_lines(session, lines, &all).unwrap();
    assert!(!page.has_next_page && !page.items.is_empty());
    let amounts = page.items.iter().map(|i| &i.item.line);
    amounts.filter_map(|l| l.corrected_amount.or(l.amount)).map(|cents| cents.0).sum()
}

#[test]
fn sums_over_the_bundled_documents_are_those_of_their_lines() {
    on_both(|db| {
        let mut session = session_over(db, &FACTS);
        let kemi = BudgetLineFilter {
            municipality: list(&["kemi"]),
            scenario: list(&["actual_to_date"]),
            fiscal_year: list(&["2022"]),
            ..of_kind("sector")
        };
        let group = ask(&mut session, &["municipality"], &kemi).unwrap().remove(0);
        assert_eq!(group.amount.unwrap().0, by_lines(&mut session, &kemi));
        assert_eq!((group.count, group.missing_count), (5, 0));
        let kemijarvi =
            BudgetLineFilter { municipality: list(&["kemijarvi"]), ..of_kind("cost_unit") };
        let groups = ask(&mut session, &["unit"], &kemijarvi).unwrap();
        assert!(groups.len() > 20, "{}", groups.len());
        for group in &groups {
            let unit = list(&[&group.unit.as_ref().unwrap().id]);
            let own = BudgetLineFilter { unit, ..kemijarvi.clone() };
            assert_eq!(group.amount.map_or(0, |a| a.0), by_lines(&mut session, &own));
        }
        let all = ask(&mut session, &["unitKind"], &kemijarvi).unwrap().remove(0);
        let apart: i64 = groups.iter().filter_map(|g| g.amount).map(|a| a.0).sum();
        assert_eq!(all.amount.unwrap().0, apart);
    });
}

#[test]
fn employment_services_that_moved_are_counted_once() {
    on_both(|db| {
        let mut session = session_over(db, &FACTS);
        let lines = BudgetLineFilter {
            municipality: list(&["kemijarvi"]),
            fiscal_year: list(&["2022"]),
            ..of_kind("cost_unit")
        };
        let group = ask(&mut session, &[], &lines).unwrap().remove(0);
        assert_eq!(
            group.counted_elsewhere,
            [
                "kemijarvi.hallintopalvelut.opiskelijoiden-kesatyo",
                "kemijarvi.hallintopalvelut.tyollisyyspalvelut",
                "kemijarvi.hallintopalvelut.tyomarkkinatuen-kuntaosuus",
            ]
        );
        // The sector they left and the service area they came to both state their past.
        let unit = list(&[SECTOR, "kemijarvi.elinvoimapalvelut.tyollisyyspalvelut"]);
        let both = BudgetLineFilter { unit, fiscal_year: list(&["2022"]), ..expenses() };
        let error = ask(&mut session, &[], &both).unwrap_err();
        assert_eq!((error.code(), error.parameter()), ("double_count", Some("unit")));
    });
}

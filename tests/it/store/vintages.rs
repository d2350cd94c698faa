//! Vintages: what was published last, what was known on a day, what a document says itself.

use kuntavaaka::query::{self, BudgetLineFilter, PageRequest};
use kuntavaaka::store::Access;

use crate::support::{facts, on_both};

fn ids(filter: &BudgetLineFilter) -> Vec<String> {
    on_both(|db| {
        let page = query::budget_lines(&mut db.filled(), filter, &PageRequest::default()).unwrap();
        page.items.into_iter().map(|i| i.item.line.id).collect()
    })
}

fn revenue_of_2024() -> BudgetLineFilter {
    BudgetLineFilter {
        municipality: vec!["320".to_owned()],
        account: vec!["operating_revenue".to_owned(), "operating_expenses".to_owned()],
        unit: vec!["kemijarvi.hallintopalvelut".to_owned()],
        scenario: vec!["actual".to_owned()],
        ..BudgetLineFilter::default()
    }
}

#[test]
fn by_default_the_amount_published_last_is_given_and_a_blank_takes_nobodys_place() {
    // The expenses of 2024 are `x` in the later document, so both lines stand.
    assert_eq!(
        ids(&revenue_of_2024()),
        ["kemijarvi-2024.6.1", "kemijarvi-2025-h1.11.1", "kemijarvi-2025-h1.12.1"]
    );
}

#[test]
fn as_of_a_day_the_amount_known_then_is_given() {
    let as_of =
        |day: &str| ids(&BudgetLineFilter { as_of: Some(day.to_owned()), ..revenue_of_2024() });
    assert!(as_of("2025-02-28").is_empty());
    assert_eq!(as_of("2025-03-01"), ["kemijarvi-2024.4.1", "kemijarvi-2024.6.1"]);
    assert_eq!(as_of("2025-06-29"), ["kemijarvi-2024.4.1", "kemijarvi-2024.6.1"]);
    assert_eq!(as_of("2025-06-30"), ids(&revenue_of_2024()));
}

#[test]
fn a_document_gives_its_own_lines_whatever_was_published_since() {
    let document = vec!["kemijarvi-2024".to_owned()];
    let filter = BudgetLineFilter { document, ..revenue_of_2024() };
    assert_eq!(ids(&filter), ["kemijarvi-2024.4.1", "kemijarvi-2024.6.1"]);
}

#[test]
fn repeats_are_left_out_unless_asked_for() {
    let document = vec!["kemijarvi-2024".to_owned()];
    let filter = BudgetLineFilter { document, include_repeats: true, ..revenue_of_2024() };
    assert_eq!(ids(&filter), ["kemijarvi-2024.4.1", "kemijarvi-2024.6.1", "kemijarvi-2024.20.1"]);
}

#[test]
fn a_superseded_line_says_since_when() {
    on_both(|db| {
        let mut session = db.filled();
        let mut superseded = |id: &str| {
            let line = query::budget_line(&mut session, id).unwrap();
            (line.known_from.to_string(), line.superseded_on.map(|d| d.to_string()))
        };
        let known_from = "2025-03-01".to_owned();
        assert_eq!(
            superseded("kemijarvi-2024.4.1"),
            (known_from.clone(), Some("2025-06-30".to_owned()))
        );
        assert_eq!(superseded("kemijarvi-2024.6.1"), (known_from, None));
    });
}

#[test]
fn of_two_documents_of_one_day_the_one_with_the_later_id_stands() {
    on_both(|db| {
        let mut same_day = facts::small();
        same_day.documents[1].document.published_date = Some(facts::date("2025-03-01"));
        db.writer().import(&same_day, facts::NOW).unwrap();
        let mut session = db.open(Access::ReadOnly).session().unwrap();
        for as_of in [None, Some("2025-03-01".to_owned())] {
            let account = vec!["operating_revenue".to_owned()];
            let filter = BudgetLineFilter { as_of, account, ..revenue_of_2024() };
            let page = query::budget_lines(&mut session, &filter, &PageRequest::default()).unwrap();
            let ids: Vec<&str> = page.items.iter().map(|i| i.item.line.id.as_str()).collect();
            assert_eq!(ids, ["kemijarvi-2025-h1.11.1"]);
        }
    });
}

#[test]
fn when_the_later_document_is_gone_the_earlier_amount_stands_again() {
    on_both(|db| {
        let store = db.writer();
        store.import(&facts::small(), facts::NOW).unwrap();
        let mut without = facts::small();
        without.documents[1].budget_lines.clear();
        store.import(&without, facts::NOW).unwrap();
        let mut session = store.session().unwrap();
        let line = query::budget_line(&mut session, "kemijarvi-2024.4.1").unwrap();
        assert_eq!(line.superseded_on, None);
    });
}

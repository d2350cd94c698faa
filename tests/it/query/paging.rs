//! Pages: every line exactly once in every order, and cursors that belong to one question.

use kuntavaaka::query::{
    self, AggregateFilter, BudgetExecutionFilter, BudgetLineFilter, BudgetLineSort, PageRequest,
    Session, Store,
};
use kuntavaaka::store::Access;

use crate::support::on_both;

fn sorted(sort: BudgetLineSort) -> BudgetLineFilter {
    BudgetLineFilter {
        include_repeats: true,
        sort: Some(sort.to_string()),
        ..BudgetLineFilter::default()
    }
}

fn walk(session: &mut Session, filter: &BudgetLineFilter, first: i64) -> Vec<String> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let request =
            PageRequest { first: Some(first), after: after.clone(), ..PageRequest::default() };
        let page = query::budget_lines(session, filter, &request).unwrap();
        assert_eq!(page.total_count, 21);
        assert_eq!(page.has_previous_page, after.is_some());
        after = page.end_cursor();
        let more = page.has_next_page;
        ids.extend(page.items.into_iter().map(|i| i.item.line.id));
        if !more {
            return ids;
        }
    }
}

#[test]
fn paging_walks_every_line_exactly_once_in_every_order() {
    on_both(|db| {
        let mut session = db.filled();
        let mut orders = Vec::new();
        for sort in BudgetLineSort::ALL {
            let whole = walk(&mut session, &sorted(*sort), 500);
            let mut distinct = whole.clone();
            distinct.sort();
            distinct.dedup();
            assert_eq!(distinct.len(), 21);
            for first in [1, 3, 20, 21] {
                assert_eq!(walk(&mut session, &sorted(*sort), first), whole, "{sort} by {first}");
            }
            orders.push(whole);
        }
        orders
    });
}

#[test]
fn lines_without_an_amount_come_last_in_both_orders_of_amount() {
    on_both(|db| {
        let mut session = db.filled();
        for (sort, largest_first) in
            [(BudgetLineSort::Amount, false), (BudgetLineSort::AmountDescending, true)]
        {
            let page =
                query::budget_lines(&mut session, &sorted(sort), &PageRequest::default()).unwrap();
            let amounts: Vec<_> = page
                .items
                .iter()
                .map(|i| i.item.line.corrected_amount.or(i.item.line.amount))
                .collect();
            let (stated, missing) = amounts.split_at(19);
            assert!(missing.iter().all(Option::is_none));
            assert!(stated.iter().all(Option::is_some));
            let ordered = |a: &_, b: &_| if largest_first { a >= b } else { a <= b };
            assert!(stated.windows(2).all(|w| ordered(&w[0], &w[1])));
        }
    });
}

#[test]
fn a_cursor_of_another_question_is_refused() {
    on_both(|db| {
        let mut session = db.filled();
        let first = PageRequest { first: Some(2), after: None, ..PageRequest::default() };
        let page =
            query::budget_lines(&mut session, &sorted(BudgetLineSort::Amount), &first).unwrap();
        let after = page.end_cursor();
        let next = PageRequest { first: Some(7), after, ..PageRequest::default() };
        assert!(query::budget_lines(&mut session, &sorted(BudgetLineSort::Amount), &next).is_ok());
        let others = [
            sorted(BudgetLineSort::AmountDescending),
            BudgetLineFilter { include_repeats: false, ..sorted(BudgetLineSort::Amount) },
        ];
        for other in others {
            let error = query::budget_lines(&mut session, &other, &next).unwrap_err();
            assert_eq!(error.code(), "invalid_cursor");
        }
    });
}

#[test]
fn a_damaged_cursor_is_refused() {
    on_both(|db| {
        let mut session = db.filled();
        let filter = sorted(BudgetLineSort::Document);
        let page = query::budget_lines(&mut session, &filter, &PageRequest::default()).unwrap();
        let cursor = page.end_cursor().unwrap();
        let shorter = cursor[..cursor.len() - 1].to_owned();
        // Another key in the same form: a changed digit of the id.
        let forged = format!("{}{}", &cursor[..cursor.len() - 8], "32225d7d");
        for after in [String::new(), "ä".to_owned(), "zz".to_owned(), shorter, forged] {
            let request =
                PageRequest { first: None, after: Some(after.clone()), ..PageRequest::default() };
            let error = query::budget_lines(&mut session, &filter, &request).err();
            assert_eq!(error.map(|e| e.code()), Some("invalid_cursor"), "{after}");
        }
    });
}

#[test]
fn a_page_size_out_of_bounds_is_refused() {
    on_both(|db| {
        let mut session = db.filled();
        for first in [-1, 0, 501, i64::MAX] {
            let request = PageRequest { first: Some(first), after: None, ..PageRequest::default() };
            let error = query::budget_lines(&mut session, &BudgetLineFilter::default(), &request);
            assert_eq!(error.unwrap_err().code(), "page_size");
        }
    });
}

/// The pages of a list, each of so many items.
fn pages<T>(
    first: i64,
    mut ask: impl FnMut(&PageRequest) -> query::Page<T>,
) -> Vec<query::Page<T>> {
    let mut request = PageRequest { first: Some(first), ..PageRequest::default() };
    let mut pages = Vec::new();
    loop {
        let page = ask(&request);
        request.after = page.end_cursor();
        let is_last = !page.has_next_page;
        pages.push(page);
        if is_last {
            return pages;
        }
    }
}

/// Reads a list in a session for each page and in one for all; gives how many statements each page
/// of the latter took.
fn read_on<T: PartialEq + std::fmt::Debug>(
    store: &Store,
    ask: impl Fn(&mut Session, &PageRequest) -> query::Page<T>,
) -> Vec<u64> {
    let apart = pages(2, |request| ask(&mut store.session().unwrap(), request));
    let mut session = store.session().unwrap();
    let mut statements = Vec::new();
    let together = pages(2, |request| {
        let before = session.statements();
        let page = ask(&mut session, request);
        statements.push(session.statements() - before);
        page
    });
    assert!(apart.len() > 2 && together == apart, "{together:?} instead of {apart:?}");
    // From the middle again, and from the beginning.
    let after = apart[0].end_cursor();
    for (after, page) in [(after, &apart[1]), (None, &apart[0])] {
        let request = PageRequest { first: Some(2), after, ..PageRequest::default() };
        assert_eq!(ask(&mut session, &request), *page);
    }
    statements
}

#[test]
fn who_reads_on_in_one_session_is_given_the_same_pages_with_fewer_statements() {
    let lines = sorted(BudgetLineSort::Amount);
    let list = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>();
    let accounts = BudgetLineFilter {
        scenario: list(&["actual"]),
        fiscal_year: list(&["2020..2026"]),
        ..BudgetLineFilter::default()
    };
    let group_by = list(&["unit", "account", "fiscalYear"]);
    let sums = AggregateFilter { group_by, lines: accounts };
    let execution = BudgetExecutionFilter {
        account: list(&["operating_expenses", "operating_margin", "operating_revenue"]),
        fiscal_year: list(&["2020..2026"]),
        ..BudgetExecutionFilter::default()
    };
    on_both(|db| {
        drop(db.filled());
        let store = db.open(Access::ReadOnly);
        let read = [
            read_on(&store, |s, page| query::budget_lines(s, &lines, page).unwrap()),
            read_on(&store, |s, page| query::aggregate(s, &sums, page).unwrap()),
            read_on(&store, |s, page| query::budget_execution(s, &execution, page).unwrap()),
        ];
        for statements in &read {
            assert!(statements[2] < statements[1], "{read:?}");
        }
    });
}

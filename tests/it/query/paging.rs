//! Pages: every line exactly once in every order, and cursors that belong to one question.

use kuntavaaka::query::{self, BudgetLineFilter, BudgetLineSort, PageRequest, Session};

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

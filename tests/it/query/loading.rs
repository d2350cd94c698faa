//! Questions about many parents at once: one page per parent, at a cost that does not grow.

use kuntavaaka::query::{
    self, Below, BudgetLineFilter, DocumentFilter, FindingFilter, IndicatorFilter,
    InternalControlFilter, NarrativeFilter, ObjectiveFilter, PageRequest, RiskFilter, Session,
    UnitFilter,
};

use crate::support::on_both;

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

#[test]
fn each_parent_has_its_own_page_and_count() {
    on_both(|db| {
        let mut session = db.filled();
        let units = owned(&[
            "kemijarvi.hallintopalvelut",
            "kemijarvi.hallintopalvelut.sortteeri",
            "kemijarvi",
        ]);
        let filter = BudgetLineFilter { sort: Some("-amount".to_owned()), ..Default::default() };
        let two = PageRequest { first: Some(2), after: None, ..PageRequest::default() };
        let pages = query::budget_lines_of_units(&mut session, &units, &filter, &two).unwrap();
        let ids = |unit: &str| -> Vec<String> {
            pages[unit].items.iter().map(|i| i.item.line.id.clone()).collect()
        };
        let sector = &pages["kemijarvi.hallintopalvelut"];
        assert_eq!((sector.total_count, sector.has_next_page), (13, true));
        assert_eq!(
            ids("kemijarvi.hallintopalvelut"),
            ["kemijarvi-2025-h1.11.2", "kemijarvi-2024.4.2"]
        );
        assert_eq!(pages["kemijarvi.hallintopalvelut.sortteeri"].total_count, 2);
        assert!(!pages["kemijarvi.hallintopalvelut.sortteeri"].has_next_page);
        assert_eq!((pages["kemijarvi"].total_count, ids("kemijarvi").len()), (0, 0));
        // With descendants, a line is counted below its unit and below every unit above.
        let filter = BudgetLineFilter { include_descendants: true, ..filter };
        let pages = query::budget_lines_of_units(&mut session, &units, &filter, &two).unwrap();
        let totals: Vec<i64> = units.iter().map(|u| pages[u].total_count).collect();
        assert_eq!(totals, [15, 2, 18]);
        pages
    });
}

#[test]
fn a_page_below_one_parent_is_walked_like_any_list() {
    on_both(|db| {
        let mut session = db.filled();
        let documents = owned(&["kemijarvi-2024", "kemijarvi-2025-h1"]);
        let filter = BudgetLineFilter::default();
        let mut request = PageRequest { first: Some(4), after: None, ..PageRequest::default() };
        let pages =
            query::budget_lines_of_documents(&mut session, &documents, &filter, &request).unwrap();
        assert_eq!(pages["kemijarvi-2024"].total_count, 10);
        request.after = pages["kemijarvi-2024"].end_cursor();
        let one = owned(&["kemijarvi-2024"]);
        let next = query::budget_lines_of_documents(&mut session, &one, &filter, &request).unwrap();
        let ids: Vec<&str> =
            next["kemijarvi-2024"].items.iter().map(|i| i.item.line.id.as_str()).collect();
        assert_eq!(ids[0], "kemijarvi-2024.6.1");
        // The cursor belongs to that parent, and to one parent at a time.
        for others in [owned(&["kemijarvi-2025-h1"]), documents] {
            let error = query::budget_lines_of_documents(&mut session, &others, &filter, &request);
            assert_eq!(error.unwrap_err().code(), "invalid_cursor");
        }
    });
}

/// Asks everything that a nested question may need, for some parents.
fn ask_all(session: &mut Session, few: bool) -> u64 {
    let take = |values: &[&str]| {
        let count = if few { 1 } else { values.len() };
        owned(&values[..count])
    };
    let municipalities = take(&["320", "992"]);
    let units = take(&["kemijarvi.hallintopalvelut", "kemijarvi", "aanekoski.sivistys"]);
    let documents = take(&["kemijarvi-2024", "kemijarvi-2025-h1", "aanekoski-2024"]);
    let lines = take(&["kemijarvi-2024.9.2", "kemijarvi-2024.4.1", "kemijarvi-2024.5.2"]);
    let accounts = take(&["operating_revenue", "operating_expenses"]);
    let page = PageRequest::default();
    let (unit, line) = (UnitFilter::default(), BudgetLineFilter::default());
    let below = BudgetLineFilter { include_descendants: true, ..Default::default() };
    let (document, finding) = (DocumentFilter::default(), FindingFilter::default());
    let places: Vec<_> = documents.iter().map(|d| (d.clone(), 5, 6)).collect();
    let s = session;
    let before = s.statements();
    query::municipalities_by_code(s, &municipalities).unwrap();
    query::units_by_id(s, &units).unwrap();
    query::documents_by_id(s, &documents).unwrap();
    query::accounts_by_code(s, &accounts).unwrap();
    query::budget_lines_by_id(s, &lines).unwrap();
    query::units_of_municipalities(s, &municipalities, &unit, &page).unwrap();
    query::children_of_units(s, &units, &unit, &page).unwrap();
    query::documents_of_municipalities(s, &municipalities, &document, &page).unwrap();
    query::budget_lines_of_units(s, &units, &line, &page).unwrap();
    query::budget_lines_of_units(s, &units, &below, &page).unwrap();
    query::budget_lines_of_documents(s, &documents, &line, &page).unwrap();
    query::budget_lines_of_municipalities(s, &municipalities, &line, &page).unwrap();
    query::findings_of_documents(s, &documents, &finding, &page).unwrap();
    query::findings_of_cells(s, &lines).unwrap();
    query::findings_of_budget_lines(s, &lines).unwrap();
    query::excerpts(s, &places, 2).unwrap();
    query::responsible_persons_of_units(s, &units).unwrap();
    query::findings_of_units(s, &units, &finding, &page).unwrap();
    let all_below = FindingFilter { include_descendants: true, ..Default::default() };
    query::findings_of_units(s, &units, &all_below, &page).unwrap();
    query::units_of_functions(s, &take(&["01", "01.3", "09.1"]), &unit, &page).unwrap();
    for (of, parents) in [
        (Below::Municipality, &municipalities),
        (Below::Document, &documents),
        (Below::Unit, &units),
    ] {
        query::objectives_below(s, of, parents, &ObjectiveFilter::default(), &page).unwrap();
        query::risks_below(s, of, parents, &RiskFilter::default(), &page).unwrap();
        let task = InternalControlFilter::default();
        query::internal_control_below(s, of, parents, &task, &page).unwrap();
        query::indicators_below(s, of, parents, &IndicatorFilter::default(), &page).unwrap();
        query::narratives_below(s, of, parents, &NarrativeFilter::default(), &page).unwrap();
    }
    s.statements() - before
}

#[test]
fn the_number_of_statements_does_not_grow_with_the_number_of_parents() {
    on_both(|db| {
        let mut session = db.filled();
        // What is remembered of a release is found out by the first who asks.
        ask_all(&mut session, true);
        let few = ask_all(&mut session, true);
        let many = ask_all(&mut session, false);
        assert_eq!(few, many);
    });
}

#[test]
fn findings_are_given_for_each_cell_and_each_line() {
    on_both(|db| {
        let mut session = db.filled();
        let lines = owned(&["kemijarvi-2024.9.2", "kemijarvi-2024.4.1"]);
        for of in [
            query::findings_of_budget_lines(&mut session, &lines).unwrap(),
            query::findings_of_cells(&mut session, &lines).unwrap(),
        ] {
            assert_eq!(of[&lines[0]].len(), 1);
            assert!(of[&lines[1]].is_empty());
        }
    });
}

//! Documents, their text and excerpts of it.

use kuntavaaka::query::{self, DocumentFilter, PageRequest};

use crate::support::on_both;

#[test]
fn documents_are_filtered_and_ordered() {
    let ids = |filter: DocumentFilter| {
        on_both(|db| {
            let page =
                query::documents(&mut db.filled(), &filter, &PageRequest::default()).unwrap();
            page.items.into_iter().map(|i| i.item.id).collect::<Vec<_>>()
        })
    };
    let all = ["kemijarvi-2024", "kemijarvi-2025-h1", "aanekoski-2024"];
    assert_eq!(ids(DocumentFilter::default()), all);
    let kind = vec!["interim_report".to_owned()];
    assert_eq!(ids(DocumentFilter { kind, ..Default::default() }), ["kemijarvi-2025-h1"]);
    let fiscal_year = vec!["2020..2024".to_owned()];
    assert_eq!(ids(DocumentFilter { fiscal_year, ..Default::default() }).len(), 2);
}

#[test]
fn the_report_of_a_document_counts_what_it_says_besides_money() {
    on_both(|db| {
        let report = query::document(&mut db.filled(), "kemijarvi-2024").unwrap().report.contents;
        assert_eq!((report.objectives, report.risks, report.internal_control), (2, 0, 1));
        assert_eq!((report.indicators, report.indicator_values), (2, 3));
        assert_eq!((report.narratives, report.responsible_persons), (1, 1));
        assert_eq!(report.unread_lines, 1);
        report
    });
}

#[test]
fn lines_are_given_from_and_to() {
    on_both(|db| {
        let mut session = db.filled();
        let answer =
            query::document_lines(&mut session, "kemijarvi-2024", Some(39), Some(60)).unwrap();
        assert_eq!(answer.line_count, 40);
        let numbers: Vec<usize> = answer.lines.iter().map(|l| l.line).collect();
        assert_eq!(numbers, [39, 40]);
        let parameter = |from, to| {
            let answer = query::document_lines(&mut session, "kemijarvi-2024", from, to);
            answer.unwrap_err().parameter().unwrap()
        };
        let mut parameter = parameter;
        assert_eq!(parameter(Some(0), None), "from");
        assert_eq!(parameter(Some(5), Some(4)), "to");
        assert_eq!(parameter(Some(1), Some(2_001)), "to");
    });
}

#[test]
fn excerpts_hold_the_line_and_its_neighbours() {
    on_both(|db| {
        let mut session = db.filled();
        let place = |document: &str, first, last| (document.to_owned(), first, last);
        let places = [
            place("kemijarvi-2024", 1, 1),
            place("kemijarvi-2024", 9, 9),
            place("kemijarvi-2024", 10, 12),
            place("aanekoski-2024", 40, 40),
        ];
        let before = session.statements();
        let excerpts = query::excerpts(&mut session, &places, 2).unwrap();
        assert_eq!(session.statements() - before, 1);
        let numbers =
            |n: usize| -> Vec<usize> { excerpts[&places[n]].iter().map(|l| l.line).collect() };
        assert_eq!(numbers(0), [1, 2, 3]);
        assert_eq!(numbers(1), [7, 8, 9, 10, 11]);
        assert_eq!(numbers(2), [8, 9, 10, 11, 12, 13, 14]);
        assert_eq!(numbers(3), [38, 39, 40]);
        excerpts
    });
}

#[test]
fn a_thousand_places_may_be_excerpted_at_once() {
    on_both(|db| {
        let mut session = db.filled();
        let places: Vec<_> = (1..=1_200).map(|n| ("kemijarvi-2024".to_owned(), n, n)).collect();
        let excerpts = query::excerpts(&mut session, &places, 0).unwrap();
        assert_eq!(excerpts.len(), 1_200);
        assert_eq!(excerpts.values().filter(|lines| lines.len() == 1).count(), 40);
    });
}

//! The filters of findings.

use kuntavaaka::query::{self, FindingFilter, PageRequest};

use crate::support::on_both;

fn ids(filter: &FindingFilter) -> Vec<String> {
    on_both(|db| {
        let page = query::findings(&mut db.filled(), filter, &PageRequest::default()).unwrap();
        page.items.into_iter().map(|i| i.item.finding.id).collect()
    })
}

#[test]
fn findings_are_filtered_by_what_they_say_and_what_they_are_about() {
    let list = |value: &str| vec![value.to_owned()];
    let sum = ["kemijarvi-2024.f.parts_make_the_sum.9.2"];
    let none = FindingFilter::default;
    assert_eq!(ids(&none()).len(), 2);
    assert_eq!(ids(&FindingFilter { rule: list("parts_make_the_sum"), ..none() }), sum);
    assert_eq!(ids(&FindingFilter { severity: list("error"), ..none() }), sum);
    assert_eq!(ids(&FindingFilter { verdict: list("proven"), ..none() }), sum);
    assert_eq!(ids(&FindingFilter { cell: list("kemijarvi-2024.6.2"), ..none() }), sum);
    assert_eq!(ids(&FindingFilter { budget_line: list("kemijarvi-2024.9.2"), ..none() }), sum);
    assert_eq!(ids(&FindingFilter { document: list("kemijarvi-2024"), ..none() }).len(), 2);
    assert!(ids(&FindingFilter { municipality: list("aanekoski"), ..none() }).is_empty());
}

#[test]
fn a_finding_names_its_cells_with_the_suspected_one_first_and_their_budget_lines() {
    on_both(|db| {
        let id = "kemijarvi-2024.f.parts_make_the_sum.9.2";
        let record = query::finding(&mut db.filled(), id).unwrap();
        let cells = ["kemijarvi-2024.9.2", "kemijarvi-2024.6.2"];
        assert_eq!(record.finding.cell_ids, cells);
        assert_eq!(record.budget_line_ids, cells);
        assert_eq!(record.document_id, "kemijarvi-2024");
    });
}

//! Units, accounts and municipalities.

use kuntavaaka::domain::Contents;
use kuntavaaka::query::{self, AccountFilter, MunicipalityFilter, PageRequest, UnitFilter};

use crate::support::{contents, facts, on_both};

fn ids(filter: &UnitFilter) -> Vec<String> {
    on_both(|db| {
        let page = query::units(&mut db.filled(), filter, &PageRequest::default()).unwrap();
        page.items.into_iter().map(|i| i.item.id).collect()
    })
}

fn list(value: &str) -> Vec<String> {
    vec![value.to_owned()]
}

#[test]
fn units_are_filtered() {
    let none = UnitFilter::default;
    assert_eq!(ids(&none()).len(), 6);
    assert_eq!(
        ids(&UnitFilter { kind: list("municipality"), ..none() }),
        ["aanekoski", "kemijarvi"]
    );
    assert_eq!(ids(&UnitFilter { municipality: list("Kemijärvi"), ..none() }).len(), 4);
    let below = UnitFilter {
        unit: list("kemijarvi.hallintopalvelut"),
        include_descendants: true,
        ..none()
    };
    assert_eq!(ids(&below), ["kemijarvi.hallintopalvelut", "kemijarvi.hallintopalvelut.sortteeri"]);
    assert_eq!(
        ids(&UnitFilter { document: list("aanekoski-2024"), ..none() }),
        ["aanekoski", "aanekoski.sivistys"]
    );
}

#[test]
fn a_unit_is_found_by_a_document_that_speaks_of_it_only_besides_money() {
    let speaks = |change: fn(&mut Contents)| {
        on_both(|db| {
            let mut all = facts::small();
            change(&mut all.documents[2].contents);
            let store = db.writer();
            store.import(&all, facts::NOW).unwrap();
            let filter = UnitFilter { document: list("aanekoski-2024"), ..UnitFilter::default() };
            let mut session = store.session().unwrap();
            let page = query::units(&mut session, &filter, &PageRequest::default()).unwrap();
            page.items.into_iter().any(|i| i.item.id == "kemijarvi.hallinto")
        })
    };
    assert!(!speaks(|_| ()));
    assert!(speaks(
        |c| c.objectives = elsewhere(|of| of.objectives[..1].to_vec(), |o| &mut o.unit_id)
    ));
    assert!(speaks(|c| c.risks[0].unit_id = ELSEWHERE.to_owned()));
    assert!(speaks(|c| {
        c.internal_control = elsewhere(|of| of.internal_control, |t| &mut t.unit_id);
    }));
    assert!(speaks(|c| c.indicators = elsewhere(|of| of.indicators, |i| &mut i.unit_id)));
    assert!(speaks(|c| c.narratives = elsewhere(|of| of.narratives, |n| &mut n.unit_id)));
    assert!(speaks(|c| {
        c.responsible_persons = elsewhere(|of| of.responsible_persons, |p| &mut p.unit_id);
    }));
}

/// A unit that the third document prints no amount of.
const ELSEWHERE: &str = "kemijarvi.hallinto";

/// Things of one kind, all of that unit.
fn elsewhere<T>(of: fn(Contents) -> Vec<T>, unit: fn(&mut T) -> &mut String) -> Vec<T> {
    let mut things = of(contents::first("aanekoski-2024"));
    for thing in &mut things {
        ELSEWHERE.clone_into(unit(thing));
    }
    things
}

#[test]
fn a_part_of_a_name_is_found_in_any_case_and_taken_literally() {
    let found = |q: &str| ids(&UnitFilter { q: Some(q.to_owned()), ..UnitFilter::default() });
    assert_eq!(found("ÄÄNE"), ["aanekoski"]);
    assert_eq!(found("hallinto ö"), ["kemijarvi.hallinto"]);
    assert_eq!(found("641"), ["kemijarvi.hallintopalvelut"]);
    assert!(found("%").is_empty());
    assert!(found("_").is_empty());
}

#[test]
fn accounts_come_in_the_order_of_the_statement() {
    let codes = |filter: AccountFilter| {
        on_both(|db| {
            let page = query::accounts(&mut db.filled(), &filter, &PageRequest::default()).unwrap();
            page.items.into_iter().map(|i| i.item.code).collect::<Vec<_>>()
        })
    };
    let all = ["sales_revenue", "operating_revenue", "operating_expenses", "operating_margin"];
    assert_eq!(codes(AccountFilter::default()), all);
    let below = AccountFilter { account: list("operating_revenue"), include_children: true };
    assert_eq!(codes(below), ["sales_revenue", "operating_revenue"]);
}

#[test]
fn municipalities_come_by_code_with_their_population() {
    on_both(|db| {
        let filter = MunicipalityFilter::default();
        let page =
            query::municipalities(&mut db.filled(), &filter, &PageRequest::default()).unwrap();
        let codes: Vec<&str> = page.items.iter().map(|i| i.item.code.as_str()).collect();
        assert_eq!(codes, ["320", "992"]);
        assert_eq!(page.items[0].item.population[1].persons, 6_800);
    });
}

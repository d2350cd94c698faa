//! What documents say besides their budget lines: filters, free text, pages below parents.

use kuntavaaka::query::{
    self, Below, ContentFilter, Error, IndicatorFilter, InternalControlFilter, NarrativeFilter,
    ObjectiveFilter, PageRequest, RiskFilter,
};

use kuntavaaka::domain::Scenario;
use kuntavaaka::store::Access;

use crate::reading::FACTS;
use crate::support::{facts, on_both};

const FULL: &str = "kemijarvi-2024.o21";
const BELOW: &str = "kemijarvi-2024.o26";
const LATER: &str = "kemijarvi-2025-h1.o21";

fn list(value: &str) -> Vec<String> {
    vec![value.to_owned()]
}

fn objectives(filter: &ObjectiveFilter) -> Vec<String> {
    on_both(|db| {
        let page = query::objectives(&mut db.filled(), filter, &PageRequest::default()).unwrap();
        assert_eq!(usize::try_from(page.total_count).unwrap(), page.items.len());
        page.items.into_iter().map(|i| i.item.item.id).collect()
    })
}

fn content(change: impl FnOnce(&mut ContentFilter)) -> ContentFilter {
    let mut filter = ContentFilter::default();
    change(&mut filter);
    filter
}

#[test]
fn objectives_are_filtered_by_what_they_say() {
    let none = ObjectiveFilter::default;
    assert_eq!(objectives(&none()), [FULL, BELOW, LATER]);
    for (filter, expected) in [
        (ObjectiveFilter { kind: list("strategic"), ..none() }, &[FULL][..]),
        (ObjectiveFilter { binding_level: list("council"), ..none() }, &[FULL]),
        (ObjectiveFilter { theme: Some("ÄLYKÄS".to_owned()), ..none() }, &[FULL]),
        (ObjectiveFilter { theme: Some("%".to_owned()), ..none() }, &[]),
        (ObjectiveFilter { sdg: list("4,17"), ..none() }, &[FULL]),
        (ObjectiveFilter { sdg: list("5"), ..none() }, &[]),
        (ObjectiveFilter { has_outcome: Some(true), ..none() }, &[FULL]),
        (ObjectiveFilter { has_outcome: Some(false), ..none() }, &[BELOW, LATER]),
        (ObjectiveFilter { has_target: Some(true), ..none() }, &[FULL]),
        (ObjectiveFilter { has_target: Some(false), ..none() }, &[BELOW, LATER]),
        (ObjectiveFilter { fiscal_year: list("2025..2026"), ..none() }, &[LATER]),
    ] {
        assert_eq!(objectives(&filter), expected, "{filter:?}");
    }
}

#[test]
fn contents_are_filtered_by_where_they_belong() {
    let unit = "kemijarvi.hallintopalvelut";
    for (filter, expected) in [
        (content(|c| c.municipality = list("992")), &[][..]),
        (content(|c| c.municipality = list("kemijarvi")), &[FULL, BELOW, LATER]),
        (content(|c| c.document = list("kemijarvi-2025-h1")), &[LATER]),
        (content(|c| c.unit = list(unit)), &[FULL, LATER]),
        (
            content(|c| {
                c.unit = list(unit);
                c.include_descendants = true;
            }),
            &[FULL, BELOW, LATER],
        ),
    ] {
        let filter = ObjectiveFilter { content: filter, ..ObjectiveFilter::default() };
        assert_eq!(objectives(&filter), expected, "{filter:?}");
    }
}

#[test]
fn any_form_of_a_word_is_found_in_every_text_of_an_objective() {
    for (q, expected) in [
        // Text, text as read, theme, action, measure, outcome.
        ("henkilöstö", &[FULL][..]),
        ("henkiloston", &[FULL]),
        ("kaupungin", &[FULL]),
        ("koulutus", &[FULL]),
        ("koulutusta", &[FULL]),
        ("TIEDOTE", &[FULL]),
        ("kysely", &[FULL]),
        ("palvelu", &[FULL]),
        ("tavoite", &[LATER]),
        ("tavoitteiden", &[LATER]),
        // All words, in any order; marks mean nothing.
        ("kaupunki, koulutus!", &[FULL]),
        ("kaupunki tavoite", &[]),
        ("100", &[FULL]),
        ("10", &[]),
        ("kauppa", &[]),
        ("koulu", &[FULL]),
        ("kyse", &[]),
    ] {
        let content = content(|c| c.q = Some(q.to_owned()));
        let filter = ObjectiveFilter { content, ..ObjectiveFilter::default() };
        assert_eq!(objectives(&filter), expected, "{q}");
    }
}

#[test]
fn the_other_contents_have_their_own_filters() {
    on_both(|db| {
        let s = &mut db.filled();
        let all = PageRequest::default();
        let q = |q: &str| content(|c| c.q = Some(q.to_owned()));
        let risks = |s: &mut _, content, fiscal_year| {
            query::risks(s, &RiskFilter { content, fiscal_year }, &all).unwrap().total_count
        };
        assert_eq!(risks(s, q("investointi"), list("2024")), 1);
        assert_eq!(risks(s, q("seurannan"), list("2023")), 0);
        let tasks = |s: &mut _, content| {
            let filter = InternalControlFilter { content, ..Default::default() };
            query::internal_control(s, &filter, &all).unwrap().total_count
        };
        assert_eq!((tasks(s, q("tarkastus sopimus")), tasks(s, q("talous"))), (1, 0));
        let mut with_outcome = |has_outcome| {
            let filter = InternalControlFilter { has_outcome, ..Default::default() };
            query::internal_control(s, &filter, &all).unwrap().total_count
        };
        assert_eq!((with_outcome(Some(true)), with_outcome(Some(false))), (1, 0));
        let narratives = |s: &mut _, content, kind: &[&str]| {
            let kind = kind.iter().map(|k| (*k).to_owned()).collect();
            let filter = NarrativeFilter { content, kind, ..Default::default() };
            query::narratives(s, &filter, &all).unwrap().total_count
        };
        let mut narratives_of = |years: &str| {
            let filter = NarrativeFilter { fiscal_year: list(years), ..Default::default() };
            query::narratives(s, &filter, &all).unwrap().total_count
        };
        assert_eq!(narratives_of("2024..2025"), 2);
        assert_eq!((narratives_of("2025"), narratives_of("2023")), (1, 0));
        assert_eq!(narratives(s, q("päätöksenteko"), &["purpose"]), 1);
        assert_eq!(narratives(s, ContentFilter::default(), &["purpose", "comment"]), 2);
        assert_eq!(narratives(s, q("talous"), &["comment"]), 0);
        let none = IndicatorFilter::default;
        let mut indicators = |filter| query::indicators(s, &filter, &all).unwrap().total_count;
        assert_eq!(indicators(none()), 2);
        assert_eq!(indicators(IndicatorFilter { content: q("asiakas käynti"), ..none() }), 1);
        assert_eq!(indicators(IndicatorFilter { fiscal_year: list("2023"), ..none() }), 1);
        assert_eq!(indicators(IndicatorFilter { scenario: list("actual"), ..none() }), 2);
        let (fiscal_year, scenario) = (list("2024"), list("actual"));
        assert_eq!(indicators(IndicatorFilter { fiscal_year, scenario, ..none() }), 1);
        assert_eq!(indicators(IndicatorFilter { parent: list("kemijarvi-2024.i27"), ..none() }), 1);
    });
}

#[test]
fn contents_are_paged_as_a_whole_and_below_each_parent() {
    on_both(|db| {
        let mut session = db.filled();
        let filter = ObjectiveFilter::default();
        let mut request = PageRequest { first: Some(2), after: None, ..PageRequest::default() };
        let page = query::objectives(&mut session, &filter, &request).unwrap();
        assert_eq!((page.total_count, page.has_next_page), (3, true));
        request.after = page.end_cursor();
        let next = query::objectives(&mut session, &filter, &request).unwrap();
        assert_eq!(next.items[0].item.item.id, LATER);
        assert!(!next.has_next_page && next.has_previous_page);
        let error = query::risks(&mut session, &RiskFilter::default(), &request).unwrap_err();
        assert_eq!(error.code(), "invalid_cursor");

        let units = ["kemijarvi".to_owned(), "kemijarvi.hallintopalvelut".to_owned()];
        let one = PageRequest { first: Some(1), after: None, ..PageRequest::default() };
        let count = |include_descendants: bool, session: &mut _| {
            let content = ContentFilter { include_descendants, ..ContentFilter::default() };
            let filter = ObjectiveFilter { content, ..ObjectiveFilter::default() };
            let pages =
                query::objectives_below(session, Below::Unit, &units, &filter, &one).unwrap();
            units.clone().map(|unit| pages[&unit].total_count)
        };
        assert_eq!(count(false, &mut session), [0, 2]);
        assert_eq!(count(true, &mut session), [3, 3]);
    });
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let of = |error: Error| (error.code(), error.parameter());
    on_both(|db| {
        let s = &mut db.filled();
        let page = PageRequest::default();
        let none = ObjectiveFilter::default;
        let q = |q: &str| content(|c| c.q = Some(q.to_owned()));
        let many = (0..21).map(|n| format!("sana{n}")).collect::<Vec<_>>().join(" ");
        for (filter, expected) in [
            (ObjectiveFilter { sdg: list("18"), ..none() }, ("invalid_parameter", "sdg")),
            (ObjectiveFilter { sdg: list("x"), ..none() }, ("invalid_parameter", "sdg")),
            (ObjectiveFilter { kind: list("dream"), ..none() }, ("unknown_value", "kind")),
            (
                ObjectiveFilter { binding_level: list("nobody"), ..none() },
                ("unknown_value", "bindingLevel"),
            ),
            (ObjectiveFilter { theme: Some(" ".into()), ..none() }, ("invalid_parameter", "theme")),
            (ObjectiveFilter { content: q(" %_ "), ..none() }, ("invalid_parameter", "q")),
            (ObjectiveFilter { content: q("a\0b"), ..none() }, ("invalid_parameter", "q")),
            (ObjectiveFilter { content: q(&many), ..none() }, ("invalid_parameter", "q")),
        ] {
            let error = query::objectives(s, &filter, &page).unwrap_err();
            assert_eq!(of(error), (expected.0, Some(expected.1)), "{filter:?}");
        }
        let filter = IndicatorFilter { parent: list("nothing"), ..IndicatorFilter::default() };
        let error = query::indicators(s, &filter, &page).unwrap_err();
        assert_eq!(of(error), ("unknown_value", Some("parent")));
    });
}

#[test]
fn a_value_that_a_later_document_states_again_is_superseded() {
    on_both(|db| {
        db.writer().import(&FACTS, facts::NOW).unwrap();
        let mut session = db.open(Access::ReadOnly).session().unwrap();
        let mut named = |as_of: Option<&str>, document: &[&str]| -> Vec<String> {
            let filter = IndicatorFilter {
                content: content(|c| {
                    c.unit = list("kemijarvi.hallintopalvelut");
                    c.document = document.iter().map(|d| (*d).to_owned()).collect();
                }),
                fiscal_year: list("2024"),
                scenario: list("actual"),
                as_of: as_of.map(str::to_owned),
                ..IndicatorFilter::default()
            };
            let page = query::indicators(&mut session, &filter, &PageRequest::default()).unwrap();
            let posts = page.items.into_iter().map(|i| i.item.item);
            let posts = posts.filter(|i| i.name == "Vakinaiset virat ja toimet 31.12.");
            let value = |i: kuntavaaka::domain::Indicator| {
                let of_year = |v: &&kuntavaaka::domain::IndicatorValue| {
                    v.fiscal_year == 2024 && v.scenario == Scenario::Actual
                };
                let value = i.values.iter().find(of_year).unwrap();
                let until = value.superseded_on.map_or("stands".to_owned(), |day| day.to_string());
                format!("{} {until}", value.printed)
            };
            posts.map(value).collect()
        };
        assert_eq!(named(None, &[]), ["19 stands"]);
        assert_eq!(named(Some("2024-12-31"), &[]), ["22 2025-06-30"]);
        let older = "kemijarvi-hallintopalvelut-2024";
        assert_eq!(named(None, &[older]), ["22 2025-06-30"]);
    });
}

//! Importing: all or nothing, and nothing twice.

use kuntavaaka::domain::{Cents, Facts};
use kuntavaaka::query::{self, Release};
use kuntavaaka::store::{Access, StoreError};

use crate::support::{TestDb, facts, on_both};

fn release(db: &TestDb) -> Option<Release> {
    query::release(&mut db.open(Access::ReadOnly).session().unwrap()).unwrap()
}

#[test]
fn importing_the_same_facts_again_changes_nothing() {
    on_both(|db| {
        let store = db.writer();
        let first = store.import(&facts::small(), facts::NOW).unwrap();
        assert!(first.changed);
        let before = release(db);
        let again = store.import(&facts::small(), "2027-01-01T00:00:00Z").unwrap();
        assert!(!again.changed);
        assert_eq!(again.release, first.release);
        assert_eq!(release(db), before);
        assert_eq!(before.unwrap().imported_at.as_deref(), Some(facts::NOW));
        first.release
    });
}

#[test]
fn a_release_has_the_same_id_whatever_the_order_of_import() {
    on_both(|db| {
        let store = db.writer();
        let all = facts::small();
        let mut last = String::new();
        for document in all.documents.iter().rev() {
            let one = Facts { documents: vec![document.clone()], ..all.clone() };
            last = store.import(&one, facts::NOW).unwrap().release;
        }
        let whole = store.import(&all, facts::NOW).unwrap();
        assert_eq!(whole.release, last);
        assert!(!whole.changed);
    });
}

#[test]
fn a_document_is_replaced_as_a_whole_and_the_others_stay() {
    on_both(|db| {
        let store = db.writer();
        let first = store.import(&facts::small(), facts::NOW).unwrap();
        let mut changed = facts::small();
        changed.documents.truncate(1);
        changed.documents[0].budget_lines.truncate(3);
        changed.documents[0].findings.clear();
        changed.documents[0].contents.objectives.truncate(1);
        changed.documents[0].contents.indicators.clear();
        let second = store.import(&changed, facts::NOW).unwrap();
        assert!(second.changed);
        assert_ne!(second.release, first.release);
        let counts = release(db).unwrap();
        assert_eq!(counts.documents.len(), 3);
        let of = |name: &str| counts.tables.iter().find(|t| t.name == name).unwrap().rows;
        assert_eq!((of("finding"), of("finding_cell")), (0, 0));
        assert_eq!(of("budget_line"), 3 + 9 + 2);
        assert_eq!((of("objective"), of("objective_target"), of("objective_sdg")), (2, 2, 2));
        assert_eq!((of("indicator"), of("indicator_value"), of("narrative")), (0, 0, 2));
    });
}

#[test]
fn an_import_that_fails_leaves_the_store_as_it_was() {
    let spoilt: [fn(&mut Facts); 6] = [
        // The same cell twice.
        |f| {
            let row = f.documents[2].tables[0].rows[0].clone();
            f.documents[2].tables[0].rows.push(row);
        },
        // An account that does not exist.
        |f| f.documents[2].budget_lines[0].account = "no_such_account".to_owned(),
        // An amount and a reason why there is none.
        |f| f.documents[0].budget_lines[3].amount = Some(Cents(1)),
        // An indicator that is a part of one that does not exist.
        |f| f.documents[0].contents.indicators[1].parent_id = Some("nothing".to_owned()),
        // An objective twice.
        |f| {
            let objective = f.documents[0].contents.objectives[0].clone();
            f.documents[0].contents.objectives.push(objective);
        },
        // A parent that does not exist; this is found out at the very end.
        |f| f.units[1].parent_id = Some("nowhere".to_owned()),
    ];
    on_both(|db| {
        let store = db.writer();
        let fails = |spoil: &fn(&mut Facts)| {
            let mut facts = facts::small();
            facts.documents[0].document.title = "Another title".to_owned();
            spoil(&mut facts);
            let error = store.import(&facts, facts::NOW).unwrap_err();
            assert!(matches!(error, StoreError::Rejected(_)), "{error:?}");
        };
        spoilt.iter().for_each(fails);
        assert_eq!(release(db), None);
        store.import(&facts::small(), facts::NOW).unwrap();
        let before = release(db);
        spoilt.iter().for_each(fails);
        assert_eq!(release(db), before);
        assert!(!store.import(&facts::small(), facts::NOW).unwrap().changed);
    });
}

#[test]
fn a_session_sees_one_release_while_another_is_imported() {
    on_both(|db| {
        let mut session = db.filled();
        let before = query::release(&mut session).unwrap();
        let mut changed = facts::small();
        changed.documents[0].document.title = "Another title".to_owned();
        assert!(db.writer().import(&changed, facts::NOW).unwrap().changed);
        let seen = query::document(&mut session, "kemijarvi-2024").unwrap();
        assert_eq!(seen.title, "Käyttösuunnitelma 2024");
        assert_eq!(query::release(&mut session).unwrap(), before);
        drop(session);
        assert_ne!(release(db), before);
    });
}

#[test]
fn what_was_imported_is_what_is_read() {
    on_both(|db| {
        let mut session = db.filled();
        for expected in facts::small().documents {
            let id = &expected.document.id;
            let tables = query::document_tables(&mut session, id).unwrap();
            assert_eq!(tables, expected.tables);
            let document = query::document(&mut session, id).unwrap();
            assert_eq!(document.report, expected.report());
            assert_eq!(document.vintage_date, expected.document.vintage_date());
            let lines = query::document_lines(&mut session, id, None, None).unwrap();
            let text: Vec<String> = lines.lines.into_iter().map(|l| l.text).collect();
            assert_eq!(text, expected.document.lines);
            for line in expected.budget_lines {
                assert_eq!(query::budget_line(&mut session, &line.id).unwrap().line, line);
            }
            for objective in expected.contents.objectives {
                let read = query::objective(&mut session, &objective.id).unwrap();
                assert_eq!((read.item, &read.document_id), (objective, id));
            }
            for risk in expected.contents.risks {
                assert_eq!(query::risk(&mut session, &risk.id).unwrap().item, risk);
            }
            for task in expected.contents.internal_control {
                let read = query::internal_control_task(&mut session, &task.id).unwrap();
                assert_eq!(read.item, task);
            }
            for indicator in expected.contents.indicators {
                let read = query::indicator(&mut session, &indicator.id).unwrap();
                assert_eq!(read.item, indicator);
            }
            for narrative in expected.contents.narratives {
                let read = query::narrative(&mut session, &narrative.id).unwrap();
                assert_eq!(read.item, narrative);
            }
            for person in expected.contents.responsible_persons {
                let units = [person.unit_id.clone()];
                let read = query::responsible_persons_of_units(&mut session, &units).unwrap();
                assert_eq!(read[&units[0]][0].person, person);
            }
            for finding in expected.findings {
                assert_eq!(query::finding(&mut session, &finding.id).unwrap().finding, finding);
            }
        }
        for expected in facts::small().units {
            assert_eq!(query::unit(&mut session, &expected.id).unwrap(), expected);
        }
        for expected in facts::small().accounts {
            assert_eq!(query::account(&mut session, &expected.code).unwrap(), expected.into());
        }
        for expected in facts::small().municipalities {
            assert_eq!(query::municipality(&mut session, &expected.code).unwrap(), expected.into());
        }
    });
}

#[test]
fn a_document_imported_again_by_itself_changes_nothing() {
    use crate::reading::FACTS;
    on_both(|db| {
        let store = db.writer();
        let all = store.import(&FACTS, facts::NOW).unwrap();
        for document in &FACTS.documents {
            let mut alone = kuntavaaka::ingest::read(
                &[crate::reading::source(&document.document.id)],
                &mut |_| {},
            )
            .unwrap();
            alone.documents.truncate(1);
            let again = store.import(&alone, facts::NOW).unwrap();
            assert!(!again.changed, "{}", document.document.id);
            assert_eq!(again.release, all.release);
        }
    });
}

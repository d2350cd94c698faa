//! What is counted of budget lines at import is what counting them again gives.

use kuntavaaka::domain::Cents;
use kuntavaaka::release::Package;
use kuntavaaka::store::Access;

use super::migrations::lines;
use crate::releases::package_of;
use crate::support::{TestDb, facts, on_both};

/// What was counted, and what there is to count.
fn counted(db: &TestDb) -> (Vec<String>, Vec<String>) {
    let both = |statement: &str| {
        let mut all = lines(db, statement, statement);
        all.sort();
        all
    };
    let kept = both(
        "SELECT line FROM (
            SELECT document_id || ' ' || account || ' ' || scenario || ' ' || fiscal_year || ' '
                   || line_count || ' ' || standing_count AS line FROM budget_line_count
            UNION ALL SELECT unit_id || ' ' || fiscal_year || ' ' || known_from || ' ' || first_day
                   || ' ' || last_day FROM unit_year) x",
    );
    let there = both(
        "SELECT line FROM (
            SELECT document_id || ' ' || account || ' ' || scenario || ' ' || fiscal_year || ' '
                   || COUNT(*) || ' ' || SUM(CASE WHEN superseded_on IS NULL THEN 1 ELSE 0 END) AS line
            FROM budget_line WHERE repeat_of IS NULL
            GROUP BY document_id, account, scenario, fiscal_year
            UNION ALL SELECT unit_id || ' ' || fiscal_year || ' ' || MIN(known_from) || ' '
                   || MIN(period_start) || ' ' || MAX(period_end)
            FROM budget_line GROUP BY unit_id, fiscal_year) x",
    );
    (kept, there)
}

fn hold(db: &TestDb) -> Vec<String> {
    let (kept, there) = counted(db);
    assert!(kept.len() > 10, "{kept:#?}");
    assert_eq!(kept, there);
    kept
}

#[test]
fn what_is_counted_follows_every_import() {
    on_both(|db| {
        let store = db.writer();
        store.import(&facts::small(), facts::NOW).unwrap();
        let first = hold(db);
        let mut changed = facts::small();
        changed.documents[0].budget_lines.truncate(2);
        changed.documents[1].budget_lines[0].amount = Some(Cents(1));
        store.import(&changed, facts::NOW).unwrap();
        let second = hold(db);
        assert_ne!(first, second);
        // A package counts its rows as they pass.
        let folder = tempfile::tempdir().unwrap();
        let package = package_of(&db.open(Access::ReadOnly), folder.path());
        store.import(&facts::small(), facts::NOW).unwrap();
        assert_eq!(hold(db), first);
        Package::open(&package).unwrap().import(&store, facts::NOW, &mut |_| ()).unwrap();
        assert_eq!(hold(db), second);
        second
    });
}

#[test]
fn a_database_of_an_older_version_is_counted_when_it_is_migrated() {
    on_both(|db| {
        db.writer().import(&facts::small(), facts::NOW).unwrap();
        let before = hold(db);
        // As the migration finds it.
        let up = if db.is_postgres() {
            include_str!("../../../migrations/postgres/2026-11-23-000007_bulk/up.sql")
        } else {
            include_str!("../../../migrations/sqlite/2026-11-23-000007_bulk/up.sql")
        };
        db.run("DELETE FROM budget_line_count; DELETE FROM unit_year");
        let counting =
            up.split(';').filter(|part| part.contains("INSERT INTO") && !part.contains("new_"));
        counting.for_each(|part| drop(db.run(part)));
        assert_eq!(hold(db), before);
        before
    });
}

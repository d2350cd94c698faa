//! The schema's versions.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;
use diesel::{RunQueryDsl, sql_query};
use kuntavaaka::query;

use crate::support::database::Raw;
use crate::support::{TestDb, facts, on_both};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

pub(super) fn lines(db: &TestDb, on_sqlite: &str, on_postgres: &str) -> Vec<String> {
    let rows: Vec<Line> = match db.run("SELECT 1") {
        Raw::Sqlite(mut c) => sql_query(on_sqlite).load(&mut c).unwrap(),
        Raw::Postgres(mut c) => sql_query(on_postgres).load(&mut c).unwrap(),
    };
    rows.into_iter().map(|r| r.line).collect()
}

fn schema(db: &TestDb) -> Vec<String> {
    lines(
        db,
        "SELECT name || ': ' || COALESCE(sql, '') AS line FROM sqlite_master ORDER BY 1",
        "SELECT line FROM (
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
                   || ' ' || COALESCE(collation_name, '') AS line
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
         ) s ORDER BY line COLLATE \"C\"",
    )
}

#[test]
fn migrations_run_up_down_and_up_to_the_same_schema() {
    on_both(|db| {
        let store = db.writer();
        let first = schema(db);
        store.revert_migrations().unwrap();
        let nothing = schema(db);
        assert!(nothing.iter().all(|l| l.contains("__diesel_schema_migrations")), "{nothing:?}");
        assert_eq!(store.migrate().unwrap().len(), 8);
        assert_eq!(schema(db), first);
        assert!(store.migrate().unwrap().is_empty());
        assert!(store.import(&facts::small(), facts::NOW).unwrap().changed);
    });
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    on_both(|db| {
        db.writer();
        lines(
            db,
            "SELECT t.name || '.' || c.name AS line FROM sqlite_master t
             JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1",
            "SELECT (table_name || '.' || column_name) COLLATE \"C\" AS line
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' ORDER BY 1",
        )
    });
}

#[test]
fn a_release_counts_every_table_that_holds_content() {
    let (counted, tables) = on_both(|db| {
        let release = query::release(&mut db.filled()).unwrap().unwrap();
        let mut counted: Vec<String> = release.tables.into_iter().map(|t| t.name).collect();
        counted.sort();
        let tables = lines(
            db,
            "SELECT name AS line FROM sqlite_master
             WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' \
             AND name <> 'sqlite_stat1' ORDER BY 1",
            "SELECT table_name::text COLLATE \"C\" AS line FROM information_schema.tables
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' ORDER BY 1",
        );
        (counted, tables)
    });
    // What was counted of budget lines is made from them.
    let is_derived = |t: &String| ["budget_line_count", "unit_year"].contains(&t.as_str());
    let content: Vec<String> = tables
        .into_iter()
        .filter(|t| !t.starts_with("dataset_release") && !is_derived(t))
        .collect();
    assert_eq!(counted, content);
}
